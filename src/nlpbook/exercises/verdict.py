"""The shape of a verdict: plain JSON that the page draws and the tests read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from nlpbook.exercises.messages import say

State = Literal["right", "partial", "wrong", "malformed", "revealed"]
Verdict = dict[str, Any]


def verdict(
    state: State,
    headline: str,
    message_html: str = "",
    *,
    note: str = "",
    score: tuple[int, int] | None = None,
    **more: Any,
) -> Verdict:
    """A verdict with every entry present.

    Args:
        state: What the answer is; "malformed" costs nothing.
        headline: A few words of plain text.
        message_html: The one sentence that helps, as HTML; "" for none.
        note: A quieter second sentence, plain text.
        score: How much of how much; by default 1 of 1 when right and 0 of 1 otherwise.
        more: Further entries: mistake, parts, tests, output, rubric, model_html, self_graded.
    """
    counts = state != "malformed"
    return {
        "state": state,
        "headline": headline,
        "message_html": message_html,
        "note": note or ("" if counts else say("free")),
        "counts": counts,
        "score": list(score or (int(state == "right"), 1)),
        "mistake": None,
        "parts": [],
        "tests": [],
        "output": "",
        "self_graded": False,
        **more,
    }


def malformed(headline: str, message_html: str, parts: Sequence[dict[str, Any]] = (), **more: Any) -> Verdict:
    """A verdict on input that could not be read."""
    return verdict("malformed", headline, message_html, parts=list(parts), **more)


def part(value: str, judged: str, verb: str = "", why_html: str = "") -> dict[str, str]:
    """What is said about one part of an answer: a component, an option, a tile, a line, a cell."""
    return {"value": value, "judged": judged, "verb": verb, "why_html": why_html}
