"""What a page asks of the grader: show an exercise, judge an answer, give a hint, tell the solution.

Everything goes in and comes out as plain JSON. `item` is what `authoring.compile_item` made; `seed` is None for the
book's own numbers, or a whole number for a variant.
"""

from __future__ import annotations

import zlib
from typing import Any

from nlpbook.exercises.display import fill
from nlpbook.exercises.draw import generator
from nlpbook.exercises.kinds import kind_of
from nlpbook.exercises.messages import TABLES, say, speaking
from nlpbook.exercises.scope import Item, Scope, given_scope, variant_scope
from nlpbook.exercises.verdict import Verdict

_kept: list[tuple[Item, int | None, Scope]] = []


def variant_seed(item_id: str, n: int) -> int:
    """The seed of the n-th variant of an exercise, n from 1: the same for every reader, so that two can compare."""
    return zlib.crc32(f"{item_id}/{n}".encode()) >> 1


def scope(item: Item, seed: int | None = None) -> Scope:
    """The values of an exercise, or of one of its variants.

    The last few are kept: a page asks for the same ones to show an exercise, to judge it and to solve it.

    Raises:
        NoVariantError: No variant passes the exercise's filter.
        ExpressionError: An expression of the exercise fails.
    """
    for kept, kept_seed, values in _kept:
        if kept is item and kept_seed == seed:
            return values
    if seed is None or not item.get("vary"):
        values = given_scope(item)
    else:
        values = variant_scope(item, seed, kind_of(item["kind"]).sound)[0]
    _kept.append((item, seed, values))
    del _kept[:-4]
    return values


def view(item: Item, seed: int | None = None) -> dict[str, Any]:
    """Everything that is needed to draw an exercise, and nothing that gives its key away.

    Returns:
        id, title, kind, level, seed, prompt_html, label, hint_line, hint_line_in (the same in other languages), hints
        (how many), can_vary, input (by kind).
    """
    values, kind = scope(item, seed), kind_of(item["kind"])
    shuffler = generator(f"{item['id']}#order", seed or 0)
    return {
        "id": item["id"],
        "title": item["title"],
        "kind": item["kind"],
        "level": item["level"],
        "seed": seed,
        "prompt_html": fill(item["prompt"], values),
        "label": item.get("label") or say("label"),
        "hint_line": kind.hint_line(item),
        "hint_line_in": _hint_lines(item),
        "hints": len(item["hints"]),
        "can_vary": bool(item.get("vary")),
        "input": kind.show(item, values, shuffler),
    }


def _hint_lines(item: Item) -> dict[str, str]:
    """How exactly an answer is asked for, by language other than English; nothing where nothing is said."""
    found = {}
    for language in TABLES.keys() - {"en"}:
        with speaking(language):
            found[language] = kind_of(item["kind"]).hint_line(item)
    return {language: text for language, text in sorted(found.items()) if text}


def grade(item: Item, answer: Any, seed: int | None = None) -> Verdict:
    """The verdict on an answer: any JSON at all; what makes no sense is called malformed."""
    return kind_of(item["kind"]).grade(item, answer, scope(item, seed))


def hint(item: Item, n: int, seed: int | None = None) -> dict[str, Any]:
    """Hint number n, counted from 0.

    Raises:
        IndexError: There are not so many.
    """
    hints = item["hints"]
    if not 0 <= n < len(hints):
        raise IndexError(f"{item['id']} has {len(hints)} hints; there is no number {n} (the first is 0)")
    return {"html": fill(hints[n], scope(item, seed)), "n": n, "of": len(hints)}


def solution(item: Item, seed: int | None = None) -> dict[str, Any]:
    """The worked solution as HTML, and the key as HTML by itself ("" when the solution shows it anyway)."""
    values, kind = scope(item, seed), kind_of(item["kind"])
    key_html = kind.key_html(item, values)
    if item.get("solution"):
        return {"html": fill(item["solution"], values), "key": key_html}
    return {"html": key_html, "key": ""}


def key(item: Item, seed: int | None = None) -> Any:
    """The key as plain JSON."""
    return kind_of(item["kind"]).key(item, scope(item, seed))
