"""Drawings of two sequences keep to the palette and say what is wrong with their arguments."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("svg")

import matplotlib.pyplot as plt  # noqa: E402

from nlpbook.figures import PALETTE, draw_alignment, draw_encoder_decoder  # noqa: E402


@pytest.fixture(autouse=True)
def no_figure_left() -> Iterator[None]:
    yield
    plt.close("all")


def colours() -> set[str]:
    """Every colour of the open figure."""
    buffer = io.StringIO()
    plt.gcf().savefig(buffer, format="svg")
    return set(re.findall(r"#[0-9a-f]{6}", buffer.getvalue()))


def test_colours_are_those_of_the_page() -> None:
    draw_encoder_decoder("cat", ["le", "chat"])
    assert colours() <= set(PALETTE)
    draw_encoder_decoder("cat", ["le", "chat"], weights=[0.0, 0.25, 0.75], step=1)
    assert colours() <= set(PALETTE)
    draw_alignment([[0.5, 0.5], [0.0, 1.0]], "ab", "cd")
    assert colours() <= set(PALETTE)


def test_a_square_is_as_large_as_its_weight() -> None:
    ax = draw_alignment([[0.25, 0.75]], ["a"], ["b", "c"])
    widths = sorted(patch.get_width() for patch in ax.patches if patch.get_width() < 1)
    assert (widths[0] / widths[1]) ** 2 == pytest.approx(1 / 3)


def test_bad_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="step below 2, got 2"):
        draw_encoder_decoder("ab", "cd", step=2)
    with pytest.raises(ValueError, match="weights must be 2 numbers from 0 to 1"):
        draw_encoder_decoder("ab", "cd", weights=[0.5])
    with pytest.raises(ValueError, match="1 rows of 2"):
        draw_alignment([[1.0]], ["a"], ["b", "c"])
    with pytest.raises(ValueError, match="from 0 to 1"):
        draw_alignment([[-0.5, 1.5]], ["a"], ["b", "c"])
