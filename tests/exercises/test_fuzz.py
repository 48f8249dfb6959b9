"""Thousands of made-up answers to every kind: no exception, no hang, never right outside the tolerance.

The usual run tries a few hundred per kind. `NLPBOOK_LONG=1` tries 200,000 per kind on every exercise of the book (about
an hour); `NLPBOOK_LONG=5000` tries so many.
"""

from __future__ import annotations

import os

import pytest

from nlpbook.exercises.kinds import KINDS

from .fuzz.subjects import subjects
from .fuzz.trial import try_answers

WISH = os.environ.get("NLPBOOK_LONG", "")
LONG = 200_000 if WISH == "1" else int(WISH or 0)
USUAL = 800


@pytest.mark.parametrize("kind", KINDS)
def test_made_up_answers_are_judged_as_they_should_be(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    count = LONG or (USUAL // 8 if kind == "code" else USUAL)
    trial = try_answers(subjects(kind, None if LONG else 4), count, seed=1)
    if LONG:
        seconds, which = trial.slowest
        with capsys.disabled():
            print(
                f"\n{kind}: {trial.answers:,} answers, {dict(trial.states)}, slowest {1000 * seconds:.1f} ms: {which}"
            )
    assert trial.problems == []
    assert trial.answers == count
    assert {"right", "wrong", "malformed"} <= set(trial.states), "the answers should meet every verdict"
