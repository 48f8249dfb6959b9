"""Two sequences drawn: encoder and decoder with what passes between them, and the map of who looked where."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from nlpbook.figures.style import BLUE, BLUE_WASH, INK, INK_2, INK_3, LINE, PAPER, RULE, leave_room, new_figure

__all__ = ["draw_alignment", "draw_encoder_decoder"]

HALF = 0.32  # half the width of a box
TOP = 2.4  # height of the decoder's row; the encoder's is 0
LEAST = 0.02  # a smaller weight is not drawn


def draw_encoder_decoder(
    source: Sequence[str],
    target: Sequence[str],
    *,
    weights: Sequence[float] | None = None,
    step: int = 0,
    vector: str = "one vector",
    height: int = 400,
) -> Axes:
    """Draw the encoder's states below, the decoder's above, and what the decoder knows of the source.

    Args:
        source: S symbols, read from left to right.
        target: T symbols, written from left to right.
        weights: For each source symbol, how much the marked step looks at it, from 0 to 1; drawn as lines as thick as
            that. Without them everything passes through one vector.
        step: The decoder's step to mark, counted from 0, when there are weights.
        vector: What is written into the one vector.
        height: Height in pixels.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: A sequence is empty, the step is none of the target's, or the weights are not one per symbol.
    """
    if not source or not target or not 0 <= step < len(target):
        raise ValueError(f"source and target must have symbols, step below {len(target)}, got {step}")
    if weights is not None and (len(weights) != len(source) or not all(0 <= weight <= 1 for weight in weights)):
        raise ValueError(f"weights must be {len(source)} numbers from 0 to 1, got {list(weights)}")
    _, ax = new_figure(height)
    wide = max(len(source), len(target))
    below = [place + (wide - len(source)) / 2 for place in range(len(source))]
    above = [place + (wide - len(target)) / 2 for place in range(len(target))]
    if weights is None:
        _through_one_vector(ax, below, above, (wide - 1) / 2, vector)
    else:
        for place, weight in zip(below, weights, strict=True):
            if weight >= LEAST:
                ends = ([place, above[step]], [0.3, TOP - 0.3])
                ax.plot(*ends, color=BLUE, linewidth=0.8 + 9 * weight, solid_capstyle="butt", zorder=1)
                share = 0.2 if weight < max(weights) else 0.28
                at = place + share * (above[step] - place)
                ax.text(at, 0.3 + share * (TOP - 0.6), f"{weight:.2f}", ha="center", va="center", fontsize=14,
                        color=BLUE, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 2}, zorder=4)  # fmt: skip
    _row(ax, below, 0, source, marked=None, names_below=True)
    _row(ax, above, TOP, target, marked=None if weights is None else step, names_below=False)
    ax.set_xlim(-0.6, wide - 0.4)
    ax.set_ylim(-0.9, TOP + 0.9)
    ax.set_axis_off()
    return ax


def draw_alignment(
    weights: Sequence[Sequence[float]],
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    axes: tuple[str, str] = ("read", "written"),
    height: int | None = None,
) -> Axes:
    """Draw who looked where: in each cell a square whose area is the weight.

    Args:
        weights: T rows of S numbers from 0 to 1.
        rows: T labels, what was written, drawn from top to bottom.
        columns: S labels, what was read.
        axes: What columns and rows are called.
        height: Height in pixels; by default enough for all rows.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: There is no row, the labels are not as many, or a weight is outside 0 to 1.
    """
    if not rows or len(weights) != len(rows) or {len(row) for row in weights} != {len(columns)}:
        sizes = [len(row) for row in weights]
        raise ValueError(f"weights must have {len(rows)} rows of {len(columns)}, at least 1, got rows of sizes {sizes}")
    if not all(0 <= weight <= 1.0001 for row in weights for weight in row):
        raise ValueError("weights must be from 0 to 1")
    figure, ax = new_figure(height or 90 + 40 * len(rows))
    leave_room(figure, rows)
    for y, row in enumerate(weights):
        for x, weight in enumerate(row):
            ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor="none", edgecolor=RULE, linewidth=1))
            side = 0.92 * min(weight, 1.0) ** 0.5
            square = Rectangle((x - side / 2, y - side / 2), side, side, facecolor=BLUE, edgecolor="none")
            if weight >= LEAST:
                ax.add_patch(square)
    ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_xticks(range(len(columns)), columns)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.tick_params(length=0, pad=8, labelcolor=INK)
    ax.set_xlabel(axes[0], labelpad=12)
    ax.set_ylabel(axes[1], labelpad=12)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def _row(
    ax: Axes, places: Sequence[float], height: float, names: Sequence[str], *, marked: int | None, names_below: bool
) -> None:
    """One row of states, an arrow from each to the next, and the symbol of each on its outer side."""
    for number, (place, name) in enumerate(zip(places, names, strict=True)):
        filled = number == marked
        box = FancyBboxPatch(
            (place - HALF, height - 0.24), 2 * HALF, 0.48, boxstyle="round,pad=0,rounding_size=0.08",
            facecolor=BLUE_WASH if filled else PAPER, edgecolor=BLUE if filled else INK_3,
            linewidth=1.8 if filled else 1.2, zorder=2,
        )  # fmt: skip
        ax.add_patch(box)
        letter = "h" if names_below else "s"
        ax.text(place, height, f"{letter}{number + 1}", ha="center", va="center_baseline", color=INK_2, zorder=3)
        side = -0.58 if names_below else 0.58
        ax.text(place, height + side, name, ha="center", va="center_baseline", color=INK, fontsize=16)
        if number:
            _arrow(ax, (places[number - 1] + HALF, height), (place - HALF, height))


def _through_one_vector(ax: Axes, below: Sequence[float], above: Sequence[float], middle: float, text: str) -> None:
    """A box between the rows, fed by the last state and feeding every step."""
    width = 1.1
    box = FancyBboxPatch((middle - width, TOP / 2 - 0.27), 2 * width, 0.54, boxstyle="round,pad=0,rounding_size=0.08",
                         facecolor=BLUE_WASH, edgecolor=BLUE, linewidth=1.8, zorder=2)  # fmt: skip
    ax.add_patch(box)
    ax.text(middle, TOP / 2, text, ha="center", va="center_baseline", color=INK, fontsize=16, zorder=3)
    _arrow(ax, (below[-1], 0.27), (middle + width * 0.8, TOP / 2 - 0.29), strong=True)
    for place in above:
        start = middle + max(-0.9, min(0.9, place - middle)) * width
        _arrow(ax, (start, TOP / 2 + 0.29), (place, TOP - 0.27), strong=True)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], *, strong: bool = False) -> None:
    """A straight arrow."""
    look: dict[str, Any] = {"color": BLUE, "linewidth": 2.2} if strong else {"color": LINE, "linewidth": 1.2}
    ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=12, shrinkA=1, shrinkB=1, **look))
