"""Words cut into pieces: rows of boxes, and all the ways through a word at once."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from nlpbook.figures.style import BLUE, BLUE_WASH, INK, INK_2, INK_3, LINE, PAPER, WIDTH, leave_room, new_figure

__all__ = ["draw_cuts", "draw_pieces"]


def draw_pieces(
    rows: Sequence[tuple[str, Sequence[str]]], *, new: Sequence[Collection[int]] = (), height: int | None = None
) -> Axes:
    """Draw each row as a line of boxes, one for each piece, as wide as the piece has letters.

    Args:
        rows: A label and the pieces of each row, drawn from top to bottom.
        new: For each row, the places of the pieces to fill, counted from 0; by default those that the row above lacks.
        height: Height in pixels; by default enough for all rows.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: There is no row, or a row or a piece is empty.
    """
    if not rows or not all(pieces and all(pieces) for _, pieces in rows):
        raise ValueError("rows must be at least one, each with at least one piece, none of them empty")
    marked = new or [
        _joined(above, here) for above, (_, here) in zip([None, *(p for _, p in rows)], rows, strict=False)
    ]
    longest = max(sum(map(_width, pieces)) for _, pieces in rows)
    figure, ax = new_figure(height or 24 + 52 * len(rows))
    leave_room(figure, [label for label, _ in rows])
    for row, ((_, pieces), fill) in enumerate(zip(rows, marked, strict=True)):
        left = 0.0
        for place, piece in enumerate(pieces):
            filled = place in fill
            box = Rectangle(
                (left + 0.06, row - 0.34),
                _width(piece) - 0.12,
                0.68,
                facecolor=BLUE_WASH if filled else "none",
                edgecolor=BLUE if filled else LINE,
                linewidth=1.6 if filled else 1.0,
            )
            ax.add_patch(box)
            ax.text(left + _width(piece) / 2, row, piece, ha="center", va="center_baseline", color=INK, fontsize=15)
            left += _width(piece)
    ax.set_xlim(0, longest)
    ax.set_ylim(len(rows) - 0.45, -0.55)
    ax.set_yticks(range(len(rows)), [label for label, _ in rows])
    ax.tick_params(length=0, labelcolor=INK_2)
    ax.set_xticks([])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    return ax


def draw_cuts(word: str, chances: Mapping[str, float], best: Sequence[str], *, height: int = 330) -> Axes:
    """Draw every known piece of a word as an arc over its letters; the arcs of the best cut are heavy.

    Args:
        word: The word, at least one letter.
        chances: Piece to its probability, written on its arc.
        best: The pieces of the best cut, in order.
        height: Height in pixels.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: The word is empty, or the pieces of the best cut do not make it up.
    """
    if not word or "".join(best) != word:
        raise ValueError(f"best must make up the word {word!r}, got {list(best)}")
    _, ax = new_figure(height)
    ends = [0]
    for piece in best:
        ends.append(ends[-1] + len(piece))
    chosen = set(pairwise(ends))
    arcs = [(i, j) for i in range(len(word)) for j in range(i + 1, len(word) + 1) if word[i:j] in chances]
    top = _rise(max(end - start for start, end in arcs)) + 0.2
    ax.set_xlim(-0.2, len(word) + 0.2)
    ax.set_ylim(-0.4, top)
    aspect = (height / (top + 0.4)) / (WIDTH / (len(word) + 0.4))  # arcs bend in pixels, labels stand in units
    for start, end in sorted(arcs, key=lambda arc: arc in chosen):
        heavy = (start, end) in chosen
        bend = _rise(end - start)
        bend_of = 2 * bend / (end - start) * aspect
        arc = FancyArrowPatch(
            (start, 0),
            (end, 0),
            connectionstyle=f"arc3,rad={-bend_of:.4f}",
            arrowstyle="-|>",
            mutation_scale=12,
            color=BLUE if heavy else INK_3,
            linewidth=2.6 if heavy else 1.1,
            shrinkA=7,
            shrinkB=7,
        )
        ax.add_patch(arc)
        label = f"{word[start:end]} {chances[word[start:end]]:g}".replace(" 0.", " .")  # short, for phones
        ax.text(
            (start + end) / 2,
            bend,
            label,
            ha="center",
            va="center",
            color=BLUE if heavy else INK_2,
            fontsize=14,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 2},
        )
    ax.scatter(range(len(word) + 1), [0] * (len(word) + 1), s=60, color=INK, zorder=3)
    for place, letter in enumerate(word):
        ax.text(place + 0.5, -0.2, letter, ha="center", va="center", color=INK, fontsize=17, fontweight="bold")
    ax.set_axis_off()
    return ax


def _rise(letters: int) -> float:
    """How high the arc over that many letters rises."""
    return 0.3 + 0.42 * (letters - 1)


def _joined(above: Sequence[str] | None, here: Sequence[str]) -> set[int]:
    """Places of the pieces that the row above does not have at the same letters."""
    if above is None:
        return set()
    before = _spans(above)
    return {place for place, span in enumerate(_spans(here)) if span not in before}


def _spans(pieces: Sequence[str]) -> list[tuple[float, float]]:
    """Where each piece begins and ends."""
    spans, left = [], 0.0
    for piece in pieces:
        spans.append((left, left + _width(piece)))
        left += _width(piece)
    return spans


def _width(piece: str) -> float:
    """Width of a piece in letters; the mark of the end takes the place of two."""
    return len(piece.replace("</w>", "__"))
