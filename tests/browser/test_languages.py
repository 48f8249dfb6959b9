"""Two languages, as a reader meets them: notes that open, a switch for all of them, an interface in Bangla."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from .access import violations
from .cards import READY, Card
from .conftest import Watch

CHAPTER = "meaning/words-as-points/"
OTHER = "counting/surprise-in-bits/"
Opener = Callable[..., Page]


@pytest.fixture
def reader(browser: Browser, book: str) -> Iterator[Page]:
    """A reader on their first visit, in a profile of their own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watch = Watch(context, book)
    page = context.new_page()
    page.watch = watch
    page.goto(book + CHAPTER)
    yield page
    context.close()
    watch.verify()


def notes(page: Page) -> Locator:
    return page.locator("details.nb-bn")


def opened(page: Page) -> Locator:
    return page.locator("details.nb-bn[open]")


def choose(page: Page, value: str) -> None:
    """Take one of the choices in the header's panel."""
    panel = page.locator(".nb-lang")
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    panel.locator(f"button[value={value}]").click()
    expect(panel.locator(f"button[value={value}]")).to_have_attribute("aria-pressed", "true")


def faces(page: Page) -> set[str]:
    """The Bangla faces that were fetched so far."""
    return {found[1] for url in page.watch.requests if (found := re.search(r"/fonts/(bangla[a-z-]*)\.", url))}


def test_notes_are_closed_at_first_and_one_opens_by_itself(reader: Page) -> None:
    assert notes(reader).count() > 8
    expect(opened(reader)).to_have_count(0)
    first = notes(reader).nth(1)
    expect(first.locator("summary")).to_have_text("বাংলায়")
    expect(first).to_have_attribute("lang", "bn")
    first.locator("summary").focus()
    reader.keyboard.press("Enter")
    expect(first.locator(".nb-bn-text")).to_be_visible()
    expect(opened(reader)).to_have_count(1)
    reader.keyboard.press("Space")
    expect(opened(reader)).to_have_count(0)


def test_the_whole_bangla_face_comes_only_when_a_note_is_open(reader: Page) -> None:
    reader.wait_for_load_state("networkidle")
    notes(reader).first.scroll_into_view_if_needed()
    reader.wait_for_load_state("networkidle")
    assert faces(reader) <= {"bangla-label"}
    with reader.expect_response(re.compile(r"/fonts/bangla\.")):
        notes(reader).first.locator("summary").click()


def test_the_switch_opens_the_notes_of_the_whole_book_and_is_remembered(reader: Page, book: str) -> None:
    choose(reader, "on")
    expect(opened(reader)).to_have_count(notes(reader).count())
    reader.keyboard.press("Escape")
    expect(reader.locator(".nb-lang")).not_to_have_attribute("open", "")
    reader.reload()
    expect(opened(reader)).to_have_count(notes(reader).count())
    reader.evaluate("window.sameDocument = true")
    reader.locator(f".md-nav a[href*='{OTHER.split('/')[1]}']").first.click()
    reader.wait_for_url(book + OTHER)
    expect(reader.locator("h1")).to_contain_text("Surprise")
    assert reader.evaluate("window.sameDocument") is True
    expect(opened(reader)).to_have_count(notes(reader).count())
    assert notes(reader).count() > 8
    choose(reader, "off")
    expect(opened(reader)).to_have_count(0)
    reader.goto(book + CHAPTER)
    expect(opened(reader)).to_have_count(0)


def test_nothing_moves_when_a_page_with_open_notes_loads(browser: Browser, book: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script("localStorage.setItem('nlpbook:setting:bangla', 'on')")
    page = context.new_page()
    page.goto(book + CHAPTER, wait_until="commit")
    drawn = page.evaluate("""new Promise((tell) => {
        const seen = [];
        const look = () => {
            seen.push(...[...document.querySelectorAll("details.nb-bn")].map((note) => note.open));
            if (document.readyState === "complete" && seen.length) tell(seen); else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    })""")
    assert drawn
    assert all(drawn)
    context.close()


def test_notes_open_without_javascript_and_the_panel_is_not_offered(browser: Browser, book: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(book + CHAPTER)
    notes(page).first.locator("summary").click()
    expect(notes(page).first.locator(".nb-bn-text")).to_be_visible()
    expect(page.locator(".nb-lang")).to_be_hidden()
    context.close()


def test_print_has_the_notes_of_those_who_read_them(reader: Page) -> None:
    reader.emulate_media(media="print")
    expect(notes(reader).first).to_be_hidden()
    reader.emulate_media(media="screen")
    choose(reader, "on")
    reader.emulate_media(media="print")
    expect(notes(reader).first.locator(".nb-bn-text")).to_be_visible()
    expect(reader.locator(".nb-lang")).to_be_hidden()


def test_the_page_on_reading_has_the_same_choices_and_the_keyboard_reaches_them(reader: Page, book: str) -> None:
    reader.goto(book + "about/how-to-read/")
    here = reader.locator("main .nb-choices")
    here.locator("button[value=on]").focus()
    reader.keyboard.press("Enter")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Tab")
    expect(here.locator("button[value=bn]")).to_be_focused()
    reader.keyboard.press("Space")
    for value in ("on", "bn"):
        expect(reader.locator(f"button[value={value}][aria-pressed=true]")).to_have_count(2)  # here and in the header
    stored = reader.evaluate("['bangla', 'language'].map((name) => localStorage.getItem('nlpbook:setting:' + name))")
    assert stored == ["on", "bn"]


def test_an_exercise_speaks_bangla_from_its_label_to_pythons_verdict(reader: Page) -> None:
    card = Card(reader, "number").near()
    expect(card.part("check")).to_have_text("Check")
    choose(reader, "bn")
    expect(card.part("check")).to_have_text("যাচাই করুন")
    expect(card.part("solution")).to_have_text("সমাধান")
    expect(card.part("bookmark")).to_have_attribute("aria-label", "চিহ্ন দিয়ে রাখুন")
    expect(card.root.locator(".nb-mark")).to_have_attribute("aria-label", "এখনও চেষ্টা করা হয়নি")
    expect(card.part("prompt")).not_to_have_attribute("lang", "bn")
    reader.reload()
    expect(card.near().part("check")).to_have_text("যাচাই করুন")
    card.set("x")
    card.check("malformed")
    expect(card.part("verdict")).to_contain_text("এটি এখনও কোনো সংখ্যা নয়")
    expect(card.part("verdict").locator(".nx-word")).to_have_attribute("lang", "bn")
    card.part("hint").click()
    hint = card.root.locator("div[data-part='hint']")
    expect(hint.locator(".nx-label").first).to_contain_text("ইঙ্গিত")
    expect(hint.locator("div").first).not_to_have_attribute("lang", "bn")
    choose(reader, "en")
    expect(card.part("check")).to_have_text("Check")
    expect(card.part("check").locator("span")).not_to_have_attribute("lang", re.compile("."))
    card.check("malformed")
    expect(card.part("verdict")).to_contain_text("That is not a number yet")
    expect(card.root.locator("[lang=bn]")).to_have_count(1)  # the hint that was shown in Bangla
    expect(hint.locator("[lang=bn]")).to_have_count(1)


def test_every_kind_has_no_english_word_of_the_interface_left(open_page: Opener) -> None:
    page = open_page()
    page.evaluate("localStorage.setItem('nlpbook:setting:language', 'bn')")
    page.reload()
    expect(page.locator("nlp-exercise [data-word='kind.number']")).to_have_text("একটি সংখ্যা")
    left = page.evaluate("""[...document.querySelectorAll("[data-word], [data-word-label], .nx-foot button")]
        .map((one) => one.dataset.wordLabel ? one.getAttribute("aria-label") : one.textContent)
        .filter((text) => !/[\\u0980-\\u09ff]/.test(text))""")
    assert left == []
    unmarked = page.evaluate("""[...document.querySelectorAll("[data-word], [data-word-label]")]
        .filter((one) => one.lang !== "bn").map((one) => one.outerHTML.slice(0, 100))""")
    assert unmarked == []


def test_fresh_numbers_and_starting_over_keep_the_language(open_page: Opener) -> None:
    page = open_page()
    page.evaluate("localStorage.setItem('nlpbook:setting:language', 'bn')")
    page.reload()
    card = Card(page, "number")
    card.part("another").click()
    expect(card.root.locator(".nx-variant")).to_have_text("রূপ 1", timeout=READY)
    expect(card.part("check")).to_have_text("যাচাই করুন")
    expect(card.root.locator(".nx-hintline")).to_have_text("(দশমিকের পর দুই ঘর)")
    card.part("reset").click()
    expect(card.part("check")).to_have_text("যাচাই করুন")


def test_a_choice_in_one_tab_reaches_the_other(reader: Page, book: str) -> None:
    second = reader.context.new_page()
    second.goto(book + OTHER)
    Card(second, "number").near()
    choose(reader, "on")
    choose(reader, "bn")
    expect(opened(second)).to_have_count(notes(second).count())
    expect(second.locator("nlp-exercise [data-part='solution']").first).to_have_text("সমাধান")
    expect(second.locator(".nb-lang button[value=bn]")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_with_everything_switched_on(
    browser: Browser, book: str, scheme: str, width: int
) -> None:
    context: BrowserContext = browser.new_context(
        color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(book + CHAPTER)
    choose(page, "on")
    choose(page, "bn")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()
