"""A table with cells to fill in, each judged by itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from nlpbook.exercises.display import fill
from nlpbook.exercises.expressions import evaluate
from nlpbook.exercises.judging import Accept
from nlpbook.exercises.messages import say, say_html
from nlpbook.exercises.parts import accept_of, asked, display, typed_text
from nlpbook.exercises.scope import Item, Scope
from nlpbook.exercises.several import Slot, grade_slots, sound_slots
from nlpbook.exercises.verdict import Verdict, malformed

Cell = dict[str, Any]


def plain(html_text: str) -> str:
    """HTML as plain text, for labels."""
    return html.unescape(re.sub("<[^>]*>", "", html_text)).strip()


def inputs(item: Item) -> Iterator[tuple[int, int, Cell, int]]:
    """Every cell to fill in: row, number within the row, cell, column."""
    for r, row in enumerate(item["table"]["rows"]):
        c = 0
        for column, cell in enumerate(row):
            if "expression" in cell:
                yield r, c, cell, column
                c += 1


def has_heads(item: Item) -> bool:
    """Whether the first column heads the rows: it has no inputs, and there is more than one column."""
    rows = item["table"]["rows"]
    return len(item["table"]["columns"]) > 1 and all("expression" not in row[0] for row in rows)


def label(item: Item, row: int, column: int, scope: Scope) -> str:
    """A cell's name in words: "cat, dog: cosine"."""
    title = plain(fill(item["table"]["columns"][column], scope))
    head = plain(fill(item["table"]["rows"][row][0], scope)) if has_heads(item) else f"{say('label.row')} {row + 1}"
    return f"{head}: {title}" if head and title else head or title


def slots(item: Item, scope: Scope) -> list[Slot]:
    """One slot per cell to fill in."""
    return [
        Slot(
            f"{r},{c}",
            evaluate(cell["expression"], scope),
            Accept.of(cell["accept"]) if cell.get("accept") else accept_of(item),
            label(item, r, column, scope),
        )
        for r, c, cell, column in inputs(item)
    ]


def show(item: Item, scope: Scope, random: Random) -> dict[str, Any]:
    """Columns, rows of given cells and inputs, and whether words are asked for, which need room."""
    names = {(r, column): (f"{r},{c}", label(item, r, column, scope)) for r, c, _, column in inputs(item)}
    heads = has_heads(item)
    rows = []
    for r, row in enumerate(item["table"]["rows"]):
        cells = []
        for column, cell in enumerate(row):
            if (r, column) in names:
                cells.append(dict(zip(("input", "label"), names[r, column], strict=True)))
            elif column or not heads:
                cells.append({"given": fill(cell, scope)})
        rows.append({"head": fill(row[0], scope) if heads else None, "cells": cells})
    wordy = any(isinstance(slot.key, str) for slot in slots(item, scope))
    return {"columns": [fill(column, scope) for column in item["table"]["columns"]], "rows": rows, "words": wordy}


def hint_line(item: Item) -> str:
    """How exactly, if all cells agree."""
    if item.get("accept") and not any(cell.get("accept") for _, _, cell, _ in inputs(item)):
        form = asked(accept_of(item))
        return say("asked.each", asked=form) if form and form != say("asked.exact") else ""
    return ""


def key(item: Item, scope: Scope) -> list[list[Any]]:
    """The keys, row by row; rows without inputs are empty lists."""
    rows: list[list[Any]] = [[] for _ in item["table"]["rows"]]
    for (r, _, _, _), slot in zip(inputs(item), slots(item, scope), strict=True):
        rows[r].append(float(slot.key) if isinstance(slot.key, Fraction) else slot.key)
    return rows


def key_html(item: Item, scope: Scope) -> str:
    """The filled cells, one a line."""
    lines = [f"{slot.name}: {display(slot.key, slot.accept)}" for slot in slots(item, scope)]
    return "<br>".join(html.escape(line, quote=False) for line in lines)


def filled(item: Item, scope: Scope) -> dict[str, str]:
    """What belongs into each cell, as HTML, by the cell's id."""
    return {
        slot.id: f"<strong>{html.escape(display(slot.key, slot.accept), quote=False)}</strong>"
        for slot in slots(item, scope)
    }


def sound(item: Item, scope: Scope) -> str:
    """A key or mistake that cannot be judged, or a mistake that is the key."""
    return sound_slots(item, slots(item, scope), scope)


def _typed(item: Item, answer: Any) -> dict[str, str] | None:
    """What was typed, by slot id; None when the answer has another shape."""
    ids = {f"{r},{c}" for r, c, _, _ in inputs(item)}
    if isinstance(answer, list | tuple):
        rows = list(answer)
        filled = sorted({int(slot.partition(",")[0]) for slot in ids})
        if len(rows) == len(filled) != len(item["table"]["rows"]):
            rows = [rows[filled.index(r)] if r in filled else [] for r in range(len(item["table"]["rows"]))]
        if not all(isinstance(row, list | tuple) for row in rows):
            return None
        answer = {f"{r},{c}": entry for r, row in enumerate(rows) for c, entry in enumerate(row)}
    if not isinstance(answer, dict) or not set(answer) <= ids:
        return None
    typed = {slot: typed_text(answer.get(slot, "")) for slot in ids}
    return {slot: text for slot, text in typed.items() if text is not None} if None not in typed.values() else None


def grade(item: Item, answer: Any, scope: Scope) -> Verdict:
    """Judge `{"row,input": text}`, or a list of rows."""
    if answer is None or answer == "":
        answer = {}
    typed = _typed(item, answer)
    if typed is None:
        return malformed(say("form.title"), say_html("form"))
    return grade_slots(item, slots(item, scope), typed, scope)
