"""How the book's figures look: the page's own colours, no background, text as text, one unit to one pixel.

The colours are those of the light scheme. They are the whole palette: whoever shows the figure can exchange each one
for its counterpart in the dark scheme, because a colour that is not in the list never occurs. Two series differ by
outline and fill, not by hue.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["BLUE", "BLUE_WASH", "INK", "INK_2", "INK_3", "LINE", "PALETTE", "PAPER", "RULE", "leave_room", "new_figure"]

INK = "#1c1f24"  # what the figure is about
INK_2 = "#474c55"  # labels and numbers
INK_3 = "#656a74"  # what stands in the background
LINE = "#85868a"  # axes
RULE = "#dedad0"  # grid: decoration only
BLUE = "#1b4f9c"  # what Python computed
BLUE_WASH = "#e9eff8"  # the same as a light fill, always with a BLUE outline
PAPER = "#fbfaf7"  # behind a label that crosses a line
PALETTE = (INK, INK_2, INK_3, LINE, RULE, BLUE, BLUE_WASH, PAPER)

WIDTH = 630  # the measure of the text, in pixels
GROWTH = 3.5  # units that one letter of a label needs more at 20 units than at 14
UNITS_PER_INCH = 72  # an SVG from matplotlib has 72 units an inch

_STYLE: dict[Any, Any] = {
    "axes.edgecolor": LINE,
    "axes.facecolor": "none",
    "axes.grid": False,
    "axes.labelcolor": INK_2,
    "axes.labelpad": 9.0,  # room for the larger letters on a phone
    "axes.linewidth": 1.0,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.unicode_minus": True,
    "figure.facecolor": "none",
    "font.size": 14,
    "legend.frameon": False,
    "savefig.facecolor": "none",
    "svg.fonttype": "none",  # letters stay letters: they take the page's face and can be searched
    "text.color": INK,
    "xtick.color": LINE,
    "xtick.labelcolor": INK_2,
    "ytick.color": LINE,
    "ytick.labelcolor": INK_2,
}


def new_figure(height: int, width: int = WIDTH) -> "tuple[Figure, Axes]":
    """An empty figure in the book's style.

    Args:
        height: Height in pixels, at the width of the text.
        width: Width in pixels; the default fills the measure.

    Returns:
        The figure and its only pair of axes. Leave it open: the page shows every figure open at the end of a cell.

    Raises:
        ValueError: A size is not positive.
    """
    if height <= 0 or width <= 0:
        raise ValueError(f"height and width must be above 0 pixels, got {height} and {width}")
    plt.rcParams.update(_STYLE)
    return plt.subplots(figsize=(width / UNITS_PER_INCH, height / UNITS_PER_INCH), layout="constrained")


def leave_room(figure: "Figure", labels: Sequence[str]) -> None:
    """Keep a strip free on the left: on a phone the labels grow from 14 to 20 units, and the figure does not."""
    longest = max(map(len, labels), default=0)
    share = longest * GROWTH / WIDTH
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.set(rect=(share, 0.0, 1.0 - share, 1.0))  # type: ignore[call-arg]
