"""The tool that changes the grader: what it changes, and that the list of what no test notices is kept up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

from tests.mutation.campaign import ROOT, grader_files
from tests.mutation.mutants import mutants, mutated

SURVIVORS = ROOT / "tests" / "mutation" / "survivors.yml"


def test_one_change_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "sample.py"
    file.write_text(
        'def f(x: int = 3) -> str:\n    """Text."""\n    if x < 1 and x != 2:\n        return "a"\n    return -x\n'
    )
    made = {(m.line, m.before, m.after) for m in mutants(file)}
    assert (3, "x < 1", "x <= 1") in made
    assert (3, "x < 1 and x != 2", "x < 1 or x != 2") in made
    assert (4, "'a'", "'XXaXX'") in made
    assert (1, "3", "4") in made
    assert (5, "-x", "x") in made
    assert not any("Text" in before or before in ("int", "str") for _, before, _ in made)
    for mutant in mutants(file):
        assert ast.unparse(mutated(mutant)) != ast.unparse(ast.parse(file.read_text()))


def test_every_survivor_is_explained_and_still_there() -> None:
    listed = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8")) or []
    known = {mutant.place for file in grader_files() for mutant in mutants(file)}
    for entry in listed:
        assert set(entry) == {"mutant", "why"}, entry
        assert len(entry["why"].split()) >= 4, entry
        assert entry["mutant"] in known, f"{entry['mutant']}: this change can no longer be made; take it out"


@pytest.mark.parametrize("name", ["judging.py", "order.py"])
def test_the_grader_has_many_changes(name: str) -> None:
    (file,) = (file for file in grader_files() if file.name == name)
    assert len(mutants(file)) > 50
