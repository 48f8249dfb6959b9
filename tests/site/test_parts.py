"""The site's small modules, each by itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nlpbook.execution import CellError, CellResult, Figure, PageResult, Provenance, parse_page, scan_values
from nlpbook.execution.model import ValueResult
from nlpbook.site.blocksyntax import read_blocks
from nlpbook.site.cellparts import error_notice, plot, provenance
from nlpbook.site.citations import load_references
from nlpbook.site.formulas import CACHE, Formula, FormulaErrors, formulas_in, put_in, render
from nlpbook.site.glossary import Term, explain
from nlpbook.site.labs import clean_lab
from nlpbook.site.lines import in_prose
from nlpbook.site.links import Site
from nlpbook.site.numbering import number_page
from nlpbook.site.policy import policy
from nlpbook.site.problems import Problem
from nlpbook.site.serving import with_error
from nlpbook.site.values import fill, substitute
from nlpbook.site.wheel import build_wheel, lock_entry, wheel_files


def test_prose_is_changed_and_code_is_not() -> None:
    text = "a `a` <!-- a --> a\n```\na\n```\n> ~~~\n> a\n> ~~~\na"
    assert (
        in_prose(text, lambda piece, _: piece.upper())
        == text.replace("a `a` <!-- a --> a", "A `a` <!-- a --> A")[:-1] + "A"
    )


def test_front_matter_is_no_prose() -> None:
    assert in_prose("---\ntitle: a\n---\na", lambda piece, _: piece.upper()) == "---\ntitle: a\n---\nA"


def test_blocks_in_fences_are_examples() -> None:
    blocks, problems = read_blocks("p.md", "```\n/// nothing\n```\n")
    assert (blocks, problems) == ([], [])


def test_nested_blocks_close_with_their_own_slashes() -> None:
    blocks, problems = read_blocks("p.md", "//// bangla\n/// note\nx\n///\n////\n")
    assert [block.name for block in blocks] == ["bangla", "note"]
    assert problems == []


def test_numbers_without_a_chapter_have_no_chapter() -> None:
    text = '## One\n\n```python exec="on"\n#| caption: A\n#| label: fig-a\n#| alt: B\n1\n```\n'
    page = parse_page("p.md", text)
    numbers, _ = number_page("p.md", text, page.cells, [], None)
    assert numbers.labels == {"fig-a": "Figure 1"}


def test_a_value_is_never_read_as_markdown_or_html() -> None:
    text = "So {{ a }} and ![{{ a }}](x.png) and $\\text{ {{ a }} }$."
    values = scan_values(text)
    results = [ValueResult("<b>*5%*", "5")] * len(values)
    marked, shown = substitute(text, values, results)
    assert "<b>" not in marked.partition("$")[0]
    assert r"5\%" in marked
    filled = fill(f'<p>{marked}</p><img alt="{marked[3]}">', shown)
    assert 'alt="&lt;b&gt;*5%*"' in filled
    assert ">&lt;b&gt;*5%*</span>" in filled


def test_negative_numbers_get_a_true_minus_in_prose_only() -> None:
    text = "{{ a }} and $ {{ a }} $ and ${{ a }}$"
    marked, shown = substitute(text, scan_values(text), [ValueResult("(-0.5, x-1)", "")] * 3)
    assert shown[0].text == "(−0.5, x-1)"
    assert "(-0.5, x-1)" in marked


def test_line_numbers_survive_values() -> None:
    text = "a\n{{ x }}\nb {{ y }}\nc"
    marked, _ = substitute(text, scan_values(text), [])
    assert marked.count("\n") == text.count("\n")


def test_term_is_marked_once_and_not_in_links_code_or_headings() -> None:
    terms = (Term("cosine", "M", aliases=("cosine similarity",)),)
    page = explain(
        "<h2>Cosine</h2><p><a>cosine</a> <code>cosine</code> The cosine similarity of cosines, cosine.</p>", terms
    )
    assert page.count("<dfn") == 1
    assert ">cosine similarity</dfn>" in page
    assert explain("<p>nothing here</p>", terms) == "<p>nothing here</p>"


def test_two_works_of_one_year_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    entry = '@misc{{{key}, author = {{M{{\\"u}}ller, A. and Roy, B. and Sen, C.}}, title = {{T {key}}}, year = 2013}}\n'
    (tmp_path / "docs/references.bib").write_text(entry.format(key="a") + entry.format(key="b"), encoding="utf-8")
    found = load_references(tmp_path)
    assert [(one.short, one.year) for one in found.values()] == [("Müller et al.", "2013a"), ("Müller et al.", "2013b")]
    assert "A. Müller, B. Roy and C. Sen (2013b). <cite>T b</cite>." in found["b"].html


def test_policy_allows_inline_scripts_by_hash_only() -> None:
    page = '<script>alert(1)</script><script type="application/json">{}</script><script src="a.js"></script>'
    assert policy(page).count("sha256-") == 1
    assert "default-src 'none'" in policy(page)
    assert "'unsafe-inline'" in policy(page, serving=True).partition(";")[2].partition(";")[0]


def test_figure_has_a_name_and_no_href_that_the_theme_trips_over() -> None:
    drawn = plot(Figure('<?xml version="1.0"?><svg width="1"><use href="#a"/></svg>', 'A "line"'))
    assert '<svg role="img" aria-label="A &quot;line&quot;" width="1">' in drawn
    assert '<use xlink:href="#a"/>' in drawn


def test_provenance_of_frozen_results() -> None:
    made = Provenance("NVIDIA H200", {"torch": "2.13.0"}, "2026-01-02", 300.0, stale=True)
    line = provenance(CellResult(provenance=made), PageResult("p", "k", "cached"))
    for words in ("NVIDIA H200", "5 min", "2026-01-02", "torch 2.13.0", "its code has changed since"):
        assert words in line


def test_no_clock_stands_on_a_page() -> None:
    fast = provenance(CellResult(seconds=0.1), PageResult("p", "k", "run"))
    assert fast == provenance(CellResult(seconds=9.9), PageResult("p", "k", "cached"))


def test_errors_are_text_on_the_page() -> None:
    shown = error_notice(CellError("docs/a.md", 3, "ValueError: <x>", "raise <x>", "Traceback <x>"))
    assert "docs/a.md:3" in shown
    assert "<x>" not in shown
    assert b"&lt;x&gt;" in with_error(b"<html><body class='a'><p>", "<x>")


def test_dead_links_foreign_loads_and_missing_places(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(
        '<a href="a/#here">x</a><a href="a/#gone">x</a><a href="b/">x</a><a href="https://example.org">x</a>'
        '<img src="https://example.org/x.png"><a href="../../etc/passwd">x</a>',
        encoding="utf-8",
    )
    (tmp_path / "a/index.html").write_text('<p id="here">', encoding="utf-8")
    (tmp_path / "x.css").write_text("a { background: url(https://example.org/y.png) }", encoding="utf-8")
    found = [address for _, address, _ in Site(tmp_path).dead_links()]
    assert found == ["a/#gone", "b/", "https://example.org/x.png", "../../etc/passwd", "https://example.org/y.png"]


def test_lab_page_loses_foreign_style_and_script() -> None:
    class File:
        src_uri = "labs/a.ipynb"

    class LabPage:
        file = File()
        edit_url = "https://forge.example/edit/labs/a.ipynb"

    content = (
        '<script type="module">import x from "https://cdn"</script><style>a{}</style>'
        "<h1>Lab</h1><p>Let $x_1 = 2$ cost $5.</p>"
        '<div class="highlight-ipynb hl-python"><pre><span></span>y = "$a$"</pre></div>'
        '<div class="clipboard-copy-txt" id="cell-1">y</div>'
        '<img alt="No description" '
        'src="data:image/svg+xml;base64,PHN2ZyBhcmlhLWxhYmVsPSJBIGxpbmUuIj48dXNlIGhyZWY9IiNhIi8+PC9zdmc+">'
    )
    page = LabPage()
    cleaned = clean_lab(None, page, content)  # type: ignore[arg-type]
    assert page.edit_url.endswith("/a.py")
    assert "cdn" not in cleaned
    assert "<style" not in cleaned
    assert "clipboard" not in cleaned
    assert r"\(x_1 = 2\)</span> cost $5." in cleaned
    assert '<div class="highlight"><pre><code>y = "$a$"</code></pre></div>' in cleaned
    assert '<svg aria-label="A line."><use xlink:href="#a"/></svg>' in cleaned
    assert "No description" not in cleaned
    assert cleaned.index("../a.ipynb") < cleaned.index("../a.py")


def test_wheel_is_the_same_every_time_and_holds_what_the_browser_may_use(project: Path) -> None:
    package = project / "src/nlpbook"
    assert build_wheel(package) == build_wheel(package)
    names = set(wheel_files(package))
    assert {"nlpbook/__init__.py", "nlpbook/maths/__init__.py", "nlpbook/exercises/api.py"} <= names
    assert not [name for name in names if re.search("authoring|execution|site|embeddings", name)]
    assert lock_entry(b"x")["sha256"] == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"


@pytest.mark.parametrize("broken", ["", "{", '{"stamp": 1}', "[]"])
def test_formula_cache_survives_anything(packages: Path, tmp_path: Path, broken: str) -> None:
    for name in ("node_modules", "overrides", "package-lock.json"):
        (tmp_path / name).symlink_to(packages / name)
    (tmp_path / CACHE).parent.mkdir()
    (tmp_path / CACHE).write_text(broken, encoding="utf-8")
    formula = formulas_in('<span class="arithmatex" data-search-exclude>\\(a &lt; b\\)</span>')[0]
    assert formula == Formula("a < b", display=False)
    assert "katex" in render(tmp_path, [formula])[formula.key]
    assert json.loads((tmp_path / CACHE).read_text(encoding="utf-8"))["formulas"]
    with pytest.raises(FormulaErrors, match="frac"):
        render(tmp_path, [Formula(r"\frac{1", display=True)])


def test_problem_names_place_cause_and_fix() -> None:
    assert str(Problem("docs/a.md", 3, "wrong", "Mend it.")) == "docs/a.md:3: wrong\n    Mend it."
    assert str(Problem("docs/a.md", 0, "wrong")) == "docs/a.md: wrong"


def test_punctuation_stays_with_a_short_formula() -> None:
    page = r'<p>from <span class="arithmatex">\(P\)</span>; and <span class="arithmatex">\(Q\)</span> too</p>'
    drawn = put_in(page, {formula.key: formula.tex for formula in formulas_in(page)})
    kept, free = '<span class="nb-together"><span class="nb-math">P</span>;</span>', '<span class="nb-math">Q</span>'
    assert drawn == f"<p>from {kept} and {free} too</p>"
