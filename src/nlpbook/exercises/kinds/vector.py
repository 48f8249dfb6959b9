"""A vector: each component is judged by itself."""

from __future__ import annotations

import html
from fractions import Fraction
from random import Random
from typing import Any

from nlpbook.exercises.messages import ordinal, say, say_html
from nlpbook.exercises.parts import accept_of, asked, display, typed_text
from nlpbook.exercises.scope import Item, Scope
from nlpbook.exercises.several import Slot, grade_slots, sound_slots
from nlpbook.exercises.verdict import Verdict, malformed


def slots(item: Item, scope: Scope) -> list[Slot]:
    """One slot per component."""
    names, noun = item.get("names") or [], say("noun.vector")
    titles = [
        str(names[index]) if index < len(names) else say("part.first", ordinal=ordinal(index), noun=noun)
        for index in range(len(scope["answer"]))
    ]
    return [Slot(str(index), value, accept_of(item), titles[index]) for index, value in enumerate(scope["answer"])]


def show(item: Item, scope: Scope, random: Random) -> dict[str, Any]:
    """How many components, their names, and whether words are asked for, which need room."""
    return {
        "size": len(scope["answer"]),
        "names": list(item.get("names") or []),
        "unit": accept_of(item).unit,
        "words": any(isinstance(value, str) for value in scope["answer"]),
    }


def hint_line(item: Item) -> str:
    """How exactly, such as "two decimals each"."""
    form = asked(accept_of(item))
    return say("asked.each", asked=form) if form and form != say("asked.exact") else ""


def key(item: Item, scope: Scope) -> list[Any]:
    """The exact components."""
    return [float(value) if isinstance(value, Fraction) else value for value in scope["answer"]]


def key_html(item: Item, scope: Scope) -> str:
    """The components as displayed."""
    shown = ", ".join(display(value, accept_of(item)) for value in scope["answer"])
    return html.escape(f"({shown}) {accept_of(item).unit}".strip(), quote=False)


def sound(item: Item, scope: Scope) -> str:
    """A key that is no list of numbers or words, or a mistake that is the key."""
    value = scope["answer"]
    if not isinstance(value, list | tuple) or not value:
        return f"the answer is {value!r}, not a list of components"
    if item.get("names") and len(item["names"]) != len(value):
        return f"there are {len(item['names'])} names for {len(value)} components"
    return sound_slots(item, slots(item, scope), scope)


def split_vector(text: str) -> list[str]:
    """Components of a vector typed in one piece: (0.8, 1, 0.9); semicolons allow decimal commas."""
    text = text.strip()[:2000].strip("()[]{}<>⟨⟩ ")
    return [piece.strip() for piece in text.split(";" if ";" in text else ",")] if text else []


def grade(item: Item, answer: Any, scope: Scope) -> Verdict:
    """Judge a list of typed components, or a vector typed in one piece."""
    if isinstance(answer, str):
        answer = split_vector(answer)
    if not isinstance(answer, list | tuple):
        return malformed(say("form.title"), say_html("form"))
    parts, all_slots = [typed_text(entry) for entry in answer[:1000]], slots(item, scope)
    noun = say("noun.vector")
    if any(entry is None for entry in parts):
        return malformed(say("form.title"), say_html("form"))
    if not any(entry and entry.strip() for entry in parts):
        return malformed(say("empty"), say_html("empty.parts", n=len(all_slots)))
    if len(answer) != len(all_slots):
        return malformed(
            say("parts.count.title", noun=noun),
            say_html("parts.count", n=len(all_slots), noun=noun, got=str(len(answer))),
        )
    return grade_slots(item, all_slots, {str(index): entry or "" for index, entry in enumerate(parts)}, scope)
