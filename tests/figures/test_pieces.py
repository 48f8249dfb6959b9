"""Pieces as boxes and as arcs."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch, Rectangle

from nlpbook.figures import PALETTE, draw_cuts, draw_pieces
from nlpbook.figures.style import BLUE, BLUE_WASH


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def test_a_box_is_as_wide_as_its_piece_and_new_ones_are_filled() -> None:
    ax = draw_pieces([("letters", ["t", "e", "a", "</w>"]), ("merge", ["t", "ea", "</w>"])])
    boxes = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert [round(box.get_width() + 0.12) for box in boxes] == [1, 1, 1, 2, 1, 2, 2]
    filled = [to_hex(box.get_facecolor()) == BLUE_WASH for box in boxes]
    assert filled == [False] * 5 + [True, False]
    assert [text.get_text() for text in ax.texts] == ["t", "e", "a", "</w>", "t", "ea", "</w>"]


def test_the_places_to_fill_can_be_given() -> None:
    ax = draw_pieces([("", ["a", "b"])], new=[{1}])
    colours = [to_hex(patch.get_edgecolor()) for patch in ax.patches]
    assert colours[1] == BLUE
    assert set(colours) <= set(PALETTE)


def test_every_piece_is_an_arc_and_the_best_are_heavy() -> None:
    ax = draw_cuts("tea", {"t": 0.1, "e": 0.1, "a": 0.1, "ea": 0.2, "x": 0.5}, ["t", "ea"])
    arcs = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    assert sorted(arc.get_linewidth() for arc in arcs) == [1.1, 1.1, 2.6, 2.6]
    assert "ea .2" in [text.get_text() for text in ax.texts]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: draw_pieces([]), "rows must be at least one"),
        (lambda: draw_pieces([("", ["a", ""])]), "none of them empty"),
        (lambda: draw_cuts("tea", {"tea": 1.0}, ["te"]), "best must make up the word 'tea'"),
    ],
)
def test_mistakes_are_answered(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=message):
        call()
