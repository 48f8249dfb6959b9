"""Handouts: what each kind puts on paper, that students get no key, that teachers get everything there is."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from nlpbook.exercises import session
from nlpbook.exercises.authoring import compile_item, key_of, load_exercises
from nlpbook.exercises.handouts import handout_html, handout_title, stars
from nlpbook.exercises.page import respond
from nlpbook.exercises.reasons import reasons

from .helpers import item as made

EXERCISES = load_exercises(Path(__file__).parent.parent / "browser" / "exercises")
ITEMS = {exercise.kind: compile_item(exercise) for exercise in EXERCISES.values()}
CHAPTER = {"number": 5, "title": "Words & points"}
ROOM = {
    "number": "np-blank", "vector": "np-blank--short", "choice": "np-tick--one", "choices": "np-tick",
    "bugline": "np-code", "order": "np-place", "code": "np-ruled", "table": "np-blank", "text": "np-ruled",
}  # fmt: skip


def handout(kind: str, *, solutions: bool) -> str:
    return handout_html(CHAPTER, [("5.1", ITEMS[kind])], solutions=solutions)


def said(html: str) -> str:
    """The words of some HTML, in one line."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


def test_there_is_an_exercise_of_each_kind() -> None:
    assert ITEMS.keys() == ROOM.keys()


@pytest.mark.parametrize("kind", ROOM)
def test_students_get_the_question_and_room_for_an_answer(kind: str) -> None:
    html = handout(kind, solutions=False)
    view = session.view(ITEMS[kind])
    assert "Words &amp; points" in html and "<span>Name</span><span>Date</span>" in html
    assert f'<div class="np-no">5.1</div><div><p class="np-title">{view["title"]}' in html
    assert stars(view["level"]) in html
    assert view["prompt_html"] in html
    assert ROOM[kind] in html
    for entry in view["input"].get("options") or view["input"].get("tiles") or ():
        assert said(entry["html"]) in said(html)


@pytest.mark.parametrize("kind", ROOM)
def test_students_get_nothing_that_helps(kind: str) -> None:
    html, item = handout(kind, solutions=False), ITEMS[kind]
    assert "np-key" not in html and 'np-tick--on"' not in html
    hints = [session.hint(item, n)["html"] for n in range(len(item["hints"]))]
    for told in [session.solution(item)["html"], *hints, *(why for _, why in reasons(item))]:
        assert not told or said(told) not in said(html)


@pytest.mark.parametrize("kind", ["number", "vector", "table"])
def test_no_computed_key_is_on_the_students_sheet(kind: str) -> None:
    key: Any = key_of(EXERCISES[f"sample/{kind}"])
    flat = [entry for row in ([key] if kind != "table" else key) for entry in (row if isinstance(row, list) else [row])]
    blank, marked = handout(kind, solutions=False), said(handout(kind, solutions=True))
    room = said(re.sub(r"<p>.*?</p>", "", blank))  # beside the prompt, whose numbers may happen to be the same
    for value in flat:
        shown = [f"{value:.{digits}f}" for digits in (0, 1, 2)]
        assert any(re.search(rf"(?<![\d.]){re.escape(one)}(?![\d.])", marked) for one in shown)
        assert not re.search(rf"(?<![\d.]){re.escape(shown[2])}(?![\d.])", room)


@pytest.mark.parametrize("kind", ROOM)
def test_teachers_get_key_solution_and_what_is_said_of_mistakes(kind: str) -> None:
    html, item = handout(kind, solutions=True), ITEMS[kind]
    told = session.solution(item)
    assert session.view(item)["prompt_html"] in html
    assert "<span>Name</span>" not in html and "np-ruled" not in html
    if item.get("solution"):
        assert told["html"] in html
    for answer, why in reasons(item):
        assert said(why) in said(html) and said(answer) in said(html)
    assert "np-key" in html


def test_what_can_be_answered_in_place_is() -> None:
    right = session.key(ITEMS["choices"])
    html = handout("choices", solutions=True)
    ticked = re.findall(r'np-tick np-tick--on"></span><div>(.*?)</div>', html)
    assert sorted(ticked) == sorted(right)
    table = handout("table", solutions=True)
    assert "np-blank" not in table and "<td><strong>0.98</strong></td><td><strong>10</strong></td>" in table


FORESEEN = {
    "number": """
        ---
        kind: number
        answer: "2.5"
        accept: {decimals: 1, unit: GB}
        mistakes: [{value: "5", say: Halve it.}]
        ---
        How much?

        ## Solution
        So much.
        """,
    "vector": """
        ---
        kind: vector
        answer: "[1, 2]"
        names: [first, second]
        mistakes:
          - {value: "[2, 1]", say: The other way round.}
          - {value: "7", part: second, say: Seven is no good.}
        ---
        Which?

        ## Solution
        That.
        """,
    "order": """
        ---
        kind: order
        mistakes: [{before: [2, 1], say: Add what there is.}]
        ---
        In order.

        ## Order
        1. Multiply
        2. Add
        """,
}


@pytest.mark.parametrize(("kind", "told"), [
    ("number", [("5.0 GB", "Halve it.")]),
    ("vector", [("2, 1", "The other way round."), ("second: 7", "Seven is no good.")]),
    ("order", [("“Add” before “Multiply”", "Add what there is.")]),
])
def test_a_mistake_comes_with_the_answer_that_makes_it(kind: str, told: list[tuple[str, str]]) -> None:
    assert [(said(answer), said(why)) for answer, why in reasons(made(FORESEEN[kind]))] == told


def test_the_page_is_given_the_same_sheets() -> None:
    exercises = [(f"5.{n}", item) for n, item in enumerate(ITEMS.values(), 1)]
    request = {"do": "handout", "chapter": CHAPTER, "exercises": [{"number": n, "item": one} for n, one in exercises]}
    for solutions in (False, True):
        answer = json.loads(respond(json.dumps({**request, "solutions": solutions})))
        assert answer["html"] == handout_html(CHAPTER, exercises, solutions=solutions)
        assert answer["title"] == handout_title(CHAPTER, solutions=solutions)
    assert "error" in json.loads(respond(json.dumps({**request, "exercises": [{}]})))
