"""When a chapter stands on a telephone, and whether it moves: largest contentful paint and layout shift, throttled.

The telephone is Chromium at 390 x 844 points with a processor four times slower than this machine's, and one of two
connections, which delay every request and share their bandwidth among all. Nothing is asserted here: these are times.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.measure import spread
from bench.server import serve, warm
from nlpbook.site.programs import CHROMIUM_FLAGS, find_chromium

SLOWDOWN = 4
QUIET = 1500  # milliseconds after the load event in which nothing new may paint or move
WATCH = """
window.seen = { lcp: 0, what: "", cls: 0, moved: [] };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const { tagName = "", className = "" } = entry.element ?? {};
    Object.assign(window.seen, { lcp: entry.startTime, what: `${tagName}.${className}` });
  }
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.seen.cls += entry.value;
    for (const { node } of entry.sources) window.seen.moved.push(`${node?.nodeName}.${node?.className ?? ""}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
"""Runs before the page's own scripts; all shifts are summed, which is never less than what browsers report."""


@dataclass(frozen=True)
class Connection:
    """One way to reach the book: milliseconds before each answer begins, megabits in a second."""

    name: str
    delay: int
    down: float
    up: float


CONNECTIONS = (Connection("slow 4G", 150, 1.6, 0.75), Connection("fast 4G", 60, 9.0, 1.5))
"""The first is what Lighthouse takes for a telephone."""


def visit(browser: Browser, url: str, connection: Connection, prepare: Callable[[Any], None] | None = None) -> Any:
    """Open a page with an empty cache on that telephone; `prepare` may open another page there first.

    Returns:
        `lcp` in milliseconds and `what` it was, `cls` and the elements that `moved`.
    """
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True, has_touch=True
    )
    try:
        tab = context.new_page()
        if prepare is not None:
            prepare(tab)
        session = context.new_cdp_session(tab)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False, "latency": connection.delay,
                "downloadThroughput": connection.down * 1e6 / 8, "uploadThroughput": connection.up * 1e6 / 8,
            },
        )  # fmt: skip
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        tab.add_init_script(WATCH)
        tab.goto(url, wait_until="load", timeout=120_000)
        tab.wait_for_timeout(QUIET)
        return tab.evaluate("() => window.seen")
    finally:
        context.close()


def measure(site: Path, *, times: int = 5, say: Callable[[str], None] = print) -> dict[str, Any]:
    """The lightest and the heaviest chapter over each connection, `times` times, from a host that compresses.

    Returns:
        "browser", "load_before" and "rows": page, connection, seconds until the largest paint, the largest shift; or
        only "problem" with the reason.
    """
    chromium = find_chromium()
    if chromium is None:
        return {"problem": "no Chromium was found"}
    warm(site)
    load = os.getloadavg()[0]
    with serve(site) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=list(CHROMIUM_FLAGS))
        rows = [
            _row(browser, served.address, page, connection, times)
            for page in _lightest_and_heaviest(site)
            for connection in CONNECTIONS
        ]
        version = browser.version
        browser.close()
    for row in rows:
        say(f"{row['page']} over {row['connection']}: {row['lcp']} s, shift {row['cls']}")
    return {"browser": f"Chromium {version}", "load_before": round(load, 2), "slowdown": SLOWDOWN, "rows": rows}


def _lightest_and_heaviest(site: Path) -> list[str]:
    """Of the chapters with exercises, those with the least and the most text."""
    pages = {page: page.read_bytes() for page in sorted(site.glob("*/*/index.html"))}
    sizes = {page: len(text) for page, text in pages.items() if b"<nlp-exercise " in text}
    found = [min(sizes, key=sizes.__getitem__), max(sizes, key=sizes.__getitem__)]
    return [f"{page.parent.relative_to(site).as_posix()}/" for page in found]


def _row(browser: Browser, address: str, page: str, connection: Connection, times: int) -> dict[str, Any]:
    found = [visit(browser, address + page, connection) for _ in range(times)]
    return {
        "page": page, "connection": connection.name, "delay_ms": connection.delay, "megabits": connection.down,
        "n": times, "lcp": spread([one["lcp"] / 1000 for one in found]), "what": found[-1]["what"],
        "cls": round(max(one["cls"] for one in found), 4),
    }  # fmt: skip
