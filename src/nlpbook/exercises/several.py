"""Judge an answer of several parts (a vector's components, a table's cells), each by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from nlpbook.exercises.display import fill
from nlpbook.exercises.expressions import evaluate
from nlpbook.exercises.judging import Accept
from nlpbook.exercises.messages import say, say_html
from nlpbook.exercises.parts import Judged, Key, finite, judge_part, matches, same_answer
from nlpbook.exercises.scope import Item, Scope
from nlpbook.exercises.verdict import State, Verdict, malformed, part, verdict


@dataclass(frozen=True)
class Slot:
    """One part to be filled in: its id on the page, its key, how exactly, and its name in sentences."""

    id: str
    key: Key
    accept: Accept
    name: str


def grade_slots(item: Item, slots: list[Slot], typed: Mapping[str, str], scope: Scope) -> Verdict:
    """The verdict on an answer of several parts.

    Args:
        item: The exercise.
        slots: All parts, in reading order.
        typed: What was typed, by slot id.
        scope: Values of the exercise.
    """
    noun = say(f"noun.{item['kind']}")
    judged = {slot.id: judge_part(typed[slot.id], slot.key, slot.accept) for slot in slots}
    if all(one.state == "" for one in judged.values()):
        return malformed(say("empty"), say_html("empty.parts", n=len(slots)))
    unread = [slot for slot in slots if judged[slot.id].state == "malformed"]
    if unread:
        parts = [part(slot.id, "malformed", why_html=judged[slot.id].why_html) for slot in unread]
        why = say("parts.unreadable", which=escape(unread[0].name), why=judged[unread[0].id].why_html)
        return malformed(judged[unread[0].id].headline, why, parts)
    got = sum(one.state == "right" for one in judged.values())
    if got == len(slots):
        return _all_right(item, slots, judged, scope, noun)
    return _not_all(item, slots, judged, typed, scope, noun, got)


def _all_right(item: Item, slots: list[Slot], judged: dict[str, Judged], scope: Scope, noun: str) -> Verdict:
    message = fill(item["right"], scope) if item.get("right") else ""
    note = next((one.note for one in judged.values() if one.note), "")
    headline = say("right") if len(slots) == 1 else say("parts.right", n=len(slots), noun=noun)
    parts = [part(slot.id, "right", say("verb.right")) for slot in slots]
    return verdict("right", headline, message, note=note, score=(len(slots), len(slots)), parts=parts)


def _not_all(
    item: Item,
    slots: list[Slot],
    judged: dict[str, Judged],
    typed: Mapping[str, str],
    scope: Scope,
    noun: str,
    got: int,
) -> Verdict:
    off = [slot for slot in slots if judged[slot.id].state in ("wrong", "partial")]
    half = any(judged[slot.id].state == "partial" for slot in off)
    index = recognise(item, off, typed, scope)
    parts = [_part(slot, judged[slot.id]) for slot in slots]
    sentences = []
    if index is not None:
        sentences.append(fill(item["mistakes"][index]["say"], scope))
    elif off:
        first = next((slot for slot in off if judged[slot.id].state == "partial"), off[0])
        reason = judged[first.id]
        why = reason.why_html if reason.state == "wrong" else f"{reason.headline}. {reason.why_html}"
        sentences.append(say("parts.near", which=escape(first.name), why=why))
    empty = sum(one.state == "" for one in judged.values())
    if empty:
        sentences.append(say("parts.empty", n=empty))
    state: State = "partial" if got or half else "wrong"
    headline = say("parts.title", got=got, n=len(slots), noun=noun) if got else say("parts.form" if half else "wrong")
    return verdict(
        state,
        headline,
        " ".join(sentences),
        score=(got, len(slots)),
        mistake=index,
        parts=parts,
    )


def _part(slot: Slot, judged: Judged) -> dict[str, str]:
    if judged.state == "":
        return part(slot.id, "")
    if judged.state == "right":
        return part(slot.id, "right", say("verb.right"))
    head = f"{judged.headline}. " if judged.state == "partial" else ""
    return part(slot.id, "wrong", say("verb.yours"), head + judged.why_html)


def recognise(item: Item, off: list[Slot], typed: Mapping[str, str], scope: Scope) -> int | None:
    """The first foreseen mistake that explains the parts that are off.

    A mistake with a value for every part is recognised when all parts that are off have its values; one with a single
    value when the part it names, or any part if it names none, has it.
    """
    for index, mistake in enumerate(item.get("mistakes") or ()):
        expected = mistake_values(mistake, off, scope)
        hits = [slot for slot in off if slot.id in expected and matches(typed[slot.id], expected[slot.id], slot.accept)]
        whole = isinstance(evaluate(mistake["value"], scope), list | tuple)
        if hits and (not whole or len(hits) == len(off)):
            return index
    return None


def mistake_values(mistake: Mapping[str, Any], slots: list[Slot], scope: Scope) -> dict[str, Any]:
    """What a mistake expects, by slot id: for a list one value per slot, else its value for the slots it speaks of."""
    value = evaluate(mistake["value"], scope)
    if isinstance(value, list | tuple):
        return {slot_id: entry for slot_id, entry in _flat(value).items() if any(slot.id == slot_id for slot in slots)}
    wanted = mistake.get("slot")
    return {slot.id: value for slot in slots if wanted in (None, slot.id)}


def _flat(value: list[Any] | tuple[Any, ...]) -> dict[str, Any]:
    """Slot ids and values of a list, or of a list of rows."""
    if any(isinstance(row, list | tuple) for row in value):
        return {
            f"{r},{c}": entry
            for r, row in enumerate(value)
            if isinstance(row, list | tuple)
            for c, entry in enumerate(row)
        }
    return {str(index): entry for index, entry in enumerate(value)}


def typed_mistake(mistake: Mapping[str, Any], slots: list[Slot], scope: Scope) -> dict[str, Any] | None:
    """Values by slot id that make this mistake and no other slip; None if each of them is the key anyway."""
    expected = mistake_values(mistake, slots, scope)
    off = [slot for slot in slots if slot.id in expected and not same_answer(expected[slot.id], slot.key, slot.accept)]
    if not off:
        return None
    if isinstance(evaluate(mistake["value"], scope), list | tuple):
        return {slot.id: expected.get(slot.id, slot.key) for slot in slots}
    return {slot.id: expected[slot.id] if slot is off[0] else slot.key for slot in slots}


def sound_slots(item: Item, slots: list[Slot], scope: Scope) -> str:
    """What is wrong with keys and mistakes: values that cannot be judged, a mistake that is the key."""
    for slot in slots:
        if not isinstance(slot.key, str) and not finite(slot.key):
            return f"the key of {slot.name.lower()} is {slot.key!r}, neither a finite number nor a word"
    for index, mistake in enumerate(item.get("mistakes") or ()):
        values = mistake_values(mistake, slots, scope)
        value = evaluate(mistake["value"], scope)
        if isinstance(value, list | tuple) and set(values) != {slot.id for slot in slots}:
            return f"mistake {index + 1} ({mistake['value']}) has other parts than the answer"
        bad = [entry for entry in values.values() if not isinstance(entry, str) and not finite(entry)]
        if not values:
            return f"mistake {index + 1} ({mistake['value']}) speaks of no part of the answer"
        if bad:
            return f"mistake {index + 1} ({mistake['value']}) gives {bad[0]!r}, neither a finite number nor a word"
        if typed_mistake(mistake, slots, scope) is None:
            return f"mistake {index + 1} ({mistake['value']}) is accepted as the answer"
    return ""
