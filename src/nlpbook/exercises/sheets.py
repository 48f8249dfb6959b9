"""One exercise on paper: its question with room for an answer, or its key; standard library, for page and build.

The classes are those of `css/printed.css`; formulas stay `<span class="arithmatex">` for whoever prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from nlpbook.exercises import session
from nlpbook.exercises.highlight import highlight
from nlpbook.exercises.kinds import table

View = Mapping[str, Any]
BREAKS = ("code", "text", "table", "bugline")
"""Kinds that may be longer than what is left of a page, and so may break over two."""
FILLED = ("choice", "choices", "table")
"""Kinds whose key can stand in the question itself."""
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


def question(
    item: Mapping[str, Any], seed: int | None, number: str, points: float | None = None, beside: str = ""
) -> str:
    """The question with room for its answer.

    Args:
        item: What `authoring.compile_item` made.
        seed: None for the book's own numbers, else the seed of a variant.
        number: Stands in the margin, such as "3" or "5.2".
        points: Shown beside the title; None shows none.
        beside: What stands there instead, such as the level.
    """
    view = session.view(item, seed)
    worth = points_in_words(points) if points is not None else beside
    return _framed(view, number, worth, f"{view['prompt_html']}{_ROOM[view['kind']](view)}")


def key(
    item: Mapping[str, Any],
    seed: int | None,
    number: str,
    points: float | None = None,
    beside: str = "",
    more: str = "",
    whole: bool = False,
) -> str:
    """The question again without room, then its answer, the worked solution, of a text the rubric, and `more`.

    With `whole` the question has all that is printed on the paper, options ticked and tables filled in, but no lines.
    """
    view, told = session.view(item, seed), session.solution(item, seed)
    parts = [view["prompt_html"], _filled(item, seed, view) if whole else _given(view)]
    stands = whole and view["kind"] in FILLED
    # Where the item has a solution of its own, the key stands by itself beside it.
    if told["key"] and not stands:
        parts.append(_boxed("Answer", told["key"]))
    name = {"text": "Model answer"}.get(view["kind"], "Solution" if told["key"] else "Answer")
    if told["html"] and (told["key"] or not stands):
        parts.append(_boxed(name, told["html"]))
    if view["kind"] == "text":
        parts.append(_boxed("Rubric", _rubric(item, seed, points)))
    worth = points_in_words(points) if points is not None else beside
    return _framed(view, number, worth, "".join([*parts, more]))


def _framed(view: View, number: str, beside: str, body: str) -> str:
    worth = f"<span>{escape(beside)}</span>" if beside else ""
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


def inline(html: str) -> str:
    """A single paragraph without its tags; anything else as it is."""
    whole = re.fullmatch(r"\s*<p>(.*)</p>\s*", html, flags=re.DOTALL)
    return whole[1] if whole and "<p>" not in whole[1] else html


def _options(view: View, right: Sequence[str] = ()) -> str:
    one = " np-tick--one" if view["kind"] == "choice" else ""

    def row(option: Mapping[str, str]) -> str:
        on = " np-tick--on" if option["value"] in right else ""
        return f'<li><span class="np-tick{one}{on}"></span><div>{inline(option["html"])}</div></li>'

    rows = "".join(row(option) for option in view["input"]["options"])
    say = "One is right." if view["kind"] == "choice" else "Tick all that hold."
    told = "" if right else f'<p class="np-answer"><small>{say}</small></p>'
    return f'<ul class="np-options">{rows}</ul>{told}'


def _order(view: View) -> str:
    rows = "".join(
        f'<li><span class="np-place">&nbsp;</span><div>{inline(tile["html"])}</div></li>'
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
    return f"{_starter(view)}{_ruled(LINES['code'])}"


def _starter(view: View) -> str:
    return _program(str(view["input"]["starter"]).rstrip().splitlines())


def _text(view: View) -> str:
    return _ruled(LINES["text"])


def _ruled(lines: int) -> str:
    # One element a line: a background that is drawn in bands breaks badly over two pages.
    return '<div class="np-ruled"></div>' * lines


def _table(view: View) -> str:
    asked = _asked(view)
    return _grid(view) + (f'<p class="np-answer">{asked}</p>' if asked else "")


def _grid(view: View, filled: Mapping[str, str] | None = None) -> str:
    columns, rows = list(view["input"]["columns"]), list(view["input"]["rows"])
    words = bool(view["input"].get("words"))
    headed = any(row.get("head") is not None for row in rows)
    if headed and len(columns) == max((len(row["cells"]) for row in rows), default=0):
        columns.insert(0, "")  # nothing was written above the row heads
    body = "".join(f"<tr>{_row(row, headed, words, filled or {})}</tr>" for row in rows)
    head = "".join(f"<th>{inline(text)}</th>" for text in columns)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: Mapping[str, Any], headed: bool, words: bool, filled: Mapping[str, str]) -> str:
    head = f"<td>{inline(row['head'] or '')}</td>" if headed else ""
    blank = _blank(words, short=True)
    cells = (inline(cell["given"]) if "given" in cell else filled.get(cell["input"], blank) for cell in row["cells"])
    return head + "".join(f"<td>{cell}</td>" for cell in cells)


def _given(view: View) -> str:
    """What the key must show beside the prompt, to be read by itself: the program with a faulty line."""
    return _program(list(view["input"]["lines"])) if view["kind"] == "bugline" else ""


def _filled(item: Mapping[str, Any], seed: int | None, view: View) -> str:
    """What is printed below the prompt, as it is when it has been answered rightly."""
    kind = view["kind"]
    if kind in ("choice", "choices"):
        right = session.key(item, seed)
        return _options(view, right if kind == "choices" else [right])
    if kind == "table":
        return _grid(view, table.filled(item, session.scope(item, seed)))
    if kind == "code":
        return _starter(view)
    return _order(view) if kind == "order" else _given(view)


_ROOM: dict[str, Callable[[View], str]] = {
    "number": _number, "vector": _vector, "choice": _options, "choices": _options, "order": _order,
    "bugline": _bugline, "code": _code, "table": _table, "text": _text,
}
