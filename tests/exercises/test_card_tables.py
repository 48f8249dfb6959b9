"""Cards, inputs and coloured programs, each in every variety; kept as golden files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nlpbook.exercises.cardwords import named, written
from nlpbook.exercises.highlight import highlight
from nlpbook.exercises.inputs import answer_area
from nlpbook.exercises.kinds import KINDS
from nlpbook.exercises.markup import card, revision

from .sample_views import INPUTS, view

Golden = Callable[[str, object], None]


CHANGES: dict[str, list[dict[str, Any]]] = {
    "number": [{"input": {}}, {"input": {"unit": "<"}}, {"hint_line": "", "label": "Your answer"},
    {"hint_line_in": {"bn": "দুই <"}}, {"hint_line": None, "label": ""}, {"level": 1}, {"level": 4, "hints": 1}],
    "vector": [{"input": {"size": 2, "words": True}}, {"input": {"size": 3, "names": ["<a>"]}}, {"input": {"size": 1,
    "names": []}}],
    "choice": [
        {"label": "Pick"}, {"label": ""}, {"label": "Your answer"}, {"input": {"options": [
            {"value": "$x$", "html": '<span class="arithmatex">\\(x\\)</span>.'}, {"value": "p",
            "html": "<p>one</p>\n"}, {"value": "q", "html": "<p>one</p><p>two</p>"},
        ]}},
    ],
    "choices": [{"label": "All"}],
    "order": [{"input": {"tiles": [{"value": "a", "html": "<p>a</p>"}]}}],
    "bugline": [{"input": {"lines": ["", "  ", "x = 1 < 2"], "asks_repair": False}}],
    "code": [{"input": {"starter": ""}}, {"input": {"starter": "\n" * 40}}, {"input": {"starter": "\n" * 10}}],
    "table": [
        {"input": {"columns": ["a", ""], "rows": [{"head": None, "cells": [{"given": "<p>1</p>"}, {"input": "0,0",
        "label": "<l>"}]}], "words": True}},
        {"input": {"columns": ["a"], "rows": [{"head": "h", "cells": [{"given": "1"}]}, {"head": None,
        "cells": [{"given": "2"}]}]}}, {"input": {"columns": [], "rows": []}},
    ],
    "text": [{"label": "<L>"}],
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_inputs(kind: str, golden: Golden) -> None:
    golden(f"inputs-{kind}", [answer_area(view(kind, **change), "u<v").split("><") for change in ({},
        *CHANGES.get(kind, []))])


def test_cards(golden: Golden) -> None:
    cards = [card(view("number", **change), "1.2", mark, "u<v", wording).split("\n") for change, mark, wording in (
        ({}, "", ""), ({"level": 1}, "tried", "w"), ({"level": 3, "can_vary": False}, "full", ""), ({"hints": 0},
        "seen", ""), ({"hints": 1}, "half", ""),
    )]  # fmt: skip
    golden("cards", cards)
    for wrong in ({"mark": "x"}, {"level": 5}):
        with pytest.raises(KeyError):
            card(view("number", level=wrong.get("level", 1)), mark=wrong.get("mark", ""))
    plain = view("number")
    assert revision({**plain,
        "hint_line_in": {"bn": "x"}}) == revision(plain)
    assert len(revision(plain)) == 8 and revision(plain) != revision({**plain, "label": "é"})
    assert named("component",
        "<3>") == 'aria-label="Component &lt;3&gt;" data-word-label="component" data-with="&lt;3&gt;"'
    assert written("check") == '<span data-word="check">Check</span>' and written("run", "", "b",
        " x") == '<b x data-word="run">Run only</b>'
    assert set(INPUTS) == set(KINDS)


def test_colours(golden: Golden) -> None:
    programs = [
        ["def f(x):", "    return len(x) + 1.5  # <c>", "", "class A: pass"], ['x = """a', "b", 'c""" + "d"'],
        ["x = f'{a}<b>'"], ["x = ("], ['x = """abcdef', "bcd", 'c"""'],
        ["if x is None: print(x)", "Len = ValueError"], [],
        ["  indented"], ["async def g(): await f()", "lambda: True"],
    ]  # fmt: skip
    import sys

    spans = [highlight(program) for program in programs if not (program == ["x = f'{a}<b>'"]
        and sys.version_info >= (3, 12))]
    golden("colours" if len(spans) == len(programs) else "colours-3.12", spans)
