"""The set-up files: exact versions without addresses, commands that exist, nothing of one machine in the repository."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"\bhttps?://|\bgit\+|\bfile:")
# Folders that exist on one machine only. Pages of Linux's own, such as /etc and /usr, are the same everywhere.
ONE_MACHINE = re.compile(r"(?<![\w.~-])/(?:home/(?!pyodide\b)|Users/|root/|work/|opt/|mnt/|srv/)[\w.-]+")
PIN = re.compile(r"^[a-z0-9-]+==[\w.!]+$")


def tracked() -> list[Path]:
    """Every file that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    yield from enumerate(path.read_text(encoding="utf-8").splitlines(), 1)


def requirements(name: str) -> list[str]:
    """The requirement lines of a file, without comments."""
    stripped = (line.split("#")[0].strip() for _, line in lines_of(ROOT / name))
    return [line for line in stripped if line]


def makefile_targets() -> set[str]:
    return {found[1] for _, line in lines_of(ROOT / "Makefile") if (found := re.match(r"([a-z-]+):(?!=)", line))}


@pytest.mark.parametrize("name", ["constraints.txt", "data-requirements.txt"])
def test_python_packages_are_pinned_exactly_and_without_addresses(name: str) -> None:
    assert [line for line in requirements(name) if not PIN.match(line)] == []


def test_constraints_hold_torch_and_every_direct_dependency() -> None:
    import tomllib

    pins = dict(line.split("==") for line in requirements("constraints.txt"))
    assert pins["torch"] == "2.13.0"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", line)[0]).lower() for line in wanted}
    assert names <= pins.keys(), "run `make constraints`"


def test_browser_packages_are_pinned_exactly_and_the_lock_holds_no_download_address() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in {**package["dependencies"], **package["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} must be pinned exactly, got {version}"
        assert lock[f"node_modules/{name}"]["version"] == version, f"{name}: run `make lock`"
    for name, entry in lock.items():
        entry.pop("funding", None)  # where to thank the authors, not where to download
        assert not ADDRESS.search(json.dumps(entry)), f"{name} holds an address in package-lock.json"
    assert lock["node_modules/pyodide"]["integrity"].startswith("sha512-")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_every_make_command_that_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)(?:UPDATE_GOLDEN=1 )?make (?:[A-Z_]+=\S+ )*([a-z-]+)", text, re.M))
    assert named, f"{name} names no make command"
    assert named <= makefile_targets()


def test_the_readme_names_files_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [link for link in linked if not (ROOT / link).exists()] == []


def test_the_readme_describes_every_command() -> None:
    from nlpbook.cli import COMMANDS

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"nlpbook {name}" not in text] == []


def test_no_file_names_a_place_on_one_machine() -> None:
    found = []
    for path in tracked():
        if path == Path(__file__).resolve() or path.suffix in {".png", ".woff2", ".svg"}:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
            for number, line in lines_of(path)
            if ONE_MACHINE.search(line)
        ]
    assert not found, "these lines only make sense on one machine:\n" + "\n".join(found)


def test_nothing_downloaded_or_built_is_committed() -> None:
    # Pictures for the README are ours. Everything else that is not text comes from a package or a build.
    downloaded = re.compile(r"\.(whl|wasm|woff2?|ttf|zip|gz|bin|np[yz]|pt|parquet|pyc)$")
    kept = [path for path in tracked() if downloaded.search(path.name) or path.stat().st_size > 1_000_000]
    assert [str(path.relative_to(ROOT)) for path in kept] == []


def test_the_workflow_gives_rights_only_to_the_job_that_publishes() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert {name for name, job in workflow["jobs"].items() if "permissions" in job} == {"deploy"}
    assert "pull_request_target" not in workflow[True]  # YAML 1.1 reads the key `on` as true
    text = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert "secrets." not in text
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert all(re.search(r"@[0-9a-f]{40}$", name) and "# v" in comment for name, comment in uses), uses


def test_the_lock_needs_no_newer_node_than_the_set_up_promises() -> None:
    from nlpbook.site.programs import NODE_AT_LEAST

    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert package["engines"]["node"] == f">={NODE_AT_LEAST}"
