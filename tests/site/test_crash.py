"""A build that is killed, at any moment: a complete site stands there throughout, and the next build mends the rest."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nlpbook.site import publishing
from tests.site.minibook import MiniBook, contents, make_minibook

POINTS = 50 if os.environ.get("NLPBOOK_LONG") else 2
PAGE = """\
# A page

```python exec="on"
import time
time.sleep(0.2)
print({number} * 7)
```
"""


@pytest.fixture(scope="module")
def book(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> MiniBook:
    """A book whose pages take a while, next to the site of an older state of it."""
    book = make_minibook(packages, tmp_path_factory.mktemp("crash"))
    for number in range(4):
        book.write(f"docs/page-{number}.md", PAGE.format(number=number))
    book.build()
    return book


def start(book: MiniBook) -> subprocess.Popen[bytes]:
    """A whole build in a process group of its own, from an empty cache."""
    command = [sys.executable, "-m", "nlpbook", "--root", str(book.root), "build", "--strict"]
    return subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=book.root
    )


def forget(book: MiniBook) -> None:
    """A cold cache, so that every step of a build happens again."""
    subprocess.run(["rm", "-rf", book.root / ".cache/execution"], check=True)


def test_a_killed_build_is_mended_by_the_next(book: MiniBook) -> None:
    site, page = book.root / "site", "docs/page-0.md"
    older = contents(site)
    book.write(page, PAGE.format(number=100))
    forget(book)
    began = time.monotonic()
    build = start(book)
    assert build.wait() == 0, build.communicate()[1].decode()
    whole = time.monotonic() - began
    build.communicate()
    states = older, contents(site)  # what a reader may see: before a change, and after it
    assert states[0] != states[1]
    chance = random.Random(5)
    for turn in range(POINTS):
        # Evenly over the build, and each time somewhere else in its part of it.
        moment = whole * 1.05 * (turn + chance.random()) / POINTS
        number = (turn % 2) * 100
        book.write(page, PAGE.format(number=number))
        before, after = contents(site), states[number > 0]
        forget(book)
        build = start(book)
        time.sleep(moment)
        os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        shown = contents(site)
        assert shown in (before, after), f"half a site, after a kill at {moment:.2f} s"
        again = start(book)
        assert again.wait() == 0, f"after a kill at {moment:.2f} s: {again.communicate()[1].decode()}"
        again.communicate()
        assert contents(site) == after, f"another site, after a kill at {moment:.2f} s"
        rest = [file.name for file in book.root.iterdir() if file.name.startswith("site")]
        assert rest == ["site"]


def test_a_site_stands_there_at_every_moment(tmp_path: Path) -> None:
    """Sites are exchanged as fast as can be while another process looks, and finds one each time."""
    out = tmp_path / "site"
    if not _exchanges(tmp_path):
        pytest.skip("this disk cannot exchange two names in one step")
    out.mkdir()
    looks = f"""
import os
seen = set()
while not os.path.exists({str(out)!r} + "/end"):
    seen.add(os.stat({str(out)!r}).st_ino)
print(len(seen))
"""
    reader = subprocess.Popen([sys.executable, "-c", looks], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for turn in range(200):
        draft = publishing.draft_of(out)
        draft.mkdir()
        (draft / ("end" if turn == 199 else "index.html")).touch()
        publishing.take_place(draft, out)
    said, problems = reader.communicate(timeout=60)
    assert problems == "" and int(said) > 1


def test_without_an_exchange_a_killed_build_still_gives_the_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    for name in ("site.old", "site.new"):  # as after a kill between the two renames
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    assert publishing.draft_of(out) == tmp_path / "site.new"
    assert (out / "index.html").read_text() == "site.old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    monkeypatch.setattr(publishing, "exchange", lambda one, other: False)
    (tmp_path / "site.new").mkdir()
    publishing.take_place(tmp_path / "site.new", out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"] and not any(out.iterdir())


def _exchanges(folder: Path) -> bool:
    one, other = folder / "one", folder / "other"
    one.mkdir()
    other.mkdir()
    return publishing.exchange(one, other)
