"""Words as points in a plane, with labels that keep out of each other's way."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from nlpbook.figures.style import BLUE, BLUE_WASH, INK, INK_2, INK_3, new_figure

if TYPE_CHECKING:
    from matplotlib.text import Text

__all__ = ["draw_words"]

LOOKS: tuple[dict[str, Any], ...] = (
    {"marker": "o", "facecolor": BLUE, "edgecolor": BLUE},
    {"marker": "s", "facecolor": BLUE_WASH, "edgecolor": BLUE},
    {"marker": "^", "facecolor": INK, "edgecolor": INK},
    {"marker": "D", "facecolor": BLUE_WASH, "edgecolor": INK},
)
# Where a label may stand: offset in pixels, horizontal and vertical alignment; the first is the best.
PLACES: tuple[tuple[int, int, str, str], ...] = (
    (8, 0, "left", "center"),
    (-8, 0, "right", "center"),
    (0, 7, "center", "bottom"),
    (0, -8, "center", "top"),
    (6, 6, "left", "bottom"),
    (6, -7, "left", "top"),
    (-6, 6, "right", "bottom"),
    (-6, -7, "right", "top"),
    (18, 14, "left", "bottom"),
    (18, -15, "left", "top"),
    (-18, 14, "right", "bottom"),
    (-18, -15, "right", "top"),
)


def draw_words(
    points: npt.ArrayLike,
    words: Sequence[str],
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    arrows: Iterable[tuple[str, str]] = (),
    height: int = 480,
) -> Axes:
    """Draw each word at its point.

    Args:
        points: Shape (N, 2).
        words: N different words.
        groups: Name of a group to its words, up to four groups; they get different marks and a legend.
        arrows: Pairs of words to join by an arrow.
        height: Height in pixels.

    Returns:
        The axes. Both have one scale and no numbers: only the places of the points relative to each other count.

    Raises:
        ValueError: The shapes do not fit, or there are more than four groups.
    """
    xy = np.asarray(points, dtype=np.float64)
    if xy.shape != (len(words), 2) or len(words) == 0:
        raise ValueError(f"points must have shape ({len(words)}, 2) with a word for each row, got {xy.shape}")
    members = groups if groups is not None else {"": words}
    if len(members) > len(LOOKS):
        raise ValueError(f"groups must be at most {len(LOOKS)}, got {len(members)}")
    place = dict(zip(words, xy, strict=True))
    _, ax = new_figure(height)
    ax.set_aspect("equal", adjustable="datalim")
    ax.margins(0.14)
    for start, end in arrows:
        style = {
            "arrowstyle": "-|>",
            "color": INK_3,
            "linewidth": 1.2,
            "mutation_scale": 11,
            "shrinkA": 5,
            "shrinkB": 6,
        }
        ax.annotate("", xy=tuple(place[end]), xytext=tuple(place[start]), arrowprops=style)
    for (name, group), look in zip(members.items(), LOOKS, strict=False):
        xs, ys = zip(*(place[word] for word in group), strict=True)
        ax.scatter(xs, ys, s=42, linewidths=1.2, label=name, zorder=3, **look)
    if groups is not None:
        ax.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=4,
            columnspacing=3,
            borderaxespad=0,
            handletextpad=0.2,
            labelcolor=INK_2,
        )
    ax.set_xticks([])
    ax.set_yticks([])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    _label(ax, xy, words)
    return ax


def _label(ax: Axes, xy: npt.NDArray[np.float64], words: Sequence[str]) -> None:
    """Write every word beside its point, each at the place that overlaps least with what is there already."""
    ax.figure.canvas.draw()  # fixes the scale, so that pixels can be compared
    pixels = ax.transData.transform(xy)
    taken = [Bbox.from_bounds(x - 6, y - 6, 12, 12) for x, y in pixels]
    for point, word in zip(xy, words, strict=True):
        best, least = None, float("inf")
        for trial in PLACES:
            text = _write(ax, point, word, trial)
            box = text.get_window_extent().padded(1)
            text.remove()
            overlap = sum(_overlap(box, other) for other in taken)
            if overlap < least:
                best, least, best_box = trial, overlap, box
            if overlap == 0:
                break
        if best is not None:
            _write(ax, point, word, best)
            taken.append(best_box)


def _write(ax: Axes, point: npt.NDArray[np.float64], word: str, trial: tuple[int, int, str, str]) -> "Text":
    """One label at one of the places."""
    x, y, ha, va = trial
    return ax.annotate(
        word, xy=tuple(point), xytext=(x, y), textcoords="offset points", ha=ha, va=va, color=INK, fontsize=14, zorder=4
    )


def _overlap(one: Bbox, other: Bbox) -> float:
    """Area that two boxes share, in square pixels."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return float(max(0.0, width) * max(0.0, height))
