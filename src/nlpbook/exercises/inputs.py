"""The inputs of an exercise as HTML, one function for each of the nine kinds, each with its Check button.

Every option, tile, line and cell carries its own `data-part="input"` and a `data-value`: its text, or its place.
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from nlpbook.exercises.cardwords import WORDS, named, written
from nlpbook.exercises.highlight import highlight

View = Mapping[str, Any]

_UP = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 14 6-6 6 6"/></svg>'
_DOWN = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 10 6 6 6-6"/></svg>'
_OUT = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 12h12"/></svg>'
# Phones: no capitals, no corrections, and a key that says "go".
_TYPED = 'type="text" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go"'


def answer_area(view: View, uid: str) -> str:
    """Write the inputs of an exercise and its Check button.

    Args:
        view: From `nlpbook.exercises.session.view`; with a seed, the fresh numbers are in it.
        uid: The element's `id`.

    Raises:
        KeyError: The kind is unknown.
    """
    return _AREAS[view["kind"]](view, escape(uid))


def _check(view: View) -> str:
    keys = ' <kbd aria-hidden="true">Ctrl ↵</kbd>' if view["kind"] == "code" else ""
    word = f"check.{view['kind']}"
    text = written(word if word in WORDS else "check")
    return f'<button type="button" class="nx-btn nx-btn--go" data-part="check">{text}{keys}</button>'


def _check_row(view: View, more: str = "") -> str:
    return f'<div class="nx-answer">{_check(view)}{more}</div>'


def _label_text(view: View) -> str:
    hint = str(view.get("hint_line") or "")
    own = str(view.get("label") or WORDS["label"])
    text = written("label") if own == WORDS["label"] else escape(own)
    return f"{text} {_hint_line(hint, view)}" if hint else text


def _hint_line(hint: str, view: View) -> str:
    """How exactly an answer is asked for; no table of the page has these lines, so they are here in every language."""
    others = "".join(
        f' data-in-{language}="({escape(text)})"' for language, text in view.get("hint_line_in", {}).items()
    )
    return f'<span class="nx-hintline"{others}>({escape(hint)})</span>'


def _inline(html: str) -> str:
    """Take the paragraph off a text that is a single one: a label may not hold a paragraph."""
    whole = re.fullmatch(r"\s*<p>(.*)</p>\s*", html, flags=re.DOTALL)
    return whole[1] if whole and "<p>" not in whole[1] else html


def _number(view: View, uid: str) -> str:
    unit = str(view["input"].get("unit") or "")
    shown = f'<span class="nx-unit">{escape(unit)}</span>' if unit else ""
    return (
        f'<div class="nx-answer"><label class="nx-label" for="{uid}-in">{_label_text(view)}</label>'
        f'<span class="nx-field"><input class="nx-input" id="{uid}-in" data-part="input" data-value="0" '
        f'{_TYPED}>{shown}</span>{_check(view)}</div>'
    )


def _vector(view: View, uid: str) -> str:
    size, wide = int(view["input"]["size"]), " nx-wide" if view["input"].get("words") else ""
    names = list(view["input"].get("names") or [])
    parts = []
    for place in range(size):
        own = escape(str(names[place])) if place < len(names) else ""
        label = f'aria-label="{own}"' if own else named("component", str(place + 1))
        caption = f'<span aria-hidden="true">{own or place + 1}</span>' if names else ""
        parts.append(
            f'<span class="nx-part">{caption}<input class="nx-input{wide}" data-part="input" data-value="{place}" '
            f"{label} {_TYPED}></span>"
        )
    return (
        f'<div class="nx-answer" role="group" aria-labelledby="{uid}-label"><span class="nx-label" id="{uid}-label">'
        f'{_label_text(view)}</span><div class="nx-vec">{"".join(parts)}</div>{_check(view)}</div>'
    )


def _options(view: View, uid: str) -> str:
    kind = "radio" if view["kind"] == "choice" else "checkbox"
    rows = "".join(
        f'<label class="nx-option" data-part="input" data-value="{escape(str(option["value"]))}">'
        f'<input type="{kind}" name="{uid}-o" value="{place}"{_formula_name(option)}>'
        f'<span>{_inline(option["html"])}</span>'
        f'<span class="nx-verb"></span></label>'
        for place, option in enumerate(view["input"]["options"])
    )
    own = str(view.get("label") or "")
    legend = escape(own) if own and own != WORDS["label"] else written("label" if own else "options")
    return f'<fieldset class="nx-options"><legend>{legend}</legend>{rows}</fieldset>{_check_row(view)}'


def _formula_name(option: Mapping[str, Any]) -> str:
    """A name for an option that is nothing but a formula: browsers do not take one from MathML."""
    beside = re.sub(r'<span class="arithmatex">.*?</span>|<[^>]+>|[\s.,;]', "", option["html"], flags=re.S)
    return "" if beside else f' aria-label="{escape(str(option["value"]).replace("$", ""))}"'


def _order(view: View, uid: str) -> str:
    may_leave_out = bool(view["input"].get("may_leave_out"))
    tiles = "".join(_tile(tile, may_leave_out) for tile in view["input"]["tiles"])
    how = f' class="nx-say" data-part="say" id="{uid}-how" aria-live="assertive"'
    advice = written("order.strangers" if may_leave_out else "order.how", tag="p", attributes=how)
    names = f'aria-labelledby="{uid}-title" aria-describedby="{uid}-how"'
    return f'<ol class="nx-order" {names}>{tiles}</ol>{advice}{_check_row(view)}'


def _tile(tile: Mapping[str, str], may_leave_out: bool) -> str:
    text = str(tile["value"])
    value = escape(text)
    out = _move("out", text, _OUT, ' aria-pressed="false"') if may_leave_out else ""
    moves = out + _move("up", text, _UP) + _move("down", text, _DOWN)
    return (
        f'<li class="nx-tile" data-part="input" data-value="{value}" tabindex="0">'
        f'<span class="nx-grip" aria-hidden="true"></span><span class="nx-words">'
        f'{_inline(tile["html"])}</span><span class="nx-moves">{moves}</span></li>'
    )


def _move(way: str, tile: str, drawing: str, state: str = "") -> str:
    name = named(f"move.{way}", tile)
    return f'<button type="button" class="nx-icon" data-move="{way}"{state} {name}>{drawing}</button>'


_EMPTY_LINE = " " + named("line.empty")


def _bugline(view: View, uid: str) -> str:
    lines = list(view["input"]["lines"])
    buttons = "".join(
        f'<button type="button" class="nx-line" data-part="input" data-value="{place}" data-n="{place}" '
        f'aria-pressed="false"{_EMPTY_LINE if not html.strip() else ""}><span class="nx-words">{html or " "}</span>'
        f'<span class="nx-tag"></span></button>'
        for place, html in enumerate(highlight(lines), 1)
    )
    repair = ""
    if view["input"].get("asks_repair"):
        how = written("repair.how", attributes=' class="nx-hintline"')
        repair = (
            f'<div class="nx-repair" hidden><label class="nx-label" for="{uid}-repair">{written("repair")} '
            f"{how}</label>"
            f'<input class="nx-input" id="{uid}-repair" data-part="repair" {_TYPED}></div>'
        )
    program = f'<div class="nx-code" role="group" {named("program")}>{buttons}</div>'
    return f"{program}{repair}{_check_row(view)}"


def _code(view: View, uid: str) -> str:
    starter = str(view["input"]["starter"])
    rows = min(max(starter.count("\n") + 2, 5), 24)
    run = written("run", tag="button", attributes=' type="button" class="nx-btn" data-part="run"')
    return (
        f'<div class="nx-code nx-editor"><textarea class="nx-source" id="{uid}-in" data-part="input" data-value="code" '
        f'{named("code")} rows="{rows}" wrap="off" autocomplete="off" autocapitalize="off" autocorrect="off" '
        f'spellcheck="false">\n{escape(starter)}</textarea></div>{_check_row(view, run)}'
    )


def _table(view: View, uid: str) -> str:
    columns, rows = list(view["input"]["columns"]), list(view["input"]["rows"])
    headed = any(row.get("head") is not None for row in rows)
    widest = max((len(row["cells"]) for row in rows), default=0)
    if headed and len(columns) == widest:  # nothing was written above the row heads
        columns.insert(0, "")
    head = "".join(f'<th scope="col">{_inline(text)}</th>' if text else "<td></td>" for text in columns)
    wide = " nx-wide" if view["input"].get("words") else ""
    body = "".join(_row(row, headed, wide) for row in rows)
    return (
        f'<div class="nx-scroll"><table class="nx-table" aria-labelledby="{uid}-title"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{_check_row(view)}"
    )


def _row(row: Mapping[str, Any], headed: bool, wide: str) -> str:
    head = ""
    if headed:
        text = row.get("head")
        head = f'<th scope="row">{_inline(text)}</th>' if text is not None else "<td></td>"
    cells = []
    for cell in row["cells"]:
        if "given" in cell:
            cells.append(f'<td class="nx-given">{_inline(cell["given"])}</td>')
            continue
        cells.append(
            f'<td><input class="nx-cell{wide}" data-part="input" data-value="{escape(str(cell["input"]))}" '
            f'aria-label="{escape(str(cell["label"]))}" {_TYPED}></td>'
        )
    return f'<tr>{head}{"".join(cells)}</tr>'


def _text(view: View, uid: str) -> str:
    return (
        f'<label class="nx-label" for="{uid}-in">{_label_text(view)}</label>'
        f'<textarea class="nx-text" id="{uid}-in" data-part="input" data-value="text" rows="5">'
        f"</textarea>{_check_row(view)}"
    )


_AREAS: dict[str, Callable[[View, str], str]] = {
    "number": _number, "vector": _vector, "choice": _options, "choices": _options, "order": _order,
    "bugline": _bugline, "code": _code, "table": _table, "text": _text,
}
