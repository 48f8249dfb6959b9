"""What was measured, as plain JSON, and how it stands against the aims of the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.book import Book
from bench.measure import Build, spread
from bench.scenarios import Contender

Data = dict[str, Any]
Builds = Mapping[tuple[str, str], Data]  # by tool and scenario
PACKAGES = ("mkdocs", "mkdocs-material", "markdown-exec", "mkdocs-jupyter", "torch", "matplotlib", "playwright",
            "tokenizers", "sacrebleu", "gensim")  # fmt: skip
CHAPTER_BYTES = 250_000  # the same for a chapter
PLAIN_BYTES = 200 * 1024  # a plain page, compressed, before the reader does anything


def describe_book(book: Book, steps: int) -> Data:
    """Size of the synthetic book."""
    return {"pages": len(book.pages), "cells": book.n_cells, "steps": steps, "helper_pages": sorted(book.helper_pages)}


def describe_tools(contenders: Sequence[Contender]) -> list[Data]:
    """Each tool with its legend and, when it failed or could not take part, the reason."""
    return [
        {"name": one.tool.name, "label": one.tool.label, "note": one.tool.note, "problem": one.problem}
        for one in contenders
    ]


def describe_builds(contenders: Sequence[Contender]) -> list[Data]:
    """One entry per tool and scenario, over its successful builds."""
    entries = []
    for one in contenders:
        for scenario, builds in one.builds.items():
            good = [build for build in builds if not build.problem]
            if good:
                entries.append({"tool": one.tool.name, "scenario": scenario, **_summary(good)})
    return entries


def _summary(builds: Sequence[Build]) -> Data:
    return {
        "n": len(builds),
        "seconds": spread([build.seconds for build in builds]),
        "cpu_seconds": spread([build.cpu_seconds for build in builds]),
        "load_before": spread([build.load for build in builds]),
        "cells_run": sorted({build.cells_run for build in builds}),
        "pages_run": sorted({page for build in builds for page in build.pages_run}),
        "pages_run_each": [len(build.pages_run) for build in builds],
        "stale_pages": sorted({page for build in builds for page in build.stale}),
    }


def targets(data: Mapping[str, Any]) -> list[Data]:
    """Every aim with what was measured; `met` is None where there is nothing to judge by.

    Args:
        data: The results with "book", "builds", "browser", "desk", "phone", "serve", "algorithms" and
            "grader".
    """
    builds = {(entry["tool"], entry["scenario"]): entry for entry in data.get("builds", [])}
    return [
        *_build_targets(builds, data.get("book", {})),
        *_browser_targets(data.get("browser", {})),
        *_desk_targets(data.get("desk", {})),
        *_phone_targets(data.get("phone", {})),
        *_serve_targets(data.get("serve", {})),
        *_algorithm_targets(data.get("algorithms", [])),
        *_grader_targets(data.get("grader", [])),
    ]


def ratio(builds: Builds, above: tuple[str, str], below: tuple[str, str]) -> float | None:
    """Median wall time of one entry over that of another; None when either is missing."""
    if above not in builds or below not in builds:
        return None
    return round(float(builds[above]["seconds"]["median"]) / float(builds[below]["seconds"]["median"]), 2)


def _build_targets(builds: Builds, book: Mapping[str, Any]) -> Iterator[Data]:
    faster = ratio(builds, ("markdown-exec", "cold"), ("nlpbook", "cold"))
    what = "cold: markdown-exec's time over ours"
    yield _aim(what, "at least 1.5", faster, "×", faster is not None and faster >= 1.5)
    for scenario, name in (("same", "nothing changed"), ("prose", "prose edited")):
        mine = builds.get(("nlpbook", scenario))
        cells = mine["cells_run"][-1] if mine else None
        yield _aim(f"{name}: cells that run", "0", cells, "", cells == 0)
        over = ratio(builds, ("nlpbook", scenario), ("nlpbook-no-cells", scenario))
        yield _aim(f"{name}: time over that without cells", "at most 1.3", over, "×", over is not None and over <= 1.3)
    for scenario, name, pages in (("cell", "cell", ["p01"]), ("helper", "helper", book.get("helper_pages", []))):
        mine = builds.get(("nlpbook", scenario))
        exact = mine is not None and mine["pages_run"] == pages and set(mine["pages_run_each"]) == {len(pages)}
        shown = (", ".join(mine["pages_run"]) or "none") if mine else None
        yield _aim(f"{name} edited: pages that run", ", ".join(pages), shown, "", exact)


def _browser_targets(browser: Mapping[str, Any]) -> Iterator[Data]:
    ready, before = "first focus to ready, median", "bytes before interaction"
    rows = (
        ("plain", "bytes", f"heaviest page of text: {before}", PLAIN_BYTES, " bytes"),
        ("dressed", "bytes", f"heaviest page with formulas or Bangla: {before}", PLAIN_BYTES, " bytes"),
        ("chapter", "bytes", f"the chapter with most exercises: {before}", CHAPTER_BYTES, " bytes"),
        ("plain", "python_requests", "a page without exercises: requests for Python", 0, ""),
        ("first", "median", f"first visit: {ready}", 1.8, " s"),
        ("repeat", "median", f"repeat visit: {ready}", 1.5, " s"),
        ("verdict", "median", "a number, Check to verdict once warm, median", 15, " ms"),
        ("verdict_code", "median", "code, Check to verdict once warm, median", 15, " ms"),
        ("stopped", "median", "a program stopped by the reader: Stop to the next one's output, median", 1.5, " s"),
    )
    for part, key, what, most, unit in rows:
        value = browser.get(part, {}).get(key)
        yield _aim(what, f"at most {most}{unit}" if most else "0", value, unit, value is not None and value <= most)


def _desk_targets(desk: Mapping[str, Any]) -> Iterator[Data]:
    for part, what, most in (("pointed", "the desk with 25,000 events, by its link: to drawn, median", 300),
                             ("open", "the same desk in a new tab: to drawn, median", 300),
                             ("queue", "the review queue from 5,000 scheduled things, median", 50)):  # fmt: skip
        value = desk.get(part, {}).get("median")
        yield _aim(what, f"at most {most} ms", value, " ms", value is not None and value <= most)


def _phone_targets(phone: Mapping[str, Any]) -> Iterator[Data]:
    rows = phone.get("rows", [])
    for line in dict.fromkeys(row["connection"] for row in rows) or ["a slow line"]:
        slowest = max((row["lcp"]["median"] for row in rows if row["connection"] == line), default=None)
        what = f"a chapter on a telephone over {line}: largest paint, median"
        yield _aim(what, "at most 1.0 s", slowest, " s", slowest is not None and slowest <= 1.0)
    shift = max((row["cls"] for row in rows), default=None)
    yield _aim("a chapter on a telephone: largest layout shift", "at most 0.02", shift, "", (shift or 0) <= 0.02)


def _serve_targets(serve: Mapping[str, Any]) -> Iterator[Data]:
    """The longest wait: a change just missed by one look, seen by the next."""
    alone = serve.get("alone", {}).get("median")
    wait = None if alone is None else round(serve["polling"] + 0.1 + alone, 2)
    yield _aim("serving: from saving a chapter to the new page, at the longest", "at most 1.5 s", wait, " s",
               wait is not None and wait <= 1.5)  # fmt: skip


def _algorithm_targets(races: Sequence[Data]) -> Iterator[Data]:
    """Aims about the second contender of a race, the first being ours."""
    seconds = {race["name"]: [one["seconds"]["median"] for one in race["contenders"][:2]] for race in races}
    rows = (
        ("bpe-library", "BPE training: our time over the compiled library's", "at most", 25),
        ("bpe-naive", "BPE training: the naive recount's time over ours", "at least", 30),
        ("bleu", "corpus BLEU: our time over sacreBLEU's", "at most", 1.5),
    )
    for name, what, word, limit in rows:
        ours, theirs = seconds.get(name, (None, None))
        if ours is None or theirs is None:
            yield _aim(what, f"{word} {limit}", None, "×", False)
            continue
        value = round(ours / theirs if word == "at most" else theirs / ours, 2)
        yield _aim(what, f"{word} {limit}", value, "×", value <= limit if word == "at most" else value >= limit)


def _grader_targets(kinds: Sequence[Data]) -> Iterator[Data]:
    """The promise about judging one answer, held against the slowest of all."""
    worst = max((round(float(row["worst"]), 1) for row in kinds), default=None)
    yield _aim("judging any answer, the worst", "at most 50 ms", worst, " ms", worst is not None and worst <= 50)


def _aim(what: str, aim: str, measured: float | str | None, unit: str, met: bool) -> Data:
    if measured is None:
        return {"what": what, "aim": aim, "measured": None, "met": None}
    return {"what": what, "aim": aim, "measured": f"{measured}{unit}", "met": met}
