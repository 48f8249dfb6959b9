"""The desk's store, under Node: its own modules on a browser that fills up, forgets, dies and lies."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from nlpbook.site.programs import find_node

TESTS = sorted(path.name for path in Path(__file__).parent.glob("*.test.mjs"))


@pytest.mark.parametrize("name", TESTS)
def test_under_node(project: Path, name: str) -> None:
    here = Path(__file__).parent
    options = ["--import", here / "setup.mjs", "--test", "--test-force-exit", "--test-reporter=spec"]
    command = [find_node(), *options, here / name]
    ended = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=900, check=False)
    assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr[-2000:]
