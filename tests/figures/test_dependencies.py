"""Arcs over words: each has its label, none meet unless the tree crosses, and colours stay in the palette."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch, Polygon

from nlpbook.figures import PALETTE
from nlpbook.figures.dependencies import draw_dependencies
from nlpbook.figures.style import BLUE

CAT = ("The cat sat on the mat".split(), [2, 3, 0, 3, 6, 4], ["det", "nsubj", "root", "prep", "det", "pobj"])


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def test_each_word_has_an_arrow_and_each_arc_its_label() -> None:
    ax = draw_dependencies(*CAT, tags=["DET", "NOUN", "VERB", "ADP", "DET", "NOUN"], marked=[6])
    assert len([patch for patch in ax.patches if isinstance(patch, Polygon)]) == 6
    arcs = [patch for patch in ax.patches if isinstance(patch, PathPatch)]
    assert len(arcs) == 5
    assert {"nsubj", "root", "mat", "ADP"} <= {text.get_text() for text in ax.texts}
    colours = [to_hex(arc.get_edgecolor()) for arc in arcs]
    assert colours.count(BLUE) == 1
    assert set(colours) <= set(PALETTE)


def test_a_longer_arc_rises_above_what_lies_under_it() -> None:
    ax = draw_dependencies(*CAT)
    height = {text.get_text(): text.get_position()[1] for text in ax.texts}
    assert height["pobj"] > height["prep"]
    assert height["root"] > height["pobj"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: draw_dependencies([], []), "of one length of at least 1"),
        (lambda: draw_dependencies(["a"], [0, 1]), "of one length"),
        (lambda: draw_dependencies(["a"], [2]), "heads must be from 0 to 1"),
    ],
)
def test_mistakes_are_answered(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=message):
        call()
