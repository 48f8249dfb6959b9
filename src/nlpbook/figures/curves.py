"""Curves over one axis, told apart by line, mark and fill, not by hue."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from nlpbook.figures.style import BLUE, INK, INK_2, INK_3, PAPER, RULE, new_figure

__all__ = ["draw_curves"]

PAD = 16  # between the numbers of an axis and its name: room for the larger letters on a phone
LOOKS: tuple[dict[str, Any], ...] = (
    {"color": BLUE, "marker": "o", "markerfacecolor": BLUE},
    {"color": BLUE, "marker": "o", "markerfacecolor": PAPER, "linestyle": (0, (5, 3))},
    {"color": INK, "marker": "s", "markerfacecolor": INK},
    {"color": INK_3, "marker": "s", "markerfacecolor": PAPER, "linestyle": (0, (5, 3))},
)


def draw_curves(
    x: Sequence[float],
    series: Mapping[str, Sequence[float]],
    *,
    axes: tuple[str, str],
    marks: bool = True,
    height: int = 380,
) -> Axes:
    """Draw each series over the same places.

    Args:
        x: N places, in ascending order.
        series: One to four names, each with N numbers; the first two share a colour, and so do the last two.
        axes: What the two axes are called.
        marks: Show the N places as marks; without them the lines look smooth.
        height: Height in pixels.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: There are no or more than four series, or one has not N numbers.
    """
    sizes = {name: len(values) for name, values in series.items()}
    if not 1 <= len(series) <= len(LOOKS) or set(sizes.values()) != {len(x)}:
        raise ValueError(f"series must be one to {len(LOOKS)}, of {len(x)} numbers each, got {sizes}")
    figure, ax = new_figure(height)
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.set(rect=(0.015, 0.02, 0.985, 0.98))  # type: ignore[call-arg]
    ax.grid(axis="y", color=RULE, linewidth=1)
    ax.set_axisbelow(True)
    for (name, values), look in zip(series.items(), LOOKS, strict=False):
        style = look if marks else {**look, "marker": ""}
        ax.plot(x, values, linewidth=2, markersize=7, markeredgewidth=1.4, label=name, **style)
    ax.set_xlabel(axes[0], labelpad=PAD)
    ax.set_ylabel(axes[1], labelpad=PAD)
    ax.tick_params(length=0, pad=8)
    if len(series) > 1:
        ax.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=2,
            columnspacing=6.5,  # on a phone the letters grow, and the figure does not
            labelspacing=0.8,
            borderaxespad=0,
            handlelength=2.4,
            labelcolor=INK_2,
        )
    return ax
