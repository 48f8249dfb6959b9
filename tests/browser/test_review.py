"""A review on the whole book: fresh numbers, cards, the keyboard, a reload in the middle, and what was learnt."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .answers import EXERCISES, typed_key
from .cards import READY
from .history import Past

BY_HAND = "words-as-points/cosine-by-hand"


@pytest.fixture
def page(newcomer: Page) -> Page:
    """A reader with one skill due and a card."""
    newcomer.goto("about/privacy/")
    past = Past()
    past.attempt(BY_HAND, days_ago=60)
    past.card("cosine-similarity", 3, days_ago=50)
    past.load(newcomer)
    return newcomer


def open_review(page: Page) -> None:
    page.goto("review/")
    expect(page.locator("nlp-review[data-drawn]")).to_be_attached(timeout=READY)


def question(page: Page) -> Locator:
    """The exercise or the card that is asked now."""
    return page.locator("nlp-review .nb-flash, nlp-review nlp-exercise").first


def answer(page: Page) -> None:
    """Give the right answer to the exercise of the session."""
    exercise = page.locator("nlp-review nlp-exercise")
    expect(exercise).to_be_attached(timeout=READY)
    state = exercise.evaluate("element => element.getState()")
    assert state["seed"] is not None, "a review asks with fresh numbers"
    exercise.evaluate("(element, answer) => element.setAnswer(answer)", typed_key(state["exercise"], state["seed"]))
    exercise.locator("[data-part=check]").click()
    expect(exercise).to_have_attribute("data-state", "right", timeout=READY)


def test_a_session_asks_with_fresh_numbers_and_ends_with_what_was_learnt(page: Page) -> None:
    open_review(page)
    expect(page.locator(".nb-lede")).to_contain_text("1 skill and 1 card are ripe for review")
    page.get_by_label("5", exact=True).check()
    page.get_by_role("button", name="Start the review").click()
    asked = set()
    for _ in range(2):
        expect(question(page)).to_be_attached(timeout=READY)
        if page.locator("nlp-review nlp-exercise").count():
            asked.add("exercise")
            answer(page)
            expect(page.get_by_role("button", name="Next question")).to_be_focused()
            page.keyboard.press("Enter")
        else:
            asked.add("card")
            expect(page.locator(".nb-card-front")).to_contain_text("cosine")
            page.keyboard.press("Space")
            expect(page.locator("[data-part=answer]")).not_to_be_empty()
            page.keyboard.press("3")
    assert asked == {"exercise", "card"}
    expect(page.locator(".nx-eyebrow")).to_contain_text("New card")
    for place in range(3):  # the rest of the five are new cards
        page.keyboard.press("Space")
        page.keyboard.press("1" if place == 0 else "4")
    page.keyboard.press("Space")  # the one not known comes again
    page.keyboard.press("2")
    expect(page.get_by_role("heading", name="That was the session")).to_be_focused()
    expect(page.locator(".nb-session")).to_contain_text("4 of 5 right at the first try")
    rows = page.locator(".nb-results tbody tr")
    expect(rows).to_have_count(5)
    expect(rows.filter(has_text="cosine similarity: ")).to_have_count(1)
    for row in rows.all():
        assert re.search(r"(tomorrow|in \d+ (days|months))$", row.inner_text().strip())
    page.goto("desk/")
    expect(page.locator("[data-part=ripe]")).to_contain_text("Nothing to review now", timeout=READY)
    expect(page.locator(".nb-desklink [data-part=due]")).to_be_hidden()


def test_a_reload_goes_on_at_the_same_question_with_what_was_typed(page: Page) -> None:
    open_review(page)
    page.get_by_role("button", name="Start the review").click()
    expect(page.locator(".nb-session-head")).to_contain_text("Question 1 of")
    page.get_by_role("button", name="Leave it for later").click()
    expect(page.locator(".nb-session-head")).to_contain_text("Question 2 of")
    expect(question(page)).to_be_attached(timeout=READY)
    asked = question(page).evaluate("e => e.dataset.exercise ?? e.querySelector('.nb-card-front').textContent")
    page.reload()
    page.get_by_role("button", name="Go on where you stopped, at question 2").click()
    expect(question(page)).to_be_attached(timeout=READY)
    assert question(page).evaluate("e => e.dataset.exercise ?? e.querySelector('.nb-card-front').textContent") == asked


def test_a_wrong_answer_brings_the_skill_back_soon(page: Page) -> None:
    open_review(page)
    page.get_by_role("button", name="Start the review").click()
    while page.locator("nlp-review nlp-exercise").count() == 0:
        expect(question(page)).to_be_attached(timeout=READY)
        if page.locator("nlp-review .nb-flash").count():
            page.get_by_role("button", name="Leave it for later").click()
    exercise = page.locator("nlp-review nlp-exercise")
    identifier = exercise.get_attribute("data-exercise") or ""
    wrong = {"number": "12345", "vector": ["1"] * 9}.get(EXERCISES[identifier].kind, "12345")
    exercise.evaluate("(element, answer) => element.setAnswer(answer)", wrong)
    exercise.locator("[data-part=check]").click()
    expect(exercise).to_have_attribute("data-state", re.compile("wrong|partial"), timeout=READY)
    page.get_by_role("button", name=re.compile("Next question|Finish")).click()
    page.get_by_role("button", name="End the session").click()
    row = page.locator(".nb-results tbody tr").filter(has_text=re.compile("not yet|partly right"))
    back = re.search(r"(\d+) days|tomorrow", row.inner_text())
    assert back and int(back[1] or 1) < 60  # after a right answer it would be months


def test_the_quick_check_goes_through_words_and_exercises_by_keyboard(page: Page) -> None:
    open_review(page)
    for deck, label in (("terms-5", "Words of chapter 5"), ("exercises-5", "Exercises of chapter 5")):
        page.get_by_label("What to go through").select_option(deck)
        assert label in page.get_by_label("What to go through").locator(f"option[value={deck}]").inner_text()
        page.get_by_role("button", name="Start the quick check").click()
        for key in ("3", "1"):
            expect(page.locator("[data-part=reveal]")).to_be_focused(timeout=READY)
            page.keyboard.press("Enter")
            expect(page.locator("[data-part=answer]")).not_to_be_empty()
            page.keyboard.press(key)
        page.get_by_role("button", name="End the session").click()
        expect(page.locator(".nb-session")).to_contain_text("1 of 2 known")
        page.get_by_role("button", name="Another session").click()
