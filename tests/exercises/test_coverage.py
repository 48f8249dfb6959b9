"""Coverage of the source exercises."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from nlpbook.exercises.authoring.coverage import ORIGINS, OriginsError, coverage, load_origins


@dataclass(frozen=True)
class Named:
    id: str
    origin: tuple[str, ...] = ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "exercises"
    (root / "a").mkdir(parents=True)
    (root / ORIGINS).write_text("5:\n  [wb-0.1, wb-0.2]\n6:\n  [wb-1.1, exam-q1]\n", encoding="utf-8")
    return root


def test_each_chapter_says_what_is_covered_and_what_is_missing(folder: Path) -> None:
    found = coverage(folder, [Named("a/one", ("wb-0.2",)), Named("a/two")])
    assert found.problems == ()
    assert found.report([5, 6]).splitlines() == [
        "chapter 5: 1 of 2 source exercises covered; still missing: wb-0.1",
        "chapter 6: 0 of 2 source exercises covered; still missing: wb-1.1, exam-q1",
        "source exam: 0 of 1",
        "source wb: 1 of 3",
        "the whole book: 1 of 4",
    ]


def test_one_source_exercise_may_be_covered_twice(folder: Path) -> None:
    found = coverage(folder, [Named("a/one", ("wb-0.1",)), Named("a/two", ("wb-0.1", "wb-0.2"))])
    assert found.covered == {5: ("wb-0.1", "wb-0.2")}
    assert found.report([5]).splitlines()[0] == "chapter 5: 2 of 2 source exercises covered"


def test_an_unknown_origin_is_named_with_its_line_and_the_nearest_right_one(folder: Path) -> None:
    (folder / "a" / "one.md").write_text("---\ntitle: x\norigin: [wb-0.11]\n---\n", encoding="utf-8")
    (problem,) = coverage(folder, [Named("a/one", ("wb-0.11",))]).problems
    assert problem.startswith("exercises/a/one.md:3: origin: 'wb-0.11' is not a source exercise")
    assert "did you mean wb-0.1?" in problem


@pytest.mark.parametrize(("text", "said"), [
    ("- wb-0.1", "must map a chapter number to a list of ids, got list"),
    ("five: [wb-0.1]", "'five' must be a chapter number"),
    ("5: wb-0.1", "5 must be a chapter number with a list of ids"),
    ("5: [wb-0.1]\n6: [wb-0.1]", "wb-0.1 is listed twice"),
    ("5: [", "not readable as YAML"),
])
def test_a_malformed_list_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / ORIGINS
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OriginsError, match=ORIGINS) as refused:
        load_origins(path)
    assert said in str(refused.value)


def test_the_books_own_list_is_sound(project: Path) -> None:
    origins = load_origins(project / "exercises" / ORIGINS)
    assert len(origins) == 430
    assert set(origins.values()) <= set(range(1, 35))
    assert sum(number == 5 for number in origins.values()) == 18
