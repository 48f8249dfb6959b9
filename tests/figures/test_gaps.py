"""Sentences with a gap, and rows of boxes."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pytest
from matplotlib.patches import FancyArrowPatch

from nlpbook.figures import draw_sums, draw_views


@pytest.fixture(autouse=True)
def close() -> Iterator[None]:
    yield
    plt.close("all")


def test_only_what_is_seen_points_to_the_gap() -> None:
    ax = draw_views(["he", "put", "his", "hat", "on"], 3, [("left", {0, 1, 2}), ("both", {0, 1, 2, 4})])
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    assert len(arrows) == 3 + 4
    assert [text.get_text() for text in ax.texts][:5] == ["he", "put", "his", "?", "on"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["left", "both"]


def test_a_plus_stands_between_rows() -> None:
    ax = draw_sums([("a", ["1", "2"]), ("b", ["3", "4"]), ("c", ["5", "6"])])
    assert [text.get_text() for text in ax.texts].count("+") == 4


def test_bad_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="gap must lie from 0 to 1, got 2"):
        draw_views(["a", "b"], 2, [("all", {0})])
    with pytest.raises(ValueError, match="words and views must be at least one each"):
        draw_views(["a", ""], 0, [("all", {0})])
    with pytest.raises(ValueError, match=r"rows must be at least one, all of one length above 0, got lengths \[1, 2\]"):
        draw_sums([("a", ["1"]), ("b", ["1", "2"])])
