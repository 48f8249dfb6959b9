"""When a chapter stands on a telephone, and whether it moves: largest contentful paint and layout shift, throttled.

The telephone is Chromium at 390 x 844 points with a processor four times slower than this machine's, and one of two
connections, which delay every request and share their bandwidth among all. Nothing is asserted here: these are times.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser

from bench.measure import spread

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


def measure_phone(browser: Browser, address: str, pages: Sequence[str], times: int = 3) -> list[dict[str, Any]]:
    """Each page over each connection, `times` times: one row each, seconds."""
    rows = []
    for page in pages:
        for connection in CONNECTIONS:
            found = [visit(browser, address + page, connection) for _ in range(times)]
            rows.append(
                {
                    "page": page, "connection": connection.name, "delay_ms": connection.delay,
                    "megabits": connection.down, "slowdown": SLOWDOWN, "n": times,
                    "lcp": spread([one["lcp"] / 1000 for one in found]), "what": found[-1]["what"],
                    "cls": round(max(one["cls"] for one in found), 4),
                }
            )  # fmt: skip
    return rows
