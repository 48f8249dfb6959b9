"""The one door between a page and the grader: a JSON text in, a JSON text out, never an exception.

A request is `{"do": "view" | "grade" | "hint" | "solution" | "run", "item": {...}, "seed": int | null, "answer": ...,
"n": ..., "language": "en" | "bn"}`. The grader's own sentences are in that language, or in English where it has no
table; the authors' stay as they were written, and a view holds what it needs in every language. What goes wrong comes
back as `{"error": text}`.
"""

from __future__ import annotations

import json
import math
from typing import Any

from nlpbook.exercises import session
from nlpbook.exercises.messages import speaking

_items: dict[str, dict[str, Any]] = {}


def handle(request_json: str) -> str:
    """Answer one request; see the module's text for its form."""
    try:
        request = json.loads(request_json)
        with speaking("en" if request["do"] == "view" else str(request.get("language") or "en")):
            return json.dumps(_plain(_answer(request)), ensure_ascii=False)
    except BaseException as error:
        return json.dumps({"error": f"{type(error).__name__}: {str(error)[:500]}"})


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    do, item, seed = request["do"], _same(request["item"]), request.get("seed")
    if do == "view":
        return session.view(item, seed)
    if do == "grade":
        return session.grade(item, request.get("answer"), seed)
    if do == "hint":
        return session.hint(item, int(request.get("n") or 0), seed)
    if do == "solution":
        return session.solution(item, seed)
    if do == "run":
        from nlpbook.exercises.running import run_only

        return run_only(request.get("answer"))
    raise ValueError(f"do should be view, grade, hint, solution or run, got {do!r}")


def _same(item: dict[str, Any]) -> dict[str, Any]:
    """The item of an earlier request if it is the same, so that its values need not be drawn again."""
    kept = _items.get(item["id"])
    if kept != item:
        _items[item["id"]] = kept = item
    return kept


def _plain(value: Any) -> Any:
    """JSON has no infinity: such numbers become text."""
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    return [_plain(entry) for entry in value] if isinstance(value, list | tuple) else value
