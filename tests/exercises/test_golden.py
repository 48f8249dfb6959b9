"""What a page gets, word for word: cards, views, hints, solutions and verdicts of the reference's examples.

A change here is not wrong by itself. `UPDATE_GOLDEN=1` renews the files, and their difference is reviewed like code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nlpbook.exercises import session
from nlpbook.exercises.draw import Drawing, generator
from nlpbook.exercises.kinds import KINDS, kind_of
from nlpbook.exercises.markup import card
from nlpbook.exercises.page import respond

from .helpers import item, number
from .sample_views import view
from .test_files import examples

Golden = Callable[[str, object], None]
STEPS = ("Multiply matching components", "Add the products", "Compute both lengths", "Divide by both lengths")
STRAY = "Subtract the smaller length"
START = "from math import sqrt\ndef cosine(a, b):\n    "
ANSWERS: dict[str, list[Any]] = {
    "cosine": [
        "0.98",
        "0,98",
        "98%",
        "0.985",
        "1.0",
        "0.980",
        "-0.98",
        "9.8",
        "0.99",
        "0.5",
        "0.94",
        "1,234",
        "1/0",
        "1e999",
        "x",
        "",
        "9" * 99,
        "0.98 GB",
        None,
        [],
        True,
        0.98463,
        "  ",
        "<b>",
    ],
    "analogy": [
        ["0.8", "1.0", "0.9"],
        ["0.8", "1", "0.9"],
        ["0.8", "0.5", "0.9"],
        ["0.8", "", ""],
        "(0.8; 1,0; 0.9)",
        "0.8, 1.0, 0.9",
        ["0.8"],
        ["x", "1.0", "0.9"],
        [],
        {},
        None,
        ["0.2", "0.0", "-0.5"],
        ["0.80", "1.0", "0.9"],
        ["9", "9", "9"],
        [[], [], []],
    ],
    "window": [
        "the, cat, on, the",
        ["cat, on"],
        "the, cat, sat, on, the",
        "x",
        "",
        None,
        [],
        3,
        ["cat, on", "the, cat, on, the"],
    ],
    "true-of-cosine": [
        ["It can be negative."],
        ["It stays the same when a vector is doubled.", "It can be negative."],
        ["It grows when both vectors get longer."],
        ["It can be negative.", "It grows when both vectors get longer."],
        [],
        "x",
        {},
    ],
    "steps": [
        list(STEPS),
        [STEPS[2], *STEPS[:2], STEPS[3]],
        [*STEPS[:2], STEPS[3], STEPS[2]],
        [STEPS[1], STEPS[0], *STEPS[2:]],
        [*STEPS, STRAY],
        list(STEPS[:2]),
        [STEPS[0], STEPS[0]],
        [STRAY],
        "x",
        [],
        None,
        [STEPS[3]],
    ],
    "cosine-bug": [
        6,
        "6",
        6.0,
        5,
        1,
        0,
        7,
        True,
        "²",
        None,
        "",
        {},
        {"line": 6, "repair": "return dot / (norm_u * norm_v)"},
        {"line": 6, "repair": "    return dot / norm_u / norm_v"},
        {"line": 6, "repair": "return dot"},
        {"line": 6, "repair": "return ("},
        {"line": 6, "repair": 3},
        {"line": 6, "repair": "x" * 3000},
        [10**5000],
        10**5000,
    ],
    "write-cosine": [
        "",
        "x" * 60_000,
        3,
        "def f(",
        "1/0",
        "x = 1",
        "def cosin(a, b): return 1",
        START + "return 1",
        START + "print(1)",
        START + "return sum(x * y for x, y in zip(a, b))",
        START + "raise KeyError(a)",
        START
        + "return sum(x * y for x, y in zip(a, b)) / (sqrt(sum(x * x for x in a)) * sqrt(sum(y * y for y in b)) or 1)",
    ],
    "pairs": [
        {"0,0": "0.98", "0,1": "10", "1,0": "0.24", "1,1": "76"},
        {"0,0": "0.98", "0,1": "10", "1,0": "0.25"},
        [["0.98", "10"], []],
        {"0,0": "x"},
        {"9,9": "1"},
        {},
        None,
        "",
        [["1"]],
        {"0,0": "0.980", "0,1": "10.0", "1,0": "0.24", "1,1": "76"},
        {"0,0": None},
        {"0,0": []},
        3,
    ],
    "why-cosine": [
        "Because.",
        {"text": "A", "points": [0, 1]},
        {"text": "A", "points": [1]},
        {"text": "A", "points": []},
        "",
        None,
        {"text": "A", "points": [2]},
        {"text": "A", "points": "x"},
        {"text": 3},
        "x" * 20_001,
    ],
}
UNITS = [
    ("2.5", "{decimals: 1, unit: GB}", ["2.5 MB", "2.6 MB", "2.5%", "2,5GB"]),
    ("98", '{decimals: 0, unit: "%"}', ["0.98", "98"]),
    ("0.98", "{decimals: 2, percent: true}", ["98", "98%", "97%"]),
    ("1 / 3", "exact", ["0.33", "1/3"]),
    ("1234", "{sigfigs: 3}", ["1230", "1.2e3", "1234", "1240"]),
    ("10", "{abs: 0.5}", ["10.4", "11"]),
    ("100", "{rel: 0.01}", ["101", "102"]),
    ("1500", "{decimals: 0}", ["1,500", "x"]),
]


def example(name: str) -> dict[str, Any]:
    return item(examples()[f"examples/{name}"], f"examples/{name}")


def test_cards(golden: Golden) -> None:
    cards = {kind: card(view(kind), "5.3", "half", "here").split("\n") for kind in KINDS}
    bare = card(view("number", hints=0, can_vary=False, input={"unit": ""}), uid="here")
    golden("cards", {**cards, "bare": bare.split("\n")})


@pytest.mark.parametrize("name", ANSWERS)
def test_verdicts(name: str, golden: Golden) -> None:
    made = example(name)
    told = {}
    for n, answer in enumerate(ANSWERS[name], 1):
        huge = isinstance(answer, int | list) and "cosine-bug" in name and n >= len(ANSWERS[name]) - 1
        told[f"{n:02} {'huge' if huge else repr(answer)[:60]}"] = session.grade(made, answer)
    golden(f"verdicts-{name}", told)


def test_verdicts_on_units_and_precision(golden: Golden) -> None:
    golden(
        "verdicts-units",
        {
            f"{answer} {accept} {typed}": session.grade(number(answer, accept), typed)
            for answer, accept, all_typed in UNITS
            for typed in all_typed
        },
    )


def test_views_hints_and_solutions(golden: Golden) -> None:
    found = {}
    for name in ANSWERS:
        made = example(name)
        found[name] = {
            "view": session.view(made),
            "key": session.key(made),
            "solution": session.solution(made),
            "hints": [session.hint(made, n) for n in range(len(made["hints"]))],
            "hint_line": kind_of(made["kind"]).hint_line(made),
        }
    golden("views", found)


def test_the_page_gets_fresh_inputs(golden: Golden) -> None:
    import json

    request = {"do": "view", "item": example("cosine"), "variant": 2, "uid": "here"}
    golden("fresh", json.loads(respond(json.dumps(request))))
    assert json.loads(respond("{}"))["error"]


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("{kind: number, answer: inf}", "the answer is inf, not a finite number"),
        (
            '{kind: number, answer: "2", mistakes: [{value: inf, say: x}]}',
            "mistake 1 (inf) is inf, not a finite number",
        ),
        (
            '{kind: number, answer: "2", mistakes: [{value: 1 + 1, say: x}]}',
            "mistake 1 (1 + 1) gives 2, which is accepted as the answer 2",
        ),
        ('{kind: vector, answer: "3"}', "the answer is 3, not a list of components"),
        ('{kind: vector, answer: "[]"}', "the answer is [], not a list of components"),
        ('{kind: vector, answer: "[1, 2]", names: [a]}', "there are 1 names for 2 components"),
        (
            '{kind: vector, answer: "[1, inf]"}',
            "the key of the second component is inf, neither a finite number nor a word",
        ),
        (
            '{kind: vector, answer: "[1, 2]", mistakes: [{value: "[1]", say: x}]}',
            "mistake 1 ([1]) has other parts than the answer",
        ),
        (
            '{kind: vector, answer: "[1, 2]", mistakes: [{value: inf, say: x}]}',
            "mistake 1 (inf) gives inf, neither a finite number nor a word",
        ),
        (
            '{kind: vector, answer: "[1, 2]", mistakes: [{value: "[1, 2]", say: x}]}',
            "mistake 1 ([1, 2]) is accepted as the answer",
        ),
    ],
)
def test_what_makes_a_key_unsound(extra: str, told: str) -> None:
    import yaml

    fields = yaml.safe_load(extra)
    made = item(
        "---\n"
        + yaml.safe_dump({"title": "T", "level": 1, "skills": ["s"], **fields})
        + "---\nWhat?\n\n## Solution\nS\n"
    )
    assert kind_of(fields["kind"]).sound(made, session.scope(made)) == told


def test_two_options_or_tiles_of_one_text() -> None:
    twice = item("---\nkind: choice\n---\nWhat?\n\n- [x] a\n  > w\n- [ ] a\n  > w\n")
    assert kind_of("choice").sound(twice, {}) == "two options read 'a'"
    tiles = item("---\nkind: order\n---\nWhat?\n\n## Order\n1. a\n2. a\n")
    assert kind_of("order").sound(tiles, {}) == "two tiles read 'a'"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda d: d.integer(3, 2), "integer(3, 2): the upper bound is below the lower"),
        (lambda d: d.number(1, 0), "number(1, 0, step=0.1): the grid is empty"),
        (lambda d: d.number(0, 1, 0), "number(0, 1, step=0): the grid is empty"),
        (lambda d: d.vector(0, 0, 1), "vector: n must lie between 1 and 10000, got 0"),
        (lambda d: d.vector(10_001, 0, 1), "vector: n must lie between 1 and 10000, got 10001"),
        (lambda d: d.matrix(0, 1, 0, 1), "matrix: at most 10000 numbers, got 0 rows of 1"),
        (lambda d: d.matrix(5001, 2, 0, 1), "matrix: at most 10000 numbers, got 5001 rows of 2"),
        (lambda d: d.choose([]), "choose: there is nothing to choose from"),
        (lambda d: d.sample([1], 2), "sample: cannot take 2 of 1"),
        (lambda d: d.sample([1], -1), "sample: cannot take -1 of 1"),
    ],
)
def test_drawings_that_cannot_be(call: Callable[[Drawing], Any], said: str) -> None:
    with pytest.raises(ValueError) as refused:
        call(Drawing(generator("x", 1)))
    assert str(refused.value) == said
