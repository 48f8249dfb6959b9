"""An exercise that a script puts into a page: a review or an exam shows it with other numbers and its own drafts."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .cards import READY

Opener = Callable[..., Page]
PLACE = """async (options) => {
  const { placeExercise } = await import(new URL("assets/nlpbook/js/place.mjs", location.href).href);
  document.querySelector("main").append(await placeExercise("sample/number", { uid: "placed", ...options }));
}"""


def test_a_placed_exercise_keeps_its_numbers_and_is_judged(open_page: Opener) -> None:
    page = open_page()
    page.evaluate(PLACE, {"variant": 2, "slot": "review"})
    placed = page.locator("#placed")
    expect(placed).to_have_attribute("data-slot", "review")
    prompt = placed.locator("[data-part=prompt]").inner_text()
    assert prompt != page.locator("#ex-number [data-part=prompt]").inner_text()
    placed.locator("[data-part=input]").fill("99")
    placed.locator("[data-part=check]").click()
    expect(placed).to_have_attribute("data-state", "wrong", timeout=READY)
    placed.locator("[data-part=reset]").click()
    expect(placed.locator("[data-part=input]")).to_have_value("")
    assert placed.locator("[data-part=prompt]").inner_text() == prompt
    seeds = page.evaluate("() => ['placed', 'ex-number'].map((id) => document.getElementById(id).getState().seed)")
    assert isinstance(seeds[0], int) and seeds[1] is None
