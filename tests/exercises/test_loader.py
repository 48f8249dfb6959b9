"""What the loader says about broken files: all at once, with file, line, field, rule and the nearest right name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nlpbook.exercises.authoring import ExerciseErrors, load_exercises, prove
from nlpbook.exercises.authoring.front_matter import read_front_matter
from nlpbook.exercises.authoring.problems import Report

from .helpers import exercise, problems_of

BROKEN = Path(__file__).parent / "broken"


def test_every_problem_of_every_file_is_told(golden: Callable[[str, object], None]) -> None:
    with pytest.raises(ExerciseErrors) as caught:
        load_exercises(BROKEN)
    golden("broken", [str(problem) for problem in caught.value.problems])
    assert str(caught.value).startswith(f"{len(caught.value.problems)} problems in the exercises:\n  broken/chapter/")


def test_no_folder_no_exercises(tmp_path: Path) -> None:
    assert load_exercises(tmp_path / "exercises") == {}


def test_a_name_that_cannot_be_an_id(tmp_path: Path) -> None:
    (tmp_path / "Bad Name.md").write_text("x", encoding="utf-8")
    with pytest.raises(ExerciseErrors, match=r"cannot be an id: files are <chapter>/<slug>\.md"):
        load_exercises(tmp_path)


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ExerciseErrors, match="cannot be read as UTF-8"):
        load_exercises(tmp_path)


def test_front_matter_is_read_as_authors_expect() -> None:
    text = (
        "---\nwords: [no, on, yes, off, y]\nrate: 1e-3\ntime: 1:30\nday: 2024-01-01\nflag: true\nnone:\nn: -3\nx: .5\n"
    )
    text += "---\nbody\n"
    report = Report("f.md")
    found = read_front_matter(text, report)
    assert found is not None
    fields, lines, body, first = found
    assert fields == {
        "words": ["no", "on", "yes", "off", "y"], "rate": 0.001, "time": "1:30", "day": "2024-01-01", "flag": True,
        "none": None, "n": -3, "x": 0.5,
    }  # fmt: skip
    assert (lines["rate"], lines["words[1]"], body, first) == (3, 2, "body\n", 11)


NUMBER = """
    ---
    kind: number
    given: {{u: [3, 4]}}
    vary: {{u: "vector(2, 0, 2, step=1)"}}
    {where}
    answer: norm(u)
    accept: {{decimals: 2}}
    mistakes:
      - {{value: "{mistake}", say: "Hm."}}
    ---
    How long is {{{{ u }}}}?

    ## Solution
    {{{{ answer }}}}
"""


def told(where: str = "", mistake: str = "dot(u, u)") -> str:
    where = f"where: {where}" if where else "label: Length"
    return "\n".join(str(problem) for problem in prove(exercise(NUMBER.format(where=where, mistake=mistake))))


def test_a_mistake_that_gives_the_key_is_a_problem() -> None:
    assert "exercises/sample/one.md:12: mistakes[0].value: mistake 1 (5.001) gives 5.001, which is accepted" in told(
        mistake="5.001"
    )


def test_variants_in_which_a_mistake_gives_the_key_are_drawn_again() -> None:
    assert told() == ""  # for (1, 0) and (0, 0) length and square agree


def test_a_hopeless_filter_is_a_problem() -> None:
    assert "where: variant with seed" in told("norm(u) > 99")
    assert "no variant in 1000 draws; the last one failed because where (norm(u) > 99) was false" in told(
        "norm(u) > 99"
    )


def test_an_expression_that_fails_is_a_problem() -> None:
    assert "mistakes[0].value: 'u[7]' failed: IndexError" in told(mistake="u[7]")


CODE = """
    ---
    kind: code
    entry: f
    ---
    Write f.

    ## Starter
    ```python
    {starter}
    ```

    ## Solution
    ```python
    {solution}
    ```

    ## Tests
    ```python
    assert f(1) == 2
    ```

    ## Wrong: First
    ```python
    {wrong}
    ```

    ## Wrong: Second
    ```python
    def f(x): return 5
    ```
"""
GOOD = {"starter": "def f(x): ...", "solution": "def f(x): return x + 1", "wrong": "def f(x): return 7"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"starter": GOOD["solution"]}, "passes every test: there is nothing left to do"),
        ({"solution": "def f(x): return x"}, "the solution does not pass its tests"),
        ({"wrong": GOOD["solution"]}, "passes every test: add one that it fails"),
        ({"wrong": "def f(x): return int('5')"}, "behaves like the wrong program on line"),
    ],
)
def test_programs_are_proven(change: dict[str, str], words: str) -> None:
    problems = [str(problem) for problem in prove(exercise(CODE.format(**(GOOD | change))))]
    assert any(words in problem for problem in problems) if words else problems == []


def test_a_program_without_end_does_not_stop_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    from nlpbook.exercises.authoring import isolated

    assert isolated.behaviours("assert f(1)", "", ["f"], ["while True: pass", "def f(x): return 1"], 1.5) == [
        None,
        {"marks": [""], "names": ["test 1"], "error": ""},
    ]
    assert isolated.grade_programs({"kind": "text"}, [], 1.0) == []


def test_an_expression_without_end_does_not_stop_the_proof() -> None:
    endless = exercise("---\nkind: number\nanswer: sum(1 for i in range(10 ** 12))\n---\nQ?\n\n## Solution\nS\n")
    assert ["the proof took longer than 1 seconds" in problem.message for problem in prove(endless, seconds=1)] == [
        True
    ]


def test_names_that_mean_something_cannot_be_given() -> None:
    given = "{norm: 3, answer: 4, vector: 5, 'a b': 6, if: 7}"
    text = f"---\nkind: number\ngiven: {given}\nanswer: 3\n---\nQ?\n\n## Solution\nS\n"
    assert len([problem for problem in problems_of(text) if "choose another name" in problem]) == 3
    assert len([problem for problem in problems_of(text) if "is not a name" in problem]) == 2


@pytest.mark.parametrize(
    "source", ["__import__('os')", "().__class__", "open('x')", "(x := 3)", "lambda: y", "1 +", "u.__len__()"]
)
def test_expressions_cannot_reach_out(source: str) -> None:
    text = f'---\nkind: number\ngiven: {{u: [1]}}\nanswer: "{source}"\n---\nQ?\n\n## Solution\nS\n'
    assert problems_of(text)
