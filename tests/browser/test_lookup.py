"""Glossary, pop-ups that lead there, cheat sheets and a guide clicked through, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from nlpbook.site.building import build_site
from tests.ports import free_port
from tests.site.lookup_book import make_lookup_book

from .access import violations
from .conftest import Watch
from .server import serving

PAGES = ("glossary/", "formulas/", "sheets/", "sheets/points/", "guides/which/")


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small book, built for that address: instant navigation works only there."""
    port = free_port()
    root = make_lookup_book(project, tmp_path_factory.mktemp("lookup")).root
    out = build_site(root, root / "site", strict=True, jobs=1, url=f"http://127.0.0.1:{port}/")
    with serving(out, port) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a page as a new reader: `visit("glossary/", width=390)`."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def opener(path: str, width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        opened.append((context, Watch(context, site)))
        page = context.new_page()
        page.goto(site + path)
        return page

    yield opener
    for context, watch in opened:
        context.close()
        watch.verify()


def heading(page: Page) -> str:
    """The heading of the part of the guide that is shown."""
    shown = page.locator(".nb-node:not([data-away]) h2")
    expect(shown).to_have_count(1)
    return shown.inner_text()


def test_filter_leaves_what_is_called_so(visit: Callable[..., Page]) -> None:
    page = visit("glossary/")
    field = page.get_by_role("searchbox", name="Find a term")
    field.fill("similarity")  # another name of the cosine
    expect(page.locator(".nb-entry:visible h3")).to_have_text(["cosine"])
    expect(page.locator(".nb-letter:visible > h2")).to_have_text(["C"])
    expect(page.get_by_role("status")).to_have_text("1 of 4 terms")
    field.fill("কোসাইন")
    expect(page.locator(".nb-entry:visible h3")).to_have_text(["cosine"])
    field.fill("nothing like it")
    expect(page.get_by_role("status")).to_have_text("No term is called so.")
    field.press("Escape")
    expect(page.locator(".nb-entry:visible")).to_have_count(4)


def test_letters_and_terms_are_places(visit: Callable[..., Page]) -> None:
    page = visit("glossary/#term-weight")
    expect(page.locator("#term-weight")).to_be_in_viewport()
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="D").click()
    expect(page).to_have_url(re.compile("#letter-d$"))
    expect(page.locator("#letter-d")).to_be_in_viewport()


def test_glossary_is_whole_without_a_script(visit: Callable[..., Page]) -> None:
    page = visit("glossary/", java_script_enabled=False)
    expect(page.locator(".nb-entry:visible")).to_have_count(4)
    expect(page.get_by_role("searchbox", name="Find a term")).to_have_count(0)


def test_popup_leads_to_the_glossary_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit("meaning/points/")
    page.evaluate("window.sameDocument = true")
    page.locator("dfn.nb-term").first.focus()
    popup = page.locator(".nb-pop")
    expect(popup).to_contain_text("Closeness of two directions")
    expect(popup).not_to_contain_text("কোসাইন")
    page.keyboard.press("Tab")
    expect(popup.get_by_role("link", name="In the glossary")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("dfn.nb-term").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # on behind the word
    expect(popup).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.md-main *')")
    page.locator("dfn.nb-term").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/glossary/#term-cosine$"))
    expect(page.get_by_role("searchbox", name="Find a term")).to_be_visible()
    assert page.evaluate("window.sameDocument") is True


def test_popup_speaks_bangla_when_the_reader_asked_for_it(visit: Callable[..., Page]) -> None:
    page = visit("meaning/points/")
    page.evaluate("localStorage.setItem('nlpbook:setting:bangla', 'on')")
    page.locator("dfn.nb-term").first.hover()
    expect(page.locator(".nb-pop [lang=bn]")).to_contain_text("কোসাইন")
    page.locator(".nb-pop a").click()
    expect(page).to_have_url(re.compile("#term-cosine$"))


def test_guide_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit("guides/which/")
    assert heading(page) == "Must it be fast?"
    expect(page.get_by_role("button", name="Back")).to_be_disabled()
    page.get_by_role("link", name="No", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Have you much time?")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Question 2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The slow one")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Advice, after 2 answers")
    trail = page.get_by_role("list", name="Your answers so far")
    expect(trail.get_by_role("listitem")).to_have_text(["Must it be fast? No", "Have you much time? Yes"])
    page.get_by_role("button", name="Back").press("Enter")
    assert heading(page) == "Have you much time?"
    page.get_by_role("button", name="Start over").press("Enter")
    expect(page.get_by_role("heading", name="Must it be fast?")).to_be_focused()
    expect(trail).to_be_hidden()


def test_each_state_of_a_guide_has_an_address(visit: Callable[..., Page]) -> None:
    page = visit("guides/which/#slow")
    assert heading(page) == "The slow one"
    trail = page.locator(".nb-guide-way li")
    expect(trail).to_have_text(["Must it be fast? No", "Have you much time? Yes"])
    trail.get_by_role("link", name="Must it be fast?").click()
    assert heading(page) == "Must it be fast?"
    expect(page).to_have_url(re.compile("#fast$"))
    page.get_by_role("link", name="Yes").click()
    expect(trail).to_have_text(["Must it be fast? Yes"])
    page.go_back()
    expect(page.get_by_role("heading", name="Must it be fast?")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="The slow one")).to_be_visible()


def test_guide_comes_alive_by_instant_navigation_and_back(visit: Callable[..., Page]) -> None:
    page = visit("glossary/")
    page.evaluate("window.sameDocument = true")
    page.locator(".md-nav__link", has_text="Which one?").first.click()
    expect(page.locator(".nb-guide.is-stepping")).to_be_visible()
    page.get_by_role("link", name="No", exact=True).click()
    page.get_by_role("link", name="No", exact=True).click()
    page.get_by_role("link", name="the chapter").click()
    expect(page).to_have_url(re.compile("/meaning/points/#sec-second$"))
    page.go_back()
    expect(page).to_have_url(re.compile("/guides/which/#quick$"))
    expect(page.locator(".nb-node:visible h2")).to_have_text(["The quick one"])
    assert page.evaluate("window.sameDocument") is True


def test_guide_shows_all_its_questions(visit: Callable[..., Page]) -> None:
    page = visit("guides/which/")
    page.get_by_role("button", name="Show all questions at once").click()
    expect(page.locator(".nb-node:visible")).to_have_count(4)
    expect(page.get_by_text("→ The quick one").first).to_be_visible()
    page.get_by_role("button", name="Go question by question").click()
    expect(page.locator(".nb-node:visible")).to_have_count(1)


def test_guide_is_an_outline_without_a_script_and_on_paper(visit: Callable[..., Page]) -> None:
    page = visit("guides/which/", java_script_enabled=False)
    expect(page.locator(".nb-node:visible")).to_have_count(4)
    expect(page.get_by_text("→ The slow one")).to_be_visible()
    page = visit("guides/which/")
    expect(page.locator(".nb-node:visible")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator(".nb-node:visible")).to_have_count(4)
    expect(page.get_by_role("button", name="Back")).to_be_hidden()


def test_sheet_leads_to_its_chapter_and_fits_on_paper(visit: Callable[..., Page]) -> None:
    page = visit("meaning/points/")
    page.get_by_role("link", name="Cheat sheet", exact=True).click()
    parts = ("What you can do afterwards", "Formulas", "Words", "Common mistakes", "What to take with you")
    expect(page.get_by_role("heading", level=2)).to_have_text([*parts, "Where it stands"])
    page.get_by_role("link", name="(5.1)").click()
    expect(page).to_have_url(re.compile("/meaning/points/#eq-cosine$"))
    page.go_back()
    expect(page.locator(".nb-sheet")).to_be_visible()
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    assert len(pages) == 1


def test_printed_glossary_holds_all_terms_and_no_furniture(visit: Callable[..., Page]) -> None:
    page = visit("glossary/")
    page.get_by_role("searchbox", name="Find a term").fill("cosine")
    page.emulate_media(media="print")
    expect(page.locator(".nb-entry:visible")).to_have_count(4)
    for furniture in (".nb-filter", ".nb-letters", ".md-header"):
        expect(page.locator(furniture)).to_be_hidden()
    assert page.locator(".nb-glossary").evaluate("part => getComputedStyle(part).columnCount") == "2"


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (390, "light"), (1440, "light"), (1440, "dark")])
def test_pages_are_accessible_and_do_not_scroll_sideways(
    visit: Callable[..., Page], site: str, width: int, scheme: str
) -> None:
    page = visit(PAGES[0], width=width, color_scheme=scheme, bypass_csp=True)
    problems = []
    for path in (*PAGES, "guides/which/#slow"):
        page.goto(site + path)
        page.wait_for_load_state("load")
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        problems += [(path, *one) for one in violations(page)]
    assert problems == []
