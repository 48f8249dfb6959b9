"""Fine-tuning with few weights, drawn: a matrix beside its low-rank update, and where each method sits in a layer."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from nlpbook.figures.style import BLUE, BLUE_WASH, INK, INK_2, INK_3, LINE, new_figure

__all__ = ["draw_insertions", "draw_low_rank"]

THINNEST = 0.02  # of the longer side: below it a strip would vanish


def draw_low_rank(rows: int, columns: int, rank: int, *, height: int = 290) -> Axes:
    """Draw W, frozen, beside B and A, trained, all in one scale.

    Args:
        rows: d_out, at least 1.
        columns: d_in, at least 1.
        rank: r, at least 1; drawn a little thicker if it would be too thin to see.
        height: Height in pixels.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: A size is below 1.
    """
    if min(rows, columns, rank) < 1:
        raise ValueError(f"rows, columns and rank must be at least 1, got {rows}, {columns} and {rank}")
    _, ax = new_figure(height)
    longest = max(rows, columns)
    tall, wide, thin = rows / longest, columns / longest, max(rank / longest, THINNEST)
    at_b, at_a = wide + 0.42, wide + 0.42 + thin + 0.3
    _box(ax, 0, 0, wide, tall, trained=False)
    _box(ax, at_b, 0, thin, tall, trained=True)
    _box(ax, at_a, tall - thin, wide, thin, trained=True)
    _say(ax, wide / 2, tall / 2 + 0.07, "W")
    _say(ax, wide / 2, tall / 2 - 0.08, "frozen", INK_3)
    _say(ax, wide + 0.21, tall / 2, "+")
    _say(ax, at_b + thin / 2, -0.1, "B")
    _say(ax, at_b + thin + 0.15, tall / 2, "×")
    _say(ax, at_a + wide / 2, tall - thin - 0.1, "A")
    _say(ax, at_a + wide / 2, tall / 2 - 0.1, "trained", BLUE)
    _say(ax, wide / 2, -0.1, f"{rows} × {columns}", INK_2)
    _say(ax, at_b + thin / 2, -0.24, f"{rows} × {rank}", INK_2)
    _say(ax, at_a + wide / 2, tall - thin - 0.24, f"{rank} × {columns}", INK_2)
    ax.set_xlim(-0.05, at_a + wide + 0.05)
    ax.set_ylim(-0.34, tall + 0.05)
    ax.set_aspect("equal")
    ax.axis("off")
    return ax


def draw_insertions(*, height: int = 560) -> Axes:
    """Draw one transformer layer from the bottom up, with what each method adds or trains.

    Frozen parts are outlined, trained ones filled. The order is BERT's: the norm follows each sum.

    Returns:
        The axes, for additions.
    """
    _, ax = new_figure(height)
    for place, name in ((0.1, "query"), (1.2, "key"), (2.3, "value")):
        _named(ax, place, 0.0, 1.0, name, trained=False)
        if name != "key":
            _box(ax, place + 0.9, 0.0, 0.1, 0.68, trained=True)
    _named(ax, 0.1, 0.92, 0.95, "prefix", trained=True)
    _named(ax, 1.2, 0.92, 2.1, "attention", trained=False)
    stack = [
        ("output", False), ("adapter", True), ("sum, norm", False), ("up", False),
        ("down", False), ("adapter", True), ("sum, norm", False),
    ]  # fmt: skip
    for step, (name, trained) in enumerate(stack, start=2):
        _named(ax, 0.1, step * 0.92, 3.2, name, trained=trained)
    _named(ax, 0.1, 9 * 0.92 + 0.3, 3.2, "head", trained=True)
    notes = [
        (0.0, "LoRA: beside query and value"), (0.92, "prefix: more keys and values"),
        (3 * 0.92, "adapters: two in each layer"), (5 * 0.92, "BitFit: the biases of all boxes"),
        (9 * 0.92 + 0.3, "always: the head on top"),
    ]  # fmt: skip
    for level, note in notes:
        ax.text(3.75, level + 0.33, note, va="center_baseline", color=INK_2, fontsize=14)
        ax.plot([3.36, 3.66], [level + 0.33] * 2, color=LINE, linewidth=1)
    ax.set_xlim(0, 8.4)
    ax.set_ylim(-0.1, 10 * 0.92 + 0.2)
    ax.axis("off")
    return ax


def _box(ax: Axes, left: float, low: float, width: float, height: float, *, trained: bool) -> None:
    """Filled and blue when trained, outlined when frozen."""
    fill, edge = (BLUE_WASH, BLUE) if trained else ("none", LINE)
    ax.add_patch(Rectangle((left, low), width, height, facecolor=fill, edgecolor=edge, linewidth=1.6 if trained else 1))


def _named(ax: Axes, left: float, low: float, width: float, name: str, *, trained: bool) -> None:
    _box(ax, left, low, width, 0.68, trained=trained)
    _say(ax, left + width / 2, low + 0.33, name)


def _say(ax: Axes, x: float, y: float, text: str, color: str = INK) -> None:
    ax.text(x, y, text, ha="center", va="center_baseline", color=color, fontsize=15)
