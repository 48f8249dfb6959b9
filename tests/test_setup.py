"""The set-up files: exact versions without addresses, commands that exist, nothing of one machine in the repository."""

from __future__ import annotations

import json
import os
import re
import shutil
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


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", ".ci/run"])
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


def test_no_link_is_committed() -> None:
    # A link to an environment, checked out elsewhere, takes the place of the environment that stands there.
    listed = subprocess.run(["git", "ls-files", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [row for row in listed.splitlines() if row.startswith("120000")] == []


def workflows() -> dict[str, str]:
    """Every workflow and action, by name."""
    files = [*(ROOT / ".github/workflows").glob("*.yml"), *(ROOT / ".github/actions").glob("*/action.yml")]
    return {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}


def test_workflows_give_rights_only_to_the_job_that_publishes() -> None:
    for name, text in workflows().items():
        assert "secrets." not in text, name
        workflow = yaml.safe_load(text)
        if "jobs" in workflow:
            assert workflow["permissions"] == {"contents": "read"}, name
            privileged = {job for job, settings in workflow["jobs"].items() if "permissions" in settings}
            assert privileged == ({"deploy"} if name.endswith("/ci.yml") else set()), name
            assert {"pull_request_target", "workflow_run"}.isdisjoint(workflow[True]), name  # YAML reads `on` as true


def test_the_job_that_publishes_runs_no_code_of_the_repository() -> None:
    deploy = yaml.safe_load(workflows()[".github/workflows/ci.yml"])["jobs"]["deploy"]
    assert "refs/heads/main" in deploy["if"] and "push" in deploy["if"]
    assert all("run" not in step and step["uses"].startswith("actions/deploy-pages@") for step in deploy["steps"])


def test_actions_are_pinned_and_keep_no_credentials() -> None:
    for name, text in workflows().items():
        uses = [(used, comment) for used, comment in re.findall(r"uses: (\S+)(.*)", text) if not used.startswith("./")]
        assert all(re.search(r"@[0-9a-f]{40}$", used) and "# v" in comment for used, comment in uses), name
        assert text.count("actions/checkout@") == text.count("persist-credentials: false"), name


def test_the_books_code_runs_offline_in_ci() -> None:
    jobs = yaml.safe_load(workflows()[".github/workflows/ci.yml"])["jobs"]
    for name in ("cells", "test"):
        steps = jobs[name]["steps"]
        ready = next(number for number, step in enumerate(steps) if step.get("uses") == "./.github/actions/set-up")
        commands = [step["run"] for step in steps if "run" in step]
        assert commands and all(command.startswith(".ci/offline ") for command in commands), name
        assert not any("run" in step for step in steps[:ready]), name


def test_the_shards_of_ci_cover_the_book_and_are_joined() -> None:
    jobs = yaml.safe_load(workflows()[".github/workflows/ci.yml"])["jobs"]
    shards = jobs["cells"]["strategy"]["matrix"]["shard"]
    assert shards == list(range(1, len(shards) + 1))
    given = next(step["with"] for step in jobs["cells"]["steps"] if "upload-artifact" in step.get("uses", ""))
    taken = next(step["with"] for step in jobs["test"]["steps"] if "download-artifact" in step.get("uses", ""))
    assert given["path"] == taken["path"] == ".cache/execution" and given["include-hidden-files"]
    assert given["name"].startswith(taken["pattern"].rstrip("*")) and taken["merge-multiple"]
    assert jobs["test"]["needs"] == "cells" and jobs["deploy"]["needs"] == "test"


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root makes a namespace without sudo")
@pytest.mark.parametrize("caller", ["", "65534"])
def test_offline_leaves_nothing_but_the_loopback(caller: str) -> None:
    probe = """
import os, socket
here = socket.create_server(("127.0.0.1", 0))
socket.create_connection(here.getsockname()).close()
alone = os.getuid() == 0 or not set(os.getgroups()) - {os.getgid()}
print([name for _, name in socket.if_nameindex()], os.getuid(), alone)
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("NoNewPrivs")])
"""
    who = {"SUDO_UID": caller, "SUDO_GID": caller} if caller else {}
    # /usr/bin/env finds a Python that any user may run.
    command = [ROOT / ".ci/offline", "/usr/bin/env", "python3", "-c", probe]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **who}, cwd="/", check=False)
    if "unshare failed" in done.stderr:
        pytest.skip("this machine's root may not make a namespace")
    named, bits = done.stdout.strip().split("\n")
    assert (named, bits) == (f"['lo'] {caller or 0} True", "['1']" if caller else "['0']"), done.stderr


def test_security_names_no_address_and_what_it_promises_exists() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert not re.search(r"https?:|@\w", text)
    assert "audit" in makefile_targets()


def test_the_lock_needs_no_newer_node_than_the_set_up_promises() -> None:
    from nlpbook.site.programs import NODE_AT_LEAST

    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert package["engines"]["node"] == f">={NODE_AT_LEAST}"
