"""Every kind, shown and judged, as a page does it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlpbook.exercises import session
from nlpbook.exercises.api import handle
from nlpbook.exercises.authoring import compile_item, key_of, load_exercises
from nlpbook.exercises.draw import Drawing, generator
from nlpbook.exercises.expressions import split_field

from .helpers import exercise, item, number
from .test_files import ROOT, examples


def example(name: str) -> dict[str, Any]:
    return item(examples()[f"examples/{name}"], f"examples/{name}")


def test_a_number_is_shown_without_its_key() -> None:
    view = session.view(example("cosine"))
    assert view["prompt_html"] == (
        '<p>With <span class="arithmatex">\\(u = (0.5, 0.8, -0.2)\\)</span> and <span class="arithmatex">'
        "\\(v = (0.4, 0.9, -0.1)\\)</span>, find the cosine similarity, to two decimals.</p>"
    )
    assert {name: view[name] for name in ("label", "hint_line", "hints", "can_vary", "seed", "input")} == {
        "label": "Cosine similarity",
        "hint_line": "two decimals",
        "hints": 2,
        "can_vary": True,
        "seed": None,
        "input": {"unit": ""},
    }
    assert session.solution(example("cosine"))["key"] == "0.98"
    assert "0.985" in session.solution(example("cosine"))["html"]
    assert session.hint(example("cosine"), 1)["of"] == 2
    with pytest.raises(IndexError, match="has 2 hints"):
        session.hint(example("cosine"), 2)


def test_mistakes_speak_before_anything_general() -> None:
    said = session.grade(example("cosine"), "0.94")
    assert (said["mistake"], said["message_html"]) == (0, "That is the dot product. Divide it by both lengths.")
    assert session.grade(example("cosine"), "0.98")["message_html"] == "The angle between them is 10 degrees."


def test_variants_are_the_same_everywhere_and_differ_from_each_other() -> None:
    cosine = example("cosine")
    seeds = [session.variant_seed(cosine["id"], n) for n in range(1, 6)]
    prompts = [session.view(cosine, seed)["prompt_html"] for seed in seeds]
    assert len(set(prompts)) == 5
    key = session.key(cosine, seeds[0])
    assert session.grade(cosine, f"{key:.2f}", seeds[0])["state"] == "right"


def test_drawing_is_pinned() -> None:
    drawing = Drawing(generator("pinned", 7))
    drawn = [
        drawing.integer(1, 6),
        drawing.number(-1, 1),
        drawing.vector(3, 0, 1, step=0.25),
        drawing.words("a b c d", 2),
    ]
    drawn += [
        drawing.choose("xyz"),
        drawing.sample([1, 2, 3], 2),
        drawing.shuffled([1, 2, 3]),
        drawing.matrix(1, 2, 0, 9, step=3),
    ]
    assert json.dumps(drawn) == PINNED


PINNED = '[6, 0.0, [0.75, 0.75, 0.75], ["d", "a"], "z", [1, 3], [3, 1, 2], [[6, 3]]]'


@given(st.integers(0, 2**31), st.integers(-50, 50), st.integers(0, 100), st.sampled_from([0.1, 0.05, 0.25, 1, 2]))
def test_drawn_numbers_lie_on_a_clean_grid(seed: int, lo: int, width: int, step: float) -> None:
    value = Drawing(generator("x", seed)).number(lo, lo + width, step)
    assert lo <= value <= lo + width
    assert len(repr(value)) <= 6


def test_a_vector_part_by_part() -> None:
    analogy = example("analogy")
    said = session.grade(analogy, ["0.8", "0.5", "0.9"])
    assert (said["state"], said["headline"], said["score"]) == ("partial", "2 of 3 components are right", [2, 3])
    assert [part["judged"] for part in said["parts"]] == ["right", "wrong", "right"]
    assert said["message_html"] == "Woman is still to be added."
    assert session.grade(analogy, ["0.8", "", ""])["message_html"] == "Two are still empty."
    assert session.grade(analogy, ["0.8", "x", "0.9"])["parts"][0]["value"] == "1"
    assert session.grade(analogy, "(0.8; 1,0; 0.9)")["state"] == "right"
    assert session.grade(analogy, [0.8, 1, 0.9])["state"] == "right"


def test_a_choice() -> None:
    window = example("window")
    view = session.view(window)
    assert sorted(option["value"] for option in view["input"]["options"]) == [
        "cat, on", "the, cat, on, the", "the, cat, sat, on, the",
    ]  # fmt: skip
    said = session.grade(window, "cat, on")
    assert (said["state"], said["headline"]) == ("wrong", "Not yet")
    chosen = next(part for part in said["parts"] if part["judged"])
    assert (chosen["verb"], "window of one" in chosen["why_html"]) == ("your answer", True)
    assert not any(part["why_html"] for part in said["parts"] if part is not chosen)
    assert session.grade(window, "the, cat, on, the")["state"] == "right"
    assert session.solution(window)["html"].startswith("<p><strong>the, cat, on, the</strong>")


def test_choices_name_what_is_too_much_and_what_is_missing() -> None:
    true, options = (
        example("true-of-cosine"),
        [option["value"] for option in session.view(example("true-of-cosine"))["input"]["options"]],
    )
    right = session.key(true)
    wrong = next(value for value in options if value not in right)
    assert session.grade(true, right)["message_html"] == "All three options judged correctly."
    said = session.grade(true, [right[0]])
    assert (said["state"], said["message_html"], said["score"]) == (
        "partial",
        "One that holds is not chosen yet.",
        [2, 3],
    )
    assert not any(part["verb"] for part in said["parts"] if part["value"] != right[0])
    assert session.grade(true, [right[0], wrong])["message_html"].startswith(
        "One of your choices does not hold. One that"
    )
    assert session.grade(true, [wrong])["state"] == "wrong"


def test_an_order() -> None:
    steps = example("steps")
    tiles = [tile["value"] for tile in session.view(steps)["input"]["tiles"]]
    one, two, three, four = session.key(steps)
    assert len(tiles) == 5
    assert session.view(steps)["input"]["may_leave_out"]
    for right in ([one, two, three, four], [three, one, two, four], [one, three, two, four]):
        assert session.grade(steps, right)["state"] == "right"
    said = session.grade(steps, [one, two, four, three])
    assert (
        said["message_html"] == f"“{three}” has to come before “{four}”. You can only divide by lengths that you have."
    )
    assert (said["state"], said["score"]) == ("partial", [2, 4])
    assert session.grade(steps, [two, one, three, four])["mistake"] == 0
    stray = next(tile for tile in tiles if tile not in (one, two, three, four))
    assert "is not part of it" in session.grade(steps, [one, two, three, four, stray])["message_html"]
    assert session.grade(steps, [one, two])["message_html"] == "Two steps are still missing."
    assert session.grade(steps, [one, one])["state"] == "malformed"


def test_a_strict_order_names_the_first_tile_that_comes_too_early() -> None:
    strict = item("---\nkind: order\n---\nSort.\n\n## Order\n1. A\n2. B\n3. C\n4. D\n")
    said = session.grade(strict, ["A", "C", "B", "D"])
    assert said["message_html"] == "The start is right up to “A”. “C” comes too early."
    assert [part["verb"] for part in said["parts"]] == ["in place", "too early", "too late", "in place"]
    for seed in range(50):
        assert [tile["value"] for tile in session.view(strict, seed)["input"]["tiles"]] != ["A", "B", "C", "D"]


def test_a_bug() -> None:
    bug = example("cosine-bug")
    assert session.key(bug) == 6
    assert session.grade(bug, 6)["headline"] == "Right, line 6"
    assert (
        session.grade(bug, {"line": 6, "repair": "return dot / (norm_u * norm_v)"})["note"]
        == "And your repair passes every test."
    )
    said = session.grade(bug, {"line": 6, "repair": "return dot"})
    assert (said["state"], len(said["tests"])) == ("partial", 2)
    assert session.grade(bug, 5)["message_html"] == "This is the length of v, as it should be."
    assert session.grade(bug, {"line": 1})["state"] == "wrong"
    assert session.grade(bug, 77)["state"] == "malformed"


def test_a_bug_in_words_has_no_repair() -> None:
    pipeline = item("---\nkind: bugline\nline: 2\n---\nWhich?\n\n## Program\n```\nsplit\nfit on all\ntest\n```\n")
    assert session.view(pipeline)["input"] == {"lines": ["split", "fit on all", "test"], "asks_repair": False}
    assert session.grade(pipeline, {"line": 2, "repair": "anything"})["state"] == "right"
    assert "Line 2 is the one" in session.solution(pipeline)["html"]


def test_a_table_cell_by_cell() -> None:
    pairs = example("pairs")
    view = session.view(pairs)["input"]
    assert view["columns"] == ["pair", "dot product", "cosine", "angle"]
    assert view["rows"][0] == {
        "head": "cat, dog",
        "cells": [
            {"given": "0.94"},
            {"input": "0,0", "label": "cat, dog: cosine"},
            {"input": "0,1", "label": "cat, dog: angle"},
        ],
    }
    said = session.grade(pairs, {"0,0": "0.98", "0,1": "10", "1,0": "0.25"})
    assert (said["headline"], said["message_html"]) == (
        "2 of 4 cells are right",
        "One cell is the dot product again. One is still empty.",
    )
    assert session.grade(pairs, [["0.98", "10"], ["0.24", "76"]])["state"] == "right"
    assert session.grade(pairs, {"0,0": "10.5"})["state"] == "wrong"
    assert "<table" not in session.view(pairs)["prompt_html"]


def test_words_in_cells() -> None:
    words = item(
        '---\nkind: table\n---\nNext?\n\n| word | next |\n|---|---|\n| the | {{? "Cat" }} |\n\n## Solution\nCat.\n'
    )
    assert session.grade(words, [["Cat "]])["state"] == "right"
    assert session.grade(words, [["cat"]])["state"] == "partial"
    assert session.grade(words, [["dog"]])["state"] == "wrong"


def test_an_answer_in_words() -> None:
    why = example("why-cosine")
    said = session.grade(why, "Because.")
    assert (said["state"], [line["points"] for line in said["rubric"]], said["self_graded"]) == (
        "revealed",
        [1, 2],
        False,
    )
    assert said["model_html"].startswith("<p>Counts grow")
    said = session.grade(why, {"text": "Because.", "points": [1]})
    assert (said["state"], said["headline"], said["score"], said["self_graded"]) == (
        "partial",
        "You gave yourself 2 of 3",
        [2, 3],
        True,
    )


NAMES = st.sampled_from(["line", "repair", "text", "points", "0,0", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
KINDS = ["cosine", "analogy", "window", "true-of-cosine", "steps", "cosine-bug", "pairs", "why-cosine"]
ITEMS = {name: example(name) for name in KINDS}


@settings(max_examples=300)
@given(st.sampled_from(KINDS), JSON)
def test_any_json_gets_a_verdict(name: str, answer: Any) -> None:
    said = session.grade(ITEMS[name], answer)
    assert said["state"] in ("right", "partial", "wrong", "malformed", "revealed")
    assert said["counts"] == (said["state"] != "malformed")
    assert said["headline"]


@given(st.text(alphabet=st.characters(), max_size=40))
def test_what_is_typed_never_becomes_markup(text: str) -> None:
    for name in ("cosine", "window"):
        said = session.grade(ITEMS[name], text + "<script>")
        assert "<script>" not in said["message_html"]


def test_the_page_gets_the_same_through_json() -> None:
    request = {"do": "grade", "item": example("cosine"), "seed": None, "answer": "0.98"}
    assert json.loads(handle(json.dumps(request))) == session.grade(example("cosine"), "0.98")
    assert json.loads(handle(json.dumps({**request, "do": "hint", "n": 0})))["of"] == 2
    assert "error" in json.loads(handle(json.dumps({**request, "do": "hint", "n": 9})))
    assert "error" in json.loads(handle(json.dumps({**request, "do": "dance"})))


def test_keys() -> None:
    assert key_of(exercise(examples()["examples/cosine"])) == pytest.approx(0.98463, abs=1e-5)
    assert key_of(exercise(examples()["examples/window"])) == "the, cat, on, the"
    assert key_of(exercise(examples()["examples/cosine-bug"])) == 6
    assert key_of(exercise(examples()["examples/write-cosine"])).startswith("from math import sqrt")
    assert key_of(exercise(examples()["examples/analogy"])) == pytest.approx([0.8, 1.0, 0.9])


def test_items_are_plain_json() -> None:
    for made in load_exercises(ROOT / "exercises").values():
        compiled = compile_item(made)
        assert json.loads(json.dumps(compiled)) == compiled


def test_fields_of_all_kinds() -> None:
    text = number(extra="given: {u: [-1, 0.30000000000000004], w: [a, <b>]}\nlet: {n: -0.001}\n")
    shown = item(
        "---\nkind: number\ngiven: {u: [-1, 0.30000000000000004], w: [a, <b>], n: -0.001}\nanswer: n\n---\n"
        "{{ u }} {{ w }} {{ n:.2f }} {{ n!r }} $u = {{ u:.1f }}^{{{ n }}}$ `f({{ u }}, {{ w }})` {{ len(w) }}\n\n"
        "```python\nf'{{ n }}'\n```\n\n## Solution\nS\n"
    )
    html = session.view(shown)["prompt_html"]
    assert "(−1, 0.3) (a, &lt;b&gt;) 0.00 -0.001" in html
    assert r"\(u = (-1.0, 0.3)^{-0.001}\)" in html
    assert "<code>f([-1, 0.3], ['a', '&lt;b&gt;'])</code>" in html
    assert session.view(text)["prompt_html"] == "<p>How much?</p>"
    assert split_field("d['a:b']:>3") == ("d['a:b']", "", ">3")


def test_a_tile_that_does_not_belong_costs_a_part_of_the_score() -> None:
    steps = example("steps")
    right = session.key(steps)
    said = session.grade(steps, [*right, "Subtract the smaller length"])
    assert (said["state"], said["score"], said["headline"]) == ("partial", [4, 5], "4 of 5 tiles are in place")


def test_a_line_of_any_shape_is_refused_in_words() -> None:
    for line in ([10**5000], {"line": [10**5000]}, {"line": {"x": 10**5000}}, 10**5000, -(10**5000)):
        said = session.grade(example("cosine-bug"), line)
        assert (said["state"], "I read “…”" in said["message_html"]) == ("malformed", True)
