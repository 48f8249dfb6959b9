"""Vectors of two components as arrows from the origin."""

import math
from collections.abc import Collection, Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Arc
from matplotlib.ticker import MultipleLocator

from nlpbook.figures.style import BLUE, INK, INK_3, RULE, WIDTH, new_figure
from nlpbook.maths.vectors import angle_degrees

__all__ = ["draw_arrows"]


def draw_arrows(
    vectors: Mapping[str, Sequence[float]],
    *,
    angle: tuple[str, str] | None = None,
    muted: Collection[str] = (),
    axes: tuple[str, str] = ("first component", "second component"),
    height: int = 440,
) -> Axes:
    """Draw each vector as an arrow from (0, 0), with its name at the tip.

    Args:
        vectors: Name to two numbers.
        angle: Two of the names; the angle between them is marked and given in degrees.
        muted: Names to draw in the background tone.
        axes: What the two components are called.
        height: Height in pixels.

    Returns:
        The axes, for additions; both axes have one scale, so that angles are true.

    Raises:
        ValueError: There is no vector, or one has not two components.
    """
    if not vectors or any(len(vector) != 2 for vector in vectors.values()):
        sizes = {name: len(vector) for name, vector in vectors.items()}
        raise ValueError(f"vectors must be at least one, of two components each, got sizes {sizes}")
    _, ax = new_figure(height)
    ax.set_aspect("equal", adjustable="box")
    ax.grid(color=RULE, linewidth=1)
    ax.set_axisbelow(True)
    for name, (x, y) in vectors.items():
        colour = INK_3 if name in muted else INK
        style = {
            "arrowstyle": "-|>",
            "color": colour,
            "linewidth": 2.0,
            "mutation_scale": 14,
            "shrinkA": 0,
            "shrinkB": 0,
        }
        ax.annotate("", xy=(x, y), xytext=(0, 0), arrowprops=style)
        _label_tip(ax, name, x, y, colour)
    reach = max(math.hypot(*vector) for vector in vectors.values())
    if angle is not None:
        _mark_angle(ax, vectors[angle[0]], vectors[angle[1]], reach)
    _set_limits(ax, vectors, reach, shape=(WIDTH - 70) / (height - 60))
    ax.set_xlabel(axes[0])
    ax.set_ylabel(axes[1])
    ax.tick_params(length=0)
    step = _step(reach)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MultipleLocator(step))  # one step on both, so that the grid is made of squares
    return ax


def _step(reach: float) -> float:
    """A round distance between grid lines, about a fifth of the longest arrow."""
    power = 10.0 ** math.floor(math.log10(reach / 5)) if reach > 0 else 1.0
    return next((power * factor for factor in (1, 2, 5) if power * factor >= reach / 6), power * 10)


def _set_limits(ax: Axes, vectors: Mapping[str, Sequence[float]], reach: float, shape: float) -> None:
    """Show the origin, every tip and its name; widen one side until the drawing fills its place of that shape."""
    xs, ys = zip(*vectors.values(), strict=True)
    left, right = min(0.0, *xs) - 0.05 * reach, max(0.0, *xs) + 0.25 * reach
    low, high = min(0.0, *ys) - 0.08 * reach, max(0.0, *ys) + 0.15 * reach
    right = max(right, left + shape * (high - low))
    high = max(high, low + (right - left) / shape)
    ax.set_xlim(left, right)
    ax.set_ylim(low, high)


def _label_tip(ax: Axes, name: str, x: float, y: float, colour: str) -> None:
    """Write the name just beyond the tip, on the side to which the arrow points."""
    length = math.hypot(x, y) or 1.0
    ax.annotate(
        name,
        xy=(x, y),
        xytext=(14 * x / length, 14 * y / length),
        textcoords="offset points",
        ha="center" if abs(x) < 0.6 * length else ("left" if x > 0 else "right"),
        va="center" if abs(y) < 0.6 * length else ("bottom" if y > 0 else "top"),
        color=colour,
        fontsize=15,
        fontweight="bold",
    )


def _mark_angle(ax: Axes, u: Sequence[float], v: Sequence[float], reach: float) -> None:
    """An arc between two arrows, with the angle in degrees beside it."""
    radius = 0.45 * reach
    first, last = sorted(math.degrees(math.atan2(vector[1], vector[0])) for vector in (u, v))
    ax.add_patch(Arc((0, 0), 2 * radius, 2 * radius, theta1=first, theta2=last, color=BLUE, linewidth=1.6))
    side = math.radians(first - 4)  # beside the lower arrow, where the page is empty
    ax.text(
        1.04 * radius * math.cos(side),
        1.04 * radius * math.sin(side),
        f"{angle_degrees(u, v):.1f}°",
        color=BLUE,
        ha="left",
        va="top",
    )
