"""The words that stand in an exercise's card before any script runs, in English; `{x}` is filled in.

Each is marked in the HTML with its key, `data-word` for an element's text and `data-word-label` for its spoken name, so
that the page can show it in the reader's language. The same keys are in `card` of `js/strings.mjs`; a test compares.
"""

from __future__ import annotations

from html import escape

WORDS = {
    "exercise": "Exercise {x}",
    "unnumbered": "Exercise",
    "bookmark": "Bookmark",
    "kind.number": "a number",
    "kind.vector": "a vector",
    "kind.choice": "one choice",
    "kind.choices": "all that apply",
    "kind.order": "an order",
    "kind.bugline": "find the line",
    "kind.code": "a program",
    "kind.table": "a table",
    "kind.text": "in words",
    "level.1": "Level 1 of 4: apply",
    "level.2": "Level 2 of 4: extend",
    "level.3": "Level 3 of 4: derive or build",
    "level.4": "Level 4 of 4: research",
    "check": "Check",
    "check.code": "Run the tests",
    "check.text": "Compare with the model answer",
    "run": "Run only",
    "solution": "Solution",
    "another": "Another one like this",
    "reset": "Start over",
    "label": "Your answer",
    "component": "Component {x}",
    "options": "Options",
    "order.how": "Drag by the dots or use the arrows. With the keyboard: Space lifts a line, the arrow keys move it.",
    "order.strangers": "Drag by the dots or use the arrows. With the keyboard: Space lifts a line, the arrow keys move "
    "it. Some lines do not belong: leave them out.",
    "move.up": "Move up: {x}",
    "move.down": "Move down: {x}",
    "move.out": "Leave out: {x}",
    "line.empty": "empty line",
    "repair": "The line, repaired",
    "repair.how": "(if you change it, it is run too)",
    "program": "Program: choose one line",
    "code": "Your code",
}


def named(key: str, value: str = "") -> str:
    """The attributes of an element that has a spoken name: the name in English and its key."""
    return f'aria-label="{_filled(key, value)}" data-word-label="{key}"{_given(value)}'


def written(key: str, value: str = "", tag: str = "span", attributes: str = "") -> str:
    """An element that holds one of the words and nothing else."""
    return f'<{tag}{attributes} data-word="{key}"{_given(value)}>{_filled(key, value)}</{tag}>'


def _filled(key: str, value: str) -> str:
    return escape(WORDS[key].replace("{x}", value))


def _given(value: str) -> str:
    return f' data-with="{escape(value)}"' if value else ""
