"""The drawings of whole systems: all parts named, intervals where they belong, nothing outside the palette."""

from __future__ import annotations

import pytest

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("svg")

import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.colors import to_hex  # noqa: E402

from nlpbook.figures import PALETTE  # noqa: E402
from nlpbook.figures.systems import draw_flow, draw_intervals  # noqa: E402


def test_the_flow_names_every_part_and_size() -> None:
    ax = draw_flow([8000, 1000, 900], ["weights", "rate", "once"])
    texts = {text.get_text() for text in ax.texts}
    assert {"training", "validation", "test", "fit", "choose", "judge", "8,000", "900", "once"} <= texts
    assert {to_hex(text.get_color()) for text in ax.texts} <= set(PALETTE)
    plt.close("all")


def test_intervals_keep_their_order_and_ends() -> None:
    ax = draw_intervals(["a", "b"], [(0.5, 0.4, 0.7), (-1.0, -2.0, 0.5)], zero=True)
    lines = [line.get_xdata() for line in ax.lines if len(line.get_xdata()) == 2]
    assert [list(line) for line in lines[:2]] == [[0.4, 0.7], [-2.0, 0.5]]
    assert "−1.0" in {text.get_text() for text in ax.texts}
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]
    plt.close("all")


def test_bad_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="three each, got 2 and 3"):
        draw_flow([1, 2], ["a", "b", "c"])
    with pytest.raises(ValueError, match="one a label"):
        draw_intervals([], [])
