"""`python -m bench`: measure, write `docs/about/benchmarks.json`, renew the tables of `docs/about/benchmarks.md`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import again, algorithms, grader, machine, phone, results
from bench.book import Book, make_book
from bench.browser import measure as measure_browser
from bench.desk import measure as measure_desk
from bench.peers import PINS, install_jupyter_book, register_kernel
from bench.report import renew
from bench.scenarios import ROUNDS, Contender, compare
from bench.tools import BOOK_VENV, ROOT, TOOLS, WORK
from nlpbook.site.assets import vendor_folder

DATA = ROOT / "docs" / "about" / "benchmarks.json"
PAGE = ROOT / "docs" / "about" / "benchmarks.md"
COMMAND = [str(Path(sys.executable).parent / "nlpbook")]
PARTS = ["builds", "browser", "desk", "phone", "serve", "algorithms", "grader"]


def main() -> int:
    """Run what was asked for and write the results."""
    options = _options()
    if options.render:
        _write(json.loads(DATA.read_text(encoding="utf-8")), DATA)
        return 0
    begin = time.monotonic()
    book = make_book(options.pages, options.steps)
    data: dict[str, Any] = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine.describe(),
        "versions": machine.versions(results.PACKAGES),
        "book": results.describe_book(book, options.steps),
    }
    if "builds" in options.parts:
        contenders = _builds(book, options, deadline=begin + 60 * options.minutes - 120)
        data |= {"tools": results.describe_tools(contenders), "builds": results.describe_builds(contenders)}
        if version := machine.version_in(BOOK_VENV / "bin" / "python", "jupyter-book"):
            data["versions"]["jupyter-book"] = version
    if "browser" in options.parts:
        data["browser"] = _browser(options)
    if "desk" in options.parts:
        data["desk"] = _of_site(options, measure_desk)
    if "phone" in options.parts:
        data["phone"] = _of_site(options, phone.measure)
    if "serve" in options.parts:
        data["serve"] = _of_site(options, lambda _: again.measure(ROOT))
    if "algorithms" in options.parts:
        data["algorithms"] = algorithms.measure()
    if "grader" in options.parts:
        data["grader"] = grader.measure_all()
    data = _with_earlier({**data, "minutes": (time.monotonic() - begin) / 60}, options.parts)
    data["targets"] = results.targets(data)
    _write(data, options.out)
    for aim in data["targets"]:
        word = {True: "reached", False: "MISSED", None: "not measured"}[aim["met"]]
        print(f"{word}: {aim['what']}: {aim['measured']}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the book's build and its pages.")
    parser.add_argument("--pages", type=int, default=12, help="pages of the synthetic book (12)")
    parser.add_argument("--steps", type=int, default=220, help="training steps per page (220)")
    parser.add_argument("--minutes", type=float, default=12.0, help="begin no repetition near this limit (12)")
    parser.add_argument("--rounds", type=int, help="at most so many rounds; 1 takes every number once")
    parser.add_argument("--tools", nargs="+", choices=[tool.name for tool in TOOLS], help="only these tools")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--site", type=Path, help="a built book for the browser and the desk (built first without it)")
    parser.add_argument("--out", type=Path, default=DATA, help="where the data go; elsewhere leaves the page")
    parser.add_argument("--render", action="store_true", help="measure nothing, only renew the page from the data")
    return parser.parse_args()


def _builds(book: Book, options: argparse.Namespace, deadline: float) -> list[Contender]:
    """Install the peer, then compare; a tool that cannot be had stays in the table with its reason."""
    register_kernel()
    vendor_folder(ROOT)  # the projects borrow the browser's files, which are made once for the book
    tools = [tool for tool in TOOLS if not options.tools or tool.name in options.tools]
    problem = install_jupyter_book() if any(tool.name == "jupyter-book" for tool in tools) else None
    if problem:
        print(f"without Jupyter Book ({', '.join(PINS)}): {problem}")
    most = options.rounds or sys.maxsize
    rounds = {tool: {scenario: min(n, most) for scenario, n in counts.items()} for tool, counts in ROUNDS.items()}
    able = [tool for tool in tools if not (problem and tool.name == "jupyter-book")]
    contenders = {one.tool.name: one for one in compare(able, book, WORK / "books", rounds=rounds, deadline=deadline)}
    return [contenders.get(tool.name) or Contender(tool, WORK, problem=problem) for tool in tools]


def _browser(options: argparse.Namespace) -> dict[str, Any]:
    """Measure a built book, which is built first when none is given."""
    site = _built(options)
    if site is None:
        return {"problem": "the book itself does not build"}
    listed = subprocess.run([*COMMAND, "exercises", "--json"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return {"problem": f"`nlpbook exercises --json` failed with status {listed.returncode}"}
    return measure_browser(site, {entry["id"]: entry for entry in json.loads(listed.stdout)})


def _of_site(options: argparse.Namespace, measure: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
    """Measure something of a built book."""
    site = _built(options)
    return measure(site) if site else {"problem": "the book itself does not build"}


def _built(options: argparse.Namespace) -> Path | None:
    """The built book, built now unless one was given or an earlier part has; None when it does not build."""
    if not options.site:
        print("building the book")
        if subprocess.run([*COMMAND, "build"], cwd=ROOT, check=False).returncode:
            return None
        options.site = ROOT / "site"
    return Path(options.site)


def _with_earlier(data: dict[str, Any], parts: list[str]) -> dict[str, Any]:
    """When not everything was measured, keep the other parts of the last results, and count their minutes too."""
    earlier: dict[str, Any] = {"minutes": 0}
    if set(parts) != set(PARTS) and DATA.exists():
        earlier = json.loads(DATA.read_text(encoding="utf-8"))
    return {**earlier, **data, "minutes": round(earlier["minutes"] + data["minutes"], 1)}


def _write(data: dict[str, Any], out: Path) -> None:
    out.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if out == DATA:
        PAGE.write_text(renew(PAGE.read_text(encoding="utf-8"), data), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
