"""Matches between two texts, and tables of similarities."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from nlpbook.figures import PALETTE
from nlpbook.figures.matches import draw_matches, draw_similarities
from nlpbook.figures.style import BLUE_WASH


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def test_every_pair_is_a_line_and_lonely_words_are_pale() -> None:
    ax = draw_matches(["the", "the"], ["the", "cat"], {(0, 0)})
    joins = [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert len(joins) == 1
    weights = {(t.get_text(), t.get_fontweight()) for t in ax.texts}
    assert {("the", "bold"), ("the", "normal"), ("cat", "normal")} <= weights
    assert {to_hex(text.get_color()) for text in ax.texts} <= set(PALETTE)


def test_marked_cells_are_filled() -> None:
    ax = draw_similarities([[1.0, -0.25], [0.5, 0.75]], ["a", "b"], ["c", "d"], marked={(0, 0), (1, 1)})
    boxes = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert [to_hex(box.get_facecolor()) == BLUE_WASH for box in boxes] == [True, False, False, True]
    assert "−0.25" in [text.get_text() for text in ax.texts]


@pytest.mark.parametrize(("call", "message"), [
    (lambda: draw_matches([], ["a"], ()), "at least one word, got 0 and 1"),
    (lambda: draw_matches(["a"], ["a"], {(0, 1)}), "pairs must lie in texts of 1 and 1 words"),
    (lambda: draw_similarities([[1.0]], ["a"], ["b", "c"]), "1 rows of 2 numbers"),
])  # fmt: skip
def test_mistakes_are_answered(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=message):
        call()
