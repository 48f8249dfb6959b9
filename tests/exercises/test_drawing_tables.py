"""Fresh numbers: even, pinned, on the grid, and what is said when there can be none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from nlpbook.exercises.draw import NAMES, Drawing, generator
from nlpbook.exercises.scope import NoVariantError, draw_once, variant_scope

Golden = Callable[[str, object], None]


def test_variants_that_cannot_be() -> None:
    base = {"id": "x", "given": {"a": 1, "k": 2}, "vary": {"a": "integer(1, 3)"}, "let": [], "answer": "a * k"}
    assert variant_scope(base, 1)[0] == {"a": variant_scope(base, 1)[0]["a"], "k": 2, "answer": variant_scope(base,
        1)[0]["a"] * 2}
    with pytest.raises(NoVariantError,
        match=r"^no variant in 7 draws; the last one failed because where \(a > 3\) was false$"):
        variant_scope({**base, "where": "a > 3"}, 1, tries=7)
    zero = r"^no variant in 1000 draws; the last one failed because 'a / 0' failed: ZeroDivisionError: "
    with pytest.raises(NoVariantError, match=zero):
        variant_scope({**base, "answer": "a / 0"}, 1)
    with pytest.raises(NoVariantError, match=r"^no variant in 3 draws; the last one failed because unsound$"):
        variant_scope(base, 1, lambda *_: "unsound", 3)
    with pytest.raises(NoVariantError, match="ValueError"):
        variant_scope({**base, "answer": "int('x')"}, 1, tries=2)
    with pytest.raises(ValueError, match="NameError"):
        variant_scope({**base, "answer": "unknown"}, 1)
    calls: list[dict[str, Any]] = []

    def sound(_: Any, scope: dict[str, Any]) -> str:
        calls.append(scope)
        return "" if len(calls) == 3 else "again"

    assert variant_scope(base, 5, sound) == (calls[2], 3)
    assert draw_once({**base, "where": "a"}, Drawing(generator("x", 1)))[1] == ""


def test_drawings_are_even_and_pinned(golden: Golden) -> None:
    drawing = Drawing(generator("even", 1))
    counted = Counter(drawing.integer(1, 6) for _ in range(6000))
    assert set(counted) == set(range(1, 7)) and min(counted.values()) > 880 and max(counted.values()) < 1120
    grid = Counter(drawing.number(-1, 1, 0.5) for _ in range(2500))
    assert set(grid) == {-1.0, -0.5, 0.0, 0.5, 1.0} and min(grid.values()) > 400
    orders = Counter(tuple(drawing.shuffled("abc")) for _ in range(3000))
    assert len(orders) == 6 and min(orders.values()) > 400 and max(orders.values()) < 600
    assert set(Counter(drawing.choose("xyz") for _ in range(300))) == set("xyz")
    assert {len(drawing.sample("abcd", n)) for n in range(5)} == {0, 1, 2, 3, 4} and sorted(drawing.sample("abcd",
        4)) == list("abcd")
    assert {len(drawing.words("a b a c", 3)) for _ in range(20)} == {3} and sorted(drawing.words("a b a c",
        3)) == ["a", "b", "c"]
    assert [drawing.integer(4, 4), drawing.number(0, 0.05), drawing.number(2, 2, 1)] == [4, 0.0, 2]
    assert [type(drawing.number(*given)) for given in ((0, 4, 2), (0, 4, 0.5), (0.5, 4, 1), (0, 4.5, 1))] == [int,
        float, float, int]
    assert len(drawing.vector(10_000, 0, 1)) == 10_000 and len(drawing.vector(1, 0, 1)) == 1
    assert len(drawing.matrix(10_000, 1, 0, 1, 1)) == 10_000
    assert [len(drawing.matrix(100, 100, 0, 1)), len(drawing.matrix(1, 2, 0, 1)[0])] == [100, 2]
    assert NAMES == ("integer", "number", "vector", "matrix", "choose", "sample", "shuffled",
        "words") and set(drawing.functions()) == set(NAMES)
    pinned = {}
    for seed in range(12):
        drawing = Drawing(generator("pin", seed))
        pinned[str(seed)] = [drawing.integer(-3, 3), drawing.number(0, 2, 0.25), drawing.vector(2, -1, 1),
            drawing.matrix(2, 2, 0, 9, 3), drawing.shuffled("abcd")]
    golden("drawn", pinned)

    class Edge(Random):
        def random(self) -> float:
            return 1.0  # never given, but a rounded product could reach it

    assert Drawing(Edge()).integer(1, 6) == 6 and Drawing(Edge()).choose("ab") == "b"
