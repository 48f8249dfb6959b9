"""The reader's store in a real browser: what outlives a reload, a closed page, a crash, two tabs, refused storage."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from nlpbook.site.programs import CHROMIUM_FLAGS

from .access import violations
from .answers import typed_key
from .cards import READY, Card
from .conftest import Watch
from .test_place import PLACE

Opener = Callable[..., Page]
REFUSED = "throw new DOMException('refused', 'SecurityError')"
NO_DATABASE = f"indexedDB.open = () => {{ {REFUSED}; }};"
NO_STORAGE = f"Object.defineProperty(window, 'localStorage', {{ get() {{ {REFUSED}; }} }});"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
NO_CHANNEL = "delete window.BroadcastChannel;"
BY_HAND = "words-as-points/cosine-by-hand"
PASS = {
    "exercise": "sample/choice", "revision": "r", "seed": None, "state": "right", "self": False, "first": True,
    "hints": 0, "seen": False, "tries": 1, "said": "", "slot": "",
}  # fmt: skip


def desk(page: Page, act: str, argument: Any = None) -> Any:
    """Run `act`, a function of the page's desk and an argument; what it returns."""
    script = """async (argument) => {
      const { desk } = await import(new URL("assets/nlpbook/js/desk/desk.mjs", location.href).href);
      await desk.ready;
      return (ACT)(desk, argument);
    }"""
    return page.evaluate(script.replace("ACT", act), argument)


def passed(page: Page) -> None:
    """One exercise solved, without Python, and in the database."""
    assert desk(page, "async (desk, fields) => { desk.add('attempt', fields); return desk.save(); }", PASS)


def solve(page: Page) -> Card:
    card = Card(page, "number")
    card.set("0.98")
    card.check("right")
    return card


def mark(page: Page, kind: str) -> Any:
    return Card(page, kind).root.locator(".nb-mark")


def open_with(open_page: Opener, *scripts: str) -> Page:
    """The sample site in a browser in which these were run before the page's own scripts."""
    page = open_page()
    for script in scripts:
        page.context.add_init_script(script)
    page.reload()
    return page


@pytest.mark.parametrize("end", ["closed", "crashed"])
def test_a_pass_outlives_the_page_that_ends_right_after_the_verdict(open_page: Opener, end: str) -> None:
    page = open_page()
    solve(page)
    if end == "closed":
        page.close(run_before_unload=False)
    else:
        with page.expect_event("crash"), suppress(Error):
            page.goto("chrome://crash")
    other = page.context.new_page()
    other.goto(page.watch.site)
    expect(mark(other, "number")).to_have_attribute("data-is", "full")
    assert Card(other, "number").state()["answer"] == "0.98"
    other.reload()
    expect(mark(other, "number")).to_have_attribute("data-is", "full")


def test_what_the_database_has_outlives_a_killed_browser(
    browser: Browser, chromium: Path, sample: str, tmp_path: Path
) -> None:
    def start() -> Page:
        context = browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=str(chromium), args=list(CHROMIUM_FLAGS)
        )
        page = context.new_page()
        page.goto(sample)
        return page

    page = start()
    passed(page)
    process = int((tmp_path / "SingletonLock").readlink().name.rpartition("-")[2])
    with page.context.expect_event("close"):
        os.kill(process, signal.SIGKILL)
    page = start()
    expect(mark(page, "choice")).to_have_attribute("data-is", "full")
    page.context.close()


@pytest.mark.parametrize("script", ["", NO_CHANNEL], ids=["channel", "no channel"])
def test_another_tab_shows_the_result_at_once(open_page: Opener, script: str) -> None:
    page = open_with(open_page, script)
    assert page.evaluate("'BroadcastChannel' in window") is not bool(script)
    other = page.context.new_page()
    other.goto(page.watch.site)
    expect(mark(other, "number")).to_have_attribute("data-is", "")
    solve(page)
    expect(mark(other, "number")).to_have_attribute("data-is", "full")
    passed(other)
    expect(mark(page, "choice")).to_have_attribute("data-is", "full")


def test_two_tabs_that_write_at_once_keep_everything(open_page: Opener) -> None:
    page = open_page()
    other = page.context.new_page()
    other.goto(page.watch.site)
    add = "(desk, fields) => { for (let n = 0; n < 40; n += 1) desk.add('attempt', fields); }"
    for turn in range(5):
        desk(page if turn % 2 else other, add, PASS)
    other.close(run_before_unload=False)
    page.reload()
    assert desk(page, "(desk) => desk.events.length") == 200


@pytest.mark.parametrize(
    ("scripts", "storage", "told"),
    [
        ([NO_DATABASE, NO_STORAGE], "visit", "only until you close the page"),
        ([NO_DATABASE, FULL], "visit", "only until you close the page"),
        ([NO_STORAGE], "kept", "What you type here is kept only"),
        ([NO_DATABASE], "kept", ""),
        ([], "kept", ""),
    ],
    ids=["nothing", "full", "no localStorage", "no database", "everything"],
)
def test_where_nothing_is_kept_the_exercise_says_so_once(
    open_page: Opener, scripts: list[str], storage: str, told: str
) -> None:
    page = open_with(open_page, *scripts)
    for kind in ("number", "choice"):
        Card(page, kind).part("bookmark").focus()
        Card(page, kind).part("bookmark").click()
    Card(page, "choice").set("cat, on")
    desk(page, "(desk) => desk.save()")
    assert desk(page, "(desk) => desk.storage") == storage
    page.wait_for_timeout(400)  # a draft is saved when typing pauses
    notice = page.locator(".nx-unkept")
    expect(notice).to_have_count(1 if told else 0)
    if told:
        expect(notice).to_contain_text(told)
        expect(notice.get_by_role("link", name="Save a copy")).to_have_attribute("href", page.watch.site + "desk/")
        assert notice.evaluate("(one) => one.previousElementSibling.dataset.part") == "verdict"
        assert violations(page) == []


def test_an_exercise_works_where_storage_is_refused(open_page: Opener) -> None:
    page = open_with(open_page, NO_DATABASE, NO_STORAGE)
    card = solve(page)
    assert card.state()["mark"] == "full"
    assert desk(page, "(desk) => [desk.storage, desk.problems.length, desk.canUndo]") == ["visit", 1, False]
    assert json.loads(desk(page, "(desk) => desk.exportText()"))["drafts"]["sample/number"]["answer"] == "0.98"


def test_the_notice_goes_when_there_is_room_again(open_page: Opener) -> None:
    page = open_with(open_page, "window.room = Storage.prototype.setItem;" + FULL, NO_DATABASE)
    Card(page, "choice").part("bookmark").focus()
    Card(page, "choice").set("cat, on")
    expect(page.locator(".nx-unkept")).to_have_count(1)
    page.evaluate("""() => {
      Storage.prototype.setItem = window.room;
      delete indexedDB.open;
    }""")
    Card(page, "choice").set("cat, off")
    assert desk(page, "(desk, fields) => { desk.add('attempt', fields); return desk.save(); }", PASS)
    expect(page.locator(".nx-unkept")).to_have_count(0)


def test_a_record_of_version_1_becomes_events_and_a_draft(open_page: Opener) -> None:
    page = open_page()
    revision = Card(page, "number").root.get_attribute("data-revision")
    page.watch.expect("404")  # such a page has no icon
    page.goto(page.watch.site + "assets/nlpbook/css/tokens.css")  # a page of the site on which no exercise is
    record = {"version": 1, "revision": revision, "answer": "0.9", "seed": None, "variant": 0, "shown": None,
              "tries": 3, "mark": "full", "seen": False, "bookmark": True}  # fmt: skip
    page.evaluate("(text) => localStorage.setItem('nlpbook:exercise:sample/number', text)", json.dumps(record))
    for _ in range(2):
        page.goto(page.watch.site)
        expect(mark(page, "number")).to_have_attribute("data-is", "full")
        state = Card(page, "number").state()
        assert (state["answer"], state["bookmark"]) == ("0.9", True)
        assert desk(page, "(desk) => desk.save()")
        assert desk(page, "(desk) => [desk.events.length, desk.state.of('sample/number').tries]") == [2, 3]
        assert page.evaluate("localStorage.getItem('nlpbook:exercise:sample/number')") is None


DAMAGE = """async () => {
  localStorage.setItem("nlpbook:desk:ahead:0123456789abcdef", '{"v":1,"id":"0123456789ab');
  localStorage.setItem("nlpbook:exercise:sample/vector", "no record");
  localStorage.setItem("nlpbook:draft:sample/table", "no draft");
  const opening = indexedDB.open("nlpbook");
  const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const change = db.transaction("events", "readwrite");
  change.objectStore("events").put({ id: "broken", order: "x" });
  await new Promise((done) => { change.oncomplete = done; });
  db.close();
}"""
ASIDE = """() => new Promise((done) => {
  indexedDB.open("nlpbook").onsuccess = ({ target: { result: db } }) => {
    const all = db.transaction("aside").objectStore("aside").getAll();
    all.onsuccess = () => { db.close(); done(all.result); };
  };
})"""


def test_what_is_damaged_is_set_aside_and_reported_and_the_rest_is_kept(open_page: Opener) -> None:
    page = open_page()
    passed(page)
    page.evaluate(DAMAGE)
    page.reload()
    expect(mark(page, "choice")).to_have_attribute("data-is", "full")
    problems = desk(page, "(desk) => desk.problems.map(({ what }) => what)")
    assert problems == ["3 records could not be read"]
    page.wait_for_function(f"async () => (await ({ASIDE})()).length === 3")
    assert {one["what"] if isinstance(one["what"], str) else one["what"]["id"] for one in page.evaluate(ASIDE)} == {
        '{"v":1,"id":"0123456789ab', "no record", "broken"}  # fmt: skip
    assert page.evaluate("localStorage.getItem('nlpbook:damaged:sample/table')") == "no draft"
    page.reload()
    assert desk(page, "(desk) => desk.problems.map(({ what }) => what)") == ["3 records could not be read"]
    assert desk(page, "(desk) => desk.events.length") == 1


def test_a_copy_is_merged_once_and_a_wrong_file_changes_nothing(open_page: Opener) -> None:
    page = open_page()
    passed(page)
    Card(page, "table").part("bookmark").focus()
    Card(page, "table").set({"0,0": "7"})
    page.wait_for_timeout(400)
    text = desk(page, "(desk) => desk.exportText()")
    assert len(json.loads(text)["events"]) == 1
    desk(page, "(desk) => desk.erase()")
    page.reload()
    expect(mark(page, "choice")).to_have_attribute("data-is", "")
    load = "(desk, text) => desk.importText(text).catch((error) => error.name)"
    assert desk(page, load, text) == {"added": 1, "known": 0}
    expect(mark(page, "choice")).to_have_attribute("data-is", "full")
    assert Card(page, "table").state()["answer"]["0,0"] == "7"
    for _ in range(2):
        assert desk(page, load, text) == {"added": 0, "known": 1}
    for wrong in ("{", "[]", text.replace('"version": 1', '"version": 9'), text.replace('"attempt"', '"hint"')[:-40]):
        assert desk(page, load, wrong) == "DeskFileError"
    page.reload()
    assert desk(page, "(desk) => desk.events.length") == 1


def test_what_is_erased_is_gone_in_every_tab_and_comes_back_with_undo(open_page: Opener) -> None:
    page = open_page()
    passed(page)
    Card(page, "number").part("bookmark").focus()
    Card(page, "number").set("0.5")
    page.wait_for_timeout(400)
    other = page.context.new_page()
    other.goto(page.watch.site)
    expect(mark(other, "choice")).to_have_attribute("data-is", "full")
    desk(page, "(desk) => desk.erase()")
    for tab in (page, other):
        expect(mark(tab, "choice")).to_have_attribute("data-is", "")
        expect(Card(tab, "number").inputs).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).filter((key) => !key.includes(':setting:'))") == []
    assert desk(page, "(desk) => desk.undoErase()")
    for tab in (page, other):
        expect(mark(tab, "choice")).to_have_attribute("data-is", "full")
        expect(Card(tab, "number").inputs).to_have_value("0.5")
    page.reload()
    expect(mark(page, "choice")).to_have_attribute("data-is", "full")


def test_an_exam_takes_the_answer_and_says_nothing(open_page: Opener) -> None:
    page = open_page()
    page.evaluate(PLACE, {"variant": 1, "slot": "exam:one", "mode": "exam"})
    placed = page.locator("#placed")
    placed.locator("[data-part=input]").fill("99")
    for part in ("check", "hint", "solution", "another", "reset", "verdict"):
        expect(placed.locator(f"[data-part={part}]").first).to_be_hidden()
    placed.locator("[data-part=input]").press("Enter")
    placed.evaluate("async (one) => { await one.check(); await one.runOnly(); }")
    assert placed.evaluate("(one) => one.getState().answer") == "99"
    expect(placed).to_have_attribute("data-state", "idle")
    assert desk(page, "(desk) => desk.events.length") == 0
    assert Card(page, "number").inputs.input_value() == ""


def test_a_slot_keeps_its_own_draft(open_page: Opener) -> None:
    page = open_page()
    for number in ("1", "2"):
        page.evaluate(PLACE, {"slot": "review"})
        if number == "1":
            Card(page, "number").inputs.fill("1")
            page.locator("#placed [data-part=input]").fill("2")
            page.wait_for_timeout(400)
            page.reload()
    assert page.locator("#placed [data-part=input]").input_value() == "2"
    assert Card(page, "number").inputs.input_value() == "1"


def test_a_reader_without_storage_takes_a_copy_along(browser: Browser, book: str, tmp_path: Path) -> None:
    """On the book itself: from the notice to the desk without a reload, and the file has what was done."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watch = Watch(context, book)
    watch.expect("refused")  # the theme reads its own palette and tabs without minding a refusal
    context.add_init_script(NO_DATABASE + NO_STORAGE)
    page = context.new_page()
    page.goto(book + "meaning/words-as-points/")
    card = Card(page, "number")
    card.root = page.locator(f"nlp-exercise[data-exercise='{BY_HAND}']")
    card.set(typed_key(BY_HAND))
    card.check("right")
    card.root.get_by_role("link", name="Save a copy").click()
    expect(page.locator("nlp-desk[data-drawn]")).to_be_attached(timeout=READY)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a copy").click()
    download.value.save_as(tmp_path / "copy.json")
    [event] = json.loads((tmp_path / "copy.json").read_text())["events"]
    assert (event["type"], event["exercise"], event["state"]) == ("attempt", BY_HAND, "right")
    context.close()
    watch.verify()
