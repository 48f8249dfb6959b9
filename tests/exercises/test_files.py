"""Every exercise of the book, every example of the format's reference and every starting file is proven."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nlpbook.exercises.authoring import Exercise, load_exercises, new_exercise, prove
from nlpbook.exercises.authoring.load import read_file
from nlpbook.exercises.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = re.compile(r'^(`{3,})markdown title="exercises/(examples/[a-z-]+)\.md"\n(.*?)^\1$', re.MULTILINE | re.DOTALL)
FILES = sorted(path for path in (ROOT / "exercises").glob("*/*.md"))


@pytest.mark.parametrize(
    "file", FILES, ids=lambda file: file.relative_to(ROOT / "exercises").with_suffix("").as_posix()
)
def test_exercise_is_proven(file: Path) -> None:
    made, problems = read_file(ROOT / "exercises", file)
    assert made is not None, "\n".join(map(str, problems))
    assert "\n".join(map(str, prove(made))) == ""


def test_the_folder_loads() -> None:
    assert len(load_exercises(ROOT / "exercises")) == len(FILES)


def examples() -> dict[str, str]:
    page = (ROOT / "docs/about/exercise-format.md").read_text(encoding="utf-8")
    return {name: text for _, name, text in EXAMPLE.findall(page)}


def test_the_reference_has_an_example_of_each_kind() -> None:
    kinds = [re.search(r"^kind: (\w+)", text, re.MULTILINE) for text in examples().values()]
    assert {match[1] for match in kinds if match} == set(KINDS)


@pytest.mark.parametrize("name", examples())
def test_example_of_the_reference_is_proven(name: str, tmp_path: Path) -> None:
    file = tmp_path / "exercises" / f"{name}.md"
    file.parent.mkdir(parents=True)
    file.write_text(examples()[name], encoding="utf-8")
    made = next(iter(load_exercises(tmp_path / "exercises").values()))
    assert prove(made) == []


@pytest.mark.parametrize("kind", KINDS)
def test_new_exercise_is_valid_and_proven(kind: str, tmp_path: Path) -> None:
    file = new_exercise(kind, f"some-chapter/new-{kind}", tmp_path / "exercises")
    assert file == tmp_path / "exercises" / "some-chapter" / f"new-{kind}.md"
    made: Exercise = load_exercises(tmp_path / "exercises")[f"some-chapter/new-{kind}"]
    assert made.kind == kind
    assert prove(made) == []


def test_new_exercise_refuses_what_it_cannot_do(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="did you mean 'number'"):
        new_exercise("numbr", "a/b", tmp_path)
    for name in ("nochapter", "../up/x", "A/b", "a/b/c", "a/", "a/b.md"):
        with pytest.raises(ValueError, match="cannot be an id"):
            new_exercise("number", name, tmp_path)
    file = new_exercise("number", "a/b", tmp_path)
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="choose another slug"):
        new_exercise("number", "a/b", tmp_path)
    assert file.read_text(encoding="utf-8") == "mine"
