"""Rules against giving the key away: in the prompt, where it stands before every reader, and in the hints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nlpbook.exercises.authoring.exercise import Text
from nlpbook.exercises.authoring.lint.findings import Finding, Findings, Looked
from nlpbook.exercises.authoring.lint.texts import folded, seen
from nlpbook.exercises.kinds import kind_of, table, vector
from nlpbook.exercises.parts import accept_of, display
from nlpbook.exercises.scope import Scope

SHORTEST_NUMBER, SHORTEST_TEXT = 2, 8
"""Digits of a number, and letters of a text, below which finding it says nothing: 3 stands in many prompts."""


def key_in_prompt(looked: Looked) -> Findings:
    """The key as displayed stands in the prompt, or the right option word for word."""
    yield from _leaks(looked, "key-in-prompt", [(looked.item["prompt"], looked.exercise.draft["prompt"], "prompt")])


def key_in_hint(looked: Looked) -> Findings:
    """The key stands in a hint; a hint says what to think of next."""
    pairs = zip(looked.item["hints"], looked.exercise.draft["hints"], strict=True)
    places = [(template, text, f"## Hint {n}") for n, (template, text) in enumerate(pairs, 1)]
    yield from _leaks(looked, "key-in-hint", places)


def _leaks(looked: Looked, rule: str, places: list[tuple[Mapping[str, Any], Text, str]]) -> Findings:
    for template, text, field in places:
        hits = [
            next((key for key in keys(looked, scope) if _stands_in(key, template, scope)), "")
            for scope in looked.scopes
        ]
        # The book's numbers are what everybody sees; in a drawn variant the key may stand there by chance.
        if hits[0] or sum(map(bool, hits)) > len(hits) / 2:
            where = (
                "a hint should say what to think of next" if rule == "key-in-hint" else "the answer is there to copy"
            )
            yield Finding(rule, text.line, field, f"the key {max(hits, key=len)!r} can be read here: {where}")


def keys(looked: Looked, scope: Scope) -> Iterator[str]:
    """What must not be read: the number as displayed, the whole vector, the right option, the repaired line."""
    item, kind = looked.item, looked.item["kind"]
    if kind == "number":
        yield display(scope["answer"], accept_of(item))
    elif kind == "vector":
        shown = [display(slot.key, slot.accept) for slot in vector.slots(item, scope)]
        yield ", ".join(shown) if len(shown) > 1 else shown[0]
    elif kind == "table":
        slots = table.slots(item, scope)
        shown = [display(slot.key, slot.accept) for slot in slots]
        if len(slots) == 1:
            yield shown[0]
    elif kind in ("choice", "choices"):
        right = kind_of(kind).key(item, scope)
        yield from [right] if isinstance(right, str) else right
    elif kind == "bugline":
        yield item.get("repaired") or ""
        yield f"line {item['line']}"


def _stands_in(key: str, template: Mapping[str, Any], scope: Scope) -> bool:
    """Whether a key can be read in a text: a number as a number of its own, a text word for word."""
    text = seen(template, scope)
    if re.fullmatch(r"[\d.,−\se+%]+", key):
        if len(re.sub(r"[−0.,\s]", "", key)) < SHORTEST_NUMBER:
            return False
        return bool(re.search(rf"(?<![\d.−]){re.escape(key)}(?![\d]|\.\d)", text))
    wanted = folded(key)
    line = re.fullmatch(r"line \d+", wanted)
    if not line and len(wanted) < SHORTEST_TEXT:
        return False
    return bool(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", folded(text)))
