"""A number: value, precision and unit are judged apart."""

from __future__ import annotations

import html
from fractions import Fraction
from random import Random
from typing import Any

from nlpbook.exercises.display import fill
from nlpbook.exercises.expressions import evaluate
from nlpbook.exercises.messages import say, say_html
from nlpbook.exercises.parts import (
    Judged,
    accept_of,
    asked,
    display,
    finite,
    is_number,
    judge_part,
    matches,
    same_answer,
    typed_text,
)
from nlpbook.exercises.scope import Item, Scope
from nlpbook.exercises.verdict import State, Verdict, malformed, part, verdict


def show(item: Item, scope: Scope, random: Random) -> dict[str, Any]:
    """The unit beside the box."""
    return {"unit": accept_of(item).unit}


def hint_line(item: Item) -> str:
    """How exactly, such as "two decimals"."""
    return asked(accept_of(item))


def key(item: Item, scope: Scope) -> float | int:
    """The exact key."""
    value = scope["answer"]
    return float(value) if isinstance(value, Fraction) else value


def key_html(item: Item, scope: Scope) -> str:
    """The key as displayed, with its unit."""
    accept = accept_of(item)
    return html.escape(f"{display(scope['answer'], accept)} {accept.unit}".strip(), quote=False)


def sound(item: Item, scope: Scope) -> str:
    """A key that is no finite number, or a mistake that gives the key."""
    if not finite(scope["answer"]):
        return f"the answer is {scope['answer']!r}, not a finite number"
    for index, mistake in enumerate(item.get("mistakes") or ()):
        value = evaluate(mistake["value"], scope)
        if not finite(value):
            return f"mistake {index + 1} ({mistake['value']}) is {value!r}, not a finite number"
        if same_answer(value, scope["answer"], accept_of(item)):
            source = mistake["value"]
            return (
                f"mistake {index + 1} ({source}) gives {value!r}, which is accepted as the answer {scope['answer']!r}"
            )
    return ""


def grade(item: Item, answer: Any, scope: Scope) -> Verdict:
    """Judge one typed number; a foreseen mistake speaks before anything general does."""
    typed, accept = typed_text(answer), accept_of(item)
    if typed is None:
        return malformed(say("form.title"), say_html("number.type"))
    judged = judge_part(typed, scope["answer"], accept)
    if judged.state in ("malformed", ""):
        parts = [part("0", "malformed", why_html=judged.why_html)] if judged.state else []
        return malformed(judged.headline, judged.why_html, parts)
    if judged.state == "right":
        message = fill(item["right"], scope) if item.get("right") else ""
        return verdict(
            "right", judged.headline, message, note=judged.note, parts=[part("0", "right", say("verb.right"))]
        )
    index = _mistake(item, typed, judged, scope)
    if index is not None:
        why = fill(item["mistakes"][index]["say"], scope)
        return verdict("wrong", say("wrong"), why, mistake=index, parts=[part("0", "wrong", say("verb.yours"), why)])
    state: State = "partial" if judged.state == "partial" else "wrong"
    return verdict(
        state, judged.headline, judged.why_html, parts=[part("0", "wrong", say("verb.yours"), judged.why_html)]
    )


def _mistake(item: Item, typed: str, judged: Judged, scope: Scope) -> int | None:
    """The first foreseen mistake that was typed; one typed as exactly as asked for goes before a half-right key."""
    accept = accept_of(item)
    for index, mistake in enumerate(item.get("mistakes") or ()):
        value = evaluate(mistake["value"], scope)
        if judged.state == "wrong" and matches(typed, value, accept):
            return index
        if judged.state == "partial" and is_number(value) and judge_part(typed, value, accept).state == "right":
            return index
    return None
