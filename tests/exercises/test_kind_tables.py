"""Every kind of exercise with everything that it may hold, and what is said to answers of every sort.

Golden files, as in `test_number_tables`: the whole verdict of each answer, less what is empty.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from nlpbook.exercises import session
from nlpbook.exercises.kinds import kind_of, order, table, vector
from nlpbook.exercises.messages import speaking
from nlpbook.exercises.scope import variant_scope

from .kind_answers import ANSWERS
from .kind_samples import UP, samples

Golden = Callable[[str, object], None]


def short(answer: Any) -> str:
    text = repr(answer)
    return text if len(text) < 60 else f"{text[:40]}... ({len(text)})"


@pytest.mark.parametrize("name", ANSWERS)
def test_verdicts(name: str, golden: Golden) -> None:
    rows: dict[str, Any] = {}
    for answer in ANSWERS[name]:
        said = session.grade(samples()[name], answer)
        rows[short(answer)] = {entry: value for entry, value in said.items() if value not in (None, "", [])}
        assert set(said) >= {"state", "headline", "message_html", "note", "counts", "score", "mistake", "parts",
            "tests", "output", "self_graded"}
        assert said["output"] == "" and said["tests"] == [] and json.loads(json.dumps(said)) == said
    golden(name.replace(" ", "-"), rows)


def test_views(golden: Golden) -> None:
    shown = {}
    for name, one in samples().items():
        kind = kind_of(one["kind"])
        scope = session.scope(one)
        shown[name] = [session.view(one), session.solution(one), session.key(one), kind.hint_line(one),
            kind.key_html(one, scope), kind.sound(one, scope)]
        with speaking("bn"):
            shown[name].append([session.grade(one, answer)["headline"] for answer in ANSWERS[name][:6]])
    golden("views", shown)
    assert kind_of("number") is kind_of("number")
    with pytest.raises(KeyError,
        match="no kind 'x': there are number, vector, choice, choices, order, bugline, code, table, text"):
        kind_of("x")


def test_variants(golden: Golden) -> None:
    one = samples()["number"]
    seeds = [session.variant_seed(one["id"], n) for n in range(1, 9)]
    rows = [{**session.scope(one, seed), "seed": seed, "draws": variant_scope(one, seed)[1]} for seed in seeds]
    golden("variants", rows)
    assert all(row["a"] != row["b"] and row["c"] == row["a"] ** 2 + row["b"] ** 2 for row in rows)
    assert session.scope(one, 3) is session.scope(one, 3) and session.scope(one) == session.scope(one, None)
    kept = session.scope(one, 3)
    for seed in range(10, 12):  # with the book's own, four are kept
        session.scope(one, seed)
    assert session.scope(one, 3) is kept
    session.scope(one, 12)
    assert session.scope(one, 3) is not kept
    assert session.view(one, 3)["seed"] == 3 and session.view(one, 3)["prompt_html"] != session.view(one)["prompt_html"]
    assert session.hint(one, 0, 3)["html"] == f"<p>Square {kept['a']}.</p>"
    for wrong in (-1, 1):
        with pytest.raises(IndexError, match=f"^sample/number has 1 hints; there is no number {wrong} "):
            session.hint(one, wrong)
    orders = {tuple(tile["value"] for tile in session.view(samples()["order"], seed)["input"]["tiles"])
        for seed in range(40)}
    assert len(orders) > 30 and all(tuple(tile for tile in tiles if tile in UP) != tuple(UP) for tiles in orders)


def test_pieces_of_the_kinds() -> None:
    assert [vector.split_vector(text) for text in ("(1, 2)", "1;2,5", " [ ] ", "", "⟨a⟩", "<1 , 2>", "{1}",
        "1,2" + " " * 2000 + "9")] == [["1", "2"], ["1", "2,5"], [], [], ["a"], ["1", "2"], ["1"], ["1", "2"]]
    assert table.plain(" <b>a &lt; b</b> ") == "a < b"
    assert not table.has_heads(samples()["plain table"]) and table.has_heads(samples()["table"])
    one = {"table": {"columns": [{"html": "x", "fields": [], "modes": ""}], "rows": [[{"html": "h", "fields": [],
        "modes": ""}]]}}
    assert not table.has_heads(one) and table.label(one, 0, 0, {}) == "row 1: x"
    cells = [[{"expression": "1"}, {"expression": "2"}]]
    given: list[tuple[dict[str, Any], str]] = [
        ({"decimals": 2}, "two decimals each"), ({"exact": True}, ""), ({"exact": True, "unit": "m"}, ""), ({}, ""),
    ]  # fmt: skip
    for accept, hint in given:
        assert table.hint_line({"accept": accept, "table": {"rows": cells}}) == hint
        assert vector.hint_line({"accept": accept}) == hint
    own = [[{"expression": "1", "accept": {"decimals": 1}}]]
    assert table.hint_line({"accept": {"decimals": 2}, "table": {"rows": own}}) == ""
    strict, partial = samples()["order"], samples()["partial order"]
    assert order.fits(strict, [0, 1, 2, 3]) and not order.fits(strict, [0, 1, 2]) and not order.fits(strict, [0, 1, 2,
        3, 4])
    assert order.first_broken(strict, [1, 0, 3, 2])[:2] == (0, 1) and order.first_broken(partial, [3, 4, 0, 1,
        2])[:2] == (1, 3)  # type: ignore[index]
    assert order.first_broken(partial, [4, 3, 0]) is not None and order.first_broken(partial, [0, 4]) is None
    doubled = {**strict, "tiles": [{"text": {"html": "A", "plain": "A", "fields": [], "modes": ""}}] * 2}
    assert order.sound(doubled, {}) == "two tiles read 'A'"
    assert vector.key({"kind": "vector"}, {"answer": [Fraction(1, 2), 3, "x"]}) == [0.5, 3, "x"]
    assert kind_of("number").key({}, {"answer": Fraction(1, 2)}) == 0.5 and kind_of("number").key({},
        {"answer": 3}) == 3
    shown = order.show({**strict, "tiles": strict["tiles"][:1]}, {}, Random(1))
    assert [tile["value"] for tile in shown["tiles"]] == ["A"] and shown["may_leave_out"] is False
    assert kind_of("text").show({}, {},
        Random(1)) == {} and kind_of("code").hint_line({}) == "" and kind_of("bugline").sound({}, {}) == ""
