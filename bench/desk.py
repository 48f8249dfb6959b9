"""How quickly the reader's desk opens, and a review queue is built, after two years with a book of 5,000 exercises.

Catalogue and past are invented: 5,000 exercises of 1,000 skills, 4,000 terms, 25,000 events. All skills and terms were
met, so that 5,000 things are scheduled. The site is the real one, with this catalogue in place of its own.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from bench.measure import spread
from bench.server import serve, warm
from nlpbook.site.programs import CHROMIUM_FLAGS, find_chromium

HERE = Path(__file__).parent
CHAPTERS, EXERCISES, SKILLS, TERMS = 40, 5_000, 1_000, 4_000
ATTEMPTS, CARDS, DAYS = 20_000, 5_000, 730
BESIDE = "about/privacy/"  # a page that draws nothing of the desk
FROM = "meaning/words-as-points/"  # the chapter in which a reader presses the desk's link
REST = 150  # milliseconds that a pointer rests on a link before it is pressed
CATALOGUE = "/assets/nlpbook/book.json"
SITEMAP = "/sitemap.xml"
Data = dict[str, Any]


def measure(site: Path, *, runs: int = 11, say: Callable[[str], None] = print) -> Data:
    """Open the desk and build the queue `runs` times each, every time in a new tab of a browser that knows the site.

    Returns:
        "browser", "load_before", the sizes, and in milliseconds "open" (from the navigation to the drawn page), "empty"
        (the same before anything was done), "touched" and "pointed" (from the press of its link in a chapter, without
        warning or by a pointer that rested there for "rest") and "queue"; or only "problem" with the reason.
    """
    chromium = find_chromium()
    if chromium is None:
        return {"problem": "no Chromium was found"}
    if not (site / "desk" / "index.html").exists():
        return {"problem": "the built book has no desk"}
    warm(site)
    load = os.getloadavg()[0]
    with serve(site) as served, sync_playwright() as playwright, _profile(playwright, chromium) as context:
        served.send_instead(CATALOGUE, json.dumps(catalogue()))
        served.send_instead(SITEMAP, _moved(site, served.address))
        empty = [_opened(context, served.address) for _ in range(runs + 1)][1:]
        found = _evaluated(context, served.address, "desk_fill.js", past())
        opened = [_opened(context, served.address) for _ in range(runs + 1)][1:]
        touched, pointed = (
            [_pressed(context, served.address, rest) for _ in range(runs + 1)][1:] for rest in (0, REST)
        )
        queues = [_evaluated(context, served.address, "desk_queue.js", None) for _ in range(runs)]
        version = context.browser.version if context.browser else ""
    result = {
        "browser": f"Chromium {version}", "load_before": round(load, 2),
        "exercises": EXERCISES, "events": found["added"], "n": runs,
        "scheduled": queues[0]["scheduled"], "due": queues[0]["due"],
        "rest": REST,
        "empty": spread(empty), "open": spread(opened), "touched": spread(touched), "pointed": spread(pointed),
        "queue": spread([one["ms"] for one in queues]),
    }  # fmt: skip
    say(f"desk: {result['open']} ms to open, {result['empty']} when empty; queue: {result['queue']} ms")
    say(f"by its link: {result['touched']} ms touched, {result['pointed']} ms pointed at before")
    return result


def catalogue() -> Data:
    """What the site tells its scripts about a book, of a book ten times as large."""
    numbers = range(EXERCISES)
    exercises = {_exercise(n): _about(n) for n in numbers}
    chapters = [
        {"number": number, "id": f"c{number}", "title": f"Chapter {number}", "address": f"c{number}/", "part": "Part",
         "exercises": [_exercise(n) for n in numbers if _chapter(n) == number]}
        for number in range(1, CHAPTERS + 1)
    ]  # fmt: skip
    terms = [
        {"id": f"term-{n}", "term": f"term {n}", "meaning": "What it means, in a sentence of some length.",
         "bangla": "", "example": "", "chapter": 1 + n % CHAPTERS}
        for n in range(TERMS)
    ]  # fmt: skip
    return {"chapters": chapters, "exercises": exercises, "skills": dict(map(_skill, range(SKILLS))), "terms": terms}


def past() -> str:
    """Two years of a diligent reader, up to yesterday, as the file that a desk saves."""
    begin = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=DAYS)
    total = ATTEMPTS + CARDS
    events = []
    for place in range(total):
        when = begin + timedelta(days=place * DAYS // total, milliseconds=place)
        at = int(when.timestamp() * 1000)
        kind = _card(place // 5) if place % 5 == 4 else _attempt(place - place // 5)
        events.append({"v": 1, "id": f"{place:016x}", "at": at, "day": when.date().isoformat(), "order": at, **kind})
    return json.dumps({"format": "nlpbook desk", "version": 1, "made": "", "events": events, "drafts": {}})


def _exercise(n: int) -> str:
    return f"chapter-{_chapter(n)}/exercise-{n}"


def _chapter(n: int) -> int:
    return 1 + n * CHAPTERS // EXERCISES


def _skill(n: int) -> tuple[str, str]:
    return f"skill-{n}", f"skill {n}"


def _about(n: int) -> Data:
    kinds = ("number", "choice", "code", "order", "text")
    return {
        "title": f"Exercise {n} with a title of usual length", "number": f"{_chapter(n)}.{n}", "kind": kinds[n % 5],
        "level": 1 + n % 4, "skills": sorted({_skill(n % SKILLS)[0], _skill((7 * n + 1) % SKILLS)[0]}),
        "address": f"c{_chapter(n)}/#ex-{n}", "chapter": _chapter(n), "revision": "0", "vary": n % 2 == 0,
    }  # fmt: skip


def _attempt(n: int) -> Data:
    """The n-th answer: round after round through all exercises, from the second on with other numbers."""
    turn, exercise = divmod(n, EXERCISES)
    state = ("right", "right", "wrong", "partial", "right")[n % 7 % 5]
    return {
        "type": "attempt", "exercise": _exercise(exercise), "revision": "0", "seed": turn or None, "state": state,
        "self": False, "first": True, "hints": n % 11 // 10, "seen": False, "tries": 1, "said": "0.98",
        "slot": "review" if turn else "",
    }  # fmt: skip


def _card(n: int) -> Data:
    return {"type": "card", "card": f"term:term-{n % TERMS}", "grade": 1 + n % 4, "how": "flash"}


@contextmanager
def _profile(playwright: Playwright, chromium: Path) -> Iterator[BrowserContext]:
    """A browser with its database on disk, as a reader has it; no service worker answers in the site's place."""
    with tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=str(chromium), args=list(CHROMIUM_FLAGS), headless=True, service_workers="block"
        )
        try:
            yield context
        finally:
            context.close()


def _opened(context: BrowserContext, site: str) -> float:
    """Milliseconds from the navigation to the drawn desk."""
    tab = context.new_page()
    try:
        tab.add_init_script((HERE / "desk_drawn.js").read_text(encoding="utf-8"))
        tab.goto(f"{site}desk/", wait_until="commit")
        drawn = tab.evaluate("window.deskDrawn")
        time.sleep(0.5)  # what the page still fetches belongs to this opening, not to the next
        return float(drawn)
    finally:
        tab.close()


def _moved(site: Path, address: str) -> str:
    """The site's map for this address: the theme swaps pages in place only where the map says that they are."""
    text = (site / SITEMAP[1:]).read_text(encoding="utf-8")
    home = min(re.findall(r"<loc>(.*?)</loc>", text), key=len)
    return text.replace(f"<loc>{home}", f"<loc>{address}")


def _pressed(context: BrowserContext, site: str, rest: int) -> float:
    """Milliseconds from the press of the desk's link in a chapter to the drawn desk; the pointer rests there before."""
    tab = context.new_page()
    try:
        tab.goto(site + FROM, wait_until="networkidle")
        tab.evaluate("window.same = true")
        tab.evaluate((HERE / "desk_pressed.js").read_text(encoding="utf-8"))
        link = tab.locator("a.nb-desklink")
        if rest:
            link.hover()
            tab.wait_for_timeout(rest)
            tab.mouse.down()
            tab.mouse.up()
        else:
            link.dispatch_event("click")
        drawn = tab.evaluate("window.deskDrawn")
        if not tab.evaluate("window.same"):
            raise RuntimeError("the desk came as a page of its own: the theme did not swap it in")
        return float(drawn)
    finally:
        tab.close()


def _evaluated(context: BrowserContext, site: str, script: str, argument: object) -> Data:
    """Run a script of this folder in a new tab beside the desk."""
    tab = context.new_page()
    try:
        tab.goto(site + BESIDE)
        found: Data = tab.evaluate((HERE / script).read_text(encoding="utf-8"), [site, argument])
        return found
    finally:
        tab.close()
