"""Dependency trees: words in a line, and over them an arc from each head to its dependent."""

from collections.abc import Collection, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path

from nlpbook.figures.style import BLUE, INK, INK_2, INK_3, PAPER, WIDTH, new_figure

__all__ = ["draw_dependencies"]

STEP = 46  # pixels that one more storey of arcs takes
BASE = 34  # pixels from the words to the lowest arcs' tops
BELOW = 40  # pixels for the words
TAGS = 26  # pixels for their tags
SPOT = 9.0  # pixels between two arcs that leave one word on the same side


def draw_dependencies(
    words: Sequence[str],
    heads: Sequence[int],
    labels: Sequence[str] | None = None,
    *,
    tags: Sequence[str] | None = None,
    marked: Collection[int] = (),
    faint: Collection[int] = (),
) -> Axes:
    """Draw a tree: each arc runs from head to dependent, with its label on top; the root's arrow comes from above.

    Arcs over longer stretches rise higher, so that two arcs meet on paper only if they cross in the tree.

    Args:
        words: The words, in order.
        heads: The head of each word, counted from 1; 0 for the root.
        labels: The relation of each word to its head, if arcs are to be named.
        tags: Written small under the words, if given.
        marked: Places (from 1) of the dependents whose arcs are drawn heavy.
        faint: Places (from 1) of the dependents whose arcs stay in the background.

    Returns:
        The axes, for additions; one unit is one pixel, and the words stand on the line 0.

    Raises:
        ValueError: There is no word, or the lists differ in length, or a head is no place.
    """
    sizes = {len(words), len(heads), len(labels or heads), len(tags or heads)}
    if not words or len(sizes) != 1:
        raise ValueError(f"words, heads, labels and tags must be of one length of at least 1, got {sorted(sizes)}")
    if any(not 0 <= head <= len(words) for head in heads):
        raise ValueError(f"heads must be from 0 to {len(words)}, got {list(heads)}")
    storeys = _storeys(heads)
    top = BASE + STEP * max(storeys.values())
    below = BELOW + TAGS if tags else BELOW
    _, ax = new_figure(round(top + below + 20))
    ax.set_xlim(0, WIDTH)
    ax.set_ylim(-below, top + 20)
    centres = _centres(words)
    for place, word in enumerate(words):
        ax.text(centres[place], -20, word, ha="center", va="center", color=INK, fontsize=15, fontweight="bold")
        if tags:
            ax.text(centres[place], -48, tags[place], ha="center", va="center", color=INK_2, fontsize=12)
    ends = _ends(heads, centres)
    for place in sorted(storeys, key=lambda p: p in marked):
        colour = BLUE if place in marked else INK_3 if place in faint else INK
        width = 2.4 if place in marked else 1.0 if place in faint else 1.5
        label = labels[place - 1] if labels else "root" if heads[place - 1] == 0 else ""
        height = BASE + STEP * storeys[place] - 18
        if heads[place - 1] == 0:
            _draw_root(ax, ends[place][1], top - 12, label, colour, width)
        else:
            _draw_arc(ax, ends[place], height, label, colour, width)
    ax.set_axis_off()
    return ax


def _centres(words: Sequence[str]) -> list[float]:
    """Where the words stand: as far apart as they are wide, over the whole measure."""
    widths = [max(len(word), 3) + 2.0 for word in words]
    scale = WIDTH / sum(widths)
    return [scale * (sum(widths[:i]) + width / 2) for i, width in enumerate(widths)]


def _storeys(heads: Sequence[int]) -> dict[int, int]:
    """How high each arc rises: above all arcs that lie inside it."""
    spans = {d: (min(h, d), max(h, d)) for d, h in enumerate(heads, start=1) if h}
    storeys: dict[int, int] = {}
    for place in sorted(spans, key=lambda p: (spans[p][1] - spans[p][0], p)):
        low, high = spans[place]
        inside = [storeys[p] for p in storeys if low <= spans[p][0] and spans[p][1] <= high]
        storeys[place] = max(inside, default=0) + 1
    root = list(heads).index(0) + 1 if 0 in heads else None
    if root is not None:
        storeys[root] = max(storeys.values(), default=0) + 1
    return storeys


def _ends(heads: Sequence[int], centres: Sequence[float]) -> dict[int, tuple[float, float]]:
    """Where each arc leaves its head and where it comes down: inner arcs leave further out, so that none meet."""
    ends: dict[int, tuple[float, float]] = {}
    for place, head in enumerate(heads, start=1):
        down = centres[place - 1]
        if head == 0:
            ends[place] = (down, down)
            continue
        side = 1 if place > head else -1
        beyond = sum(h == head and (d - place) * side > 0 for d, h in enumerate(heads, start=1))
        ends[place] = (centres[head - 1] + side * SPOT * (1 + beyond), down)
    return ends


def _draw_arc(ax: Axes, ends: tuple[float, float], height: float, label: str, colour: str, width: float) -> None:
    """An arc with round shoulders and an arrowhead, and its label on top."""
    start, end = ends
    turn = min(20.0, abs(end - start) / 2, height / 2)
    along = turn if end > start else -turn
    points = [
        (start, 0.0),
        (start, height - turn),
        (start, height),
        (start + along, height),
        (end - along, height),
        (end, height),
        (end, height - turn),
        (end, 6.0),
    ]
    codes = [Path.MOVETO, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.LINETO]
    ax.add_patch(PathPatch(Path(points, codes), facecolor="none", edgecolor=colour, linewidth=width))
    _head(ax, end, colour)
    if label:
        _label(ax, (start + end) / 2, height, label, colour)


def _draw_root(ax: Axes, x: float, top: float, label: str, colour: str, width: float) -> None:
    """The straight arrow from above to the word that hangs from ROOT."""
    ax.plot([x, x], [top, 6.0], color=colour, linewidth=width)
    _head(ax, x, colour)
    _label(ax, x, top, label or "root", colour)


def _head(ax: Axes, x: float, colour: str) -> None:
    ax.add_patch(Polygon([(x, 0), (x - 4.5, 10), (x + 4.5, 10)], closed=True, facecolor=colour, edgecolor=colour))


def _label(ax: Axes, x: float, y: float, label: str, colour: str) -> None:
    box = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
    colour = INK_2 if colour in (INK, INK_3) else colour
    ax.text(x, y + 11, label, ha="center", va="center", color=colour, fontsize=13, bbox=box, zorder=4)
