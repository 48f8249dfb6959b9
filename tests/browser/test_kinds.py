"""Each kind answered right, wrong and unreadably, by mouse and by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .cards import Card

STEPS = ["Multiply matching components", "Add the products", "Divide by both lengths"]
PROGRAM = "def dot(a, b):\n    return sum(x * y for x, y in zip(a, b))"
OPTIONS = ["It stays the same when a vector is doubled.",
           "It can be negative.", "It grows when both vectors get longer."]

# kind, answer, state
CASES: list[tuple[str, Any, str]] = [
    ("number", "0.98", "right"),
    ("number", "0.94", "wrong"),
    ("number", "0.985", "partial"),
    ("number", "about one", "malformed"),
    ("vector", ["0.8", "1.0", "0.9"], "right"),
    ("vector", ["0.8", "0.0", "0.9"], "partial"),
    ("vector", ["5", "5", "5"], "wrong"),
    ("vector", ["a", "b", "c"], "malformed"),
    ("choice", "the, cat, on, the", "right"),
    ("choice", "cat, on", "wrong"),
    ("choice", "", "malformed"),
    ("choices", OPTIONS[:2], "right"),
    ("choices", OPTIONS[:1], "partial"),
    ("choices", OPTIONS[2:], "wrong"),
    ("choices", [], "malformed"),
    ("order", STEPS, "right"),
    ("order", STEPS[1:] + STEPS[:1], "wrong"),
    ("order", [], "malformed"),
    ("bugline", {"line": 6, "repair": None}, "right"),
    ("bugline", {"line": 3, "repair": None}, "wrong"),
    ("bugline", {"line": None, "repair": None}, "malformed"),
    ("code", PROGRAM, "right"),
    ("code", "def dot(a, b):\n    return sum(a) + sum(b)", "wrong"),
    ("code", "", "malformed"),
    ("table", {"0,0": "0.98", "0,1": "10", "1,0": "0.24", "1,1": "76"}, "right"),
    ("table", {"0,0": "0.98", "0,1": "10", "1,0": "0.25", "1,1": "1"}, "partial"),
    ("table", {"0,0": "x", "0,1": "", "1,0": "", "1,1": ""}, "malformed"),
    ("text", {"text": "Length is size, not subject.", "points": None}, "revealed"),
    ("text", {"text": "", "points": None}, "malformed"),
]


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
@pytest.mark.parametrize(("kind", "answer", "state"), CASES, ids=[f"{kind}-{state}" for kind, _, state in CASES])
def test_every_kind_is_answered_and_judged(warm: Page, kind: str, answer: Any, state: str, way: str) -> None:
    card = Card(warm, kind)
    if way == "mouse":
        card.answer_by_mouse(answer)
        card.check(state)
    else:
        card.answer_by_keyboard(answer)
        card.submit_by_keyboard(state)
    expect(card.part("verdict")).not_to_be_empty()
    assert card.state()["tries"] == (0 if state in ("malformed", "revealed") else 1)
    card.reset()
    expect(card.part("verdict")).to_be_empty()


@pytest.mark.parametrize(("kind", "answer", "state"), CASES, ids=[f"{kind}-{state}" for kind, _, state in CASES])
def test_set_answer_does_what_hands_do(warm: Page, kind: str, answer: Any, state: str) -> None:
    card = Card(warm, kind)
    card.set(answer)
    assert card.state()["answer"] == answer
    card.check(state)
    card.reset()


def test_a_known_mistake_gets_its_own_sentence_and_the_field_says_so_too(warm: Page) -> None:
    card = Card(warm, "number")
    card.set("0.94")
    card.check("wrong")
    expect(card.part("verdict")).to_contain_text("That is the dot product")
    expect(card.inputs).to_have_attribute("data-judged", "wrong")
    expect(card.inputs).to_have_attribute("aria-invalid", "true")
    expect(card.inputs).to_have_accessible_description("not right")
    card.inputs.fill("0.9")
    expect(card.inputs).not_to_have_attribute("data-judged", "wrong")
    card.reset()


def test_components_are_judged_alone(warm: Page) -> None:
    card = Card(warm, "vector")
    card.set(["0.8", "0.0", "0.9"])
    card.check("partial")
    judged = [field.get_attribute("data-judged") for field in card.inputs.all()]
    assert judged == ["right", "wrong", "right"]
    card.reset()


def test_tests_are_shown_with_what_was_expected_and_what_came(warm: Page) -> None:
    card = Card(warm, "code")
    card.set("def dot(a, b):\n    print('<b>hello</b>')\n    return '<i>no</i>'")
    card.check("wrong")
    expect(card.root.locator(".nx-tests tbody tr")).to_have_count(3)
    expect(card.root.locator(".nx-tests tbody tr").first).to_contain_text("<i>no</i>")
    expect(card.part("output")).to_contain_text("<b>hello</b>")
    expect(card.root.locator(".nx-tests tbody tr").last).to_contain_text("shown once it passes")
    card.reset()


def test_run_only_shows_output_and_leaves_the_state_alone(warm: Page) -> None:
    card = Card(warm, "code")
    card.set("print('seven', 7)")
    card.part("run").click()
    expect(card.part("output")).to_contain_text("seven 7", timeout=60_000)
    expect(card.root).to_have_attribute("data-state", "idle")
    card.set("print(")
    card.part("run").click()
    expect(card.part("output")).to_contain_text("Line 1")
    card.reset()


def test_a_repair_is_run_too(warm: Page) -> None:
    card = Card(warm, "bugline")
    card.input("6").click()
    expect(card.part("repair")).to_have_value("    return dot / norm_u + norm_v")
    card.part("repair").fill("    return dot / norm_u")
    card.check("partial")
    card.part("repair").fill("return dot / (norm_u * norm_v)")
    card.check("right")
    card.reset()


def test_own_words_are_compared_and_graded_by_the_reader(warm: Page) -> None:
    card = Card(warm, "text")
    card.inputs.fill("Length reflects size.")
    card.check("revealed")
    expect(card.part("solution")).to_contain_text("Counts grow with the length")
    card.part("point").nth(1).click()
    card.expect_state("partial")
    expect(card.part("verdict")).to_contain_text("You gave yourself 2 of 3")
    card.part("point").nth(0).click()
    card.expect_state("right")
    expect(card.root.locator(".nx-end")).to_have_text("self-graded")
    card.reset()


def test_lifted_tile_follows_the_arrows_and_escape_puts_it_back(warm: Page) -> None:
    card = Card(warm, "order")
    before = card.state()["answer"]
    tile = card.inputs.nth(1)
    tile.focus()
    card.press("Space")
    expect(card.part("say")).to_contain_text("lifted, place 2 of 4")
    card.press("ArrowDown", "ArrowDown")
    expect(card.part("say")).to_contain_text("place 4 of 4")
    assert card.state()["answer"] == [before[0], before[2], before[3], before[1]]
    card.press("Escape")
    assert card.state()["answer"] == before
    expect(card.part("say")).to_contain_text("is back at place 2")
    card.reset()
