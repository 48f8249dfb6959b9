"""Glossary, formula sheet, cheat sheets and guides: gathered from what the book says, and checked like it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nlpbook.site.blocksyntax import read_blocks
from nlpbook.site.gather import between, elements, inside, moved, page_address, sections
from nlpbook.site.guides import guide_problems
from tests.site.lookup_book import GUIDE, make_lookup_book
from tests.site.minibook import FRONT, MiniBook

GATHERED = """\
## One { #sec-second }

/// formula | eq-one

$$x = {{ 2 * 3 }}$$

Twice {{ 1.5:.2f }}, see [](#sec-second).
///

/// mistake | Dividing by {{ 1 + 1 }}

- [ ] `a`
- [x] see [](#eq-one) and [@firth1957]

The reason.
///

/// summary

- It is {{ 2 * 21 }} [@firth1957].
///

## More { .nb-nonum }
"""


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of a book with values, references and citations in all that is gathered."""
    book = make_lookup_book(project, tmp_path_factory.mktemp("lookup"))
    book.write("docs/index.md", "# Home\n")
    book.chapter(GATHERED)
    return book.build()


def text_of(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def body_of(site: Path, page: str) -> str:
    return next(elements(text_of(site, page), "md-content__inner"))


def test_pieces_come_out_whole() -> None:
    content = '<div class="a"><div class="b">x<br>y</div><img src="i"/></div><div class="b">z</div>'
    assert list(elements(content, "b")) == ['<div class="b">x<br>y</div>', '<div class="b">z</div>']
    assert inside(next(elements(content, "a"))).startswith('<div class="b">')


def test_a_moved_piece_leads_back_and_names_no_place() -> None:
    piece = '<p id="x"><a href="#y">1</a><a href="../c/">2</a><a href="https://a.b/">3</a> id="x"</p>'
    assert moved(piece, "a/b/", "sheets/b/") == (
        '<p><a href="../../a/b/#y">1</a><a href="../../a/c/">2</a><a href="https://a.b/">3</a> id="x"</p>'
    )
    assert between("", page_address("glossary.md")) == "glossary/"


def test_sections_leave_out_what_has_no_number() -> None:
    assert sections('<h2 id="a">A</h2><h2 class="nb-nonum" id="b">B</h2>') == [("a", "A")]


def test_glossary_has_a_place_for_each_term(site: Path) -> None:
    page = body_of(site, "glossary")
    assert re.findall(r'<h3 id="term-([^"]+)"', page) == ["5-gram", "cosine", "dot-product", "weight"]
    assert "&lt;b&gt; included" in page
    assert '<p class="nb-entry-bangla" lang="bn"><b>কোসাইন</b> দুই দিকের মিল</p>' in page
    assert '<a href="../meaning/points/">Chapter 5: Words as points</a><span>also: cosine similarity</span>' in page
    assert "Chapter 6, to come" in page
    for place in re.findall(r'href="#(letter-[^"]+)"', page):
        assert f'id="{place}"' in page
    assert "nb-terms" not in page  # the words of the glossary need no second explanation


def test_formula_sheet_holds_words_values_and_the_way_back(site: Path) -> None:
    page = body_of(site, "formulas")
    assert '<h2 id="chapter-5">5 Words as points</h2>' in page
    assert '<a href="../meaning/points/#eq-one">(5.1)</a>' in page
    assert ">1.50</span>" in page
    assert 'class="katex"' in page
    assert "x = 6" in page  # in the TeX that KaTeX keeps
    assert '<a href="../meaning/points/#sec-second">5.1</a>' in page


def test_cheat_sheet_is_gathered_from_its_chapter(site: Path) -> None:
    page = body_of(site, "sheets/points")
    assert "Compute a dot product" in page
    assert "Dividing by" in page
    assert '<a href="../../meaning/points/#eq-one">(5.1)</a>' in page
    assert '<a class="nb-cite" href="../../meaning/points/#ref-firth1957">' in page
    assert ">42</span>" in page
    assert '<a href="../../glossary/#term-cosine">cosine</a>' in page
    assert "weight" not in page  # chapter 6 introduces it
    assert '<a href="../../meaning/points/#sec-second">' in page
    assert "The reason." not in page
    assert "<!--gathered" not in page


def test_chapter_and_list_lead_to_the_sheet(site: Path) -> None:
    assert '<a href="../../sheets/points/">Cheat sheet</a>' in text_of(site, "meaning/points")
    assert '<a href="points/">' in body_of(site, "sheets")


def test_pages_to_look_up_stand_together_in_the_contents(site: Path) -> None:
    listed = text_of(site, "meaning/points").partition("To look up")[2]
    places = [listed.index(f'href="../../{page}/"') for page in ("glossary", "formulas", "sheets", "guides/which")]
    assert places == sorted(places)


def test_search_finds_terms_and_leaves_sheets_out(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    by_place = {entry["location"]: entry for entry in index["docs"]}
    assert by_place["glossary/#term-cosine"]["title"] == "cosine"
    assert by_place["glossary/#term-cosine"]["boost"] == 0.05
    assert not [place for place in by_place if "letter-" in place or place.startswith("sheets/points")]


def test_guide_is_an_outline_without_a_script(site: Path) -> None:
    page = body_of(site, "guides/which")
    assert re.findall(r'data-kind="(\w+)"', page) == ["question", "question", "advice", "advice"]
    assert '<a href="#quick">Yes</a>: seconds <span class="nb-leads">→ The quick one</span>' in page
    assert '<h2 id="slow">The slow one</h2>' in page
    assert '<a href="../../meaning/points/#sec-second">the chapter</a>' in page


WRONG = {
    "dead end, question": ("- [No](#careful)\n", "", 5, "has only one answer"),
    "dead end, no answers": ("- [Yes](#slow)\n- [No](#quick)\n", "", 12, "no answer: a dead end"),
    "dead end, advice": ("Because there is time.\n", "", 21, "says nothing: a dead end"),
    "nobody leads there": ("- [Yes](#slow)", "- [Yes](#quick)", 21, "no answer leads to 'The slow one'"),
    "circle": ("- [No](#quick)", "- [No](#fast)", 15, "leads back to 'fast': a circle"),
    "unknown answer": ("- [Yes](#slow)", "- [Yes](#slwo)", 14, "Did you mean slow?"),
    "no name": (" { #slow }", "", 21, "'The slow one' has no name"),
    "advice with answers": ("much time? {", "much time {", 14, "is no question, yet it has answers"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_guide(name: str) -> None:
    old, new, line, message = WRONG[name]
    assert old in GUIDE
    text = GUIDE.replace(old, new, 1)
    blocks, problems = read_blocks("docs/guides/which.md", text)
    assert problems == []
    said = [str(problem) for problem in guide_problems("docs/guides/which.md", text, blocks)]
    assert [one for one in said if one.startswith(f"docs/guides/which.md:{line}: ") and message in one], said


def test_a_whole_guide_has_nothing_wrong() -> None:
    blocks, _ = read_blocks("docs/guides/which.md", GUIDE)
    assert guide_problems("docs/guides/which.md", GUIDE, blocks) == []
    empty = "/// guide | x\n\ntext\n///\n"
    [said] = guide_problems("p.md", empty, read_blocks("p.md", empty)[0])
    assert str(said).startswith("p.md:1: this guide asks nothing")


def test_wrong_guide_stops_the_build(book: MiniBook) -> None:
    book.write("docs/guides/which.md", GUIDE.replace("- [No](#quick)", "- [No](#fast)"))
    assert "docs/guides/which.md:15: this answer leads back to 'fast': a circle" in book.failure()


def test_two_chapters_cannot_have_one_sheet(book: MiniBook) -> None:
    book.write("docs/sheets/index.md", "# Cheat sheets\n\n/// sheets\n///\n")
    book.write("docs/counting/points.md", FRONT)
    chapters = (book.root / "docs" / "chapters.yml").read_text(encoding="utf-8")
    book.write("docs/chapters.yml", chapters.replace("word vectors}", "word vectors, path: counting/points.md}"))
    assert "would have one cheat sheet, sheets/points/" in book.failure()


def test_blocks_that_take_no_argument(book: MiniBook) -> None:
    book.write("docs/glossary.md", "# Glossary\n\n/// glossary | all\n///\n")
    assert "docs/glossary.md:3: the block 'glossary' takes nothing after its name" in book.failure()
