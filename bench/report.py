"""The tables of `docs/about/benchmarks.md`, made from `benchmarks.json`; the prose around them is written by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bench.scenarios import SCENARIOS

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
MISSING = "–"


def render(data: Mapping[str, Any]) -> str:
    """Everything between the markers, as Markdown."""
    builds = {(entry["tool"], entry["scenario"]): entry for entry in data.get("builds", [])}
    tools = data.get("tools", [])
    parts = [
        _taken(data), "## Against the aims { .nb-nonum }", _targets(data.get("targets", [])),
        "## Build times { .nb-nonum }", _legend(tools), _builds(tools, builds, _time),
        "## What ran { .nb-nonum }", _ran(data), _builds(tools, builds, _work),
        "## In the browser { .nb-nonum }", _browser(data.get("browser", {})),
        "## The reader's desk { .nb-nonum }", _desk(data.get("desk", {})),
        "## On a telephone { .nb-nonum }", _phone(data.get("phone", {})),
        "## While writing { .nb-nonum }", _serve(data.get("serve", {})),
        "## Algorithms from scratch { .nb-nonum }", _races(data.get("algorithms", [])),
        *_grader(data.get("grader", [])),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part)


def renew(page: str, data: Mapping[str, Any]) -> str:
    """The page with its measured part replaced.

    Raises:
        ValueError: The page has not exactly one pair of markers.
    """
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if len(pattern.findall(page)) != 1:
        raise ValueError(f"the page needs one pair of lines {BEGIN} and {END}; the tables go between them")
    return pattern.sub(lambda _: f"{BEGIN}\n\n{render(data)}\n\n{END}", page)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    r"""A Markdown table; all columns but the first are right-aligned. Bars inside cells are escaped.

    Examples:
        >>> print(table(["tool", "s"], [["a|b", "1.0"]]))
        | tool | s |
        | :-- | --: |
        | a\|b | 1.0 |
    """
    lines = [list(head), [":--", *["--:"] * (len(head) - 1)]]
    lines += [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _taken(data: Mapping[str, Any]) -> str:
    machine, book = data["machine"], data["book"]
    versions = ", ".join(f"{name} {number}" for name, number in data["versions"].items())
    return (
        f"Taken on {data['date']} in {data['minutes']:.0f} minutes: {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_gib']} GiB, {machine['system']}, Python {machine['python']}; {versions}. "
        f"The synthetic book has {book['pages']} pages with {book['cells']} cells; "
        f"{len(book['helper_pages'])} of its pages import a helper."
    )


def _targets(entries: Sequence[Mapping[str, Any]]) -> str:
    words = {True: "reached", False: "**missed**", None: "not measured"}
    rows = [[aim["what"], aim["aim"], aim["measured"] or MISSING, words[aim["met"]]] for aim in entries]
    return table(["aim", "to reach", "measured", ""], rows)


def _legend(tools: Sequence[Mapping[str, Any]]) -> str:
    lines = [f"- **{tool['label']}**: {tool['note']}." for tool in tools]
    lines += [f"- {tool['label']} is missing: {tool['problem']}." for tool in tools if tool["problem"]]
    return "\n".join(lines) + "\n\nWall seconds, median (lowest to highest, number of builds)."


def _builds(tools: Sequence[Mapping[str, Any]], builds: Mapping[tuple[str, str], Any], show: Any) -> str:
    rows = []
    for tool in tools:
        found = [builds.get((tool["name"], scenario)) for scenario in SCENARIOS]
        if any(found):
            rows.append([tool["label"], *(show(entry) if entry else MISSING for entry in found)])
    return table(["", *SCENARIOS.values()], rows)


def _time(entry: Mapping[str, Any]) -> str:
    seconds = entry["seconds"]
    if entry["n"] == 1:
        return f"{seconds['median']:.1f} (n=1)"
    return f"{seconds['median']:.1f} ({seconds['low']:.1f}–{seconds['high']:.1f}, n={entry['n']})"


def _work(entry: Mapping[str, Any]) -> str:
    cells = "–".join(str(count) for count in dict.fromkeys([entry["cells_run"][0], entry["cells_run"][-1]]))
    stale = f", {len(entry['stale_pages'])} out of date" if entry["stale_pages"] else ""
    return f"{cells} on {len(entry['pages_run'])}{stale}"


def _ran(data: Mapping[str, Any]) -> str:
    loads = [entry["load_before"] for entry in data.get("builds", [])]
    load = ""
    if loads:
        low, high = min(one["low"] for one in loads), max(one["high"] for one in loads)
        load = f" The one-minute load before a build was {low:.1f} to {high:.1f}, the benchmark's own work included."
    return (
        "Cells that ran, on how many pages, read from the finished HTML: every cell prints the time at which it ran. "
        "*Out of date* pages still show what an older helper computed." + load
    )


def _browser(browser: Mapping[str, Any]) -> str:
    if not browser or browser.get("problem"):
        return f"Not measured: {browser.get('problem', 'the browser part was not run')}."
    rows = [
        [f"`{page['page']}`{', with exercises' if page.get('exercises') else ''}", f"{page['bytes'] / 1024:.0f} KiB",
         f"{page['offline_bytes'] / 1024:.0f} KiB",
         *(str(page[name]) for name in ("requests", "python_requests", "foreign_requests"))]
        for page in browser.get("pages", [])
    ]  # fmt: skip
    heads = ["page, untouched", "compressed", "then, to read offline", "requests", "for Python", "to others"]
    weights = table(heads, rows)
    times = table(["", "median", "lowest to highest", "95th percentile", "n"], [*_browser_times(browser)])
    notes = "\n".join(f"- {note}" for note in browser.get("notes", []))
    return "\n\n".join(
        part
        for part in (
            f"{browser['browser']}. The one-minute load before was {browser['load_before']:.1f}.",
            weights,
            times,
            notes,
        )
        if part
    )


def _desk(desk: Mapping[str, Any]) -> str:
    """Opening and queueing, in milliseconds."""
    if not desk or desk.get("problem"):
        return f"Not measured: {desk.get('problem', 'the part about the desk was not run')}."
    labels = {
        "empty": "the desk, before anything was done",
        "open": f"the desk, with {desk['events']:,} events of {desk['exercises']:,} exercises",
        "touched": "the same, by its link in a chapter, without warning",
        "pointed": f"the same, by its link, where the pointer has rested for {desk['rest']} ms",
        "queue": f"a review's queue, from {desk['scheduled']:,} things scheduled, {desk['due']:,} of them due",
    }
    rows = []
    for name, label in labels.items():
        times = desk[name]
        rows.append([label, f"{times['median']:.0f} ms", f"{times['low']:.0f}–{times['high']:.0f} ms", str(desk["n"])])
    load = f"{desk['browser']}, headless. The one-minute load before was {desk['load_before']:.1f}."
    return f"{load}\n\n{table(['', 'median', 'lowest to highest', 'n'], rows)}"


def _phone(phone: Mapping[str, Any]) -> str:
    """When a chapter stands, over each connection, and how far anything moved."""
    if not phone or phone.get("problem"):
        return f"Not measured: {phone.get('problem', 'the part about telephones was not run')}."
    rows = []
    for row in phone["rows"]:
        times = row["lcp"]
        line = f"{row['connection']}: {row['megabits']} megabits/s, {row['delay_ms']} ms before each answer"
        rows.append([f"`{row['page']}`", line, f"{times['median']:.2f} s", f"{times['low']:.2f}–{times['high']:.2f} s",
                     f"{row['cls']:.3f}", str(row["n"])])  # fmt: skip
    said = (
        f"{phone['browser']}, headless, empty cache, 390 × 844, its processor {phone['slowdown']} times slower than "
        f"this machine's. The one-minute load before was {phone['load_before']:.1f}."
    )
    return f"{said}\n\n{table(['chapter', 'line', 'largest paint', 'lowest to highest', 'largest shift', 'n'], rows)}"


def _serve(serve: Mapping[str, Any]) -> str:
    """From saving a page to the new one."""
    if not serve or serve.get("problem"):
        return f"Not measured: {serve.get('problem', 'the part about serving was not run')}."
    labels = {"alone": "a page is saved: it is rendered alone", "whole": "the settings are saved: so is every page"}
    rows = []
    for name, label in labels.items():
        times = serve[name]
        rows.append([label, f"{times['median']:.2f} s", f"{times['low']:.2f}–{times['high']:.2f} s", str(serve["n"])])
    said = (
        f"`nlpbook serve` on this book, {serve['pages']} pages and {serve['exercises']} exercises, no cell changed. "
        f"It looks for changes every {serve['polling']} s and waits 0.1 s for more. The one-minute load before was "
        f"{serve['load_before']:.1f}."
    )
    return f"{said}\n\n{table(['', 'median', 'lowest to highest', 'n'], rows)}"


def _races(races: Sequence[Mapping[str, Any]]) -> str:
    """Each race in turn: seconds, speed where an amount of work is known, and our time over theirs."""
    rows = []
    for race in races:
        for place, one in enumerate(race["contenders"]):
            seconds = one["seconds"]
            rate = race["amount"] / seconds["median"] / 1e6
            speed = f"{rate:.2f} million {race['unit']}/s" if race["unit"] else MISSING
            span = f" ({seconds['low']:.2f}–{seconds['high']:.2f})" if race["n"] > 1 else ""
            rows.append([
                race["title"] if place == 0 else "", one["label"],
                f"{seconds['median']:.2f}{span}, n={race['n']}", speed, f"{one['ratio']:.3g}×" if place else "1×",
            ])  # fmt: skip
    return table(["work", "who", "seconds", "speed", "our time over theirs"], rows) if rows else "Not measured."


def _grader(kinds: Sequence[Mapping[str, Any]]) -> list[str]:
    """How long judging takes, kind by kind; nothing where it was not measured."""
    if not kinds:
        return []
    rows = [
        [row["kind"], f"{row['answers']:,}", *(f"{row[n]:.2f}" for n in ("median", "p99", "worst")), str(row["over"])]
        for row in kinds
    ]
    said = (
        "Milliseconds of processor time for one answer, in Python outside the browser, over made-up answers of up to "
        "ten thousand characters to every exercise of the book. What a reader's program takes while it runs is not "
        "counted."
    )
    heads = ["kind", "answers", "median", "99th percentile", "worst", "over 50 ms"]
    return ["## Judging { .nb-nonum }", said, table(heads, rows)]


def _browser_times(browser: Mapping[str, Any]) -> list[list[str]]:
    rows = []
    labels = {
        "first": ("first focus to ready, first visit (empty profile)", "s", 2),
        "repeat": ("first focus to ready, repeat visit", "s", 2),
        "verdict": ("a number, Check to verdict, warm", "ms", 1),
        "verdict_code": ("code, Check to verdict, warm", "ms", 1),
        "stopped": ("an endless program, Stop after a second to the next one's output", "s", 2),
    }
    for name, (label, unit, digits) in labels.items():
        entry = browser.get(name)
        if not entry:
            rows.append([label, MISSING, MISSING, MISSING, "0"])
            continue
        p95 = f"{entry['p95']:.{digits}f} {unit}" if "p95" in entry else MISSING
        low, high = f"{entry['low']:.{digits}f}", f"{entry['high']:.{digits}f}"
        rows.append([label, f"{entry['median']:.{digits}f} {unit}", f"{low}–{high} {unit}", p95, str(entry["n"])])
    return rows
