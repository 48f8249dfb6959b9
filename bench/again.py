"""From saving a chapter to the page that shows it: the server's two ways of building, on a copy of the book.

No cell changes. The rest of the way is the server's: it looks for changes every `POLLING` seconds, waits 0.1 s until
nothing more is saved, and tells the browser, which loads the page again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.measure import spread
from nlpbook.site.serving import POLLING, Builds

COPIED = ("docs", "exercises", "src", "mkdocs.yml", "package.json", "package-lock.json", "README.md")
BORROWED = ("overrides", "node_modules", ".data", ".cache")
PAGE = "docs/sequence/attention.md"


def measure(root: Path, times: int = 5) -> dict[str, Any]:
    """Seconds that one page takes alone and with the whole book, in turns; the book must have been built before."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        copy, home = Path(folder, "book"), Path(folder, "served")
        copy.mkdir()
        home.mkdir()
        for name in COPIED:
            place = root / name
            (shutil.copytree if place.is_dir() else shutil.copyfile)(place, copy / name)
        for name in BORROWED:
            (copy / name).symlink_to(root / name)
        builds = Builds(copy, home)
        builds.build(())
        text = (copy / PAGE).read_text(encoding="utf-8")
        found: dict[str, list[float]] = {"alone": [], "whole": []}
        for turn in range(times):
            for way, changes in (("alone", [PAGE]), ("whole", ["mkdocs.yml"])):
                (copy / PAGE).write_text(f"{text}\nSentence {turn} of the {way} way.\n", encoding="utf-8")
                start = time.perf_counter()
                builds.build(changes)
                found[way].append(time.perf_counter() - start)
        site = builds.shown
        return {
            "pages": sum(1 for _ in site.rglob("index.html")),
            "exercises": sum(1 for _ in (site / "assets" / "exercises").rglob("*.json")),
            "polling": POLLING, "load_before": round(load, 2), "n": times,
            **{way: spread(seconds) for way, seconds in found.items()},
        }  # fmt: skip
