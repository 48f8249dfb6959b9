"""Every kind in every state is for everyone: axe, keyboard, accessibility tree, targets, big text, narrow pages."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from .access import bad_ring, lost, small_targets, violations_in_both_schemes
from .cards import READY, Card
from .conftest import Watch
from .sample_site import KINDS
from .test_kinds import CASES

ANSWERS: dict[tuple[str, str], Any] = {(kind, state): answer for kind, answer, state in CASES}
JUDGED = [kind for kind in KINDS if kind != "text"]
WASM = "**/pyodide.asm.wasm"
TREES = Path(__file__).parents[1] / "golden" / "test_access"
Opener = Callable[..., Page]


def sound(page: Page) -> list[Any]:
    """What is wrong with the page as it stands: in both schemes, on a desk, on a phone, at 320 px, in big letters."""
    problems: list[Any] = violations_in_both_schemes(page)
    for width, least in ((1440, 36), (390, 44)):
        page.set_viewport_size({"width": width, "height": 900})
        # A line of a program to choose from is as high as a line: 28 px on a desk.
        small = small_targets(page, "nlp-exercise", least=least)
        problems += [f"{width}: {one}" for one in small if not (least == 36 and re.search(r"nx-line.*28$", one))]
    page.set_viewport_size({"width": 320, "height": 900})
    problems += [f"320: {one}" for one in lost(page, "nlp-exercise")]
    page.set_viewport_size({"width": 1024, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # twice the theme's
    problems += [f"200 %: {one}" for one in lost(page, "nlp-exercise")]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return problems


@pytest.fixture(scope="module")
def settled(browser: Browser, sample: str) -> Iterator[Page]:
    """One page with a running Python for all states; without motion, so that no colour is measured half-way."""
    context = browser.new_context(viewport={"width": 1024, "height": 900}, reduced_motion="reduce", bypass_csp=True)
    watch = Watch(context, sample)
    page = context.new_page()
    page.goto(sample)
    yield page
    context.close()
    watch.verify()


def put_all(page: Page, state: str) -> list[str]:
    """Bring every kind that can be in `state` there; the others stay as they are."""
    there = [kind for kind in KINDS if (kind, state) in ANSWERS]
    for kind in there:
        card = Card(page, kind)
        card.reset()
        card.set(ANSWERS[kind, state])
        card.check(state)
    return there


def test_before_python_is_there_and_when_it_cannot_come(open_page: Opener) -> None:
    page = open_page(reduced_motion="reduce", bypass_csp=True)
    page.watch.expect("ERR_FAILED")
    assert sound(page) == [], "idle"
    held: list[Route] = []
    page.context.route(WASM, lambda route: held.append(route))
    cards = [Card(page, kind) for kind in KINDS]
    for card in cards:
        card.set(ANSWERS[card.kind, "right" if card.kind != "text" else "revealed"])
        card.part("check").click()
        expect(card.part("stop")).to_be_visible()
        expect(card.root).to_have_attribute("data-state", "loading")
    assert sound(page) == [], "loading"
    while not held:
        page.wait_for_timeout(20)
    held[0].abort()
    for card in cards:
        card.expect_state("failed")
    assert sound(page) == [], "failed"


@pytest.mark.parametrize("state", ["right", "partial", "wrong", "malformed"])
def test_verdicts(settled: Page, state: str) -> None:
    assert len(put_all(settled, state)) >= 4
    assert sound(settled) == []


def test_while_a_check_is_under_way(settled: Page) -> None:
    code = Card(settled, "code")
    code.set("while True: pass")
    code.part("run").click()
    others = [Card(settled, kind) for kind in KINDS if kind != "code"]
    for card in others:
        card.part("check").click()
        expect(card.part("stop")).to_be_visible()
    expect(code.root).to_have_attribute("data-state", "checking")
    problems = violations_in_both_schemes(settled)
    assert problems == []
    settled.reload()  # whether the program is still running now depends on the machine


def test_hints_the_solution_the_rubric_output_and_a_lifted_tile(settled: Page) -> None:
    for kind in KINDS:
        card = Card(settled, kind)
        card.reset()
        while card.part("hint-next").count() and card.part("hint-next").is_visible():
            before = card.state()["hints"]
            card.part("hint-next").click()
            settled.wait_for_function(
                "([kind, n]) => document.querySelector(`nlp-exercise[data-kind=${kind}]`).getState().hints > n",
                arg=[kind, before], timeout=READY,
            )
        if kind != "text":
            card.part("solution").click()
            card.expect_state("revealed")
    text = Card(settled, "text")
    text.set("Because.")
    text.check("revealed")
    text.part("point").nth(1).click()
    text.expect_state("partial")
    code = Card(settled, "code")
    code.set("print('a long line ' * 30)\nraise ValueError('no')")
    code.part("run").click()
    expect(code.part("output")).to_contain_text("ValueError", timeout=READY)
    order = Card(settled, "order")
    order.inputs.nth(1).focus()
    order.press("Space")
    expect(order.root.locator("[data-lifted]")).to_have_count(1)
    assert sound(settled) == []
    order.press("Escape")


def test_every_stop_of_the_keyboard_shows_and_none_is_a_trap(settled: Page) -> None:
    put_all(settled, "wrong")
    for scheme in ("default", "slate"):
        settled.evaluate("(scheme) => { document.body.dataset.mdColorScheme = scheme }", scheme)
        settled.evaluate("const top = document.querySelector('h1'); top.tabIndex = -1; top.focus()")
        faults, stops, reached = [], 0, set()
        while stops < 200:
            settled.keyboard.press("Tab")
            if settled.evaluate("document.activeElement === document.body"):
                break
            stops += 1
            reached.add(settled.evaluate("document.activeElement.closest('nlp-exercise')?.dataset.kind"))
            faults.append(bad_ring(settled))
            if settled.evaluate("document.activeElement.matches('.nx-source, .cm-content')"):
                expect(settled.locator(".cm-content")).to_be_focused(timeout=READY)
                settled.keyboard.press("Escape")
        assert [fault for fault in faults if fault] == []
        assert reached == set(KINDS)
        assert 40 < stops < 200
    settled.evaluate("document.body.dataset.mdColorScheme = 'default'")


def press_on(card: Card, part: str) -> None:
    """Go to a control of the exercise with Tab alone, from wherever the focus is in it, and press Enter."""
    card.part("bookmark").focus()
    for _ in range(60):
        if card.page.evaluate("(part) => document.activeElement.dataset.part === part", part):
            card.press("Enter")
            return
        if card.page.evaluate("document.activeElement.matches('.cm-content')"):
            card.press("Escape")
        card.press("Tab")
    pytest.fail(f"Tab does not come to {part} of {card.kind}")


@pytest.mark.parametrize("kind", KINDS)
def test_help_and_tools_need_no_mouse_and_keep_the_focus(settled: Page, kind: str) -> None:
    card = Card(settled, kind)
    card.reset()

    def focus_is_here() -> bool:
        return bool(card.root.evaluate("card => card.contains(document.activeElement)"))

    before = card.state()["bookmark"]
    press_on(card, "bookmark")
    expect(card.part("bookmark")).to_have_attribute("aria-pressed", str(not before).lower())
    for part in ("hint", "hint-more", "solution"):
        if card.part(part).locator("visible=true").count() == 0:
            continue
        press_on(card, part)
        shown = card.root.locator(f"div[data-part='{part.removesuffix('-more')}']")
        expect(shown).to_be_visible(timeout=READY)
        assert shown.get_attribute("aria-live") == "polite"
        assert focus_is_here(), part
    if card.part("another").count():
        press_on(card, "another")
        expect(card.root.locator(".nx-variant")).to_be_visible(timeout=READY)
        assert focus_is_here()
        expect(card.part("prompt")).to_have_attribute("aria-live", "polite")
    if not card.part("reset").is_visible():
        card.set(ANSWERS[kind, "malformed"])
    press_on(card, "reset")
    card.expect_state("idle")
    assert focus_is_here()


@pytest.fixture(scope="module")
def untouched(browser: Browser, sample: str) -> Iterator[Page]:
    """A page on which nobody has done anything, so that its exercises are as they come."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(sample)
    yield page
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_accessibility_tree_makes_sense(untouched: Page, kind: str) -> None:
    """Against what a person has read and found sensible; UPDATE_GOLDEN=1 renews the files, to be read again."""
    card = Card(untouched, kind)
    seen = {"as it comes": card.root.aria_snapshot()}
    state = "revealed" if kind == "text" else "wrong" if (kind, "wrong") in ANSWERS else "partial"
    card.set(ANSWERS[kind, state])
    card.check(state)
    seen[state] = card.root.aria_snapshot()
    text = "".join(f"# {name}\n{one}\n" for name, one in seen.items())
    path = TREES / f"{kind}.yml"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        TREES.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_nothing_moves_for_who_wants_no_motion(settled: Page) -> None:
    put_all(settled, "right")
    moving = settled.evaluate("""[...document.querySelectorAll("nlp-exercise *")].filter((one) => {
        const { transitionDuration, animationDuration } = getComputedStyle(one);
        return [transitionDuration, animationDuration].join(", ").split(", ").some((time) => parseFloat(time) > 0.001);
    }).map((one) => one.outerHTML.slice(0, 80))""")
    assert moving == []


def test_colour_is_never_the_only_cue(settled: Page) -> None:
    card = Card(settled, "number")
    signs, feet, heads = set(), set(), set()
    states = ("right", "partial", "wrong", "malformed")
    for state in states:
        card.reset()
        card.set(ANSWERS["number", state])
        card.check(state)
        signs.add(card.part("verdict").locator("svg").inner_html())
        heads.add(card.part("verdict").locator(".nx-word").inner_text())
        feet.add(card.inputs.evaluate("field => getComputedStyle(field).borderBottomStyle"))
    assert len(signs) == len(heads) == len(states)
    assert {"solid", "dashed", "dotted"} <= feet
    marks = settled.evaluate("""["", "tried", "half", "full", "seen"].map((is) => {
        const mark = document.querySelector(".nb-mark").cloneNode();
        mark.dataset.is = is;
        document.querySelector("main").append(mark);
        const [own, inside] = [getComputedStyle(mark), getComputedStyle(mark, "::after")];
        const look = [own.borderStyle, own.backgroundImage.split("(")[0], inside.content, inside.inset];
        look.push(inside.borderWidth);
        mark.remove();
        return look.join();
    })""")
    assert len(set(marks)) == 5
