"""Word2vec in pictures: arrows by window, one bar for each word, a tree with one heavy way."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch, Rectangle

from nlpbook.figures import PALETTE
from nlpbook.figures.style import BLUE
from nlpbook.figures.word2vec import draw_code_tree, draw_guesses, draw_two_tables


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def test_each_neighbour_has_an_arrow_in_both_games() -> None:
    ax = draw_guesses(["a", "b", "c", "d", "e"], centre=1, half_width=2)
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    assert len(arrows) == 2 * 3  # a, c and d, twice
    assert {to_hex(arrow.get_edgecolor()) for arrow in arrows} <= set(PALETTE)
    with pytest.raises(ValueError, match="centre must be a place from 0 to 0, got 1"):
        draw_guesses(["a"], centre=1, half_width=2)


def test_a_bar_is_as_long_as_its_chance() -> None:
    ax = draw_two_tables(["a", "b"], 0, [0.75, 0.25])
    bars = [p for p in ax.patches if isinstance(p, Rectangle) and to_hex(p.get_facecolor()) == BLUE]
    assert bars[0].get_width() == pytest.approx(3 * bars[1].get_width())
    with pytest.raises(ValueError, match="chances must be 2, one for each word, got 1"):
        draw_two_tables(["a", "b"], 0, [1.0])


def test_the_way_to_the_word_is_heavy() -> None:
    ax = draw_code_tree({"a": "0", "b": "10", "c": "11"}, "c")
    heavy = [line for line in ax.lines if to_hex(line.get_color()) == BLUE]
    assert len(ax.lines) == 4
    assert len(heavy) == 2
    with pytest.raises(ValueError, match="chosen must be one of a, b, got 'c'"):
        draw_code_tree({"a": "0", "b": "1"}, "c")
