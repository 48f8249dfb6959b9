"""Print in a real browser: a chapter, its exercises, its exercises with solutions; from the site and as PDF."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from nlpbook import cli
from nlpbook.exercises.authoring import compile_item, load_exercises
from nlpbook.exercises.handouts import handout_html
from nlpbook.site.building import build_site
from tests.ports import free_port
from tests.site.minibook import FRONT, MiniBook, make_minibook

from .cards import READY
from .conftest import Watch
from .sample_site import EXERCISES
from .server import serving

KINDS = sorted(file.stem for file in (EXERCISES / "sample").glob("*.md"))
CHAPTER = FRONT + "\n## One of each kind\n" + "".join(f"\n/// exercise | points/{kind}\n///\n" for kind in KINDS)
CALLS = """
let calls = 0;
window.print = () => {
  const last = document.querySelector("article > .nb-exercise:last-of-type nlp-exercise");
  const far = getComputedStyle(last).contentVisibility;
  const { length } = document.querySelectorAll("nlp-exercise:not(:defined)");
  document.documentElement.dataset.ready = [document.fonts.status, far, length].join(" ");
  document.documentElement.dataset.printed = ++calls;
};
"""
MOST = len(KINDS) + 2  # pages of a handout: even with each exercise on a page of its own


@pytest.fixture(scope="module")
def book_of_kinds(project: Path, tmp_path_factory: pytest.TempPathFactory) -> MiniBook:
    """The small book with nothing but one exercise of each kind in its chapter."""
    book = make_minibook(project, tmp_path_factory.mktemp("print"))
    book.write("docs/meaning/points.md", CHAPTER)
    book.write("docs/index.md", "# A small book\n")
    shutil.rmtree(book.root / "exercises" / "points")
    shutil.copytree(EXERCISES / "sample", book.root / "exercises" / "points")
    return book


@pytest.fixture(scope="module")
def site(book_of_kinds: MiniBook) -> Iterator[str]:
    """The address of that book, built for that address."""
    port = free_port()
    root = book_of_kinds.root
    with serving(build_site(root, root / "site", jobs=1, url=f"http://127.0.0.1:{port}/"), port) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open the chapter as a new reader."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def opener(**options: object) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        opened.append((context, Watch(context, site)))
        page = context.new_page()
        page.add_init_script(CALLS)
        page.goto(f"{site}meaning/points/")
        expect(page.locator("nlp-print")).to_have_attribute("data-drawn", "")
        return page

    yield opener
    for context, watch in opened:
        context.close()
        watch.verify()


def ask(page: Page, way: str, times: int = 1) -> None:
    """Ask for one of the three, and wait until the browser is told to print."""
    if not page.locator("nlp-print details").evaluate("box => box.open"):
        page.locator("nlp-print summary").click()
    page.locator(f"nlp-print [data-part={way}]").click()
    expect(page.locator("html")).to_have_attribute("data-printed", str(times), timeout=READY)


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_solutions_are_on_paper_only_after_someone_asks(visit: Callable[..., Page], book_of_kinds: MiniBook) -> None:
    page = visit()
    exercises = load_exercises(book_of_kinds.root / "exercises")
    items = [(f"5.{n}", compile_item(exercises[f"points/{kind}"])) for n, kind in enumerate(KINDS, 1)]
    assert "np-key" not in page.content()
    sheet = page.locator("body > .nb-printed")
    ask(page, "exercises")
    expect(sheet.locator(".np-no")).to_have_text([number for number, _ in items])
    expect(sheet.locator(".np-title")).to_have_count(len(KINDS))
    expect(sheet.locator(".np-key, .np-tick--on")).to_have_count(0)
    expect(sheet.locator(".katex").first).to_be_attached()
    expect(page.locator("nlp-print [role=status]")).to_have_text("9 exercises are on the sheets.")
    chapter = {"number": 5, "title": "Words as points"}
    ask(page, "solutions", 2)
    expect(sheet).to_have_count(1)
    expect(sheet.locator(".np-key").first).to_be_attached()
    written = handout_html(chapter, items, solutions=True)
    assert sheet.locator(".np-key h4").all_inner_texts() == re.findall(r"<h4>(.*?)</h4>", written)
    assert page.title() == "Words as points: exercises with solutions of chapter 5"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(sheet).to_have_count(0)
    assert "np-key" not in page.content()


@pytest.mark.parametrize(("way", "paper"), [("exercises", "A4"), ("solutions", "Letter")])
def test_the_sheet_is_alone_on_paper(way: str, paper: str, visit: Callable[..., Page]) -> None:
    page = visit(color_scheme="dark")
    ask(page, way)
    page.emulate_media(media="print")
    expect(page.locator("body > .nb-printed")).to_be_visible()
    for furniture in (".md-header", ".md-main", ".md-footer", "nlp-print"):
        expect(page.locator(furniture).first).to_be_hidden()
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.np-item')].map(item => [item.scrollWidth, item.clientWidth, "
        "getComputedStyle(item).breakInside])"
    )
    assert all(inner <= outer and rule == "avoid" for inner, outer, rule in sizes)
    assert 2 <= pages_of(page.pdf(format=paper)) <= MOST


def test_the_chapter_prints_as_text_without_furniture(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "chapter")
    expect(page.locator("html")).to_have_attribute("data-ready", "loaded visible 0")
    expect(page.locator("nlp-print details")).not_to_have_attribute("open", "")
    page.emulate_media(media="print")
    for furniture in (".md-header", ".md-sidebar--primary", ".md-footer", "nlp-print", ".nx-grip", ".nx-foot"):
        expect(page.locator(furniture).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    # The words of a tile have the room of a line.
    widths = page.locator("article .nx-tile .nx-words").evaluate_all("all => all.map(one => one.clientWidth)")
    assert widths and min(widths) > 300
    assert 3 <= pages_of(page.pdf(format="A4")) <= 12


def test_the_box_closes_by_key_and_by_a_click_elsewhere(visit: Callable[..., Page]) -> None:
    page = visit()
    box, summary = page.locator("nlp-print details"), page.locator("nlp-print summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("nlp-print [data-part=chapter]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
    summary.click()
    page.locator("h1").click()
    expect(box).not_to_have_attribute("open", "")


@pytest.mark.parametrize("arguments", [[], ["--solutions"], ["--text"]])
def test_the_command_line_writes_a_pdf(
    arguments: list[str], book_of_kinds: MiniBook, chromium: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["--root", str(book_of_kinds.root), "handout", "5", *arguments]) == 0
    (written,) = tmp_path.iterdir()
    name = {"": "handout-points", "--solutions": "handout-points-solutions", "--text": "chapter-points"}
    assert written.name == f"{name[''.join(arguments)]}.pdf"
    pdf = written.read_bytes()
    assert pdf.startswith(b"%PDF-") and 2 <= pages_of(pdf) <= 12
    width, height = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups()
    assert (round(float(width)), round(float(height))) in ((595, 842), (594, 841))
