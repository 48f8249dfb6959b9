"""A sentence with a gap and what each reader may see of it, and rows of boxes that are added up."""

from collections.abc import Collection, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from nlpbook.figures.style import BLUE, BLUE_WASH, INK, INK_2, INK_3, LINE, RULE, leave_room, new_figure

__all__ = ["draw_sums", "draw_views"]


def draw_views(
    words: Sequence[str], gap: int, views: Sequence[tuple[str, Collection[int]]], *, height: int | None = None
) -> Axes:
    """Draw the sentence once for each reader: what it may see is framed and points to the gap, the rest is faint.

    Args:
        words: The sentence, at least one word, none empty.
        gap: Place of the gap, counted from 0.
        views: Name of each reader and the places that it sees, from top to bottom.
        height: Height in pixels; by default enough for all readers.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: There is no reader, a word is empty, or the gap is outside the sentence.
    """
    if not views or not words or not all(words):
        raise ValueError(f"words and views must be at least one each, none empty, got {len(words)} and {len(views)}")
    if not 0 <= gap < len(words):
        raise ValueError(f"gap must lie from 0 to {len(words) - 1}, got {gap}")
    figure, ax = new_figure(height or 20 + 120 * len(views))
    leave_room(figure, [label for label, _ in views])
    widths = [max(len(word), 3) + 1.0 for word in words]
    lefts = [sum(widths[:place]) for place in range(len(words))]
    for row, (_, seen) in enumerate(views):
        for place, word in enumerate(words):
            centre = lefts[place] + widths[place] / 2
            shown = "?" if place == gap else word
            _word(ax, centre, row, widths[place], shown, place == gap, place in seen)
            if place in seen and place != gap:
                _arrow(ax, centre, lefts[gap] + widths[gap] / 2, row)
    ax.set_xlim(-0.2, sum(widths) + 0.2)
    ax.set_ylim(len(views) - 0.6, -0.75)
    _label_rows(ax, [label for label, _ in views])
    return ax


def _word(ax: Axes, x: float, row: int, width: float, word: str, gap: bool, seen: bool) -> None:
    """One word in its box."""
    box = Rectangle(
        (x - width / 2 + 0.15, row - 0.2), width - 0.3, 0.4,
        facecolor=BLUE_WASH if gap else "none", edgecolor=BLUE if gap else LINE if seen else RULE,
        linewidth=1.6 if gap else 1.0, linestyle="-" if gap or seen else ":",
    )  # fmt: skip
    ax.add_patch(box)
    ink = BLUE if gap else INK if seen else INK_3
    ax.text(x, row, word, ha="center", va="center_baseline", color=ink, fontsize=15, alpha=1.0 if gap or seen else 0.7)


def _arrow(ax: Axes, start: float, end: float, row: int) -> None:
    """An arc over the words, from one that is seen to the gap."""
    bend = (0.45 if abs(end - start) < 8 else 0.28) * (1 if start > end else -1)
    arc = FancyArrowPatch(
        (start, row - 0.22), (end, row - 0.22), connectionstyle=f"arc3,rad={bend}", arrowstyle="-|>", mutation_scale=11,
        color=BLUE, linewidth=1.3, shrinkA=1, shrinkB=3,
    )  # fmt: skip
    ax.add_patch(arc)


def draw_sums(rows: Sequence[tuple[str, Sequence[str]]], *, height: int | None = None) -> Axes:
    """Draw rows of equal boxes with a plus between each two: what stands in one column is added up.

    Args:
        rows: A label and N cells of each row, drawn from top to bottom.
        height: Height in pixels; by default enough for all rows.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: There is no row, or the rows differ in length.
    """
    lengths = {len(cells) for _, cells in rows}
    if len(lengths) != 1 or lengths == {0}:
        raise ValueError(f"rows must be at least one, all of one length above 0, got lengths {sorted(lengths)}")
    n = lengths.pop()
    figure, ax = new_figure(height or 20 + 84 * len(rows))
    leave_room(figure, [label for label, _ in rows])
    for row, (_, cells) in enumerate(rows):
        for place, cell in enumerate(cells):
            box = Rectangle((place + 0.06, row - 0.28), 0.88, 0.56, facecolor=BLUE_WASH, edgecolor=BLUE, linewidth=1.2)
            ax.add_patch(box)
            ax.text(place + 0.5, row, cell, ha="center", va="center_baseline", color=INK, fontsize=14)
            if row:
                ax.text(place + 0.5, row - 0.5, "+", ha="center", va="center", color=INK_2, fontsize=15)
    ax.set_xlim(0, n)
    ax.set_ylim(len(rows) - 0.6, -0.4)
    _label_rows(ax, [label for label, _ in rows])
    return ax


def _label_rows(ax: Axes, labels: Sequence[str]) -> None:
    """A label before each row, and neither frame nor ticks."""
    ax.set_yticks(range(len(labels)), labels)
    ax.set_xticks([])
    ax.tick_params(length=0, labelcolor=INK_2)
    for spine in ax.spines.values():
        spine.set_visible(False)
