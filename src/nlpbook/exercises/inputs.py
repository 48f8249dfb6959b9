"""The inputs of an exercise as HTML, one function for each of the nine kinds, each with its Check button.

Every option, tile, line and cell carries its own `data-part="input"` and a `data-value`: its text, or its place.
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from nlpbook.exercises.highlight import highlight

View = Mapping[str, Any]

CHECK_WORDS = {"code": "Run the tests", "text": "Compare with the model answer"}

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
    text = CHECK_WORDS.get(view["kind"], "Check")
    return f'<button type="button" class="nx-btn nx-btn--go" data-part="check">{text}{keys}</button>'


def _check_row(view: View, more: str = "") -> str:
    return f'<div class="nx-answer">{_check(view)}{more}</div>'


def _label_text(view: View) -> str:
    hint = str(view.get("hint_line") or "")
    text = escape(str(view.get("label") or "Your answer"))
    return f'{text} <span class="nx-hintline">({escape(hint)})</span>' if hint else text


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
        label = escape(str(names[place])) if place < len(names) else f"Component {place + 1}"
        caption = f'<span aria-hidden="true">{label}</span>' if names else ""
        parts.append(
            f'<span class="nx-part">{caption}<input class="nx-input{wide}" data-part="input" data-value="{place}" '
            f'aria-label="{label}" {_TYPED}></span>'
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
    legend = escape(str(view.get("label") or "")) or "Options"
    return f'<fieldset class="nx-options"><legend>{legend}</legend>{rows}</fieldset>{_check_row(view)}'


def _formula_name(option: Mapping[str, Any]) -> str:
    """A name for an option that is nothing but a formula: browsers do not take one from MathML."""
    beside = re.sub(r'<span class="arithmatex">.*?</span>|<[^>]+>|[\s.,;]', "", option["html"], flags=re.S)
    return "" if beside else f' aria-label="{escape(str(option["value"]).replace("$", ""))}"'


def _order(view: View, uid: str) -> str:
    may_leave_out = bool(view["input"].get("may_leave_out"))
    tiles = "".join(_tile(tile, may_leave_out) for tile in view["input"]["tiles"])
    advice = "Drag by the dots or use the arrows. With the keyboard: Space lifts a line, the arrow keys move it."
    if may_leave_out:
        advice += " Some lines do not belong: leave them out."
    return (
        f'<ol class="nx-order" aria-describedby="{uid}-how">{tiles}</ol>'
        f'<p class="nx-say" data-part="say" id="{uid}-how" aria-live="assertive">{advice}</p>{_check_row(view)}'
    )


def _tile(tile: Mapping[str, str], may_leave_out: bool) -> str:
    value = escape(str(tile["value"]))
    out = ""
    if may_leave_out:
        out = (f'<button type="button" class="nx-icon" data-move="out" aria-pressed="false" '
               f'aria-label="Leave out: {value}">{_OUT}</button>')
    return (
        f'<li class="nx-tile" data-part="input" data-value="{value}" tabindex="0">'
        f'<span class="nx-grip" aria-hidden="true"></span><span class="nx-words">'
        f'{_inline(tile["html"])}</span><span class="nx-moves">{out}'
        f'<button type="button" class="nx-icon" data-move="up" aria-label="Move up: {value}">{_UP}</button>'
        f'<button type="button" class="nx-icon" data-move="down" aria-label="Move down: {value}">{_DOWN}</button>'
        "</span></li>"
    )


_EMPTY_LINE = ' aria-label="empty line"'


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
        repair = (
            f'<div class="nx-repair" hidden><label class="nx-label" for="{uid}-repair">The line, repaired '
            f'<span class="nx-hintline">(if you change it, it is run too)</span></label>'
            f'<input class="nx-input" id="{uid}-repair" data-part="repair" {_TYPED}></div>'
        )
    program = f'<div class="nx-code" role="group" aria-label="Program: choose one line">{buttons}</div>'
    return f"{program}{repair}{_check_row(view)}"


def _code(view: View, uid: str) -> str:
    starter = str(view["input"]["starter"])
    rows = min(max(starter.count("\n") + 2, 5), 24)
    run = '<button type="button" class="nx-btn" data-part="run">Run only</button>'
    return (
        f'<div class="nx-code nx-editor"><textarea class="nx-source" id="{uid}-in" data-part="input" data-value="code" '
        f'aria-label="Your code" rows="{rows}" wrap="off" autocomplete="off" autocapitalize="off" autocorrect="off" '
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
