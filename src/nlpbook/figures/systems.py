"""Whole systems, drawn: where data may flow and where they may not, and estimates with their intervals."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from nlpbook.figures.style import BLUE, BLUE_WASH, INK, INK_2, INK_3, LINE, RULE, leave_room, new_figure

__all__ = ["draw_flow", "draw_intervals"]

PARTS = (("training", "fit"), ("validation", "choose"), ("test", "judge"))
BOX, GAP = 3.0, 0.5  # width of a box and the room between two


def draw_flow(sizes: Sequence[int], notes: Sequence[str], *, height: int = 470) -> Axes:
    """Draw one data set split in three, what each part is for, and the arrows that must not be there.

    Args:
        sizes: Items in the training, validation and test part.
        notes: What is done with each part, in a few words; a line break is kept.
        height: Height in pixels.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: There are not three of each.
    """
    if len(sizes) != 3 or len(notes) != 3:
        raise ValueError(f"sizes and notes must be three each, got {len(sizes)} and {len(notes)}")
    _, ax = new_figure(height)
    middle = 1.5 * BOX + GAP
    _box(ax, middle - 2.4, 7.6, 4.8, "all data, each text once", filled=False)
    for number, ((part, job), size, note) in enumerate(zip(PARTS, sizes, notes, strict=True)):
        left = number * (BOX + GAP)
        centre = left + BOX / 2
        _arrow(ax, (middle + (number - 1) * 1.6, 7.6), (centre, 6.45), INK_2)
        _box(ax, left, 5.5, BOX, part, filled=False)
        ax.text(centre, 5.05, f"{size:,}", ha="center", va="center", color=INK_2, fontsize=14)
        _arrow(ax, (centre, 4.7), (centre, 3.95), INK_2)
        _box(ax, left, 3.0, BOX, job, filled=True)
        ax.text(centre, 2.75, note, ha="center", va="top", color=INK_2, fontsize=14)
        if number:
            _arrow(ax, (left - GAP, 3.47), (left, 3.47), BLUE)
    low = 0.75
    ax.plot([2.5 * BOX + 2 * GAP] * 2, [1.25, low], color=INK_3, linewidth=1.4, linestyle=(0, (5, 3)))
    ax.plot([BOX / 2, 2.5 * BOX + 2 * GAP], [low, low], color=INK_3, linewidth=1.4, linestyle=(0, (5, 3)))
    _arrow(ax, (BOX / 2, low), (BOX / 2, 1.25), INK_3)
    ax.text(middle, 0.35, "never back: that would be a leak", ha="center", va="center", color=INK_3, fontsize=14)
    ax.set_xlim(-0.1, 3 * BOX + 2 * GAP + 0.1)
    ax.set_ylim(0, 8.7)
    ax.axis("off")
    return ax


def draw_intervals(
    labels: Sequence[str],
    intervals: Sequence[tuple[float, float, float]],
    *,
    form: str = ".1f",
    zero: bool = False,
    height: int | None = None,
) -> Axes:
    """Draw estimates as dots with a line from the low to the high end of their intervals.

    Args:
        labels: Names of N rows, drawn from top to bottom.
        intervals: For each its estimate, low and high end.
        form: Format of the estimates, written above the dots.
        zero: Whether to mark zero, as for differences.
        height: Height in pixels; by default enough for all rows.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: There is no row, or not one interval for each.
    """
    if not labels or len(labels) != len(intervals):
        raise ValueError(f"intervals must be one a label, at least 1, got {len(intervals)} for {len(labels)}")
    figure, ax = new_figure(height or 80 + 58 * len(labels))
    leave_room(figure, labels)
    ax.grid(axis="x", color=RULE, linewidth=1)
    ax.set_axisbelow(True)
    for row, (estimate, low, high) in enumerate(intervals):
        ax.plot([low, high], [row, row], color=BLUE, linewidth=2)
        ax.plot([estimate], [row], color=BLUE, marker="o", markersize=8)
        number = format(estimate, form).replace("-", "−")
        ax.annotate(number, (estimate, row), xytext=(0, 9), textcoords="offset points", ha="center", color=INK_2,
                    fontsize=13)  # fmt: skip
    if zero:
        ax.axvline(0, color=LINE, linewidth=1)
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.5, -0.75)
    ax.tick_params(length=0, pad=8)
    ax.tick_params(axis="y", labelcolor=INK)
    ax.spines["left"].set_visible(False)
    return ax


def _box(ax: Axes, left: float, low: float, width: float, name: str, *, filled: bool) -> None:
    fill, edge = (BLUE_WASH, BLUE) if filled else ("none", LINE)
    ax.add_patch(Rectangle((left, low), width, 0.95, facecolor=fill, edgecolor=edge, linewidth=1.4))
    ax.text(left + width / 2, low + 0.46, name, ha="center", va="center_baseline", color=INK, fontsize=15)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], color: str) -> None:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": color, "linewidth": 1.4})
