"""`nlpbook doctor`: what is installed, what is missing and how to get it."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from nlpbook.site.programs import NODE_AT_LEAST, MissingProgram, find_chromium, find_node, node_major

State = Literal["ok", "missing", "note"]
PYTHON_AT_LEAST = (3, 11)
MODELS = ("numpy", "torch", "matplotlib")
TESTS = ("pytest", "hypothesis", "playwright", "ruff", "mypy")
# Run in a process of its own: the book engine does not import torch, and a broken one should not take doctor down.
ASK_DEVICE = "from nlpbook.device import describe, pick_device; print(f'{pick_device().type} ({describe()})')"


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Attributes:
        name: What it is.
        state: "ok"; "missing", without which the book cannot be built; "note", needed only for some of the work.
        detail: The version or place found, or what is wrong.
        fix: How to get it; empty when nothing is to be done.
    """

    name: str
    state: State
    detail: str
    fix: str = ""

    def __str__(self) -> str:
        line = f"{self.state:<8} {self.name}: {self.detail}"
        return f"{line}\n         -> {self.fix}" if self.fix else line


def examine(root: Path) -> list[Finding]:
    """Look at everything the book needs; takes a few seconds, because torch is asked for its device.

    Args:
        root: The project's folder.
    """
    return [
        _python(),
        _packages("packages for rendering", _pinned(root, _base_names(root)), "missing", "make edit (or make serve)"),
        _packages("packages for running cells", _pinned(root, MODELS), "note", "make serve; editing text needs none"),
        _packages("packages for tests", _pinned(root, TESTS), "note", "make test"),
        _device(),
        _node(),
        _npm_packages(root),
        _data_packages(root),
        _chromium(),
        *_caches(root),
    ]


def report(findings: Iterable[Finding]) -> str:
    """The findings as text, one to a line, and a closing line that says what to do."""
    listed = list(findings)
    missing = [finding.name for finding in listed if finding.state == "missing"]
    closing = f"Missing: {', '.join(missing)}." if missing else "Ready to build the book."
    return "\n".join([*map(str, listed), "", closing])


def _python() -> Finding:
    version = platform.python_version()
    if sys.version_info < PYTHON_AT_LEAST:
        return Finding("Python", "missing", f"{version} is too old", "install Python 3.11 or newer; make PYTHON=...")
    place = "in .venv" if sys.prefix != sys.base_prefix else "outside a virtual environment"
    return Finding("Python", "ok", f"{version}, {place}")


def _base_names(root: Path) -> list[str]:
    """The packages of the base install, from pyproject.toml."""
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0] for requirement in project["dependencies"]]


def _pinned(root: Path, names: Iterable[str]) -> dict[str, str]:
    """Package name to the version in constraints.txt ("" when it has none)."""
    pins = dict(_pins(root / "constraints.txt"))
    return {name: pins.get(_normal(name), "") for name in names}


def _pins(path: Path) -> Iterator[tuple[str, str]]:
    """The `name==version` lines of a requirements file."""
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        if found := re.match(r"\s*([\w.-]+)==([^\s;#]+)", line):
            yield _normal(found[1]), found[2]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _packages(title: str, wanted: dict[str, str], state: State, fix: str) -> Finding:
    """Whether packages are installed, and whether in the versions the book was tested with."""
    absent, other = [], []
    for name, pin in wanted.items():
        try:
            version = metadata.version(name).split("+")[0]
        except metadata.PackageNotFoundError:
            absent.append(name)
            continue
        if pin and version != pin:
            other.append(f"{name} {version}, tested with {pin}")
    if absent:
        return Finding(title, state, f"not installed: {', '.join(absent)}", fix)
    if other:
        return Finding(title, "note", "; ".join(other), fix)
    return Finding(title, "ok", ", ".join(f"{name} {metadata.version(name)}" for name in wanted))


def _device() -> Finding:
    done = subprocess.run([sys.executable, "-c", ASK_DEVICE], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return Finding("device for torch", "ok", done.stdout.strip())
    last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
    return Finding("device for torch", "note", last, "cells run only with torch installed: make serve")


def _node() -> Finding:
    try:
        node = find_node()
    except MissingProgram as problem:
        return Finding("Node", "missing", str(problem), "make serve installs one as a Python package")
    return Finding("Node", "ok", f"{node_major(node)} at {node} (needs {NODE_AT_LEAST} or newer)")


def _npm_packages(root: Path) -> Finding:
    """Whether node_modules holds the versions of the lock."""
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    direct = {**lock[""].get("dependencies", {}), **lock[""].get("devDependencies", {})}
    absent = [name for name, version in direct.items() if _npm_version(root / "node_modules" / name) != version]
    if absent:
        return Finding("browser packages", "missing", f"missing or outdated: {', '.join(absent)}", "make serve")
    return Finding("browser packages", "ok", f"{len(direct)} in node_modules, as locked")


def _npm_version(folder: Path) -> str | None:
    try:
        version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError):
        return None
    return str(version)


def _data_packages(root: Path) -> Finding:
    folder = Path(os.environ.get("NLPBOOK_DATA") or root / ".data")
    wanted = dict(_pins(root / "data-requirements.txt"))
    there = {_normal(d.name): d.version for d in metadata.distributions(path=[str(folder)])}
    absent = [f"{name} {version}" for name, version in wanted.items() if there.get(name) != version]
    if absent:
        return Finding("data packages", "note", f"not in {folder}: {', '.join(absent)}", "make serve; cells need them")
    return Finding("data packages", "ok", f"{', '.join(f'{n} {v}' for n, v in wanted.items())} in {folder}")


def _chromium() -> Finding:
    try:
        found = find_chromium()
    except MissingProgram as problem:
        return Finding("Chromium", "note", str(problem), "unset the variable, or correct it")
    if found is None:
        return Finding("Chromium", "note", "not found", "only the browser tests need it; make test installs one")
    return Finding("Chromium", "ok", str(found))


def _caches(root: Path) -> Iterator[Finding]:
    for name in ("execution", "assets"):
        files = [path for path in (root / ".cache" / name).rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        yield Finding(f"cache of {name}", "ok", f"{len(files)} files, {size:.1f} MB" if files else "empty")
