"""The reader's desk on the whole book: what was done shows everywhere, is saved, erased, brought back and loaded."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .answers import typed_key
from .cards import READY, Card
from .history import LOAD, Past
from .test_store import NO_DATABASE

BY_HAND = "words-as-points/cosine-by-hand"


@pytest.fixture
def page(newcomer: Page) -> Page:
    """A reader who has done nothing yet."""
    return newcomer


def desk(page: Page) -> None:
    page.goto("desk/")
    expect(page.locator("nlp-desk[data-drawn]")).to_be_attached(timeout=READY)


def test_an_empty_desk_says_what_will_be_on_it(page: Page) -> None:
    desk(page)
    expect(page.locator("nlp-desk > .nb-lede")).to_contain_text("Nothing is on it yet")
    expect(page.locator("[data-part=ripe]")).to_contain_text("Nothing to review now")
    expect(page.locator(".nb-desklink [data-part=due]")).to_be_hidden()
    expect(page.locator("[data-part=chapters] li")).to_have_count(12)


def test_an_answer_shows_in_the_chapter_the_navigation_the_landing_page_and_the_desk(page: Page, book: str) -> None:
    page.goto("")
    card = Card(page, "number")
    card.root = page.locator(f"nlp-exercise[data-exercise='{BY_HAND}']")
    card.set(typed_key(BY_HAND))
    card.check("right")
    expect(page.locator(".nb-counts [data-part=done]")).to_have_text("1")
    expect(page.locator(".nb-part a:has-text('Words as points') .nb-mark")).to_have_attribute("data-is", "half")
    page.get_by_role("link", name="Words as points").first.click()
    page.wait_for_url(re.compile("words-as-points"))
    expect(page.locator(".nb-facts [data-done-of]")).to_contain_text(re.compile(r"1 of \d+ exercises done"))
    expect(page.locator("nav a.md-nav__link:has-text('5 Words as points') .nb-mark").first).to_be_attached()
    page.get_by_role("link", name="Your desk").first.click()
    expect(page.locator("[data-part=chapters] li[data-chapter='5'] .c")).to_contain_text(re.compile(r"1 of \d+"))
    expect(page.locator("[data-part=chapters] li[data-chapter='5'] .nb-mark[data-is=full]")).to_have_count(1)
    expect(page.locator("[data-part=skills] .nb-skill").first).to_contain_text("Cosine similarity")
    expect(page.locator("[data-part=weeks] i[data-today]")).to_have_attribute("data-n", "1")


def test_mistakes_bookmarks_and_what_is_due(page: Page) -> None:
    past = Past()
    past.attempt(BY_HAND, days_ago=40)
    past.attempt("words-as-points/dot-by-hand", "wrong", days_ago=3, said="0.94")
    past.attempt("is-it-any-good/brevity-penalty", "partial", days_ago=2)
    past.bookmark("gpt/cache-size")
    page.goto("about/privacy/")
    past.load(page)
    desk(page)
    left = page.locator("[data-part=left] li")
    expect(left).to_have_count(3)
    expect(left.nth(0)).to_contain_text("partly right")
    expect(left.nth(1)).to_contain_text("tried, 0.94")
    expect(left.nth(2)).to_contain_text("bookmarked")
    due = int(page.locator("[data-part=ripe] .nb-big").inner_text())
    assert due >= 2
    expect(page.locator(".nb-desklink [data-part=due]")).to_have_text(f"{due} due")
    expect(page.locator("[data-part=skills] .nb-skill").first.locator("small").first).to_contain_text("due, recall")
    expect(page.locator("nlp-desk > .nb-lede")).to_contain_text("chapter 28 is open where you left it")
    left.nth(1).get_by_role("link").click()
    page.wait_for_url(re.compile("#ex-dot-by-hand"))


KEPT = """async () => {
  const done = (request) => new Promise((resolve, reject) => {
    Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject });
  });
  const opening = indexedDB.open("nlpbook-plan", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("folds");
  const db = await done(opening);
  const texts = await done(db.transaction("folds").objectStore("folds").getAll());
  db.close();
  return texts.map((text) => JSON.parse(text).count);
}"""


def test_the_folded_reviews_are_kept_gone_on_with_and_erased(page: Page) -> None:
    def kept(counts: list[int]) -> None:
        for _ in range(READY // 100):
            if page.evaluate(KEPT) == counts:
                return
            page.wait_for_timeout(100)
        assert page.evaluate(KEPT) == counts

    def shown() -> list[str]:
        return [page.locator("[data-part=ripe] .nb-big").inner_text(), *page.locator(".nb-skill").all_inner_texts()]

    past = Past()
    past.attempt(BY_HAND, days_ago=40)
    past.attempt("words-as-points/dot-by-hand", "wrong", days_ago=3)
    page.goto("about/privacy/")
    past.load(page)
    desk(page)
    kept([2])
    first = shown()
    desk(page)
    assert shown() == first
    past.attempt(BY_HAND, "wrong", days_ago=1)
    page.evaluate(LOAD, past.text())
    kept([3])
    with_more = shown()
    assert with_more != first
    page.evaluate("indexedDB.deleteDatabase('nlpbook-plan')")
    desk(page)
    assert shown() == with_more
    page.get_by_role("button", name="Erase…").click()
    page.get_by_role("button", name="Erase it all").click()
    kept([])


def test_the_desk_begins_when_the_pointer_comes_to_its_link(page: Page) -> None:
    page.goto("about/privacy/")
    page.wait_for_load_state("networkidle")
    with page.expect_request("**/assets/nlpbook/book.json"):
        page.locator("a.nb-desklink").hover()
    page.locator("a.nb-desklink").click()
    expect(page.locator("nlp-desk[data-drawn]")).to_be_attached(timeout=READY)


STUCK = """
const open = indexedDB.open.bind(indexedDB);
indexedDB.open = (...all) => Object.assign(open(...all), { addEventListener: () => {} });
"""


@pytest.mark.parametrize("script", [NO_DATABASE, STUCK], ids=["refused", "stuck"])
def test_the_desk_is_drawn_where_there_is_no_database(page: Page, script: str) -> None:
    page.add_init_script(script)
    desk(page)
    expect(page.locator("nlp-desk > .nb-lede")).to_contain_text("Nothing is on it yet")
    expect(page.locator("[data-part=data]")).to_contain_text("The browser's database cannot be used")
    page.get_by_role("button", name="Erase…").click()
    page.get_by_role("button", name="Erase it all").click()
    expect(page.locator("[data-part=undo]")).to_be_visible()


def test_a_copy_is_saved_everything_erased_brought_back_and_loaded_again(page: Page, tmp_path: Path) -> None:
    past = Past()
    past.attempt(BY_HAND, days_ago=1)
    past.bookmark("gpt/cache-size")
    page.goto("about/privacy/")
    past.load(page)
    desk(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a copy").click()
    copy = tmp_path / download.value.suggested_filename
    download.value.save_as(copy)
    assert re.fullmatch(r"nlpbook-\d{4}-\d\d-\d\d\.json", copy.name)
    assert {event["id"] for event in json.loads(copy.read_text())["events"]} == {event["id"] for event in past.events}

    def erase() -> None:
        page.get_by_role("button", name="Erase…").click()
        page.get_by_role("button", name="Erase it all").click()
        expect(done).to_have_count(0)

    done = page.locator("[data-part=chapters] li .nb-mark[data-is=full]")  # the key below the list has one too
    erase()
    page.get_by_role("button", name="Bring it back").click()
    expect(done).to_have_count(1)
    erase()
    page.reload()
    expect(done).to_have_count(0)
    page.locator("[data-part=file]").set_input_files(copy)
    expect(done).to_have_count(1)
    expect(page.locator("[data-part=data] [role=status]")).to_contain_text("2 entries added")
    page.locator("[data-part=file]").set_input_files(copy)
    expect(page.locator("[data-part=data] [role=status]")).to_contain_text("Nothing new in it")


@pytest.mark.parametrize(("text", "told"), [("no JSON", "damaged"), ('{"format": "else"}', "something else")])
def test_a_file_that_is_no_copy_changes_nothing(page: Page, text: str, told: str) -> None:
    desk(page)
    file = {"name": "a.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator("[data-part=file]").set_input_files(file)
    expect(page.locator("[data-part=data] [role=status]")).to_contain_text(told)
    expect(page.locator("[data-part=data] [role=status]")).to_contain_text("Nothing was changed")


def test_all_exercises_are_listed_and_filtered(page: Page, book: str) -> None:
    past = Past()
    past.attempt(BY_HAND)
    page.goto("about/privacy/")
    past.load(page)
    page.goto("exercises/?kind=number&state=full")
    expect(page.locator("nlp-exercises[data-drawn]")).to_be_attached(timeout=READY)
    shown = page.locator("nlp-exercises li:visible")
    expect(shown).to_have_count(1)
    expect(shown.locator(".nb-mark")).to_have_attribute("data-is", "full")
    expect(page.locator("[data-part=found]")).to_contain_text(re.compile(r"1 of \d+ exercises"))
    page.get_by_role("button", name="Clear the filter").click()
    total = page.locator("nlp-exercises li").count()
    expect(shown).to_have_count(total)
    page.locator("select[name=skill]").select_option(label="BLEU")
    page.locator("select[name=level]").select_option("1")
    count = shown.count()
    assert 0 < count < 20
    assert "skill=bleu" in page.url and "level=1" in page.url
    page.get_by_label("In the title").fill("no such title")
    expect(page.locator("[data-part=found]")).to_contain_text("No exercise is like that")
    page.get_by_role("button", name="Clear the filter").click()
    page.locator("select[name=chapter]").select_option("5")
    shown.first.get_by_role("link").click()
    page.wait_for_url(re.compile(r"meaning/words-as-points/#ex-"))
    expect(page.locator(f"#{page.url.partition('#')[2]}")).to_be_visible()
