"""Figures keep to the palette, leave the page alone, and say what is wrong with their arguments."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import numpy as np
import pytest

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("svg")

import matplotlib.pyplot as plt  # noqa: E402

from nlpbook.figures import PALETTE, draw_arrows, draw_bars, draw_curves, draw_words, new_figure  # noqa: E402

ARROWS = {"tea": (0.6, 0.9), "coffee": (0.7, 0.8), "brick": (0.9, -0.1)}


@pytest.fixture(autouse=True)
def no_figure_left() -> Iterator[None]:
    yield
    plt.close("all")


def draw_three_arrows() -> object:
    return draw_arrows(ARROWS, angle=("tea", "coffee"), muted=["brick"])


def draw_two_series() -> object:
    return draw_bars(["one", "two"], {"outlined": [1.0, -0.5], "filled": [0.25, 2.0]})


def draw_one_series() -> object:
    return draw_bars(["one", "two"], {"count": [10_000, 5]}, form=",")


def draw_grouped_words() -> object:
    points = np.random.default_rng(0).standard_normal((6, 2))
    return draw_words(points, list("abcdef"), groups={"x": "abc", "y": "def"}, arrows=[("a", "d")])


def draw_four_curves() -> object:
    return draw_curves([1, 2, 3], {name: [1.0, 2.0, 0.5] for name in "abcd"}, axes=("order", "bits"))


def draw_smooth_curve() -> object:
    return draw_curves([0.0, 0.5, 1.0], {"coin": [0.0, 1.0, 0.0]}, axes=("chance", "bits"), marks=False)


DRAWINGS = [
    draw_three_arrows,
    draw_two_series,
    draw_one_series,
    draw_grouped_words,
    draw_four_curves,
    draw_smooth_curve,
]


def svg() -> str:
    """The open figure as the text of an SVG."""
    buffer = io.BytesIO()
    plt.savefig(buffer, format="svg")
    return buffer.getvalue().decode()


@pytest.mark.parametrize(
    "draw",
    [draw_three_arrows, draw_two_series, draw_one_series, draw_grouped_words, draw_four_curves, draw_smooth_curve],
)
def test_only_colours_of_the_palette_are_used(draw: Callable[[], object]) -> None:
    draw()
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", svg())) <= set(PALETTE)


@pytest.mark.parametrize(
    "draw",
    [draw_three_arrows, draw_two_series, draw_one_series, draw_grouped_words, draw_four_curves, draw_smooth_curve],
)
def test_background_is_transparent_and_letters_stay_letters(draw: Callable[[], object]) -> None:
    draw()
    text = svg()
    assert "<text" in text
    assert 'id="patch_1"' not in text or "fill: none" in text.split('id="patch_1"')[1][:400]


def test_bars_carry_their_numbers_with_a_true_minus() -> None:
    draw_two_series()
    assert "−0.50" in svg()
    plt.close("all")
    draw_one_series()
    assert "10,000" in svg()


def test_the_angle_is_written_in_degrees() -> None:
    draw_three_arrows()
    assert "7.5°" in svg()


def test_labels_of_words_close_together_do_not_overlap() -> None:
    points = np.array([[0.0, 0.0], [0.02, 0.0], [1.0, 1.0], [0.0, 0.02]])
    ax = draw_words(points, ["alpha", "beta", "gamma", "delta"])
    boxes = [text.get_window_extent() for text in ax.texts]
    assert len(boxes) == 4
    for place, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[place + 1 :])


def test_one_pixel_is_one_unit() -> None:
    figure, _ = new_figure(300)
    assert figure.get_size_inches() * 72 == pytest.approx([630, 300])


def test_bad_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="height and width must be above 0"):
        new_figure(0)
    with pytest.raises(ValueError, match="of two components each, got sizes"):
        draw_arrows({"tea": (1, 2, 3)})
    with pytest.raises(ValueError, match="vectors must be at least one"):
        draw_arrows({})
    with pytest.raises(ValueError, match="series must be one or two, of 2 numbers each"):
        draw_bars(["a", "b"], {"x": [1.0]})
    with pytest.raises(ValueError, match="series must be one to 4, of 2 numbers each"):
        draw_curves([1, 2], {"x": [1.0]}, axes=("x", "y"))
    with pytest.raises(ValueError, match=r"points must have shape \(1, 2\)"):
        draw_words([[1.0, 2.0, 3.0]], ["a"])
    with pytest.raises(ValueError, match="groups must be at most 4, got 5"):
        draw_words([[0.0, 0.0]], ["a"], groups={name: ["a"] for name in "vwxyz"})
