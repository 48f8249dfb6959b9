"""One exercise on paper: its question with room for an answer, or its key; standard library, for page and build.

The classes are those of `css/printed.css`; formulas stay `<span class="arithmatex">` for whoever prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from nlpbook.exercises import session
from nlpbook.exercises.highlight import highlight

View = Mapping[str, Any]
BREAKS = ("code", "text", "table", "bugline")
"""Kinds that may be longer than what is left of a page, and so may break over two."""
LINE = 8
"""Millimetres of a ruled line."""
LINES = {"text": 7, "code": 8}
"""Ruled lines under a question."""


def points_in_words(points: float) -> str:
    """Points as a reader says them.

    Examples:
        >>> points_in_words(1), points_in_words(2.0), points_in_words(1.5)
        ('1 point', '2 points', '1.5 points')
    """
    shown = int(points) if points == int(points) else points
    return f"{shown} point" if shown == 1 else f"{shown} points"


def question(item: Mapping[str, Any], seed: int | None, number: str, points: float | None = None) -> str:
    """The question with room for its answer.

    Args:
        item: What `authoring.compile_item` made.
        seed: None for the book's own numbers, else the seed of a variant.
        number: Stands in the margin, such as "3" or "5.2".
        points: Shown beside the title; None shows none.
    """
    view = session.view(item, seed)
    return _framed(view, number, points, f"{view['prompt_html']}{_ROOM[view['kind']](view)}")


def key(item: Mapping[str, Any], seed: int | None, number: str, points: float | None = None) -> str:
    """The question again without room, then its answer, the worked solution, and of a text the rubric."""
    view, told = session.view(item, seed), session.solution(item, seed)
    parts = [view["prompt_html"], _given(view)]
    # Where the item has a solution of its own, the key stands by itself beside it.
    if told["key"]:
        parts.append(_boxed("Answer", told["key"]))
    name = {"text": "Model answer"}.get(view["kind"], "Solution" if told["key"] else "Answer")
    parts.append(_boxed(name, told["html"]) if told["html"] else "")
    if view["kind"] == "text":
        parts.append(_boxed("Rubric", _rubric(item, seed, points)))
    return _framed(view, number, points, "".join(parts))


def _framed(view: View, number: str, points: float | None, body: str) -> str:
    worth = f"<span>{points_in_words(points)}</span>" if points is not None else ""
    longer = " np-long" if view["kind"] in BREAKS else ""
    return (
        f'<div class="np-item{longer}"><div class="np-no">{escape(number)}</div><div>'
        f'<p class="np-title">{escape(str(view["title"]))}{worth}</p>{body}</div></div>'
    )


def _boxed(name: str, html: str) -> str:
    return f'<div class="np-key"><h4>{name}</h4>{html}</div>'


def _rubric(item: Mapping[str, Any], seed: int | None, points: float | None) -> str:
    lines = session.grade(item, {"text": "x", "points": []}, seed)["rubric"]
    rows = "".join(f"<li><b>{points_in_words(line['points'])}</b><div>{line['html']}</div></li>" for line in lines)
    total = sum(line["points"] for line in lines)
    scaled = ""
    if points is not None and points != total:
        whole, here = points_in_words(total), points_in_words(points)
        scaled = f"<p>{whole} of the rubric make {here} here: take the same share.</p>"
    return f'<ul class="np-rubric">{rows}</ul>{scaled}'


def _blank(words: bool = False, short: bool = False) -> str:
    return f'<span class="np-blank{" np-blank--short" if short and not words else ""}"></span>'


def _asked(view: View) -> str:
    return f'<small>({escape(str(view["hint_line"]))})</small>' if view.get("hint_line") else ""


def _number(view: View) -> str:
    unit = escape(str(view["input"].get("unit") or ""))
    return f'<p class="np-answer">{escape(str(view["label"]))}: {_blank()} {unit} {_asked(view)}</p>'


def _vector(view: View) -> str:
    names, words = list(view["input"].get("names") or []), bool(view["input"].get("words"))
    named = [escape(str(names[place])) if place < len(names) else "" for place in range(int(view["input"]["size"]))]
    blanks = "".join(f"<span>{name} {_blank(words, short=True)}</span>" for name in named)
    return f'<p class="np-answer">{escape(str(view["label"]))}: {blanks} {_asked(view)}</p>'


def _inline(html: str) -> str:
    whole = re.fullmatch(r"\s*<p>(.*)</p>\s*", html, flags=re.DOTALL)
    return whole[1] if whole and "<p>" not in whole[1] else html


def _options(view: View) -> str:
    one = " np-tick--one" if view["kind"] == "choice" else ""
    rows = "".join(
        f'<li><span class="np-tick{one}"></span><div>{_inline(option["html"])}</div></li>'
        for option in view["input"]["options"]
    )
    say = "One is right." if view["kind"] == "choice" else "Tick all that hold."
    return f'<ul class="np-options">{rows}</ul><p class="np-answer"><small>{say}</small></p>'


def _order(view: View) -> str:
    rows = "".join(
        f'<li><span class="np-place">&nbsp;</span><div>{_inline(tile["html"])}</div></li>'
        for tile in view["input"]["tiles"]
    )
    say = "Number the lines in their right order."
    if view["input"].get("may_leave_out"):
        say += " Some do not belong: leave theirs empty."
    return f'<ul class="np-options">{rows}</ul><p class="np-answer"><small>{say}</small></p>'


def _program(lines: list[str]) -> str:
    rows = "".join(f"<span>{line or ' '}</span>" for line in highlight(lines))
    return f'<div class="np-code">{rows}</div>'


def _bugline(view: View) -> str:
    repair = f" The line, repaired: {_blank(words=True)}" if view["input"].get("asks_repair") else ""
    blank = _blank(short=True)
    return f'{_program(list(view["input"]["lines"]))}<p class="np-answer">The faulty line: {blank}{repair}</p>'


def _code(view: View) -> str:
    return f"{_program(str(view['input']['starter']).rstrip().splitlines())}{_ruled(LINES['code'])}"


def _text(view: View) -> str:
    return _ruled(LINES["text"])


def _ruled(lines: int) -> str:
    # One element a line: a background that is drawn in bands breaks badly over two pages.
    return '<div class="np-ruled"></div>' * lines


def _table(view: View) -> str:
    asked = _asked(view)
    return _grid(view) + (f'<p class="np-answer">{asked}</p>' if asked else "")


def _grid(view: View) -> str:
    columns, rows = list(view["input"]["columns"]), list(view["input"]["rows"])
    words = bool(view["input"].get("words"))
    headed = any(row.get("head") is not None for row in rows)
    if headed and len(columns) == max((len(row["cells"]) for row in rows), default=0):
        columns.insert(0, "")  # nothing was written above the row heads
    body = "".join(f"<tr>{_row(row, headed, words)}</tr>" for row in rows)
    head = "".join(f"<th>{_inline(text)}</th>" for text in columns)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: Mapping[str, Any], headed: bool, words: bool) -> str:
    head = f"<td>{_inline(row['head'] or '')}</td>" if headed else ""
    blank = _blank(words, short=True)
    cells = (_inline(cell["given"]) if "given" in cell else blank for cell in row["cells"])
    return head + "".join(f"<td>{cell}</td>" for cell in cells)


def _given(view: View) -> str:
    """What the key must show beside the prompt, to be read by itself: the program with a faulty line."""
    return _program(list(view["input"]["lines"])) if view["kind"] == "bugline" else ""


_ROOM: dict[str, Callable[[View], str]] = {
    "number": _number, "vector": _vector, "choice": _options, "choices": _options, "order": _order,
    "bugline": _bugline, "code": _code, "table": _table, "text": _text,
}
