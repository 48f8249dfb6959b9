"""Attention maps and fans."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from nlpbook.figures import PALETTE, draw_fan, draw_map
from nlpbook.figures.style import BLUE


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def test_a_cell_is_as_full_as_its_share() -> None:
    ax = draw_map([[0.5, 0.0], [0.25, 1.0]], ["a", "b"], ["c", "d"], form=".2f")
    filled = [p for p in ax.patches if isinstance(p, Rectangle) and to_hex(p.get_facecolor()) == BLUE]
    assert [patch.get_alpha() for patch in filled] == [0.5, 0.25, 1.0]
    assert [text.get_text() for text in ax.texts] == ["0.50", "0.25", "1.00"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["c", "d"]


def test_the_full_colour_can_be_set() -> None:
    ax = draw_map([[0.5]], ["a"], ["b"], top=2.0)
    assert [patch.get_alpha() for patch in ax.patches][1:] == [0.25]
    assert not ax.texts


def test_a_fan_has_a_line_in_and_out_for_each_word() -> None:
    ax = draw_fan("bank", ["the", "river"], [0.2, 0.8])
    widths = [round(line.get_linewidth(), 2) for line in ax.lines]
    assert widths == [3.0, 3.0, 9.6, 9.6]
    assert {to_hex(str(line.get_color())) for line in ax.lines} <= set(PALETTE)
    assert {"0.20", "0.80", "bank", "the", "river", "output"} <= {text.get_text() for text in ax.texts}


def test_arguments_are_checked() -> None:
    with pytest.raises(ValueError, match="values must have 1 rows of 2"):
        draw_map([[1.0]], ["a"], ["b", "c"])
    with pytest.raises(ValueError, match="values must be at least 0"):
        draw_map([[-1.0, 2.0]], ["a"], ["b", "c"])
    with pytest.raises(ValueError, match="weights must be 1 numbers from 0 to 1"):
        draw_fan("q", ["a"], [1.5])
    with pytest.raises(ValueError, match="weights must be 2 numbers"):
        draw_fan("q", ["a", "b"], [1.0])
