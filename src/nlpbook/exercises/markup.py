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

from nlpbook.exercises.cardwords import named, written
from nlpbook.exercises.inputs import answer_area as answer_area

View = Mapping[str, Any]

LEVELS = (1, 2, 3, 4)
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
        f'aria-pressed="false" {named("bookmark")}>{_BOOKMARK}</button></div>\n'
        f'<p class="nx-title" id="{name}-title" role="heading" aria-level="3">{title}</p></div>\n'
        f'<div class="nx-body"><div data-part="prompt">{view["prompt_html"]}</div>\n'
        f'<div class="nx-form" data-part="answer" data-search-exclude>{answer_area(view, uid)}</div>\n'
        f'<div data-part="verdict" role="status" aria-live="polite"></div>\n'
        f"{_foot(view)}</div></nlp-exercise>"
    )


def revision(view: View) -> str:
    """Name this wording of an exercise, so that a page never puts a stored variant under another question."""
    wording = {key: entry for key, entry in view.items() if key != "hint_line_in"}  # a translation changes nothing
    return format(zlib.crc32(json.dumps(wording, sort_keys=True, ensure_ascii=False).encode()), "08x")


def _eyebrow(view: View, number: str, mark: str) -> str:
    heading = written("exercise", number, tag="b") if number else written("unnumbered", tag="b")
    return (
        f'<p class="nx-eyebrow"><span class="nx-number"><span class="nb-mark" data-is="{escape(mark)}" role="img" '
        f'aria-label="{MARK_WORDS[mark]}"></span>{heading}</span>{written("kind." + view["kind"])}'
        f"{stars(int(view['level']))}</p>"
    )


def stars(level: int) -> str:
    """How hard an exercise is: stars, filled up to its level."""
    drawn = "".join("<i></i>" if place <= level else '<i class="off"></i>' for place in LEVELS)
    return f'<span class="nx-stars" role="img" {named(f"level.{level}")}>{drawn}</span>'


def _foot(view: View) -> str:
    hints = int(view["hints"])
    buttons = []
    if hints:
        first = f'<button type="button" class="nx-link" data-part="hint">Hint (1 of {hints})</button>'
        buttons.append(f'<span data-part="hint-next">{first}</span>')  # help.mjs counts on
    buttons.append(f'<span data-part="show-solution">{_link("solution")}</span>')
    if view["can_vary"]:
        buttons.append(_link("another"))
    buttons.append(_link("reset", " hidden"))
    note = '<p class="nx-note">Answers are checked by Python in this page; that needs JavaScript.</p>'
    links = f'{"".join(buttons)}<span class="nx-end"></span>'
    return f'<noscript>{note}</noscript><div class="nx-foot" data-search-exclude>{links}</div>'


def _link(part: str, extra: str = "") -> str:
    return written(part, tag="button", attributes=f' type="button" class="nx-link" data-part="{part}"{extra}')
