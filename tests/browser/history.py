"""A reader's invented past, put into the desk as a copy that is loaded."""

from __future__ import annotations

import json
import time
from typing import Any

from playwright.sync_api import Page

DAY = 86_400_000
LOAD = """async (text) => {
  const place = document.querySelector("script[src*='js/book/main.mjs']").src;
  const { desk } = await import(new URL("../desk/desk.mjs", place).href);
  await desk.ready;
  return desk.importText(text);
}"""


class Past:
    """Events of days gone by; `days_ago` counts from now."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def _add(self, days_ago: int, kind: str, fields: dict[str, Any]) -> None:
        at = int(time.time() * 1000) - days_ago * DAY
        day = time.strftime("%Y-%m-%d", time.localtime(at / 1000))
        place = len(self.events)
        self.events.append(
            {"v": 1, "id": f"{place:016x}", "at": at, "day": day, "order": at + place, "type": kind, **fields}
        )

    def attempt(self, exercise: str, state: str = "right", days_ago: int = 0, **fields: Any) -> None:
        """One answer, the first to its question unless `fields` say otherwise."""
        usual = {"revision": "0", "seed": None, "self": False, "first": True, "hints": 0, "seen": False, "tries": 1}
        told = {"exercise": exercise, "state": state, "said": "", "slot": ""}
        self._add(days_ago, "attempt", {**usual, **told, **fields})

    def card(self, term: str, grade: int, days_ago: int = 0) -> None:
        self._add(days_ago, "card", {"card": f"term:{term}", "grade": grade, "how": "flash"})

    def bookmark(self, exercise: str) -> None:
        self._add(0, "bookmark", {"exercise": exercise, "on": True})

    def text(self) -> str:
        """As the file that the desk saves."""
        return json.dumps({"format": "nlpbook desk", "version": 1, "made": "", "events": self.events, "drafts": {}})

    def load(self, page: Page) -> None:
        """Into the desk of the open page."""
        assert page.evaluate(LOAD, self.text())["added"] == len(self.events)
