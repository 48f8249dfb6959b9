"""A chapter's exercises on paper: for students to write on, or for whoever teaches, with everything that helps to mark.

Standard library: the command line writes handouts with it, and so does the page's own Python.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from nlpbook.exercises.reasons import reasons
from nlpbook.exercises.sheets import inline, key, question

LEVELS = 4
SOLUTIONS = "Exercises with solutions"
EXERCISES = "Exercises"


def handout_html(
    chapter: Mapping[str, Any], exercises: Sequence[tuple[str, Mapping[str, Any]]], *, solutions: bool
) -> str:
    """The handout of a chapter.

    Args:
        chapter: `number` and `title`.
        exercises: In the order of the page, each with its number in the book and what `compile_item` made of it.
        solutions: With key, worked solution and foreseen mistakes; without, nothing of these and no hint.
    """
    write = _marked if solutions else _asked
    lines = "" if solutions else '<div class="np-lines np-lines--two"><span>Name</span><span>Date</span></div>'
    body = "".join(write(number, item) for number, item in exercises)
    marked = " np-handout--marked" if solutions else ""
    return f'<div class="np-handout{marked}">{_head(chapter, len(exercises), solutions)}{lines}{body}</div>'


def handout_title(chapter: Mapping[str, Any], *, solutions: bool) -> str:
    """The document's name, without markup.

    >>> handout_title({"number": 5, "title": "Words as points"}, solutions=False)
    'Words as points: exercises of chapter 5'
    """
    return f"{chapter['title']}: {(SOLUTIONS if solutions else EXERCISES).lower()} of chapter {chapter['number']}"


def stars(level: int) -> str:
    """The level as stars, the missing ones in outline.

    >>> stars(3)
    '★★★☆'
    """
    return "★" * level + "☆" * (LEVELS - level)


def _head(chapter: Mapping[str, Any], count: int, solutions: bool) -> str:
    facts = (f"Chapter {chapter['number']}", f"{count} exercise{'' if count == 1 else 's'}")
    told = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    name = SOLUTIONS if solutions else EXERCISES
    return (
        f'<header class="np-head"><div><p class="np-over">{name}</p><h1>{escape(str(chapter["title"]))}</h1></div>'
        f'<p class="np-facts">{told}</p></header>'
    )


def _asked(number: str, item: Mapping[str, Any]) -> str:
    return question(item, None, number, beside=stars(int(item["level"])))


def _marked(number: str, item: Mapping[str, Any]) -> str:
    return key(item, None, number, beside=stars(int(item["level"])), more=_mistakes(item), whole=True)


def _mistakes(item: Mapping[str, Any]) -> str:
    """The foreseen mistakes, or the reason beside each option, as a box of the key; nothing where there are none."""
    rows = "".join(f"<li>{_mistake(answer, said)}</li>" for answer, said in reasons(item))
    name = "Reasons" if item["kind"] in ("choice", "choices") else "Foreseen mistakes"
    return f'<div class="np-key"><h4>{name}</h4><ul class="np-mistakes">{rows}</ul></div>' if rows else ""


def _mistake(answer: str, said: str) -> str:
    if not answer:
        return f'<div class="np-wide">{inline(said)}</div>'
    return f"<b>{inline(answer)}</b><div>{inline(said)}</div>"
