"""The build's own programs in JavaScript, in `overrides/build/`: they run under Node, with text in and text out."""

from __future__ import annotations

import subprocess
from pathlib import Path

from nlpbook.site.programs import find_node

SCRIPTS = "overrides/build"


class AssetError(RuntimeError):
    """The browser's files could not be made; the message says what to do."""


def run_script(root: Path, name: str, *arguments: str | Path, told: str = "") -> str:
    """Run `overrides/build/NAME` of the project at `root`; `told` is its input, what it writes is returned.

    Raises:
        AssetError: It failed; with the end of what it said.
    """
    script = (root / SCRIPTS / name).resolve()  # Node names a module by its real path
    command = [find_node(), script, *arguments]
    done = subprocess.run(command, input=told, capture_output=True, encoding="utf-8", cwd=root, check=False)
    if done.returncode != 0:
        raise AssetError(f"{SCRIPTS}/{name} failed: {done.stderr.strip()[-2000:]}")
    return done.stdout
