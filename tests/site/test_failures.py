"""Each mistake stops the build and says where, what and how to mend it; nothing that was there is lost."""

from __future__ import annotations

import pytest

from nlpbook.site import check
from tests.site.minibook import FRONT, INDEX, MiniBook

CELL = '```python exec="on"\n{}\n```\n'

# What is written below the chapter's title (line 13 is the first), the line named, and words of the message.
MISTAKES = {
    "failing cell": (CELL.format("x = 1\nx / 0"), 15, "ZeroDivisionError"),
    "failing value": ("It is {{ nothing }}.", 13, "NameError"),
    "unknown exercise": ("/// exercise | points/produt\n///", 13, "Did you mean points/product?"),
    "no exercise id": ("/// exercise | product\n///", 13, "is no exercise id"),
    "unknown citation": ("Words [@firth1975].", 13, "Did you mean firth1957?"),
    "unknown reference": ("See [](#fig-nowhere).", 13, "nothing on this page is labelled 'fig-nowhere'"),
    "unknown block": ("/// notes | x\ny\n///", 13, "Did you mean note?"),
    "block without argument": ("/// hand\n\ntext\n///", 13, "needs a title"),
    "block with an option": ("/// note\n    open: true\ntext\n///", 14, "has no option 'open'"),
    "block left open": ("/// note\n\ntext", 13, "is never closed"),
    "close without a block": ("text\n\n///", 15, "none is open"),
    "wrong number of slashes": ("/// note\ntext\n////", 15, "does not close"),
    "no alt text": (CELL.format("import matplotlib.pyplot as plt\nplt.plot([1, 2])"), 14, "alt text"),
    "unknown directive": (CELL.format("#| altt: words\n1"), 14, "altt"),
    "unknown option": ('```python exec="on" sorce="above"\n1\n```', 13, "sorce"),
    "missing package code": ('```python source="nlpbook.rooms:GROUNDS"\n```', 13, "GROUND"),
    "label given twice": ("## A { #sec-a }\n\n## B { #sec-a }", 15, "given twice"),
    "stale frozen result": ('```python exec="on" device="cuda" id="train"\n1\n```', 13, "frozen"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_in_a_chapter(book: MiniBook, name: str) -> None:
    body, line, message = MISTAKES[name]
    book.write("docs/index.md", "# Home\n")
    book.chapter(body)
    said = book.failure()
    assert message in said
    assert f"docs/meaning/points.md:{line}: " in said
    assert "Traceback" not in said


def test_all_mistakes_of_all_pages_come_at_once(book: MiniBook) -> None:
    book.chapter("See [](#fig-nowhere) and [@nobody].")
    book.write("docs/about.md", "# About\n\n/// nte\n///\n")
    said = book.failure()
    assert "docs/about.md:3:" in said
    assert said.count("docs/meaning/points.md:13:") == 2


def test_formula_that_katex_refuses(book: MiniBook) -> None:
    book.write("docs/index.md", "# Home\n")
    book.chapter(r"A formula $\frac{1}{$ of no use.")
    said = book.failure()
    assert r"docs/meaning/points.md:13: KaTeX cannot read the formula '\\frac{1}{'" in said


def test_dead_link_and_dead_anchor(book: MiniBook) -> None:
    book.write("docs/index.md", "# Home\n\n[one](meaning/points.md#nowhere)\n\n<a href='gone/'>two</a>\n")
    said = book.failure()
    assert "docs/index.md:3: dead link 'meaning/points/#nowhere'" in said
    assert "docs/index.md:5: dead link 'gone/'" in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: Words as points\n", "", "points.md:1: the front matter has no 'title'"),
        ("minutes: 5", "minutes: five", "points.md:7: 'minutes' cannot be 'five'"),
        ("minutes: 5", "minuts: 5", "Did you mean minutes?"),
        ("title: Words", "title: [Words", "points.md:3: the front matter is not valid YAML"),
    ],
)
def test_front_matter(book: MiniBook, old: str, new: str, message: str) -> None:
    book.write("docs/index.md", "# Home\n")
    book.write("docs/meaning/points.md", FRONT.replace(old, new, 1))
    assert message in book.failure()


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (
            "docs/chapters.yml",
            "- part: A\n  chapters: [{number: 1, title: X, path: no.md}]",
            "docs/no.md does not exist",
        ),
        ("docs/chapters.yml", "- part: A\n  chapters: [{title: X}]", "is no chapter"),
        ("docs/chapters.yml", "- part: A\n  chapters: [", "docs/chapters.yml:"),
        (
            "docs/references.bib",
            "@article{firth1957, title = {X}, year = 1957}",
            "references.bib:1: the entry 'firth1957'",
        ),
        ("docs/references.bib", "@article{firth1957, title = {X", "not valid BibTeX"),
        ("docs/glossary.yml", "- {term: cosine}", "glossary.yml:1: entry 1 has no meaning"),
        ("docs/glossary.yml", "- {term: x, meaning: y, meanings: z}", "unknown key 'meanings'"),
        ("exercises/points/product.md", "---\ntitle: X\n---\nText", "exercises/points/product.md"),
        ("mkdocs.yml", "site_name: x\nplugins: []", "the plugin nlpbook is not in the list"),
        ("mkdocs.yml", "plugins: [", "mkdocs.yml"),
    ],
)
def test_mistake_elsewhere(book: MiniBook, path: str, text: str, message: str) -> None:
    book.write(path, text)
    assert message in book.failure()


def test_an_exercise_has_one_place_among_chapters(book: MiniBook) -> None:
    book.write(
        "docs/chapters.yml",
        "- part: A\n  chapters:\n  - {number: 1, title: A, path: a.md}\n"
        "  - {number: 5, title: B, path: meaning/points.md}\n",
    )
    book.write("docs/a.md", FRONT + "\n/// exercise | points/product\n///\n")
    assert "stands on docs/a.md already" in book.failure()


def test_failed_build_leaves_the_last_good_site(book: MiniBook) -> None:
    book.build()
    before = (book.root / "site/index.html").read_bytes()
    book.chapter("See [](#fig-nowhere).")
    book.failure()
    assert (book.root / "site/index.html").read_bytes() == before
    assert not (book.root / "site.new").exists()


def test_without_running_the_page_says_what_is_missing(book: MiniBook) -> None:
    book.build(run=False)
    page = (book.root / "site/meaning/points/index.html").read_text(encoding="utf-8")
    assert "Not computed yet" in page
    assert 'id="fig-line"' in page
    assert 'data-exact="not computed yet">–</span>' in page


def test_check_tells_of_an_exercise_that_no_page_shows(book: MiniBook) -> None:
    assert check(book.root) == []
    book.write("docs/index.md", INDEX.replace("/// exercise | points/product\n///", ""))
    book.chapter("Nothing.")
    assert any("exercises/points/product.md:1: no page shows this exercise" in problem for problem in check(book.root))
