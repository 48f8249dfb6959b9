"""Draw the figures that a cell left open; runs in the page's process, and only where pyplot was imported."""

from __future__ import annotations

import io
import sys
import warnings
from typing import Any

from nlpbook.execution.svg import compact

SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "nlpbook", "svg.image_inline": True, "text.usetex": False}


def take_figures() -> list[str]:
    """Stored SVG of every open figure, in the order of their numbers; the figures are closed.

    Cost: about 50-150 ms a figure, nearly all of it in matplotlib.
    """
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return []
    _draw_formulas_as_paths()
    drawn = []
    for number in pyplot.get_fignums():
        drawn.append(_svg(pyplot.figure(number)))
    pyplot.close("all")
    return drawn


def warm_up() -> None:
    """Draw something before pages are forked: the first time, finding fonts and loading the writer takes 0.3 s."""
    pyplot: Any = sys.modules["matplotlib.pyplot"]
    pyplot.subplots()[1].set_title(r"x $\alpha^2$")
    take_figures()


def _svg(figure: Any) -> str:
    matplotlib: Any = sys.modules["matplotlib"]
    for axes in figure.axes:
        if matplotlib.colors.to_hex(axes.get_facecolor()) == "#ffffff":
            axes.set_facecolor("none")  # the default; a colour that someone chose stays
    buffer = io.StringIO()
    with matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
        # The browser has the glyphs that matplotlib's font lacks.
        warnings.filterwarnings("ignore", message=r"Glyph \d+")
        warnings.filterwarnings("ignore", message=r"Matplotlib currently does not support")
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        figure.savefig(buffer, format="svg", metadata=nothing, facecolor="none", edgecolor="none")
    return compact(buffer.getvalue())


def _draw_formulas_as_paths() -> None:
    """Matplotlib places the glyphs of a formula one by one, so they must come in its own font."""
    from matplotlib.backends.backend_svg import RendererSVG

    renderer: Any = RendererSVG
    if hasattr(renderer, "_nlpbook"):
        return
    as_path, as_text = renderer._draw_text_as_path, renderer._draw_text_as_text

    def draw(self: Any, gc: Any, x: Any, y: Any, s: Any, prop: Any, angle: Any, ismath: Any, mtext: Any = None) -> None:
        if ismath:
            as_path(self, gc, x, y, s, prop, angle, ismath, mtext)
        else:
            as_text(self, gc, x, y, s, prop, angle, ismath, mtext)

    renderer._draw_text_as_text = draw
    renderer._nlpbook = True
