"""Which word answers which: two texts side by side with their matches, and a table of similarities."""

from collections.abc import Collection, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from nlpbook.figures.style import BLUE, BLUE_WASH, INK, INK_2, INK_3, LINE, leave_room, new_figure

__all__ = ["draw_matches", "draw_similarities"]


def draw_matches(
    left: Sequence[str],
    right: Sequence[str],
    pairs: Collection[tuple[int, int]],
    *,
    names: tuple[str, str] = ("candidate", "reference"),
    height: int | None = None,
) -> Axes:
    """Draw two texts as columns of words and join those that match; words without a partner stay pale.

    Args:
        left: Words of the first text, drawn from top to bottom.
        right: Words of the second text.
        pairs: Places (in left, in right) to join, counted from 0.
        names: What stands above the columns.
        height: Height in pixels; by default enough for the longer text.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: A text is empty, or a pair lies outside.
    """
    if not left or not right:
        raise ValueError(f"left and right must have at least one word, got {len(left)} and {len(right)}")
    if any(not (0 <= i < len(left) and 0 <= j < len(right)) for i, j in pairs):
        raise ValueError(f"pairs must lie in texts of {len(left)} and {len(right)} words, got {sorted(pairs)}")
    rows = max(len(left), len(right))
    _, ax = new_figure(height or 60 + 33 * rows)
    for i, j in sorted(pairs):
        ax.plot([0.02, 0.98], [i, j], color=BLUE, linewidth=1.8, zorder=1)
    columns = ((left, 0, "right", {i for i, _ in pairs}), (right, 1, "left", {j for _, j in pairs}))
    for words, x, side, joined in columns:
        for row, word in enumerate(words):
            colour, weight = (INK, "bold") if row in joined else (INK_3, "normal")
            gap = -0.03 if side == "right" else 0.03
            ax.text(x + gap, row, word, ha=side, va="center", color=colour, fontweight=weight, fontsize=15)
            ax.plot([x], [row], marker="o", markersize=6, color=BLUE if row in joined else LINE, zorder=2)
        ax.text(x, -1.0, names[x], ha="center", va="center", color=INK_2, fontsize=14)
    ax.set_xlim(-0.75, 1.75)
    ax.set_ylim(rows - 0.4, -1.5)
    ax.set_axis_off()
    return ax


def draw_similarities(
    values: Sequence[Sequence[float]],
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    marked: Collection[tuple[int, int]] = (),
    height: int | None = None,
) -> Axes:
    """Draw a table of numbers with the marked cells filled.

    Args:
        values: R rows of C numbers, written with two decimals.
        rows: R names, on the left.
        columns: C names, above.
        marked: Places (row, column) of the cells to fill, counted from 0.
        height: Height in pixels; by default enough for all rows.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: The table and the names differ in size, or there are none.
    """
    if not rows or not columns or len(values) != len(rows) or {len(row) for row in values} != {len(columns)}:
        raise ValueError(f"values must be {len(rows)} rows of {len(columns)} numbers, at least one of each")
    figure, ax = new_figure(height or 60 + 52 * len(rows))
    leave_room(figure, list(rows))
    for i, row in enumerate(values):
        for j, value in enumerate(row):
            filled = (i, j) in marked
            box = Rectangle((j - 0.45, i - 0.4), 0.9, 0.8, facecolor="none", edgecolor=LINE)
            if filled:
                box.set(facecolor=BLUE_WASH, edgecolor=BLUE, linewidth=1.8)
            ax.add_patch(box)
            text = f"{value:.2f}".replace("-", "−")
            ax.text(j, i, text, ha="center", va="center", fontsize=14, color=INK if filled else INK_3)
    ax.set_xlim(-0.6, len(columns) - 0.4)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(columns)), list(columns))
    ax.set_yticks(range(len(rows)), list(rows))
    ax.tick_params(length=0, labelcolor=INK, pad=8)
    for side in ("left", "bottom", "top"):
        ax.spines[side].set_visible(False)
    return ax
