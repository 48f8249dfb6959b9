"""An exam in a real browser: writing, coming back to it, time up, handing in, the marked paper, the log, print."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from nlpbook.site.programs import CHROMIUM_FLAGS

from .access import violations
from .cards import READY, Card
from .conftest import Watch
from .exam_site import build_exam_site
from .sample_site import KINDS
from .server import serving

Opener = Callable[..., Page]
MINUTE = 60_000
WRITTEN = 7000
"""Milliseconds after which a browser has its local storage on disk: it writes behind, some seconds late."""
PRINT = """let sheets = 0;
window.print = () => { document.documentElement.dataset.printed = ++sheets; };"""
EVENTS = """async () => {
  const { desk } = await import(new URL("assets/nlpbook/js/desk/desk.mjs", location.href).href);
  await desk.ready;
  return desk.events;
}"""


@pytest.fixture(scope="module")
def exam_site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = tmp_path_factory.mktemp("exam-site")
    build_exam_site(project, out)
    with serving(out) as address:
        yield address


@pytest.fixture
def open_exam(browser: Browser, exam_site: str) -> Iterator[Opener]:
    """Open the exam in a profile of its own, or in a given one."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def opener(name: str = "exam.html", context: BrowserContext | None = None, width: int = 1024, **more: Any) -> Page:
        if context is None:
            context = browser.new_context(viewport={"width": width, "height": 900}, **more)
            opened.append((context, Watch(context, exam_site)))
        page = context.new_page()
        page.watch = next((watch for own, watch in opened if own is context), None)
        # A sheet stays until printing is over; here it is never over, so that it can be looked at.
        page.add_init_script(PRINT)
        page.goto(exam_site + name)
        return page

    yield opener
    for context, watch in opened:
        context.close()
        watch.verify()


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("document.querySelector('nlp-exam').getState()")
    return found


def reach(page: Page, name: str) -> None:
    """Wait for a state; where Python took longer to start than the page waits, try again as a reader would."""
    settled = page.locator(f"nlp-exam:is([data-state={name}], [data-state=failed])")
    for _ in range(3):
        expect(settled).to_have_count(1, timeout=2 * READY)
        if page.locator("nlp-exam").get_attribute("data-state") == name:
            return
        page.locator("[data-part=retry]").click()
    pytest.fail(page.locator(".ne-trouble").inner_text())


def start(page: Page, seed: str = "7") -> None:
    reach(page, "idle")
    page.locator("[data-part=seed]").fill(seed)
    page.locator("[data-part=start]").click()
    reach(page, "writing")


def hand_in(page: Page) -> None:
    page.locator("[data-part=hand-in]").first.click()
    page.locator("[data-part=hand-in-now]").click()
    reach(page, "marked")


def points(page: Page, kind: str) -> str:
    own = page.locator(".ne-question", has=page.locator(f"nlp-exercise[data-kind='{kind}']"))
    return own.locator(".ne-tools").inner_text().strip()


def exam_events(page: Page) -> list[dict[str, Any]]:
    return [one for one in page.evaluate(EVENTS) if one.get("slot") == "exam" or one["type"] == "exam"]


def test_an_exam_from_start_to_result(open_exam: Opener) -> None:
    page = open_exam()
    start(page)
    expect(page.locator("nlp-exercise")).to_have_count(8 + 1)
    expect(page.locator("[data-part=time]")).to_have_text("40 min left")
    expect(page.locator("[data-part=count]")).to_have_text("0 of 9 answered")
    for hidden in ("check", "hint", "solution", "another", "run"):  # nothing is judged or helped before handing in
        assert not any(one.is_visible() for one in page.locator(f"nlp-exercise button[data-part={hidden}]").all())
    Card(page, "choice").inputs.first.click()
    Card(page, "text").inputs.fill("Because the lengths are divided out.")
    Card(page, "number").inputs.fill("not a number at all")
    vector = Card(page, "vector")
    vector.inputs.first.fill("99")
    page.keyboard.press("Enter")  # in the chapter this would check
    expect(vector.root).to_have_attribute("data-state", re.compile("idle|loading"))
    expect(page.locator("[data-part=count]")).to_have_text("4 of 9 answered")
    page.locator("[data-part=flag]").nth(1).click()
    expect(page.get_by_role("button", name=re.compile("Question 2, .*come back to this"))).to_be_visible()
    page.locator("[data-part=hand-in]").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("are still open")
    expect(dialog).to_contain_text("come back to question 2")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    reach(page, "writing")
    assert exam_events(page) == []
    hand_in(page)

    expect(page.locator(".ne-result")).to_contain_text("still to be compared with its rubric")
    assert points(page, "order") == "0 of 3 points"
    expect(Card(page, "order").part("verdict")).to_contain_text("Left open")
    expect(Card(page, "number").part("verdict")).to_contain_text("Left open")
    assert page.locator("nlp-exercise div[data-part=solution]").count() == 9
    assert page.locator("nlp-exercise textarea:not([readonly])").count() == 0
    told = {one["exercise"] for one in exam_events(page)}
    assert told == {f"sample/{kind}" for kind in KINDS if kind != "text"}
    text = Card(page, "text")
    text.part("point").locator("input").first.check()
    expect(text.part("verdict")).to_contain_text("of")
    expect(page.locator(".ne-result")).to_contain_text("marked by yourself")
    page.locator("[data-part=finish]").click()
    expect(page.locator("[data-part=another-paper]")).to_be_visible(timeout=READY)

    events = exam_events(page)
    assert len(events) == 10
    exam = next(one for one in events if one["type"] == "exam")
    assert (exam["exam"], exam["seed"], exam["of"]) == ("each-kind", 7, 21)
    assert exam["points"] == sum(section["points"] for section in exam["sections"])
    assert exam["skills"]["cosine-similarity"]["of"] > 0
    by_id = {one["exercise"]: one for one in events if one["type"] == "attempt"}
    assert by_id["sample/text"]["self"] and by_id["sample/text"]["state"] == "partial"
    wrong = [one for one in by_id.values() if one["state"] == "wrong" and one["first"]]
    assert {"sample/order", "sample/number", "sample/code"} <= {one["exercise"] for one in wrong}
    expect(page.locator("[data-part=history] tbody tr")).to_have_count(1)

    page.reload()  # the marked paper is still there, and the log hears nothing twice
    reach(page, "marked")
    assert len(exam_events(page)) == 10
    page.locator("[data-part=another-paper]").click()
    reach(page, "idle")


def test_right_answers_earn_all_points(open_exam: Opener) -> None:
    page = open_exam()
    start(page, "3")
    keys = page.evaluate("""async () => {
      const { python } = await import(new URL("assets/nlpbook/js/python.mjs", location.href).href);
      const { fetchItem } = await import(new URL("assets/nlpbook/js/items.mjs", location.href).href);
      const found = {};
      for (const element of document.querySelectorAll("nlp-exercise")) {
        const item = await fetchItem(element.dataset.exercise);
        const seed = element.dataset.seed ? Number(element.dataset.seed) : null;
        found[element.dataset.kind] = (await python.ask({ do: "solution", item, seed }).answer).key;
      }
      return found;
    }""")
    number = Card(page, "number")
    number.inputs.fill(keys["number"])
    vector = keys["vector"].strip("()").split(", ")
    for field, value in zip(Card(page, "vector").inputs.all(), vector, strict=True):
        field.fill(value)
    half = Card(page, "table").inputs.first
    half.fill("1")
    Card(page, "code").set("def dot(u, v):\n    return sum(a * b for a, b in zip(u, v))\n")
    hand_in(page)
    assert points(page, "number") == "2 of 2 points"
    assert points(page, "vector") == "2 of 2 points"
    assert number.root.get_attribute("data-state") == "right"


def test_a_reload_resumes_to_the_second(open_exam: Opener) -> None:
    page = open_exam()
    start(page)
    before = state(page)["sitting"]
    Card(page, "number").inputs.fill("0.5")
    page.locator("[data-part=flag]").first.click()
    page.reload()
    reach(page, "writing")
    after = state(page)["sitting"]
    assert (after["endsAt"], after["startedAt"], after["id"]) == (before["endsAt"], before["startedAt"], before["id"])
    assert after["paper"] == before["paper"]
    expect(Card(page, "number").inputs).to_have_value("0.5")
    expect(page.locator("[data-part=flag]").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-part=count]")).to_have_text("1 of 9 answered")


def test_a_crash_costs_no_answer(browser: Browser, chromium: Path, exam_site: str, tmp_path: Path) -> None:
    """The browser crashes while an exam is being written, and is opened again with the same profile."""

    def launch() -> BrowserContext:
        return browser.browser_type.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=str(chromium), args=list(CHROMIUM_FLAGS)
        )

    context = launch()
    page = context.new_page()
    page.goto(exam_site + "exam.html")
    start(page)
    Card(page, "number").inputs.fill("0.25")
    Card(page, "choice").inputs.first.click()
    ends = state(page)["sitting"]["endsAt"]
    page.wait_for_timeout(WRITTEN)
    with contextlib.suppress(Error):
        context.new_cdp_session(page).send("Browser.crash")
    with contextlib.suppress(Error):
        context.close()
    context = launch()
    page = context.new_page()
    page.goto(exam_site + "exam.html")
    reach(page, "writing")
    assert state(page)["sitting"]["endsAt"] == ends
    expect(Card(page, "number").inputs).to_have_value("0.25")
    expect(page.locator("[data-part=count]")).to_have_text("2 of 9 answered")
    context.close()


def test_time_up_hands_in_what_is_there(open_exam: Opener) -> None:
    page = open_exam()
    reach(page, "idle")
    page.clock.install()
    start(page)
    Card(page, "number").inputs.fill("0.5")
    page.clock.fast_forward(29.5 * MINUTE)
    expect(page.locator("[data-part=time]")).to_have_text("11 min left")
    page.clock.fast_forward(MINUTE)
    expect(page.locator("[data-part=announce]")).to_have_text("10 minutes left.")
    page.clock.fast_forward(9 * MINUTE)
    expect(page.locator("[data-part=announce]")).to_have_text("One minute left.")
    expect(page.locator("[data-part=time]")).to_have_text(re.compile(r"^\d+ s left$"))
    page.locator("[data-part=hide-time]").click()
    expect(page.locator("[data-part=time]")).to_have_text("time hidden")
    page.clock.fast_forward(MINUTE)
    page.clock.resume()
    reach(page, "marked")
    sitting = state(page)["sitting"]
    assert sitting["byTime"] and sitting["handedAt"] == sitting["endsAt"]
    assert sitting["answers"] == {"sample/number": "0.5"}
    expect(page.locator(".ne-result")).to_contain_text("handed itself in")


def test_time_up_while_away_hands_in_on_return(open_exam: Opener, exam_site: str) -> None:
    page = open_exam()
    start(page)
    Card(page, "number").inputs.fill("0.5")
    page.goto(exam_site)  # another page of the site
    page.evaluate("""() => {
      const key = "nlpbook:exam:each-kind";
      const sitting = JSON.parse(localStorage.getItem(key));
      sitting.startedAt -= 3_600_000;
      sitting.endsAt -= 3_600_000;
      localStorage.setItem(key, JSON.stringify(sitting));
    }""")
    page.goto(exam_site + "exam.html")
    reach(page, "marked")
    assert state(page)["sitting"]["byTime"]
    assert state(page)["sitting"]["answers"] == {"sample/number": "0.5"}


def test_a_clock_set_back_gains_no_time(open_exam: Opener) -> None:
    page = open_exam()
    reach(page, "idle")
    page.clock.install()
    start(page)
    page.clock.fast_forward(20 * MINUTE)
    expect(page.locator("[data-part=time]")).to_have_text("20 min left")
    page.clock.set_system_time(0)
    page.clock.run_for(2000)
    expect(page.locator("[data-part=time]")).to_have_text("20 min left")


def test_two_tabs_write_one_paper(open_exam: Opener) -> None:
    first = open_exam()
    start(first)
    Card(first, "number").inputs.fill("0.5")
    second = open_exam(context=first.context)
    reach(second, "elsewhere")
    expect(second.locator("nlp-exercise")).to_have_count(0)
    first.wait_for_timeout(500)
    second.locator("[data-part=take-over]").click()
    reach(second, "writing")
    reach(first, "elsewhere")
    expect(Card(second, "number").inputs).to_have_value("0.5")
    second.close()
    reach(first, "writing")  # the lock came free
    expect(Card(first, "number").inputs).to_have_value("0.5")


def test_the_network_may_go_away(open_exam: Opener) -> None:
    page = open_exam()
    start(page)
    page.wait_for_load_state("networkidle")
    failed: list[str] = []
    page.on("requestfailed", lambda one: failed.append(one.url))
    page.watch.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    Card(page, "number").inputs.fill("0.5")
    Card(page, "choice").inputs.first.click()
    hand_in(page)
    assert page.locator("nlp-exercise div[data-part=solution]").count() == 9
    assert page.locator("nlp-exercise .arithmatex:not(:has(.katex))").count() == 0
    assert all(url.endswith(".woff2") for url in failed), failed  # the face of a sign that the paper had not shown yet
    page.context.set_offline(False)


def test_the_same_seed_prints_the_same_paper_and_its_key(open_exam: Opener) -> None:
    def sheets(page: Page, seed: str) -> list[str]:
        reach(page, "idle")
        page.locator("[data-part=seed]").fill(seed)
        found = []
        for n, part in enumerate(("print-paper", "print-key"), 1):
            page.locator(f"[data-part={part}]").click()
            expect(page.locator("html")).to_have_attribute("data-printed", str(n), timeout=READY)
            found.append(page.locator("body > .nb-printed").inner_html())
        return found

    first = open_exam()
    paper, key = sheets(first, "9")
    assert sheets(open_exam(), "9") == [paper, key]
    assert sheets(open_exam(), "10") != [paper, key]
    name = re.search(r"Paper ([0-9a-f]{8})", paper)
    assert name and f"Paper {name[1]}" in key
    assert "np-key" not in paper and key.count("np-key") >= 9
    assert first.title() != "An exam" and "seed 9" in first.title()
    first.emulate_media(media="print")
    expect(first.locator("body > .nb-printed")).to_be_visible()
    expect(first.locator("h1", has_text="An exam")).to_be_hidden()
    pdf = first.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 2
    first.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(first.locator("body > .nb-printed")).to_have_count(0)
    assert first.title() == "An exam"


def test_the_browser_draws_the_paper_that_the_command_line_prints(open_exam: Opener, exam_site: str) -> None:
    from nlpbook.exercises.papers import draw_paper

    page = open_exam()
    start(page, "4")
    whole = json.loads(page.request.get(exam_site + "assets/nlpbook/exams/each-kind.json").text())
    assert state(page)["sitting"]["paper"] == draw_paper(whole["blueprint"], whole["pool"], 4)


def test_a_wrong_seed_starts_nothing(open_exam: Opener) -> None:
    page = open_exam()
    reach(page, "idle")
    for wrong in ("51", "0", "x"):
        page.locator("[data-part=seed]").fill(wrong)
        page.locator("[data-part=start]").click()
        expect(page.get_by_role("alert")).to_contain_text("from 1 to 50")
    assert state(page)["state"] == "idle"


def test_an_exam_by_keyboard_alone(open_exam: Opener) -> None:
    page = open_exam()
    reach(page, "idle")
    page.locator("[data-part=seed]").focus()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reach(page, "writing")
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('nlp-exercise')?.dataset.kind") == "number":
            break
    page.keyboard.type("0.5")
    expect(Card(page, "number").inputs).to_have_value("0.5")
    page.locator("[data-part=hand-in]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=hand-in-now]")).to_be_focused()
    page.keyboard.press("Enter")
    reach(page, "marked")
    assert page.evaluate("document.activeElement.textContent") == "Result"


@pytest.mark.parametrize("name", ["exam.html", "exam-dark.html"])
def test_axe_finds_nothing_and_phones_need_no_sideways_scrolling(open_exam: Opener, name: str) -> None:
    page = open_exam(name, width=390)

    def clean() -> None:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    reach(page, "idle")
    clean()
    start(page)
    Card(page, "choice").inputs.first.click()
    Card(page, "text").inputs.fill("Because.")
    page.locator("[data-part=flag]").first.click()
    clean()
    hand_in(page)
    clean()
