"""Word2vec in pictures: who guesses whom, two tables at work, and a tree of words."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from nlpbook.figures.style import BLUE, BLUE_WASH, INK, INK_2, INK_3, LINE, PAPER, new_figure

__all__ = ["draw_code_tree", "draw_guesses", "draw_two_tables"]


def draw_guesses(words: Sequence[str], centre: int, half_width: int, *, height: int = 400) -> Axes:
    """Draw one window twice: above, the centre guesses its neighbours; below, the neighbours guess the centre.

    Args:
        words: The words of a sentence.
        centre: Place of the centre word, counted from 0.
        half_width: Words in the window on each side.
        height: Height in pixels.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: There is no word at that place.
    """
    if not 0 <= centre < len(words):
        raise ValueError(f"centre must be a place from 0 to {len(words) - 1}, got {centre}")
    _, ax = new_figure(height)
    near = [i for i in range(len(words)) if 0 < abs(i - centre) <= half_width]
    for row, name in ((1.75, "skip-gram: one guess for each neighbour"), (0.0, "CBOW: one guess for each window")):
        ax.text(-0.45, row + 1.05, name, color=INK_2, fontsize=14, va="center")
        for place, word in enumerate(words):
            _word_box(ax, place, row, word, heavy=place == centre, inside=place in near)
        for place in near:
            ends = ((centre, row + 0.24), (place, row + 0.24)) if row else ((place, row + 0.24), (centre, row + 0.24))
            bend = 0.32 if ends[0][0] > ends[1][0] else -0.32
            _arrow(ax, *ends, bend)
    ax.set_xlim(-0.55, len(words) - 0.45)
    ax.set_ylim(-0.4, 3.05)
    ax.set_axis_off()
    return ax


def draw_two_tables(words: Sequence[str], centre: int, chances: Sequence[float], *, height: int = 380) -> Axes:
    """Draw the network: a row of the first table, multiplied with each row of the second, gives a chance for each word.

    Args:
        words: V words, few enough to be drawn.
        centre: Place of the centre word, counted from 0.
        chances: V numbers that sum to 1.
        height: Height in pixels.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: There are not as many chances as words.
    """
    if len(words) != len(chances):
        raise ValueError(f"chances must be {len(words)}, one for each word, got {len(chances)}")
    _, ax = new_figure(height)
    size = len(words)
    for row, word in enumerate(words):
        ax.text(-0.25, row, word, ha="right", va="center", color=INK, fontsize=14)
        for column in range(3):
            _cell(ax, column * 0.5, row, filled=row == centre)
            _cell(ax, 3.4 + column * 0.5, row, filled=False)
        ax.add_patch(Rectangle((6.2, row - 0.28), 2.6 * chances[row], 0.56, facecolor=BLUE, edgecolor=BLUE))
        ax.text(6.3 + 2.6 * chances[row], row, f"{chances[row]:.2f}", va="center", color=INK_2, fontsize=13)
    _arrow(ax, (1.6, centre), (3.3, centre), 0.0)
    _arrow(ax, (5.0, (size - 1) / 2), (6.05, (size - 1) / 2), 0.0)
    for x, name in ((0.72, "centres, V"), (4.12, "contexts, U"), (7.3, "chances")):
        ax.text(x, -1.0, name, ha="center", va="center", color=INK_2, fontsize=14)
    ax.text(2.45, centre - 0.32, "v", ha="center", va="center", color=BLUE, fontsize=15, style="italic")
    ax.text(5.5, (size - 1) / 2 - 0.7, "soft-", ha="center", va="center", color=BLUE, fontsize=12)
    ax.text(5.5, (size - 1) / 2 - 0.36, "max", ha="center", va="center", color=BLUE, fontsize=12)
    ax.set_xlim(-2.1, 9.3)
    ax.set_ylim(size - 0.4, -1.5)
    ax.set_axis_off()
    return ax


def draw_code_tree(codes: Mapping[str, str], chosen: str, *, height: int = 400) -> Axes:
    """Draw words as the leaves of a binary tree; the way to one of them is heavy.

    Args:
        codes: Word to its code of 0 and 1, no code the beginning of another one; branch 0 goes to the left.
        chosen: The word whose way is shown.
        height: Height in pixels.

    Returns:
        The axes, for additions.

    Raises:
        ValueError: The chosen word has no code.
    """
    if chosen not in codes:
        raise ValueError(f"chosen must be one of {', '.join(codes)}, got {chosen!r}")
    _, ax = new_figure(height)
    leaves = sorted(codes, key=lambda word: codes[word])
    starts = {code[:place] for code in codes.values() for place in range(len(code) + 1)}
    across = {codes[word]: float(place) for place, word in enumerate(leaves)}
    for start in sorted(starts - set(across), key=len, reverse=True):
        across[start] = (across[start + "0"] + across[start + "1"]) / 2
    for start in sorted(starts - {""}):
        above = start[:-1]
        heavy = codes[chosen].startswith(start)
        look: dict[str, Any] = {"color": BLUE, "linewidth": 2.6} if heavy else {"color": LINE, "linewidth": 1.2}
        ax.plot([across[above], across[start]], [-len(above), -len(start)], zorder=2 if heavy else 1, **look)
        x, y = 0.42 * across[above] + 0.58 * across[start], -len(above) - 0.58
        style = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
        ax.text(x, y, start[-1], color=BLUE if heavy else INK_3, fontsize=13, ha="center", va="center", bbox=style)
    for start in starts - set(codes.values()):
        on_way = codes[chosen].startswith(start)
        ax.scatter([across[start]], [-len(start)], s=90, color=BLUE if on_way else INK_3, zorder=3)
    for word in leaves:
        style = {"facecolor": PAPER, "edgecolor": BLUE if word == chosen else LINE, "boxstyle": "round,pad=0.3"}
        x, y = across[codes[word]], -len(codes[word])
        ax.text(x, y, word, color=INK, fontsize=14, ha="center", va="center", bbox=style, zorder=4)
    ax.set_xlim(-0.6, len(leaves) - 0.4)
    ax.set_ylim(-max(map(len, codes.values())) - 0.45, 0.3)
    ax.set_axis_off()
    return ax


def _word_box(ax: Axes, place: int, row: float, word: str, *, heavy: bool, inside: bool) -> None:
    """One word of the sentence: filled in the centre, outlined in the window, bare outside."""
    face, edge = (BLUE_WASH, BLUE) if heavy else ("none", LINE)
    if heavy or inside:
        box = Rectangle((place - 0.45, row - 0.22), 0.9, 0.44, facecolor=face, edgecolor=edge, linewidth=1.4)
        ax.add_patch(box)
    ax.text(place, row, word, ha="center", va="center", color=INK if heavy or inside else INK_3, fontsize=14)


def _cell(ax: Axes, x: float, row: float, *, filled: bool) -> None:
    """One number of a table."""
    face, edge = (BLUE_WASH, BLUE) if filled else ("none", LINE)
    ax.add_patch(Rectangle((x, row - 0.36), 0.44, 0.72, facecolor=face, edgecolor=edge, linewidth=1.2))


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], bend: float) -> None:
    """A blue arrow, curved by `bend`."""
    arrow = FancyArrowPatch(
        start,
        end,
        connectionstyle=f"arc3,rad={bend}",
        arrowstyle="-|>",
        mutation_scale=14,
        color=BLUE,
        linewidth=1.8,
        shrinkA=2,
        shrinkB=2,
    )
    ax.add_patch(arrow)
