"""Answers to an exercise, made up from its key: right, nearly right, of the wrong shape, absurd."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from nlpbook.exercises.judging import Accept

from .programs import any_program, any_repair
from .subjects import Subject
from .texts import any_text, number_text, spoiled

HUGE = (
    10**30,
    -(10**400),
    10**5000,
    2**63,
    -1,
    0,
    1,
    2,
    True,
    False,
    None,
    float("nan"),
    float("inf"),
    -0.0,
    1e308,
    3.0,
)


def answer(random: Random, subject: Subject) -> Any:
    """One answer to an exercise: any JSON at all."""
    if random.random() < 0.08:
        return any_json(random)
    return MAKERS[subject.kind](random, subject)


def any_json(random: Random, depth: int = 3) -> Any:
    """JSON of any shape, sometimes nested deeply."""
    way = random.randrange(8)
    if way == 0:
        nested: Any = any_text(random)
        for _ in range(random.choice((3, 50, 400))):
            nested = [nested] if random.random() < 0.5 else {"0": nested}
        return nested
    if way < 3 or depth == 0:
        return random.choice(HUGE)
    if way < 5:
        return any_text(random)
    if way < 7:
        return [any_json(random, depth - 1) for _ in range(random.choice((0, 1, 2, 3, 1000 if depth == 3 else 4)))]
    names = ("line", "repair", "text", "points", "0,0", "0,1", "1,0", "0", "x", "")
    return {random.choice(names): any_json(random, depth - 1) for _ in range(random.randint(0, 4))}


def typed(random: Random, key: Any, accept: Accept) -> Any:
    """What is typed for one key: mostly a text, near to it."""
    way = random.random()
    if way < 0.08:
        return any_text(random)
    if way < 0.11:
        return random.choice(HUGE)
    if isinstance(key, str):
        return spoiled(random, key) if way < 0.5 else random.choice((key, key.upper(), f" {key} ", key.swapcase()))
    value, step, places = float(key), 0.0, 3
    if accept.rule == "decimals":
        step, places = 10.0**-accept.amount, int(accept.amount)
    elif accept.rule == "sigfigs" and value:
        places = int(accept.amount) - 1 - int(f"{value:e}".partition("e")[2])
        step = 10.0**-places
    elif accept.rule in ("abs", "rel"):
        step = accept.amount * (abs(value) if accept.rule == "rel" else 1) * 2
    value += step * random.choice((0, 0, 0, 0.3, -0.3, 0.5, -0.5, 0.51, -0.51, 1, -1, 2.5))
    value *= random.choice((1, 1, 1, 1, 1, 1, 1, 1, -1, 10, 100, 0.01, 1000, 1.0001))
    return value if way > 0.98 else number_text(random, value, places, accept.unit)


def _number(random: Random, subject: Subject) -> Any:
    (slot,) = subject.slots
    return typed(random, slot.key, slot.accept)


def _vector(random: Random, subject: Subject) -> Any:
    if random.random() < 0.05:
        return any_text(random)
    parts: list[Any] = [_part(random, slot) for slot in subject.slots]
    if random.random() < 0.15:
        marks = random.choice((", ", "; ", ",", " , "))
        return random.choice("([{⟨ ") + marks.join(_written(part) for part in parts) + random.choice(")]}⟩ ")
    return _reshaped(random, parts)


def _written(part: Any) -> str:
    return "9" * 99 if isinstance(part, int) and part.bit_length() > 400 else str(part)  # Python refuses to print more


def _part(random: Random, slot: Any) -> Any:
    """Mostly right, so that whole answers are right now and then."""
    return slot.shown if random.random() < 0.6 else typed(random, slot.key, slot.accept)


def _reshaped(random: Random, parts: list[Any]) -> list[Any]:
    way = random.random()
    if way < 0.05:
        return parts[:-1]
    if way < 0.1:
        return [*parts, *parts[:1]] * random.choice((1, 1, 500))
    if way < 0.2:
        random.shuffle(parts)
    return parts


def _table(random: Random, subject: Subject) -> Any:
    cells: dict[str, Any] = {slot.id: _part(random, slot) for slot in subject.slots}
    way = random.random()
    if way < 0.1:
        cells[random.choice(("9,9", "0", "", "0,0 ", "a,b", "-1,0"))] = "1"
    elif way < 0.3:
        cells = {name: value for name, value in cells.items() if random.random() < 0.7}
    elif way < 0.5:
        rows: dict[str, list[Any]] = {}
        for name, value in cells.items():
            rows.setdefault(name.partition(",")[0], []).append(value)
        return list(rows.values())
    return cells


def _choice(random: Random, subject: Subject) -> Any:
    shown = subject.values
    way = random.random()
    if way < 0.6:
        one = random.choice(shown)
        one = spoiled(random, one) if way < 0.2 else one
        return [one] if way < 0.3 else one
    chosen = [value for value in shown if random.random() < 0.5]
    if way < 0.75:
        chosen = list(subject.right)
        random.shuffle(chosen)
    if way > 0.9 and chosen:
        chosen[random.randrange(len(chosen))] = any_text(random) if way > 0.95 else random.choice(shown)
    return chosen


def _order(random: Random, subject: Subject) -> Any:
    tiles = list(subject.right)
    way = random.random()
    if way < 0.4 and len(tiles) > 1:
        at = random.randrange(len(tiles) - 1)
        tiles[at], tiles[at + 1] = tiles[at + 1], tiles[at]
    elif way < 0.6:
        tiles = random.sample(subject.values, len(subject.values))
    elif way < 0.7:
        tiles = tiles[: random.randint(0, len(tiles))]
    elif way < 0.8:
        tiles.insert(random.randint(0, len(tiles)), random.choice(subject.values))
    elif way < 0.9:
        tiles[random.randrange(len(tiles))] = spoiled(random, random.choice(tiles))
    return tiles


def _bugline(random: Random, subject: Subject) -> Any:
    n = len(subject.item["program"])
    line: Any = random.choice((subject.item["line"],) * 3 + tuple(range(-1, n + 3)))
    way = random.random()
    if way < 0.1:
        line = random.choice((str(line), f" {line} ", float(line), f"{line}.0", "²", "১", *HUGE))
    if way < 0.5:
        return line
    return {"line": line, "repair": any_json(random) if way > 0.97 else any_repair(random, subject)}


def _text(random: Random, subject: Subject) -> Any:
    n = len(subject.item["rubric"])
    points: Any = [random.randrange(n) for _ in range(random.randint(0, n + 1))]
    way = random.random()
    if way < 0.3:
        return any_text(random)
    if way < 0.4:
        points = any_json(random)
    elif way < 0.5:
        points = [*points, random.choice((*HUGE, n, "0"))]
    elif way < 0.7:
        points = list(range(n))
    return {"text": any_text(random) if way > 0.6 else "An answer.", "points": points if way < 0.95 else None}


MAKERS: dict[str, Callable[[Random, Subject], Any]] = {
    "number": _number, "vector": _vector, "table": _table, "choice": _choice, "choices": _choice, "order": _order,
    "bugline": _bugline, "code": lambda random, subject: any_program(random, subject), "text": _text,
}  # fmt: skip
