"""The desk's store, under Node: its own modules on a browser that fills up, forgets, dies and lies."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
from pathlib import Path

import pytest

from nlpbook.site.programs import find_node

HERE = Path(__file__).parent
# The same histories each time, so that a failure is the change's; new ones in the long job.
SEEDS = [secrets.randbelow(2**31) for _ in range(10)] if os.environ.get("NLPBOOK_LONG") else [1]


def under_node(*arguments: str | Path, **variables: str) -> str:
    """Run a program with the browser's stand-ins; what it printed. It must end well."""
    command = [find_node(), "--import", HERE / "setup.mjs", *arguments]
    ended = subprocess.run(
        command, cwd=HERE, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr[-4000:]
    return ended.stdout


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_under_node(name: str) -> None:
    under_node("--test", "--test-force-exit", "--test-reporter=spec", HERE / name)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_pass_is_lost_in_ten_thousand_histories(seed: int) -> None:
    told = under_node(HERE / "histories.mjs", DESK_SEED=str(seed))
    found = re.match(r"(\d+) histories, no pass lost", told)
    assert found is not None, told
    assert int(found[1]) >= 10_000
