"""An exercise as tests handle it: its parts, how each kind is answered by mouse and by keyboard."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

READY = 30_000
"""Milliseconds for a first answer: Python has to start, on a machine that may be busy."""


class Card:
    """One `<nlp-exercise>` of the page."""

    def __init__(self, page: Page, kind: str) -> None:
        self.page, self.kind = page, kind
        self.root = page.locator(f"nlp-exercise[data-kind='{kind}']").first

    def part(self, name: str) -> Locator:
        return self.root.locator(f"[data-part='{name}']")

    @property
    def inputs(self) -> Locator:
        return self.part("input")

    def input(self, value: str) -> Locator:
        return self.root.locator(f"[data-part='input'][data-value={json.dumps(value)}]")

    def expect_state(self, state: str) -> None:
        expect(self.root).to_have_attribute("data-state", state, timeout=READY)

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.root.evaluate("element => element.getState()")
        return found

    def near(self) -> Card:
        """Bring it on the screen and wait until it lives: what is far away does not yet."""
        self.root.scroll_into_view_if_needed()
        self.page.wait_for_function("() => customElements.get('nlp-exercise') !== undefined", timeout=READY)
        return self

    def set(self, answer: Any) -> None:
        self.near().root.evaluate("(element, answer) => element.setAnswer(answer)", answer)

    def check(self, state: str) -> None:
        self.part("check").click()
        self.expect_state(state)

    def reset(self) -> None:
        if self.part("reset").is_visible():
            self.part("reset").click()
        self.expect_state("idle")

    # By mouse: click, and type only where there is something to type.

    def answer_by_mouse(self, answer: Any) -> None:
        getattr(self, f"_mouse_{self.kind}")(answer)

    def _mouse_number(self, answer: str) -> None:
        self.inputs.click()
        self.inputs.fill(answer)

    def _mouse_vector(self, answer: list[str]) -> None:
        for place, text in enumerate(answer):
            self.inputs.nth(place).fill(text)

    def _mouse_table(self, answer: dict[str, str]) -> None:
        for place, text in answer.items():
            self.input(place).fill(text)

    def _mouse_text(self, answer: dict[str, Any]) -> None:
        self.inputs.fill(answer["text"])

    def _mouse_code(self, answer: str) -> None:
        self.inputs.fill(answer)

    def _mouse_choice(self, answer: str) -> None:
        if answer:
            self.input(answer).click()

    def _mouse_choices(self, answer: list[str]) -> None:
        for text in answer:
            self.input(text).click()

    def _mouse_bugline(self, answer: dict[str, Any]) -> None:
        if answer["line"]:
            self.input(str(answer["line"])).click()

    def _mouse_order(self, answer: list[str]) -> None:
        tiles = [tile.get_attribute("data-value") or "" for tile in self.inputs.all()]
        for text in tiles:
            if text not in answer:
                self.input(text).locator("[data-move='out']").click()
        for place, text in enumerate(answer):
            self._drag(text, place)

    def _drag(self, text: str, place: int) -> None:
        grip = self.input(text).locator(".nx-grip")
        grip.scroll_into_view_if_needed()
        start, goal = grip.bounding_box(), self.inputs.nth(place).bounding_box()
        assert start
        assert goal
        x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
        to = goal["y"] + (2 if goal["y"] < start["y"] else goal["height"] - 2)
        if abs(goal["y"] - start["y"]) < goal["height"] / 2:
            return
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x, to, steps=8)
        self.page.mouse.up()

    # By keyboard alone: from the bookmark button on, with Tab.

    def answer_by_keyboard(self, answer: Any) -> None:
        self.part("bookmark").focus()
        self.press("Tab")
        getattr(self, f"_keys_{self.kind}")(answer)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def submit_by_keyboard(self, state: str) -> None:
        """Enter from a field, Ctrl+Enter from an editor, otherwise Tab to the button."""
        if self.kind in ("code", "text"):
            self.press("Control+Enter")
        elif self.kind in ("number", "vector", "table", "choice", "choices"):
            self.press("Enter")
        else:
            for _ in range(40):
                if self.part("check").evaluate("button => button === document.activeElement"):
                    break
                self.press("Tab")
            self.press("Enter")
        self.expect_state(state)

    def _keys_number(self, answer: str) -> None:
        self.press("ControlOrMeta+a")
        self.type(answer)

    def _keys_vector(self, answer: list[str]) -> None:
        for place, text in enumerate(answer):
            if place:
                self.press("Tab")
            self.press("ControlOrMeta+a")
            self.type(text)

    def _keys_table(self, answer: dict[str, str]) -> None:
        self._keys_vector(list(answer.values()))

    def _keys_text(self, answer: dict[str, Any]) -> None:
        self.press("ControlOrMeta+a")
        self.type(answer["text"] or " ")

    def _keys_code(self, answer: str) -> None:
        expect(self.root.locator(".cm-content")).to_be_focused(timeout=READY)
        self.press("ControlOrMeta+a", "Delete")
        for place, line in enumerate(answer.split("\n")):
            if place:
                self.press("Enter", "Shift+Home")  # the editor indents by itself; what is inserted brings its own
            self.page.keyboard.insert_text(line)

    def _keys_choice(self, answer: str) -> None:
        if not answer:
            return
        values = [option.get_attribute("data-value") for option in self.inputs.all()]
        self.press("Space", *["ArrowDown"] * values.index(answer))

    def _keys_choices(self, answer: list[str]) -> None:
        for place, option in enumerate(self.inputs.all()):
            if place:
                self.press("Tab")
            if option.get_attribute("data-value") in answer:
                self.press("Space")

    def _keys_bugline(self, answer: dict[str, Any]) -> None:
        if answer["line"]:
            self.press(*["Tab"] * (answer["line"] - 1), "Enter")

    def _keys_order(self, answer: list[str]) -> None:
        for text in [tile.get_attribute("data-value") or "" for tile in self.inputs.all()]:
            if text not in answer:
                self.input(text).locator("[data-move='out']").focus()
                self.press("Space")
        for place, text in enumerate(answer):
            here = [tile.get_attribute("data-value") for tile in self.inputs.all()].index(text)
            self.input(text).focus()
            self.press("Space", *["ArrowUp" if here > place else "ArrowDown"] * abs(here - place), "Space")
