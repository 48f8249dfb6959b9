"""Attention drawn: a map with a cell for each query and key, and one query's way through keys and values."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from nlpbook.figures.style import BLUE, BLUE_WASH, GROWTH, INK, INK_2, LINE, PAPER, RULE, WIDTH, leave_room, new_figure

__all__ = ["draw_fan", "draw_map"]

LETTER = 13  # units that a letter of a label takes on a phone
DARK = 0.55  # from this share of the greatest value on, the number in a cell is written in the paper's colour


def draw_map(
    values: Sequence[Sequence[float]],
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    axes: tuple[str, str] = ("", ""),
    form: str = "",
    top: float | None = None,
    height: int | None = None,
) -> Axes:
    """Draw a table of shares: the greater the number, the fuller the colour of its cell.

    Args:
        values: R rows of C numbers, each at least 0.
        rows: R labels, drawn from top to bottom.
        columns: C labels, drawn upright when they are long.
        axes: What columns and rows are.
        form: How to write the numbers into the cells, as ".2f"; without it the cells stay bare. Zeros are left out.
        top: The number that gets the full colour; by default the greatest one.
        height: Height in pixels; by default enough for all rows.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: The table is empty, the labels are not as many, or a number is below 0.
    """
    shapes = {len(row) for row in values}
    if not rows or not columns or len(values) != len(rows) or shapes != {len(columns)}:
        raise ValueError(f"values must have {len(rows)} rows of {len(columns)}, at least 1, got rows of {shapes}")
    most = max(max(row) for row in values) if top is None else top
    if min(min(row) for row in values) < 0 or most <= 0:
        raise ValueError("values must be at least 0, and one of them above 0")
    longest = max(map(len, columns))
    upright = longest * LETTER > (WIDTH - 100) / len(columns)
    height = height or 70 + 40 * len(rows) + (10 * longest if upright else 0)
    figure, ax = new_figure(height)
    leave_room(figure, rows)
    _leave_room_above(figure, (longest * GROWTH if upright else 2 * GROWTH) / height)
    for row, numbers in enumerate(values):
        for column, number in enumerate(numbers):
            _cell(ax, row, column, number, min(number / most, 1.0), form)
    ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_xticks(range(len(columns)), columns, rotation=90 if upright else 0)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.tick_params(length=0, pad=8)
    ax.set_xlabel(axes[0])
    ax.set_ylabel(axes[1])
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def _leave_room_above(figure: Figure, share: float) -> None:
    """Keep a strip free at the top as well: upright labels grow there on a phone."""
    engine = figure.get_layout_engine()
    if engine is not None:
        left, bottom, width, _ = engine.get()["rect"]
        engine.set(rect=(left, bottom, width, 1.0 - share))  # type: ignore[call-arg]


def _cell(ax: Axes, row: int, column: int, number: float, share: float, form: str) -> None:
    """One cell: a frame, and inside it the colour as strong as the share."""
    ax.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor="none", edgecolor=RULE, linewidth=1))
    if share > 0:
        ax.add_patch(Rectangle((column - 0.47, row - 0.46), 0.94, 0.92, facecolor=BLUE, edgecolor="none", alpha=share))
    if form and number > 0:
        colour = PAPER if share >= DARK else INK
        ax.text(column, row, format(number, form), ha="center", va="center_baseline", color=colour, fontsize=14)


def draw_fan(
    query: str,
    words: Sequence[str],
    weights: Sequence[float],
    *,
    output: str = "output",
    names: tuple[str, str, str] = ("query", "keys", "values"),
    height: int | None = None,
) -> Axes:
    """Draw one query that asks every key, and the values that flow back, each line as thick as its weight.

    Args:
        query: What the box on the left says.
        words: N labels, one for each key and its value.
        weights: N numbers from 0 to 1, as from a softmax.
        output: What the box on the right says.
        names: What is written over the three kinds of box.
        height: Height in pixels; by default enough for all words.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: There is no word, or the weights are not as many, or one is outside 0 to 1.
    """
    if not words or len(words) != len(weights) or not all(0 <= weight <= 1 for weight in weights):
        raise ValueError(f"weights must be {len(words)} numbers from 0 to 1, at least one, got {list(weights)}")
    _, ax = new_figure(height or 100 + 84 * len(words))
    middle = (len(words) - 1) / 2
    for row, (word, weight) in enumerate(zip(words, weights, strict=True)):
        strong: dict[str, Any] = {
            "color": BLUE if weight > 0 else LINE,
            "linewidth": 0.8 + 11 * weight,
            "solid_capstyle": "butt",
        }
        ax.plot([0.62, 1.5], [middle, row], **strong, alpha=0.75, zorder=1)
        ax.plot([4.5, 5.38], [row, middle], **strong, alpha=0.75, zorder=1)
        _box(ax, 2.0, row, word)
        _box(ax, 4.0, row, word)
        ax.text(3.0, row, f"{weight:.2f}", ha="center", va="center_baseline", color=BLUE, fontsize=16)
    _box(ax, 0.0, middle, query, filled=True)
    _box(ax, 6.0, middle, output, filled=True)
    for x, y, name in ((0.0, middle - 0.62, names[0]), (2.0, -0.62, names[1]), (4.0, -0.62, names[2])):
        ax.text(x, y, name, ha="center", va="center", color=INK_2, fontsize=14)
    ax.text(3.0, -0.62, "weights", ha="center", va="center", color=INK_2, fontsize=14)
    ax.set_xlim(-0.75, 6.75)
    ax.set_ylim(len(words) - 0.45, -0.95)
    ax.set_axis_off()
    return ax


def _box(ax: Axes, x: float, y: float, label: str, filled: bool = False) -> None:
    """A rounded box with a label."""
    shape = FancyBboxPatch(
        (x - 0.5, y - 0.27), 1.0, 0.54, boxstyle="round,pad=0.0,rounding_size=0.12",
        facecolor=BLUE_WASH if filled else PAPER, edgecolor=BLUE if filled else LINE, linewidth=1.6 if filled else 1.2,
        zorder=2,
    )  # fmt: skip
    ax.add_patch(shape)
    ax.text(x, y, label, ha="center", va="center_baseline", color=INK, fontsize=15, zorder=3)
