"""Figures: deterministic, accessible, coloured by the reader's scheme, and unable to disturb the page around them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from nlpbook.execution import ExecutionFailed
from nlpbook.execution.svg import ALT, DEFAULTS, PREFIX, TOKENS, compact, finish

Book = Any
pytest.importorskip("matplotlib")

PLOT = """\
```python exec="on" id="plot"
#| alt: A blue line and a bar
#| caption: The line has {{ len(xs) }} points.
#| label: fig-line
#| alt: Two panels with a < b & "c"
import matplotlib.pyplot as plt
xs = [0, 1, 2]
figure, axes = plt.subplots()
axes.plot(xs, [1, 4, 2], color="#1b4f9c", marker="o")
axes.bar(xs, [1, 1, 1], color="#e9eff8", edgecolor="#A8322A")
axes.set_xlabel("ওজন (kg)")
axes.set_ylabel(r"loss $\\alpha^2$")
axes.set_title("a < b", family="monospace", weight="bold")
axes.set_facecolor("#f3f1ea")
other, (left, right) = plt.subplots(1, 2)
left.imshow([[0, 1], [2, 3]])
right.fill_between(xs, xs, hatch="//", color="#123456")
axes
```

{{ len(plt.get_fignums()) }} left open.
"""


@pytest.fixture(scope="module")
def figures(drawing_book: Book) -> list[Any]:
    result = drawing_book.one(drawing_book.page(PLOT))
    (cell,) = result.cells
    assert (cell.value, cell.stdout, result.values[0].text) == (None, "", "0")
    return list(cell.figures)


def test_a_figure_fits_the_page(figures: list[Any], drawing_book: Book) -> None:
    first, second = figures
    assert (first.alt, first.caption, first.label) == ("A blue line and a bar", "The line has 3 points.", "fig-line")
    assert (second.alt, second.caption, second.label) == ('Two panels with a < b & "c"', "", "")
    for figure in figures:
        root = ET.fromstring(figure.svg)
        assert (root.get("role"), root.get("aria-label")) == ("img", figure.alt)
        assert root.get("viewBox", "").startswith("0 0 ") and int(root.get("width", "0")) > 0
        assert "<style" not in figure.svg  # it would restyle every other SVG of the page
        assert "metadata" not in figure.svg and "<!--" not in figure.svg and "<?xml" not in figure.svg
        assert not re.search(r"\d\.\d{3}", re.sub(r'(scale|matrix)\([^)]*\)|href="data:[^"]*"', "", figure.svg))

    ids = [match for figure in figures for match in re.findall(r'\bid="([^"]+)"', figure.svg)]
    assert len(ids) == len(set(ids)) and all(re.match(r"plot-[12]-", name) for name in ids)
    used = {match for figure in figures for match in re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', figure.svg)}
    assert {a or b for a, b in used} <= set(ids)

    again = drawing_book.one(drawing_book.page(PLOT, "b"))  # another page, another process
    assert again.state == "run"
    assert [figure.svg for figure in again.cells[0].figures] == [figure.svg for figure in figures]


def test_colours_follow_the_scheme_and_text_stays_text(figures: list[Any]) -> None:
    first, second = (figure.svg for figure in figures)
    for name, colour in (("blue", "#1b4f9c"), ("blue-wash", "#e9eff8"), ("wrong", "#a8322a"), ("well", "#f3f1ea")):
        assert f"var(--nb-{name}, {colour})" in first
    assert "#123456" in second and "#ffffff" not in second.replace("var(--nb-sheet, #ffffff)", "")
    assert ">ওজন (kg)</text>" in first
    assert "DejaVu" not in re.sub(r'id="[^"]*"|href="[^"]*"', "", first)
    title = re.search(r"<text [^>]*>a &lt; b</text>", first)
    assert title and "var(--nb-mono, monospace)" in title[0] and "font-weight:" in title[0]
    assert "loss" not in re.sub(r'"[^"]*"', "", first)  # a formula is drawn, not typeset


def test_the_background_is_transparent(drawing_book: Book) -> None:
    code = "#| alt: Nothing\nimport matplotlib.pyplot as plt\nplt.subplots()[1].set_axis_off()"
    svg = drawing_book.one(drawing_book.cell(code)).cells[0].figures[0].svg
    assert "<path" not in svg and svg.count("fill:") == 1  # what text is drawn with


@pytest.mark.parametrize(
    ("code", "line", "words"),
    [
        (
            "import matplotlib.pyplot as plt\nplt.plot([1])",
            4,
            "MissingAlt: this cell draws a figure, none has an alt text",
        ),
        ("#| alt: One\nimport matplotlib.pyplot as plt\nplt.figure(); plt.figure()", 4, "2 figures, only 1 has"),
        ("#| alt: One\nx = 1", 4, "NoFigure"),
    ],
)
def test_figures_and_alt_texts_must_match(drawing_book: Book, code: str, line: int, words: str) -> None:
    with pytest.raises(ExecutionFailed) as caught:
        drawing_book.run(drawing_book.cell(code))
    assert str(caught.value.errors[0]).startswith(f"docs/a.md:{line}: ")
    assert words in str(caught.value)
    if "draws a figure" in words:  # and giving it runs nothing
        assert drawing_book.one(drawing_book.cell("#| alt: A dot\n" + code)).state == "cached"


def test_settings_of_one_page_do_not_reach_another(drawing_book: Book) -> None:
    read = "import matplotlib as m\nm.rcParams['lines.linewidth']"
    setting = drawing_book.cell(read.replace("\n", "\nm.rcParams['lines.linewidth'] = 9\n"), "a")
    asking = drawing_book.cell(f"{read}, m.get_backend()", "b")
    results = drawing_book.run(setting, asking)
    assert results["docs/a.md"].cells[0].value == "9.0"
    assert results["docs/b.md"].cells[0].value == "(1.5, 'agg')"


def test_tokens_are_those_of_the_style_sheet(project: Any) -> None:
    sheet = (project / "overrides/assets/nlpbook/css/tokens.css").read_text(encoding="utf-8")
    light = sheet[: sheet.index('[data-md-color-scheme="slate"]')]
    for colour, name in TOKENS.items():
        assert re.search(rf"--nb-{name}:\s*{colour}\b", light), name
    assert {*DEFAULTS.values()} <= {*TOKENS.values()}


RAW = """<?xml version="1.0"?><!DOCTYPE svg><svg width="10pt" height="5pt" viewBox="0 0 10 5" version="1.1">
 <metadata><x/></metadata><defs><style type="text/css">*{stroke-linejoin: round}</style></defs>
 <g id="figure_1"><g id="kept"/><g id="patch_1">
 <path d="M 0.123456 1 L 2.0 3 " style="fill: #FFFFFF; stroke: #000000"/></g>
 <g transform="translate(1.23456 2) scale(0.015625 -0.015625)"><use xlink:href="#m1" x="1.005"/></g>
 <text style="font: italic 700 9.5px 'DejaVu Serif', serif" transform="rotate(-0 1 2)">1.23456</text></g></svg>"""
COMPACT = (
    f'<g id="{PREFIX}kept"/>'
    '<path d="M 0.12 1 L 2 3" style="fill:var(--nb-sheet, #ffffff);stroke:var(--nb-ink, #000000)"/>'
    f'<g transform="translate(1.23 2) scale(0.015625 -0.015625)"><use href="#{PREFIX}m1" x="1.01"/></g>'
    '<text style="font-size:9.5px;font-style:italic;font-weight:700;font-family:var(--nb-serif, serif)">'
    "1.23456</text></svg>"
)


def test_compacting_a_small_file() -> None:
    assert compact(RAW).split(">", 1)[1] == COMPACT
    assert ALT in compact(RAW) and ALT not in finish(compact(RAW), "p-", "alt")
