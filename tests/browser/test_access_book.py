"""The book's own pages are for everyone: header, desk, review, lists, by keyboard, on narrow pages, in big letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .access import bad_ring, lost, small_targets, violations_in_both_schemes
from .cards import READY
from .conftest import Watch
from .history import Past

PAGES = ("desk/", "review/", "exercises/", "glossary/", "guides/which-adaptation/", "exams/five-levels/",
         "meaning/words-as-points/")
WITHIN = (".md-header", "nlp-desk", "nlp-review", "nlp-exercises", "nlp-guide", "nlp-glossary", "nlp-exam")


@pytest.fixture(scope="module")
def page(browser: Browser, book: str) -> Iterator[Page]:
    """A reader with a past, so that lists, marks and meters are there."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, base_url=book, reduced_motion="reduce", bypass_csp=True
    )
    watch = Watch(context, book)
    page = context.new_page()
    page.goto("about/privacy/")
    past = Past()
    past.attempt("words-as-points/cosine-by-hand", days_ago=40)
    past.attempt("words-as-points/dot-by-hand", "wrong", days_ago=3, said="0.94")
    past.attempt("is-it-any-good/brevity-penalty", "partial", days_ago=2)
    past.bookmark("gpt/cache-size")
    past.card("cosine-similarity", 3, days_ago=50)
    past.load(page)
    yield page
    context.close()
    watch.verify()


def visit(page: Page, name: str) -> None:
    page.goto(name)
    element = {"desk/": "nlp-desk", "review/": "nlp-review", "exercises/": "nlp-exercises"}.get(name)
    if element:
        expect(page.locator(f"{element}[data-drawn]")).to_be_attached(timeout=READY)
    if name.startswith("guides/"):
        expect(page.locator(".nb-guide.is-stepping")).to_be_attached(timeout=READY)


@pytest.mark.parametrize("name", PAGES)
def test_pages_keep_their_targets_and_lose_nothing(page: Page, name: str) -> None:
    visit(page, name)
    problems: list[object] = violations_in_both_schemes(page) if name in ("desk/", "review/", "exercises/") else []
    for width, least in ((1440, 36), (390, 44)):
        page.set_viewport_size({"width": width, "height": 900})
        small = small_targets(page, *WITHIN, least=least)
        # The signs inside the search field: the field itself is the target, and they are 24 px.
        problems += [f"{width}: {one}" for one in small if "md-search__" not in one]
    page.set_viewport_size({"width": 320, "height": 900})
    problems += [f"320: {one}" for one in lost(page, *WITHIN)]
    page.set_viewport_size({"width": 1440, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    problems += [f"200 %: {one}" for one in lost(page, *WITHIN)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert problems == []


def stops(page: Page, until: str, most: int = 150) -> list[str]:
    """Go on with Tab until the focus matches `until`; what was wrong with the focus on the way."""
    faults = []
    for _ in range(most):
        page.keyboard.press("Tab")
        faults.append(bad_ring(page))
        if page.evaluate("(until) => document.activeElement.matches(until)", until):
            return [fault for fault in faults if fault]
    pytest.fail(f"Tab does not come to {until}")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_header_by_keyboard(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, "about/privacy/")
    assert stops(page, ".nb-lang > summary") == []
    page.keyboard.press("Enter")
    assert stops(page, ".nb-lang button[value=bn]") == []
    page.keyboard.press("Escape")
    expect(page.locator(".nb-lang > summary")).to_be_focused()
    assert stops(page, ".md-option") == []
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.keyboard.press("Enter")
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", before or "")
    assert bad_ring(page) == ""
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", before or "")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_the_menu_of_a_phone_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    visit(page, "meaning/words-as-points/")
    opener = page.get_by_role("button", name="Navigation")
    assert stops(page, "label[for=__drawer]") == []
    page.keyboard.press("Space")
    expect(opener).to_have_attribute("aria-expanded", "true")
    inside = "document.activeElement.closest('.md-sidebar--primary') !== null"
    assert page.evaluate(inside)
    for _ in range(3):
        assert bad_ring(page) == ""
        covered = page.evaluate("""(() => {
            const one = document.activeElement, box = one.getBoundingClientRect();
            const middle = [box.x + box.width / 2, Math.min(box.y + box.height / 2, innerHeight - 2)];
            const top = document.elementFromPoint(...middle);
            return !one.contains(top);
        })()""")
        assert not covered, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        page.keyboard.press("Tab")
    opener.focus()
    page.keyboard.press("Enter")  # shut
    page.keyboard.press("Enter")  # and open again
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(opener).to_be_focused()
    page.keyboard.press("Space")
    for _ in range(30):  # who walks on comes to the page, and the menu is shut behind them
        if not page.evaluate(inside):
            break
        page.keyboard.press("Tab")
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.focus()
    page.keyboard.press("Tab")
    assert not page.evaluate(inside)  # a shut drawer is not on the way
    page.set_viewport_size({"width": 1440, "height": 900})


def test_desk_review_and_guide_by_keyboard(page: Page) -> None:
    visit(page, "desk/")
    assert stops(page, "[data-part=skills] .nx-link") == []
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=skills] .nx-link")).to_have_attribute("aria-expanded", "true")
    stops(page, "[data-part=data] button:last-of-type")
    assert bad_ring(page) == ""
    visit(page, "guides/which-adaptation/")
    assert stops(page, ".nb-node:not([data-away]) .nb-answers a") == []
    page.keyboard.press("Enter")
    expect(page.locator(".nb-node:not([data-away]) h2")).to_be_focused()
    visit(page, "review/")
    assert stops(page, "nlp-review select") == []
    page.get_by_role("button", name=re.compile("Start the quick check")).focus()
    page.keyboard.press("Enter")
    for key in ("Enter", "3", "Enter", "1"):
        expect(page.locator("[data-part=reveal], [data-part=answer]").first).to_be_attached(timeout=READY)
        page.wait_for_function("document.activeElement !== document.body")
        assert page.evaluate("document.activeElement.closest('nlp-review') !== null")
        page.keyboard.press(key)
    assert violations_in_both_schemes(page) == []


def test_without_colours_of_our_own_marks_and_days_are_still_told_apart(page: Page) -> None:
    visit(page, "desk/")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    looks = page.evaluate("""[...new Set([...document.querySelectorAll('.nb-key .nb-mark')].map((one) => {
        const inside = getComputedStyle(one, '::after');
        const style = getComputedStyle(one);
        const drawn = [inside.content, inside.inset, inside.borderWidth];
        return [style.borderStyle, style.backgroundImage !== 'none', ...drawn].join('|');
    }))]""")
    days = page.evaluate("""['0', '1', '2', '3'].map((n) => {
        const day = Object.assign(document.createElement('i'), {}); day.dataset.n = n;
        document.querySelector('.nb-days').append(day);
        const { backgroundColor, borderStyle, borderTopWidth, boxShadow } = getComputedStyle(day);
        const look = [backgroundColor, borderStyle, borderTopWidth, boxShadow].join('|');
        day.remove();
        return look;
    })""")
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    assert len(looks) == 5, looks
    assert len(set(days)) == 4, days
