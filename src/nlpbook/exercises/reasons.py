"""What an exercise knows of answers: the named mistakes with what they give, and the reason beside each option.

For whoever teaches with it; a reader is told one of these only after making the mistake. Standard library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from nlpbook.exercises import session
from nlpbook.exercises.display import fill, show
from nlpbook.exercises.expressions import evaluate
from nlpbook.exercises.kinds import order, table, vector
from nlpbook.exercises.parts import accept_of, display
from nlpbook.exercises.scope import Item, Scope
from nlpbook.exercises.several import Slot, mistake_values

Row = tuple[str, str]
"""What is answered (HTML, "" where that is not kept) and what is to be said of it (HTML)."""


def reasons(item: Item, seed: int | None = None) -> list[Row]:
    """Every answer that the exercise has something to say of, in the order of its file: mistakes, or all options."""
    values = session.scope(item, seed)
    return list(_FORESEEN[item["kind"]](item, values))


def _text(value: Any) -> str:
    return escape(str(value), quote=False)


def _numbers(item: Item, scope: Scope) -> Iterator[Row]:
    accept = accept_of(item)
    for mistake in item.get("mistakes") or ():
        value = display(evaluate(mistake["value"], scope), accept)
        yield _text(f"{value} {accept.unit}".strip()), fill(mistake["say"], scope)


def _vectors(item: Item, scope: Scope) -> Iterator[Row]:
    return _slots(item, scope, vector.slots(item, scope))


def _tables(item: Item, scope: Scope) -> Iterator[Row]:
    return _slots(item, scope, table.slots(item, scope))


def _slots(item: Item, scope: Scope, slots: list[Slot]) -> Iterator[Row]:
    """A mistake that speaks of one part names it; one for all parts lists their values; one for any part is a value."""
    for mistake in item.get("mistakes") or ():
        expected = mistake_values(mistake, slots, scope)
        shown = [(slot.name, display(expected[slot.id], slot.accept)) for slot in slots if slot.id in expected]
        if isinstance(evaluate(mistake["value"], scope), list | tuple):
            said = ", ".join(value for _, value in shown)
        else:
            name, value = shown[0] if shown else ("", show(evaluate(mistake["value"], scope)))
            said = f"{name}: {value}" if mistake.get("slot") is not None else value
        yield _text(said), fill(mistake["say"], scope)


def _options(item: Item, scope: Scope) -> Iterator[Row]:
    for option in item["options"]:
        yield fill(option["text"], scope), fill(option["why"], scope)


def _orders(item: Item, scope: Scope) -> Iterator[Row]:
    tiles = [fill(tile["text"], scope) for tile in item["tiles"]]
    for tile, shown in zip(item["tiles"], tiles, strict=True):
        if tile.get("distractor"):
            yield f"“{shown}” does not belong", fill(tile["why"], scope)
    for chain in order.chains(item):
        if chain.get("say"):
            yield " before ".join(f"“{tiles[place]}”" for place in chain["chain"]), fill(chain["say"], scope)
    for mistake in item.get("mistakes") or ():
        if "before" in mistake:
            first, second = mistake["before"]
            yield f"“{tiles[first]}” before “{tiles[second]}”", fill(mistake["say"], scope)
        else:
            yield "; ".join(tiles[place] for place in mistake["order"]), fill(mistake["say"], scope)


def _lines(item: Item, scope: Scope) -> Iterator[Row]:
    for mistake in item.get("mistakes") or ():
        yield f"Line {mistake['line']}", fill(mistake["say"], scope)


def _programs(item: Item, scope: Scope) -> Iterator[Row]:
    # What the build keeps of a wrong program is what it does, not how it reads.
    for wrong in item.get("wrong") or ():
        yield "", fill(wrong["say"], scope)


def _nothing(item: Item, scope: Scope) -> Iterator[Row]:
    return iter(())


_FORESEEN: dict[str, Callable[[Item, Scope], Iterator[Row]]] = {
    "number": _numbers, "vector": _vectors, "choice": _options, "choices": _options, "order": _orders,
    "bugline": _lines, "code": _programs, "table": _tables, "text": _nothing,
}
