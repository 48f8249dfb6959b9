"""The drawings of fine-tuning: everything named, nothing outside the palette."""

from __future__ import annotations

import pytest

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("svg")

import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.colors import to_hex  # noqa: E402
from matplotlib.patches import Rectangle  # noqa: E402

from nlpbook.figures import PALETTE, draw_insertions, draw_low_rank  # noqa: E402


def test_the_matrices_are_in_scale() -> None:
    ax = draw_low_rank(768, 384, 64)
    boxes = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    sizes = [(box.get_width() * 768, box.get_height() * 768) for box in boxes]
    assert sizes == [pytest.approx(size) for size in ((384, 768), (64, 768), (384, 64))]
    assert {"W", "A", "B", "768 × 384", "64 × 384"} <= {text.get_text() for text in ax.texts}
    plt.close("all")


def test_colours_are_the_palettes() -> None:
    for ax in (draw_low_rank(8, 8, 2), draw_insertions()):
        used = {to_hex(text.get_color()) for text in ax.texts} | {to_hex(box.get_edgecolor()) for box in ax.patches}
        assert used <= set(PALETTE)
    plt.close("all")


def test_sizes_below_one_are_refused() -> None:
    with pytest.raises(ValueError, match="rank must be at least 1"):
        draw_low_rank(4, 4, 0)
