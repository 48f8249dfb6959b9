"""Horizontal bars, one or two series, each bar with its number."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from nlpbook.figures.style import BLUE, BLUE_WASH, INK, INK_2, LINE, leave_room, new_figure

__all__ = ["draw_bars"]

MINUS = str.maketrans("-", "−")
LOOKS: tuple[dict[str, Any], ...] = (
    {"facecolor": BLUE_WASH, "edgecolor": BLUE},
    {"facecolor": BLUE, "edgecolor": BLUE},
)


def draw_bars(
    labels: Sequence[str], series: Mapping[str, Sequence[float]], *, form: str = ".2f", height: int | None = None
) -> Axes:
    """Draw bars from zero, the labels on the left, every number at the end of its bar.

    Args:
        labels: Names of the N groups, drawn from top to bottom.
        series: One or two names, each with N numbers. Of two, the first is drawn as an outline, the second filled;
            a single one is filled.
        form: Format of the numbers, as in an f-string.
        height: Height in pixels; by default enough for all bars.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: There are no or more than two series, or one has not N numbers.
    """
    sizes = {name: len(values) for name, values in series.items()}
    if not 1 <= len(series) <= 2 or set(sizes.values()) != {len(labels)}:
        raise ValueError(f"series must be one or two, of {len(labels)} numbers each, got {sizes}")
    thickness = 0.34 if len(series) == 2 else 0.6
    figure, ax = new_figure(height or 60 + (26 * len(series) + 12) * len(labels))
    leave_room(figure, labels)
    looks = LOOKS if len(series) == 2 else LOOKS[1:]
    for number, ((name, values), look) in enumerate(zip(series.items(), looks, strict=True)):
        places = [row + (number - (len(series) - 1) / 2) * (thickness + 0.08) for row in range(len(labels))]
        drawn = ax.barh(places, list(values), height=thickness, label=name, linewidth=1.2, **look)
        texts = [format(value, form).translate(MINUS) for value in values]
        ax.bar_label(drawn, labels=texts, padding=6, color=INK_2, fontsize=13)
    ax.axvline(0, color=LINE, linewidth=1)
    ax.set_yticks(range(len(labels)), labels)
    ax.invert_yaxis()
    ax.margins(x=0.17)
    ax.tick_params(length=0, labelcolor=INK)
    ax.set_xticks([])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    if len(series) == 2:
        ax.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=2,
            columnspacing=4.5,
            borderaxespad=0,
            handlelength=1.4,
            labelcolor=INK_2,
        )
    return ax
