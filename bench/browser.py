"""What a reader's browser fetches before anything is asked of it, and how long an answer takes.

Everything is counted where it is served (workers and service workers included) and timed inside the page, from the
focus or the press to the change of the exercise's `data-state`.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, sync_playwright

from bench.measure import percentile, spread
from bench.server import Sent, Served, serve, warm
from nlpbook.site.programs import CHROMIUM_FLAGS, find_chromium

HERE = Path(__file__).parent
PYTHON = re.compile(r"pyodide|\.wasm|\.whl|assets/python|assets/exercises")  # what only Python in the page asks for
FACES = re.compile(r"katex/fonts/|fonts/(bangla|formulas|variables|large-\d)\.")
"""Typefaces that only formulas and Bangla words need."""
EXERCISE = re.compile(r'<nlp-exercise[^>]*data-exercise="([^"]+)"')
QUIET = 1.5  # seconds without a request after which a page counts as loaded
Targets = dict[str, tuple[str, list[Any]]]  # per measurement: an exercise and the answers given in turn
LIMIT = 60_000  # milliseconds for one start of Python or one verdict


def measure(
    site: Path, keys: Mapping[str, Mapping[str, Any]], *, first: int = 5, repeat: int = 10, checks: int = 50,
    stops: int = 5, say: Callable[[str], None] = print,
) -> dict[str, Any]:  # fmt: skip
    """Measure the built site.

    Args:
        site: Folder of the built book.
        keys: What `nlpbook exercises --json` says, by exercise id: its kind and right answer.
        first: Visits with an empty profile.
        repeat: Visits with the profile of the last of them.
        checks: Verdicts per exercise.
        stops: Programs that are stopped.
        say: Where a line of progress goes.

    Returns:
        The entries "browser", "load_before", "pages" (weights), "plain" and "dressed" (the heaviest without exercises,
        of text alone and with further typefaces), "chapter" (the page with most exercises), "first", "repeat",
        "verdict", "verdict_code", "stopped", "notes"; or only "problem" with the reason: no browser, or no exercise.
    """
    chromium = find_chromium()
    if chromium is None:
        return {"problem": "no Chromium was found"}
    plain, exercise = choose_pages(site)
    if exercise is None:
        return {"problem": "no page of the built book has an exercise"}
    warm(site)
    load = os.getloadavg()[0]
    with serve(site) as served, sync_playwright() as playwright:
        session = _Session(playwright, chromium, served, say)
        weights = [session.weigh(page) for page in plain]
        found: dict[str, Any] = {"load_before": load} | {
            name: max(
                (page for page in weights if page["extra_faces"] is extra), key=lambda page: page["bytes"], default={}
            )
            for name, extra in (("plain", False), ("dressed", True))
        }
        found["chapter"] = {**session.weigh(exercise), "exercises": True}
        found["pages"] = [found["chapter"], *weights]
        found |= session.time(exercise, _targets(site, exercise, keys), first, repeat, checks, stops)
        return {"browser": f"Chromium {session.version}, headless, served from this machine with gzip", **found}


def choose_pages(site: Path, most: int = 8) -> tuple[list[str], str | None]:
    """The longest pages without exercises (labs aside, they have a limit of their own), and the one with the most.

    Args:
        site: Folder of the built book.
        most: How many pages without exercises.

    Returns:
        Addresses relative to the site, such as "about/privacy/"; None when no page has an exercise.
    """
    plain: list[tuple[int, str]] = []
    rich: tuple[int, str] | None = None
    for file in sorted(site.rglob("index.html")):
        text = file.read_text(encoding="utf-8")
        address = file.parent.relative_to(site).as_posix().removeprefix(".")
        address = f"{address}/" if address else ""
        count = len(EXERCISE.findall(text))
        if count:
            rich = max(rich or (0, ""), (count, address))
        elif not address.startswith("labs/"):
            plain.append((len(text), address))
    return [address for _, address in sorted(plain, reverse=True)[:most]], rich and rich[1]


def _targets(site: Path, page: str, keys: Mapping[str, Mapping[str, Any]]) -> Targets:
    """Per measurement, an exercise of that page and two answers for it: the right one and another."""
    placed = EXERCISE.findall((site / page / "index.html").read_text(encoding="utf-8"))
    other = {"number": "0.123", "code": "def nothing():\n    return None\n"}
    found: Targets = {}
    for name, kind in (("verdict", "number"), ("verdict_code", "code")):
        identity = next((one for one in placed if keys.get(one, {}).get("kind") == kind), None)
        if identity:
            found[name] = (identity, [_typed(keys[identity]["key"]), other[kind]])
    return found


def _typed(key: object) -> str:
    return key if isinstance(key, str) else json.dumps(key)


class _Session:
    """One Chromium and one server, and the measurements made with them."""

    def __init__(self, playwright: Playwright, chromium: Path, served: Served, say: Callable[[str], None]) -> None:
        self.playwright, self.chromium, self.served, self.say = playwright, chromium, served, say
        self.version = ""

    @contextmanager
    def profile(self, folder: str, worker: bool = True) -> Iterator[BrowserContext]:
        """A browser whose profile, caches included, lies in `folder`; without the service `worker` on demand."""
        context = self.playwright.chromium.launch_persistent_context(
            folder, executable_path=str(self.chromium), args=list(CHROMIUM_FLAGS), headless=True,
            service_workers="allow" if worker else "block",
        )  # fmt: skip
        try:
            self.version = context.browser.version if context.browser else self.version
            yield context
        finally:
            context.close()

    def weigh(self, page: str) -> dict[str, Any]:
        """Open a page with an empty profile, touch nothing, and count what was fetched until it was quiet.

        What the service worker fetches behind the page, so that it can be read offline, is told apart.
        """
        sent, foreign = self._fetched(page, worker=False)
        whole, foreign_too = self._fetched(page, worker=True)
        found = {
            "page": page or "/",
            "bytes": sum(one.size for one in sent),
            "offline_bytes": sum(one.size for one in whole) - sum(one.size for one in sent),
            "requests": len(sent),
            "python_requests": sum(bool(PYTHON.search(one.path)) for one in sent),
            "foreign_requests": len(foreign) + len(foreign_too),
            "extra_faces": any(FACES.search(one.path) for one in sent),
            "largest": [[one.path, one.size] for one in sorted(sent, key=lambda one: -one.size)[:5]],
        }
        self.say(f"{found['page']}: {found['bytes']} bytes in {found['requests']} requests")
        return found

    def _fetched(self, page: str, worker: bool) -> tuple[list[Sent], list[str]]:
        """All answers of the site to a first visit, and the addresses of other sites that were asked."""
        with tempfile.TemporaryDirectory() as folder, self.profile(folder, worker) as context:
            tab = context.new_page()
            foreign: list[str] = []
            tab.on("request", lambda request: foreign.append(request.url) if self._foreign(request.url) else None)
            self.served.log.clear()
            self._open(tab, page)
            return list(self.served.log), foreign

    def time(self, page: str, targets: Targets, first: int, repeat: int, checks: int, stops: int) -> dict[str, Any]:
        """Starts with an empty profile, starts with a used one, then verdicts and stops, each in one tab."""
        if not targets:
            return {"notes": ["No number or code exercise on that page: nothing was timed."]}
        identity = next(iter(targets.values()))[0]
        starts: list[float] = []
        notes: list[str] = []
        for turn in range(first):
            with tempfile.TemporaryDirectory() as folder, self.profile(folder) as context:
                starts.append(self._start(context, page, identity))
                if turn == first - 1:
                    again = [self._start(context, page, identity) for _ in range(repeat)]
                    verdicts = self._verdicts(context, page, targets, checks, notes)
                    if "verdict_code" in targets:
                        verdicts |= self._stopped(context, page, targets["verdict_code"][0], stops, notes)
        self.say(f"ready: first visit {spread(starts)}, repeat visit {spread(again)}")
        return {"first": _times(starts), "repeat": _times(again), **verdicts, "notes": notes}

    def _start(self, context: BrowserContext, page: str, identity: str) -> float:
        """Seconds from the first focus to ready, in a new tab."""
        tab = context.new_page()
        try:
            self._open(tab, page)
            self._near(tab, identity)
            return float(tab.evaluate((HERE / "ready.js").read_text(encoding="utf-8"), [identity, LIMIT])) / 1000
        finally:
            tab.close()

    def _verdicts(
        self, context: BrowserContext, page: str, targets: Targets, checks: int, notes: list[str]
    ) -> dict[str, Any]:
        """Fifty verdicts (or `checks`) per exercise in one tab; what could not be timed is said in `notes`."""
        tab = context.new_page()
        self._open(tab, page)
        script = (HERE / "verdict.js").read_text(encoding="utf-8")
        found: dict[str, Any] = {}
        for name, (identity, answers) in targets.items():
            try:
                self._near(tab, identity)
                tab.evaluate(script, [identity, answers, 4, LIMIT])  # starts Python and warms the exercise up
                times = tab.evaluate(script, [identity, answers, checks, LIMIT])
            except Error as error:
                notes.append(_failed(identity, error))
                continue
            states = sorted({one["state"] for one in times})
            found[name] = {**_times([one["ms"] for one in times]), "exercise": identity, "states": states}
            self.say(f"{identity}: verdict {found[name]['median']} ms, {', '.join(states)}")
        return found

    def _stopped(
        self, context: BrowserContext, page: str, identity: str, times: int, notes: list[str]
    ) -> dict[str, Any]:
        """Seconds from Stop to what the next program prints; what could not be timed is said in `notes`."""
        tab = context.new_page()
        self._open(tab, page)
        self._near(tab, identity)
        try:
            found = tab.evaluate((HERE / "stopped.js").read_text(encoding="utf-8"), [identity, times, LIMIT])
        except Error as error:
            notes.append(_failed(identity, error))
            return {}
        finally:
            tab.close()
        taken = _times([one / 1000 for one in found])
        self.say(f"{identity}: Run after Stop {taken['median']} s")
        return {"stopped": taken}

    def _open(self, tab: Page, page: str) -> None:
        """Open a page and wait until the server has not been asked for anything for a while."""
        tab.goto(self.served.address + page, wait_until="load")
        seen, since = -1, time.monotonic()
        while time.monotonic() - since < QUIET:
            if len(self.served.log) != seen:
                seen, since = len(self.served.log), time.monotonic()
            tab.wait_for_timeout(100)

    def _near(self, tab: Page, identity: str) -> None:
        """Bring an exercise on the screen and wait until it lives."""
        tab.locator(f"nlp-exercise[data-exercise='{identity}']").scroll_into_view_if_needed()
        tab.evaluate("() => customElements.whenDefined('nlp-exercise').then(() => true)")

    def _foreign(self, url: str) -> bool:
        return url.startswith(("http:", "https:", "ws:", "wss:")) and not url.startswith(self.served.address)


def _failed(identity: str, error: Error) -> str:
    return f"{identity}: {error.message.splitlines()[0][:160]}"


def _times(values: Sequence[float]) -> dict[str, Any]:
    return {**spread(values), "p95": round(percentile(values, 0.95), 3), "n": len(values)}
