"""A healthy mini book becomes the pages it should."""

from __future__ import annotations

import html
import json
import re

import pytest

from nlpbook.site import exercises_json, pages_json
from nlpbook.site.policy import inline_hashes
from tests.site.minibook import MiniBook


@pytest.fixture(scope="session")
def page(built: MiniBook) -> str:
    return (built.root / "site/meaning/points/index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def words(page: str) -> str:
    """The page as text."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page[page.index("<article") :])))


def test_opener_says_where_we_are(words: str, page: str) -> None:
    assert "Chapter 5 · Meaning as vectors" in words
    assert '<p class="nb-lede">A <em>short</em> chapter.</p>' in page
    assert "1 exercise" in words
    assert page.count("<h1") == 1


def test_sections_are_numbered_in_text_and_contents(page: str) -> None:
    assert re.search(r'<h2 id="sec-second"><span class="nb-no">5\.2</span> Second</h2>', page)
    assert "5.2 Second" in re.sub(r"\s+", " ", page[page.index("md-sidebar") : page.index("<article")])


def test_references_are_filled(page: str) -> None:
    assert '<a href="#fig-line">Figure 5.1</a>' in page
    assert '<a href="#eq-cosine">(5.1)</a>' in page
    assert '<a href="#ex-product">Exercise 5.1</a>' in page
    assert '<a href="#sec-second">5.2</a>' in page


def test_cell_shows_source_output_value_and_figure_as_one(page: str) -> None:
    figure = page[page.index('<figure class="nb-fig nb-fig--side" id="fig-line">') :]
    figure = figure[: figure.index("</figure>")]
    assert figure.count('class="nb-cell"') == 1
    assert "#|" not in figure
    assert "[1, 2] &lt;b&gt;" in figure
    assert '<div class="nb-out"><pre>-0.5</pre></div>' in figure
    assert 'role="img" aria-label="A line that falls to -0.25."' in figure
    assert "<figcaption><b>Figure 5.1</b>A <em>line</em> down to -0.25.</figcaption>" in figure
    assert "Computed at build" in figure
    assert '<span class="filename">a.py</span>' in figure


def test_markdown_exec_options_keep_their_meaning(page: str) -> None:
    assert "<strong>printed</strong> Markdown" in page
    assert "<em>own markup</em>" in page
    assert re.search(r'<label for="[\w-]*__tabbed_\d+_\d+">Page</label>', page)
    assert "ZeroDivisionError: division by zero" in page


def test_values_carry_their_expression(page: str) -> None:
    assert 'data-expr="y" data-exact="-0.25">−0.25</span>' in page
    assert "<td><code>{{ not a value }}</code></td>" in page


def test_value_in_a_formula_is_plain_and_rendered(page: str) -> None:
    assert "-25\\%" in page  # the TeX that KaTeX keeps for copying
    assert "arithmatex" not in page
    assert page.count("nb-math--display") == 1


def test_blocks_become_components(page: str) -> None:
    assert re.search(
        r'<div class="nb-noted">\s*<p>The .*?<aside class="nb-note">\s*<p><b>Where from\.</b> Inv', page, re.S
    )
    assert 'class="nb-sum-row nb-total"' in page
    assert "<del><code>a / b * c</code></del>" in page
    assert "<ins><code>a / (b * c)</code></ins>" in page
    assert re.search(r'<details class="nb-bn" lang="bn">\s*<summary class="nb-bn-tag">বাংলায়</summary>', page)
    assert re.search(r'<button aria-pressed="false" class="nx-btn" type="button">Yes</button>', page)
    assert '<ul class="nb-sum">' in page
    assert "///" not in re.sub(r'https?:///?|href="[^"]*"', "", page[page.index("<article") :])


def test_typographic_quotes(words: str) -> None:
    assert "One “thing”" in words


def test_package_code_is_shown_from_its_source(page: str) -> None:
    assert "src/nlpbook/rooms.py, line" in page
    assert "GROUND" in page


def test_citation_and_list(page: str) -> None:
    assert '(<a class="nb-cite" href="#ref-firth1957">Firth, 1957</a>)' in page
    assert "<cite>A Synopsis</cite>. <i>Studies</i>, 1–32." in page


def test_first_use_of_a_term_explains_itself(page: str) -> None:
    assert page.count('<dfn class="nb-term"') == 1
    assert '<div id="term-cosine"><b>Cosine.</b> Closeness of two directions.' in page


def test_exercise_stands_in_the_page_without_its_key(built: MiniBook, page: str) -> None:
    assert '<nlp-exercise id="ex-product" data-exercise="points/product"' in page
    assert "Exercise 5.1" in page
    assert "Two products" not in page
    item = json.loads((built.root / "site/assets/exercises/points/product.json").read_text(encoding="utf-8"))
    assert item["kind"] == "number"


def test_landing_shows_the_chapters_number_and_what_is_to_come(built: MiniBook) -> None:
    landing = (built.root / "site/index.html").read_text(encoding="utf-8")
    assert "Exercise 5.1" in landing
    assert 'href="meaning/points/"><span>5</span>' in landing
    assert re.search(r'<span class="nb-later"><span>6</span><span>Learning word vectors</span><small>to come', landing)


def test_search_finds_text_once_and_no_formula_or_answer(built: MiniBook) -> None:
    index = json.loads((built.root / "site/search/search_index.json").read_text(encoding="utf-8"))
    texts = " ".join(entry["text"] + entry["title"] for entry in index["docs"])
    assert "The cosine comes later" in texts
    assert "frac" not in texts
    assert "Two products" not in texts
    assert "Closeness of two directions" not in texts


def test_policy_names_every_inline_script(built: MiniBook) -> None:
    for file in (built.root / "site").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
        assert found, file
        assert all(digest in found[1] for digest in inline_hashes(text))
        assert "unsafe-inline'" not in found[1].partition("style-src")[0]


def test_nothing_comes_from_another_host(built: MiniBook) -> None:
    site = built.root / "site"
    for file in [*site.rglob("*.html"), *site.rglob("*.css")]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|url)\s*[=(]\s*["\']?(?:https?:)?//(?!127\.0\.0\.1)', text), file


def test_browser_files_are_there(built: MiniBook) -> None:
    assets = built.root / "site/assets"
    runtime = json.loads((assets / "nlpbook/runtime.json").read_text(encoding="utf-8"))
    for described in runtime["files"].values():
        assert (built.root / "site" / described["url"]).stat().st_size == described["bytes"]
    assert list(runtime["lock"]["packages"]) == ["nlpbook"]
    assert not (built.root / "site/build").exists()
    assert not (built.root / "site/chapters.yml").exists()


def test_lists_for_tools(built: MiniBook) -> None:
    exercise = exercises_json(built.root)[0]
    assert exercise["id"] == "points/product"
    assert exercise["page"] == "meaning/points/"
    assert float(exercise["key"]) == 11
    chapter = next(row for row in pages_json(built.root) if row["path"] == "docs/meaning/points.md")
    assert (chapter["page"], chapter["cells"], chapter["state"]) == ("meaning/points/", 4, "cached")


def test_a_page_can_be_edited_where_the_book_lives(book: MiniBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NLPBOOK_REPOSITORY", "https://forge.example/team/book")
    page = (book.build() / "meaning/points/index.html").read_text(encoding="utf-8")
    assert 'href="https://forge.example/team/book/edit/main/docs/meaning/points.md"' in page
