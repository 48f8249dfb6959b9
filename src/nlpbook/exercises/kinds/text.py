"""An answer in words: the reader compares it with a model answer and a rubric."""

from __future__ import annotations

from random import Random
from typing import Any

from nlpbook.exercises.display import fill
from nlpbook.exercises.messages import say, say_html
from nlpbook.exercises.scope import Item, Scope
from nlpbook.exercises.verdict import Verdict, malformed, verdict

LONGEST = 20_000


def show(item: Item, scope: Scope, random: Random) -> dict[str, Any]:
    """Nothing but a box."""
    return {}


def key(item: Item, scope: Scope) -> dict[str, Any]:
    """The rubric's lines as Markdown, with their points."""
    return {
        "rubric": [line["text"]["plain"] for line in item["rubric"]],
        "points": [line["points"] for line in item["rubric"]],
    }


def key_html(item: Item, scope: Scope) -> str:
    """The model answer."""
    return fill(item["model"], scope)


def grade(item: Item, answer: Any, scope: Scope) -> Verdict:
    """Without points show rubric and model answer; with the reader's points sum them up."""
    if answer is None or isinstance(answer, str):
        answer = {"text": answer or "", "points": None}
    if not isinstance(answer, dict) or not isinstance(answer.get("text", ""), str):
        return malformed(say("form.title"), say_html("form"))
    text, points = answer.get("text", ""), answer.get("points")
    if not text.strip():
        return malformed(say("empty"), say_html("empty.text"))
    if len(text) > LONGEST:
        return malformed(say("text.long.title"), say_html("text.long", n=LONGEST))
    rubric = [{"points": line["points"], "html": fill(line["text"], scope)} for line in item["rubric"]]
    total = sum(line["points"] for line in item["rubric"])
    more: dict[str, Any] = {"rubric": rubric, "model_html": fill(item["model"], scope)}
    if points is None:
        return verdict("revealed", say("text.revealed"), say_html("text.revealed.say"), score=(0, total), **more)
    lines = range(len(rubric))
    if not isinstance(points, list | tuple) or not all(type(index) is int and index in lines for index in points):
        return malformed(say("text.points.title"), say_html("text.points", n=len(rubric) - 1))
    got = sum(item["rubric"][index]["points"] for index in set(points))
    message = fill(item["right"], scope) if item.get("right") and got == total else ""
    return verdict(
        "right" if got == total else "partial" if got else "wrong",
        say("text.graded", got=got, n=total),
        message,
        note=say("text.graded.note"),
        score=(got, total),
        self_graded=True,
        **more,
    )
