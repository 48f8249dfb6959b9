"""What a page gets through its two doors, the sentences of both languages, and the shape of a verdict."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from nlpbook.exercises import api
from nlpbook.exercises.messages import TABLES, code_html, number_word, ordinal, say, say_html, speaking
from nlpbook.exercises.page import respond
from nlpbook.exercises.verdict import malformed, part, verdict

from .kind_samples import samples

Golden = Callable[[str, object], None]


def test_sentences() -> None:
    words = "no one two three four five six seven eight nine ten eleven twelve 13".split()
    assert [number_word(n) for n in range(14)] == words and number_word(-1) == "-1"
    assert [ordinal(n) for n in (0, 1, 8, 9, 10, 11)] == ["first", "second", "ninth", "tenth", "number 11", "number 12"]
    with speaking("bn"):
        assert [number_word(n) for n in (0, 2, 12, 13)] == ["শূন্য", "দুই", "বারো", "13"]
        assert [ordinal(n) for n in (0, 9, 10)] == ["প্রথম", "দশম", "11 নম্বর"]
        with speaking("fr"):
            assert say("wrong") == TABLES["en"]["wrong"]
        assert say("wrong") == TABLES["bn"]["wrong"]
        with pytest.raises(ZeroDivisionError), speaking("en"):
            raise ZeroDivisionError
        assert say("wrong") == TABLES["bn"]["wrong"]
    assert say("wrong") == TABLES["en"]["wrong"]
    assert say("near.few", n=1,
        noun="decimal") == "Right value, one decimal too few" and "two decimal" in say("near.few", n=2, noun="decimal")
    assert say("code.partial", got=1, n=3) != say("code.partial", got=3, n=1)
    assert [say("code.right", n=n) for n in (1, 2)] == [TABLES["en"]["code.right.one"].format(n=1, count="one",
        word="one"), "All two tests pass"]
    assert say("parts.empty", n=2)[0].isupper() and say("parts.empty", n=1) == "One is still empty."
    assert "&lt;b&gt;" in say_html("part.word", text="<b>") and '"' in say_html("part.word", text='"')
    assert code_html('<"a">') == '<code>&lt;"a"&gt;</code>'


def test_the_shape_of_a_verdict() -> None:
    assert verdict("right", "H")["score"] == [1, 1] and verdict("wrong", "H")["score"] == [0,
        1] and verdict("partial", "H", score=(1, 3))["score"] == [1, 3]
    assert verdict("wrong", "H") == {
        "state": "wrong", "headline": "H", "message_html": "", "note": "", "counts": True, "score": [0, 1],
        "mistake": None, "parts": [],
        "tests": [], "output": "", "self_graded": False,
    }  # fmt: skip
    said = malformed("H", "M", [part("0", "malformed")], line=3)
    assert (said["counts"], said["note"], said["line"], said["parts"]) == (False, say("free"), 3, [{"value": "0",
        "judged": "malformed", "verb": "", "why_html": ""}])
    assert malformed("H", "M", note="own")["note"] == "own" if "note" in said else True


def test_the_door(golden: Golden) -> None:
    one = samples()["number"]
    asked: list[dict[str, Any]] = [
        {"do": "view", "item": one}, {"do": "view", "item": one, "seed": 3, "language": "bn"}, {"do": "grade",
        "item": one, "answer": "5.0"},
        {"do": "grade", "item": one, "answer": "5.0", "language": "bn"}, {"do": "grade", "item": one, "answer": "5.0",
        "language": "xx"},
        {"do": "grade", "item": one, "answer": "5.0", "language": None}, {"do": "grade", "item": one, "seed": 3,
        "answer": "5.05"}, {"do": "grade", "item": one},
        {"do": "hint", "item": one}, {"do": "hint", "item": one, "n": 0, "seed": 3}, {"do": "hint", "item": one,
        "n": 4}, {"do": "solution", "item": one},
        {"do": "solution", "item": one, "seed": 3}, {"do": "run", "item": one, "answer": "print(1)\n1/0"},
        {"do": "dance", "item": one}, {"do": "view"}, {"item": one},
        {"do": "view", "item": {"id": "x"}},
    ]  # fmt: skip
    golden("door", [json.loads(api.handle(json.dumps(request))) for request in asked])
    assert json.loads(api.handle("x" * 900 + "{"))["error"].startswith("JSONDecodeError: ")
    long = json.loads(api.handle(json.dumps({"do": "y" * 900, "item": one})))["error"]
    assert len(long) == 500 + len("ValueError: ")
    assert api._plain({"a": [float("inf"), (float("nan"), 1)], "b": -float("inf"), "c": 1.5}) == {"a": ["inf", ["nan",
        1]], "b": "-inf", "c": 1.5}
    changed = {**one, "title": "Another"}
    assert [json.loads(api.handle(json.dumps({"do": "view", "item": this})))["title"] for this in (one, changed,
        one)] == ["T", "Another", "T"]
    api._items.clear()
    first = api._same(one)
    assert api._same(json.loads(json.dumps(one))) is first and api._same(changed) is changed


def test_the_page(golden: Golden) -> None:
    one, rows = samples()["number"], []
    for request in (
        {"do": "view", "item": one, "variant": 0, "uid": "u"}, {"do": "view", "item": one, "variant": 2, "uid": "u<"},
        {"do": "card", "item": one, "variant": 0, "uid": "u"},
        {"do": "card", "item": one, "variant": 1, "uid": "u", "number": "3.1"}, {"do": "card", "item": one,
        "variant": 0, "uid": "u", "number": None}, {"do": "card", "item": {"id": "x"}, "variant": 0, "uid": "u"},
        {"do": "view", "item": {"id": "x"}, "variant": 0, "uid": "u"}, {"do": "view", "item": one, "uid": "u"},
        {"do": "view", "item": one, "variant": "x", "uid": "u"}, {"do": "solution", "item": one},
    ):  # fmt: skip
        rows.append(json.loads(respond(json.dumps(request))))
    golden("page", rows)
    assert "é" in respond(json.dumps({"do": "view", "item": {**one, "title": "é"}, "variant": 0, "uid": "u"}))
    assert "“" in respond(json.dumps({"do": "grade", "item": samples()["order"], "answer": ["A", "C", "B", "D"]}))
