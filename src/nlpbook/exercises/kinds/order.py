"""Tiles to be put in order; several orders may be right, and some tiles may belong nowhere."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from nlpbook.exercises.display import fill, fill_plain
from nlpbook.exercises.draw import Drawing
from nlpbook.exercises.messages import say, say_html
from nlpbook.exercises.scope import Item, Scope
from nlpbook.exercises.verdict import Verdict, malformed, part, verdict


def values(item: Item, scope: Scope) -> list[str]:
    """Values of all tiles: the right ones in the order of the file, then the distractors."""
    return [fill_plain(tile["text"], scope) for tile in item["tiles"]]


def size(item: Item) -> int:
    """How many tiles belong to the order."""
    return sum(not tile.get("distractor") for tile in item["tiles"])


def chains(item: Item) -> list[dict[str, Any]]:
    """What must hold: chains of tile positions (from 0) in which each comes before the next, some with a reason."""
    return list(item["chains"]) if item.get("chains") else [{"chain": list(range(size(item)))}]


def fits(item: Item, order: list[int]) -> bool:
    """Whether an order has every right tile, no other, and breaks no chain."""
    return sorted(order) == list(range(size(item))) and first_broken(item, order) is None


def first_broken(item: Item, order: list[int]) -> tuple[int, int, dict[str, Any]] | None:
    """The first pair of tiles in the wrong order, with its chain; pairs that are missing a tile hold."""
    place = {tile: at for at, tile in enumerate(order)}
    broken = [
        (place[earlier], earlier, later, entry)
        for entry in chains(item)
        for earlier, later in pairwise([tile for tile in entry["chain"] if tile in place])
        if place[earlier] > place[later]
    ]
    if not broken:
        return None
    _, earlier, later, entry = min(broken, key=lambda found: (place[found[2]], found[0]))
    return earlier, later, entry


def show(item: Item, scope: Scope, random: Random) -> dict[str, Any]:
    """The tiles, shuffled into an order that is not right."""
    drawing, order = Drawing(random), list(range(len(item["tiles"])))
    for _ in range(50):
        order = drawing.shuffled(order)
        if not fits(item, [tile for tile in order if tile < size(item)]):
            break
    shown = values(item, scope)
    tiles = [{"value": shown[tile], "html": fill(item["tiles"][tile]["text"], scope)} for tile in order]
    return {"tiles": tiles, "may_leave_out": size(item) < len(order)}


def key(item: Item, scope: Scope) -> list[str]:
    """The tiles in the order of the file."""
    return values(item, scope)[: size(item)]


def key_html(item: Item, scope: Scope) -> str:
    """The tiles in the order of the file, as a list."""
    tiles = [fill(tile["text"], scope) for tile in item["tiles"] if not tile.get("distractor")]
    return "<ol>" + "".join(f"<li>{tile}</li>" for tile in tiles) + "</ol>"


def sound(item: Item, scope: Scope) -> str:
    """Two tiles with the same text."""
    shown = values(item, scope)
    twice = next((value for value in shown if shown.count(value) > 1), None)
    return f"two tiles read {twice!r}" if twice is not None else ""


def _placed(item: Item, answer: Any, scope: Scope) -> list[int] | Verdict:
    """Tile positions in the order of the answer, or the verdict on an answer that is none."""
    if answer is None or answer == "" or answer == []:
        return malformed(say("empty"), say_html("empty.order"))
    if not isinstance(answer, list | tuple) or not all(isinstance(entry, str) for entry in answer):
        return malformed(say("form.title"), say_html("form"))
    known = {" ".join(value.split()): index for index, value in enumerate(values(item, scope))}
    order: list[int] = []
    for entry in answer[: len(known) + 1]:
        tile = known.get(" ".join(entry.split())) if len(entry) < 100_000 else None
        if tile is None or tile in order:
            return malformed(say("order.unknown.title"), say_html("order.unknown", text=entry[:80]))
        order.append(tile)
    return order


def grade(item: Item, answer: Any, scope: Scope) -> Verdict:
    """Judge an order; the first tile or rule that is broken is named."""
    order = _placed(item, answer, scope)
    if isinstance(order, dict):
        return order
    shown, n = values(item, scope), size(item)
    if fits(item, order):
        parts = [part(shown[tile], "right", say("verb.in_place")) for tile in order]
        parts += [
            part(shown[tile], "", say("verb.left_out"), fill(item["tiles"][tile]["why"], scope))
            for tile in range(n, len(shown))
        ]
        message = fill(item["right"], scope) if item.get("right") else ""
        return verdict("right", say("right"), message, score=(n, n), parts=parts)
    parts = [_part(item, order, at, scope, shown) for at in range(len(order))]
    got = sum(entry["judged"] == "right" for entry in parts)
    index = _mistake(item, order, scope)
    message = (
        fill(item["mistakes"][index]["say"], scope) if index is not None else _what_is_off(item, order, scope, shown)
    )
    of = max(n, len(order))  # a tile that does not belong counts too: all of the right ones are not all of the answer
    headline = say("order.partial", got=got, n=of) if got else say("wrong")
    return verdict("partial" if got else "wrong", headline, message, score=(got, of), mistake=index, parts=parts)


def _part(item: Item, order: list[int], at: int, scope: Scope, shown: list[str]) -> dict[str, str]:
    """One placed tile: with one right order by its place, with several by the rules that it breaks."""
    tile = order[at]
    if tile >= size(item):
        return part(shown[tile], "wrong", say("verb.not_part"), fill(item["tiles"][tile]["why"], scope))
    if not item.get("chains"):
        return part(shown[tile], "right", say("verb.in_place")) if tile == at else _moved(shown[tile], at < tile)
    place = {other: position for position, other in enumerate(order)}
    for entry in item["chains"]:
        for earlier, later in pairwise([other for other in entry["chain"] if other in place]):
            if tile in (earlier, later) and place[earlier] > place[later]:
                return _moved(shown[tile], tile == later)
    return part(shown[tile], "right", say("verb.in_place"))


def _moved(value: str, early: bool) -> dict[str, str]:
    return part(value, "wrong", say("verb.too_early" if early else "verb.too_late"))


def _mistake(item: Item, order: list[int], scope: Scope) -> int | None:
    """The first foreseen mistake: a whole order, or one tile before another."""
    place = {tile: at for at, tile in enumerate(order)}
    for index, mistake in enumerate(item.get("mistakes") or ()):
        if "order" in mistake and mistake["order"] == order:
            return index
        if "before" in mistake:
            first, second = mistake["before"]
            if first in place and second in place and place[first] < place[second]:
                return index
    return None


def _what_is_off(item: Item, order: list[int], scope: Scope, shown: list[str]) -> str:
    """The one sentence that helps: a tile that does not belong, a broken rule, a tile too early, a step missing."""
    n = size(item)
    stray = next((tile for tile in order if tile >= n), None)
    if stray is not None:
        return say_html("order.distractor", tile=shown[stray]) + " " + fill(item["tiles"][stray]["why"], scope)
    broken = first_broken(item, order)
    if broken is None:
        return say_html("order.missing", n=n - len(order))
    earlier, later, entry = broken
    if item.get("chains"):
        rule = say_html("order.before", first=shown[earlier], second=shown[later])
        return f"{rule} {fill(entry['say'], scope)}" if entry.get("say") else rule
    at = next(position for position, tile in enumerate(order) if tile != position)
    start = say_html("order.start", tile=shown[order[at - 1]]) + " " if at else ""
    return start + say_html("order.early", tile=shown[order[at]])
