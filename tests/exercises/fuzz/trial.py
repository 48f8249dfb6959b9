"""Try one answer after another on the grader, and say which verdict cannot be."""

from __future__ import annotations

import json
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from nlpbook.exercises import session
from nlpbook.exercises.api import handle
from nlpbook.exercises.authoring.patience import patience
from nlpbook.exercises.parts import Unrounded

from .answers import answer
from .oracle import may_be_right
from .subjects import Part, Subject

STATES = ("right", "partial", "wrong", "malformed", "revealed")
HANG = 20.0
"""Seconds after which an answer is taken to hang; most take a thousandth of one."""
THROUGH_THE_DOOR = 50
"""One answer in so many goes through the door of JSON texts as well."""


@dataclass
class Trial:
    """What came of many answers: how many, in which states, the slowest, and what cannot be.

    Seconds are those of the processor, so that a busy machine does not count.
    """

    answers: int = 0
    states: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    problems: list[str] = field(default_factory=list)


def try_answers(
    subjects: list[Subject], count: int, seed: int, clock: Callable[[], float] = time.thread_time
) -> Trial:
    """Grade `count` made-up answers, each exercise in turn; `clock` says how long one took."""
    random, trial = Random(seed), Trial()
    warnings.simplefilter("ignore")  # a coroutine that a program never awaits is told when it is thrown away
    for number in range(count):
        subject = subjects[number % len(subjects)]
        typed = answer(random, subject)
        begin, said, problem = clock(), {}, ""
        try:
            with patience(HANG):
                said = session.grade(subject.item, typed)
        except Exception as error:
            problem = f"raises {type(error).__name__}: {str(error)[:200]}"
        seconds = clock() - begin
        problem = problem or (
            f"takes {seconds:.0f} seconds" if seconds > HANG / 2 else what_is_wrong(subject, typed, said)
        )
        if not problem and number % THROUGH_THE_DOOR == 0:
            problem = _through_the_door(subject, typed)
        if problem and len(trial.problems) < 50:
            trial.problems.append(f"{subject.item['id']}: {quoted(typed)}: {problem}")
        trial.answers += 1
        trial.states[said.get("state", "raised")] += 1
        trial.seconds.append(seconds)
        if seconds > trial.slowest[0]:
            trial.slowest = (seconds, f"{subject.item['id']}: {quoted(typed)}")
    return trial


def quoted(typed: Any) -> str:
    """An answer for a report; Python refuses to print integers of thousands of digits."""
    try:
        return ascii(typed)[:300]
    except ValueError:
        return f"<{type(typed).__name__} with an enormous number>"


def what_is_wrong(subject: Subject, typed: Any, said: dict[str, Any]) -> str:
    """What cannot be true of a verdict; "" if nothing."""
    state = said["state"]
    if state not in STATES or not said["headline"] or said["counts"] == (state == "malformed"):
        return f"is no verdict: {said}"
    got, full = said["score"]
    if not 0 <= got <= full or (state == "right") != (got == full and state != "revealed"):
        return f"{state} with the score {got} of {full}"
    html = said["message_html"] + "".join(part["why_html"] for part in said["parts"])
    if "<i id=zz" in html:
        return "typed text became markup"
    if state == "right" and not may_be_right(subject, typed):
        return "is called right"
    if state not in ("right", "revealed") and subject.kind == "number" and must_be_right(subject.slots[0], typed):
        return f"is called {state}"
    return ""


def must_be_right(part: Part, typed: Any) -> bool:
    """Whether a plain decimal with exactly the decimals asked for lies well within the tolerance."""
    if part.accept.rule != "decimals" or not isinstance(typed, str) or isinstance(typed, Unrounded):
        return False
    places, key = int(part.accept.amount), float(part.key)
    plain = re.fullmatch(rf"-?\d{{1,15}}\.\d{{{places}}}" if places else r"-?\d{1,15}", typed, re.ASCII)
    return bool(plain) and abs(key) < 1e6 and abs(float(typed) - key) < 0.499 * 10**-places


def _through_the_door(subject: Subject, typed: Any) -> str:
    """The same answer as the page sends it; NaN is not JSON, so a request that holds it may be refused."""
    try:
        request = json.dumps({"do": "grade", "item": subject.item, "answer": typed})
    except ValueError:  # an integer of thousands of digits cannot even be written
        return ""
    told = json.loads(handle(request))
    return f"the door says {told['error']}" if "error" in told else ""
