"""The HTML of an exercise: what is in the page before any script runs, and what a script keeps working with.

`card` writes the whole element at build time. `answer_area` writes the part that fresh numbers replace; the same
function runs in the reader's browser for "another one like this". Tests and scripts hold on to `data-part` and
`data-value`; the `nx-*` classes are for the style sheet alone. A view is what `nlpbook.exercises.session.view` returns.
"""

import json
import zlib
from collections.abc import Mapping
from html import escape
from typing import Any

from nlpbook.exercises.inputs import answer_area as answer_area

View = Mapping[str, Any]

KIND_WORDS = {
    "number": "a number",
    "vector": "a vector",
    "choice": "one choice",
    "choices": "all that apply",
    "order": "an order",
    "bugline": "find the line",
    "code": "a program",
    "table": "a table",
    "text": "in words",
}
LEVEL_WORDS = {1: "apply", 2: "extend", 3: "derive or build", 4: "research"}
MARK_WORDS = {"": "not tried yet", "tried": "tried", "half": "partly right", "full": "done", "seen": "solution seen"}

_BOOKMARK = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6.5 3.5h11v17L12 16.4 6.5 20.5z"/></svg>'


def card(view: View, number: str = "", mark: str = "", uid: str = "exercise", wording: str = "") -> str:
    """Write a whole exercise, readable without JavaScript.

    Args:
        view: From `nlpbook.exercises.session.view`.
        number: Its number in the book, such as "5.3"; empty when it has none.
        mark: Progress: "", "tried", "half", "full" or "seen".
        uid: Unique in the page; the element's `id` and the beginning of every id inside it.
        wording: The revision to name it by; by default that of the view.

    Raises:
        KeyError: The kind, the level or the mark is unknown.
    """
    name = escape(uid)
    title = escape(str(view["title"]))
    attributes = {
        "id": uid, "data-exercise": view["id"], "data-kind": view["kind"], "data-state": "idle",
        "data-revision": wording or revision(view), "data-hints": view["hints"], "role": "group",
        "aria-labelledby": f"{uid}-title",
    }
    opening = " ".join(f'{key}="{escape(str(value))}"' for key, value in attributes.items())
    return (
        f"<nlp-exercise {opening}>\n"
        f'<div class="nx-head">{_eyebrow(view, number, mark)}\n'
        f'<div class="nx-tools" data-search-exclude><button type="button" class="nx-icon" data-part="bookmark" '
        f'aria-pressed="false" aria-label="Bookmark">{_BOOKMARK}</button></div>\n'
        f'<p class="nx-title" id="{name}-title" role="heading" aria-level="3">{title}</p></div>\n'
        f'<div class="nx-body"><div data-part="prompt">{view["prompt_html"]}</div>\n'
        f'<div class="nx-form" data-part="answer" data-search-exclude>{answer_area(view, uid)}</div>\n'
        f'<div data-part="verdict" role="status" aria-live="polite"></div>\n'
        f"{_foot(view)}</div></nlp-exercise>"
    )


def revision(view: View) -> str:
    """Name this wording of an exercise, so that a page never puts a stored variant under another question."""
    return format(zlib.crc32(json.dumps(view, sort_keys=True, ensure_ascii=False).encode()), "08x")


def _eyebrow(view: View, number: str, mark: str) -> str:
    heading = f"Exercise {escape(number)}" if number else "Exercise"
    level = int(view["level"])
    stars = "".join("<i></i>" if place <= level else '<i class="off"></i>' for place in LEVEL_WORDS)
    return (
        f'<p class="nx-eyebrow"><span class="nx-number"><span class="nb-mark" data-is="{escape(mark)}" role="img" '
        f'aria-label="{MARK_WORDS[mark]}"></span><b>{heading}</b></span><span>{KIND_WORDS[view["kind"]]}</span>'
        f'<span class="nx-stars" role="img" aria-label="Level {level} of 4: {LEVEL_WORDS[level]}">{stars}</span></p>'
    )


def _foot(view: View) -> str:
    hints = int(view["hints"])
    buttons = []
    if hints:
        buttons.append(_link("hint", f"Hint (1 of {hints})", around="hint-next"))
    buttons.append(_link("solution", "Solution", around="show-solution"))
    if view["can_vary"]:
        buttons.append(_link("another", "Another one like this"))
    buttons.append(_link("reset", "Start over", extra=" hidden"))
    note = '<p class="nx-note">Answers are checked by Python in this page; that needs JavaScript.</p>'
    links = f'{"".join(buttons)}<span class="nx-end"></span>'
    return f'<noscript>{note}</noscript><div class="nx-foot" data-search-exclude>{links}</div>'


def _link(part: str, text: str, around: str = "", extra: str = "") -> str:
    button = f'<button type="button" class="nx-link" data-part="{part}"{extra}>{text}</button>'
    return f'<span data-part="{around}">{button}</span>' if around else button
