"""The life of an exercise around its verdict: start, failure, endless programs, reload, help, schemes, widths."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from .access import violations
from .cards import READY, Card
from .sample_site import KINDS

Opener = Callable[..., Page]


def test_nothing_of_python_is_fetched_before_the_first_focus(open_page: Opener) -> None:
    page = open_page()
    page.wait_for_load_state("networkidle")
    heavy = re.compile(r"vendor/(pyodide|editor|katex/katex\.mjs)|runtime\.json|\.whl|assets/exercises/")
    fetched = [url for url in page.watch.requests if heavy.search(url)]
    assert fetched == []
    expect(page.locator("nlp-exercise[data-state='idle']")).to_have_count(len(KINDS))


def test_focus_starts_python_and_a_check_meanwhile_waits_for_it(open_page: Opener) -> None:
    page = open_page()
    card = Card(page, "number")
    held: list[Route] = []
    page.context.route("**/pyodide.asm.wasm", lambda route: held.append(route))
    card.inputs.focus()
    expect(card.root).to_have_attribute("data-state", "loading")
    card.inputs.fill("0.98")
    card.part("check").click()
    panel = card.part("loading")
    expect(panel).to_contain_text("Keep typing")
    expect(panel.locator("li")).to_have_count(4)
    expect(panel.locator("li[aria-current='step']")).to_have_text("fetching Python, once")
    expect(panel).to_contain_text(re.compile(r"\d\.\d of 1\d\.\d MB"))
    expect(card.part("check")).to_have_attribute("aria-disabled", "true")
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    card.expect_state("right")
    expect(panel).to_have_count(0)


def test_stop_withdraws_the_check_and_keeps_the_answer(open_page: Opener) -> None:
    page = open_page()
    card = Card(page, "number")
    page.context.route("**/pyodide.asm.wasm", lambda route: None)
    card.inputs.fill("0.98")
    card.part("check").click()
    card.part("stop").click()
    expect(card.root).to_have_attribute("data-state", "idle")
    expect(card.inputs).to_have_value("0.98")
    expect(card.part("verdict")).to_contain_text("does not count")


def test_python_that_cannot_be_fetched_says_why_and_can_be_tried_again(open_page: Opener) -> None:
    page = open_page()
    page.watch.expect("ERR_FAILED")
    page.context.route("**/pyodide.asm.wasm", lambda route: route.abort())
    card = Card(page, "number")
    card.inputs.fill("0.98")
    card.part("check").click()
    card.expect_state("failed")
    expect(card.part("verdict")).to_contain_text("Python did not start")
    expect(card.part("verdict")).to_contain_text("pyodide.asm.wasm")
    expect(card.inputs).to_have_value("0.98")
    page.context.unroute("**/pyodide.asm.wasm")
    card.part("retry").click()
    card.expect_state("right")
    assert card.state()["tries"] == 1


def test_an_exercise_that_cannot_be_fetched_fails_alone(open_page: Opener) -> None:
    page = open_page()
    page.watch.expect("ERR_FAILED")
    page.context.route("**/sample/choice.json", lambda route: route.abort())
    card = Card(page, "choice")
    card.set("cat, on")
    card.check("failed")
    expect(card.part("verdict")).to_contain_text("choice.json")
    page.context.unroute("**/sample/choice.json")
    card.part("retry").click()
    card.expect_state("wrong")


def test_a_damaged_library_is_refused(open_page: Opener) -> None:
    page = open_page()
    page.context.route("**/nlpbook.whl", lambda route: route.fulfill(body=b"PK other bytes"))
    card = Card(page, "number")
    card.set("0.98")
    card.check("failed")
    expect(card.part("verdict")).to_contain_text("nlpbook.whl is not the one that belongs to this page")


def test_an_endless_program_is_stopped_and_the_next_one_runs(open_page: Opener) -> None:
    page = open_page()
    card = Card(page, "code")
    card.set("def dot(a, b):\n    return 1")
    card.check("wrong")
    card.set("def dot(a, b):\n    while True:\n        pass")
    began = time.monotonic()
    card.part("check").click()
    expect(card.part("verdict")).to_contain_text("Stopped after 10 seconds", timeout=READY)
    assert time.monotonic() - began < 20
    assert card.state()["answer"].endswith("pass")
    card.set("def dot(a, b):\n    return sum(x * y for x, y in zip(a, b))")
    card.check("right")


def test_the_trimmed_library_has_what_exercises_may_import(open_page: Opener) -> None:
    modules = (
        "doctest pdb unittest math cmath random statistics fractions decimal itertools functools operator "
        "collections heapq bisect re string textwrap unicodedata difflib json csv datetime calendar time "
        "dataclasses enum typing abc types contextlib copy pprint array struct hashlib base64 zlib zipfile io "
        "pathlib tempfile inspect ast dis tokenize timeit traceback warnings logging argparse urllib.parse "
        "html xml.etree.ElementTree concurrent.futures asyncio threading queue numbers weakref graphlib "
        "secrets uuid locale gettext tomllib nlpbook.maths"
    )
    page = open_page()
    card = Card(page, "code")
    program = f"import importlib\nfor name in {modules!r}.split():\n    importlib.import_module(name)"
    card.set(f"{program}\nprint('all there')")
    card.part("run").click()
    expect(card.part("output")).to_contain_text("all there", timeout=READY)


def test_stop_ends_a_running_program(open_page: Opener) -> None:
    page = open_page()
    card = Card(page, "code")
    card.set("while True: pass")
    card.part("run").click()
    expect(card.root).to_have_attribute("data-state", "checking", timeout=READY)
    card.part("stop").click()
    expect(card.root).to_have_attribute("data-state", "idle")
    assert card.state()["tries"] == 0
    card.set("print('again')")
    card.part("run").click()
    expect(card.part("output")).to_contain_text("again", timeout=READY)


def test_drafts_marks_and_bookmarks_survive_a_reload(open_page: Opener) -> None:
    page = open_page()
    answers = {
        "number": "0.9", "vector": ["1", "", "3"], "choice": "cat, on", "choices": ["It can be negative."],
        "order": ["Divide by both lengths", "Add the products"], "bugline": {"line": 5, "repair": "    norm_v = 1"},
        "code": "def dot(a, b):\n    return 1", "table": {"0,0": "1", "0,1": "", "1,0": "", "1,1": "2"},
        "text": {"text": "Because.", "points": None},
    }
    for kind, answer in answers.items():
        card = Card(page, kind)
        card.part("bookmark").focus()
        card.set(answer)
    number = Card(page, "number")
    number.check("wrong")
    number.part("bookmark").click()
    page.reload()
    for kind, answer in answers.items():
        assert Card(page, kind).state()["answer"] == answer
    state = number.state()
    assert (state["state"], state["mark"], state["tries"], state["bookmark"]) == ("idle", "tried", 1, True)
    expect(number.part("bookmark")).to_have_attribute("aria-pressed", "true")


def test_refused_storage_changes_nothing_but_the_memory(open_page: Opener) -> None:
    page = open_page()
    refuse = "get() { throw new DOMException('refused', 'SecurityError'); }"
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{{refuse}}})")
    page.reload()
    card = Card(page, "number")
    card.set("0.98")
    card.check("right")
    assert card.state()["mark"] == "full"


def test_hints_come_one_by_one_then_the_solution(open_page: Opener) -> None:
    page = open_page()
    card = Card(page, "number")
    card.part("hint").click()
    shown = card.root.locator("div[data-part='hint']")
    expect(shown).to_contain_text("Which two lengths", timeout=READY)
    expect(card.part("hint-next")).to_have_text("Next hint (2 of 2)")
    card.part("hint-next").click()
    expect(shown.locator(".katex").first).to_be_visible(timeout=READY)
    expect(card.part("hint-next")).to_be_hidden()
    card.part("solution").click()
    card.expect_state("revealed")
    expect(card.root.locator("div[data-part='solution']")).to_contain_text("so the cosine is")
    card.set("0.98")
    card.check("right")
    assert card.state()["mark"] == "seen"  # an answer copied from the solution is not solved


def test_what_is_asked_for_while_a_hint_comes_waits_its_turn(open_page: Opener) -> None:
    card = Card(open_page(), "number")
    card.part("another").click()  # wakes the exercise
    expect(card.root.locator(".nx-variant")).to_have_text("variant 1", timeout=READY)
    card.root.evaluate(
        """card => ["hint", "hint", "solution"].forEach((part) =>
             card.querySelector(`button[data-part="${part}"]`).click())"""
    )
    expect(card.root.locator("div[data-part='solution']")).to_contain_text("so the cosine is", timeout=READY)
    expect(card.root.locator("div[data-part='hint'] .nx-label")).to_have_text("Hint 1 of 2")


def test_another_one_has_fresh_numbers_that_survive_a_reload(open_page: Opener) -> None:
    page = open_page()
    card = Card(page, "number")
    before = card.part("prompt").inner_text()
    card.part("another").click()
    expect(card.root.locator(".nx-variant")).to_have_text("variant 1", timeout=READY)
    expect(card.part("prompt").locator(".katex").first).to_be_visible(timeout=READY)  # it reads otherwise until then
    fresh = card.part("prompt").inner_text()
    assert fresh != before
    card.set("0.5")
    page.reload()
    expect(card.part("prompt").locator(".katex").first).to_be_visible(timeout=READY)
    assert card.part("prompt").inner_text() == fresh
    assert card.state()["answer"] == "0.5"
    card.part("check").click()
    expect(card.root).to_have_attribute("data-state", re.compile("right|partial|wrong"), timeout=READY)
    card.part("reset").click()
    assert "variant" not in card.root.inner_text()
    assert card.state()["seed"] is None


def test_the_editor_comes_on_focus_and_the_textarea_stays_its_truth(open_page: Opener) -> None:
    page = open_page()
    card = Card(page, "code")
    textarea = card.root.locator("textarea")
    textarea.click()
    editor = card.root.locator(".cm-content")
    expect(editor).to_be_focused(timeout=READY)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("x = 1")
    expect(textarea).to_have_value("x = 1")
    textarea.evaluate("area => { area.value = 'y = 2'; area.dispatchEvent(new Event('input', {bubbles: true})) }")
    expect(editor).to_have_text("y = 2")
    textarea.fill("z = 3")
    expect(editor).to_have_text("z = 3")
    assert card.state()["answer"] == "z = 3"


def test_a_press_on_check_brings_no_editor_that_would_push_it_away(open_page: Opener) -> None:
    page = open_page()
    card = Card(page, "code")
    card.set("def dot(a, b):\n    return sum(x * y for x, y in zip(a, b))" + "\n# a long program" * 20)
    card.check("right")
    expect(card.root.locator(".cm-content")).to_have_count(0)


def test_escape_then_tab_leaves_the_editor(open_page: Opener) -> None:
    page = open_page()
    card = Card(page, "code")
    card.root.locator("textarea").click()
    expect(card.root.locator(".cm-content")).to_be_focused(timeout=READY)
    page.keyboard.press("Tab")
    expect(card.root.locator(".cm-content")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(card.part("check")).to_be_focused()


def test_without_the_editor_the_textarea_does(open_page: Opener) -> None:
    page = open_page()
    page.watch.expect("ERR_FAILED")
    page.context.route("**/vendor/editor/editor.mjs", lambda route: route.abort())
    card = Card(page, "code")
    card.root.locator("textarea").fill("def dot(a, b):\n    return sum(x * y for x, y in zip(a, b))")
    page.keyboard.press("Control+Enter")
    card.expect_state("right")


def test_the_worker_outlives_a_change_of_page(open_page: Opener) -> None:
    page = open_page()
    card = Card(page, "number")
    card.set("0.98")
    card.check("right")
    starts = sum("runtime.json" in url for url in page.watch.requests)
    page.evaluate("""() => {  // what instant navigation does: new nodes, same document
        const text = document.querySelector('main').innerHTML;
        document.querySelector('main').remove();
        document.body.append(new DOMParser().parseFromString(`<main>${text}</main>`, 'text/html').body.firstChild);
    }""")
    other = Card(page, "choice")
    other.set("cat, on")
    other.check("wrong")
    assert sum("runtime.json" in url for url in page.watch.requests) == starts == 1


def test_html_from_a_forged_answer_is_cleaned(open_page: Opener) -> None:
    page = open_page()
    page.watch.expect("inline event handler")  # the policy would have stopped it too
    card = Card(page, "code")
    forged = (
        "import js, json\n"
        "from pyodide.ffi import to_js\n"
        "answer = {'state': 'right', 'headline': 'x', 'parts': [], 'message_html':\n"
        "    '<img src=data:, onerror=\"document.title=1\"><iframe></iframe><a href=\"javascript:1\">in</a>'}\n"
        "for i in range(50):\n"
        "    message = {'type': 'answer', 'id': i, 'json': json.dumps(answer)}\n"
        "    js.postMessage(to_js(message, dict_converter=js.Object.fromEntries))\n"
    )
    card.set(forged)
    card.part("check").click()
    expect(card.part("verdict")).not_to_be_empty(timeout=READY)
    verdict = card.part("verdict")
    expect(verdict.locator("iframe, [onerror], a[href]")).to_have_count(0)
    assert page.title() == "Exercises"


@pytest.mark.parametrize("name", ["index.html", "dark.html"])
def test_phone_width_needs_no_sideways_scrolling(open_page: Opener, name: str) -> None:
    page = open_page(name, width=390, has_touch=True)
    for kind in KINDS:
        Card(page, kind).part("bookmark").focus()
    card = Card(page, "code")
    card.set("def dot(a, b):\n    return 'a long line ' * 20, 'that goes on and on and on and on and on and on and on'")
    card.check("wrong")
    for kind, answer in (("choice", "cat, on"), ("vector", ["1", "2", "3"]), ("text", "Because."), ("bugline", 3)):
        other = Card(page, kind)
        other.set(answer)
        other.part("check").click()
        expect(other.part("verdict")).not_to_be_empty(timeout=READY)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("name", ["index.html", "dark.html"])
def test_axe_finds_nothing(open_page: Opener, name: str) -> None:
    page = open_page(name)
    answers = {"number": "0.94", "choice": "cat, on", "bugline": 6, "text": "Because.", "code": "x = 1"}
    for kind, answer in answers.items():
        card = Card(page, kind)
        card.part("bookmark").focus()
        card.set(answer)
        card.part("check").click()
        expect(card.part("verdict")).not_to_be_empty(timeout=READY)
    card = Card(page, "code")
    card.root.locator("textarea").focus()
    expect(card.root.locator(".cm-content")).to_be_visible(timeout=READY)
    assert violations(page) == []


def test_without_scripts_the_exercise_can_be_read(open_page: Opener) -> None:
    page = open_page(java_script_enabled=False)
    card = Card(page, "number")
    expect(card.part("prompt")).to_be_visible()
    expect(card.inputs).to_be_visible()
    expect(card.part("check")).to_be_hidden()
    assert "that needs JavaScript" in page.content()


def test_printed_without_verdicts_and_solutions(open_page: Opener) -> None:
    page = open_page()
    card = Card(page, "number")
    card.set("0.94")
    card.check("wrong")
    card.part("solution").click()
    expect(card.root.locator("div[data-part='solution']")).to_be_visible(timeout=READY)
    page.emulate_media(media="print")
    for part in ("verdict", "check"):
        expect(card.part(part)).to_be_hidden()
    expect(card.root.locator("div[data-part='solution']")).to_be_hidden()
    expect(card.part("prompt")).to_be_visible()
