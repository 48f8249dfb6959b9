"""The cache: nothing runs that need not, everything runs that must, and nothing odd is trusted."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from nlpbook.execution import Engine, ExecutionFailed
from nlpbook.execution.store import RACY

Book = Any

PAGE = """\
---
title: One
---
# Title

Prose with {{ x + 1 }}.

```python exec="on" source="above"
#| caption: A caption
x = 41
print(x)
```

More prose, {{ x:.1f }}.
"""


def ran(book: Book, *pages: Any) -> set[str]:
    """Names of the pages that a whole new build runs."""
    book.run(*pages)
    return {Path(path).stem for path, state in book.states().items() if state == "done"}


def entries(book: Book) -> list[Path]:
    return sorted((book.root / ".cache/execution/pages").glob("*/*.json"))


def test_prose_headings_and_display_options_run_nothing(book: Book) -> None:
    text = PAGE.replace("{{ x + 1 }}", "nothing")
    assert ran(book, book.page(text)) == {"a"}
    for old, new in [
        ("title: One", "title: Two\nlede: A longer front matter"),
        ("# Title", "# Another title\n\n## And one more"),
        ("More prose", "Other words, `code`, $x$"),
        ('source="above"', 'source="below" result="text" title="A title" html="1"'),
        ("A caption", "Another caption"),
        ("#| caption: A caption\n", ""),
        ("x = 41\n", "\n\nx = 41\n"),
    ]:
        changed = text.replace(old, new)
        assert changed != text
        assert ran(book, book.page(changed)) == set(), (old, new)


def test_cells_values_and_their_places_run_the_page(book: Book) -> None:
    text = PAGE.replace("{{ x + 1 }}", "nothing")
    assert ran(book, book.page(text)) == {"a"}
    for old, new in [("x = 41", "x = 42"), ("{{ x:.1f }}", "{{ x:.2f }}"), ("A caption", "A caption of {{ x }}")]:
        assert ran(book, book.page(text.replace(old, new))) == {"a"}, (old, new)
    assert ran(book, book.page(text)) == set()  # the older results are still there


def test_captions_and_alts_are_filled_from_the_cache(book: Book) -> None:
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])"
    first = book.page(f'```python exec="on"\n#| alt: Old {{{{ 1 + 1 }}}}\n{code}\n```\n')
    assert book.one(first).cells[0].figures[0].alt == "Old 2"
    second = book.page(
        f'```python exec="on" id="other"\n#| alt: New {{{{ 1 + 1 }}}} "x"\n#| label: fig-n\n{code}\n```\n'
    )
    result = book.one(second)
    (figure,) = result.cells[0].figures
    assert result.state == "cached"
    assert (figure.alt, figure.label) == ('New 2 "x"', "fig-n")
    assert 'aria-label="New 2 &quot;x&quot;"' in figure.svg and 'id="other-1-' in figure.svg


def test_a_helper_edit_runs_exactly_the_pages_that_import_it(book: Book) -> None:
    book.write("src/helpers/__init__.py", "")
    book.write("src/helpers/low.py", "N = 1\n")
    book.write("src/helpers/middle.py", "def n():\n    from .low import N\n    return N\n")
    book.write("src/helpers/other.py", "M = 5\n")
    pages = [
        book.cell("from helpers.middle import n\nn()", "deep"),
        book.cell("from helpers import other\nother.M", "aside"),
        book.cell("import importlib\nimportlib.import_module('helpers.low').N", "dynamic"),
        book.cell("print('none')", "none"),
        book.page("{{ __import__('helpers.low').low.N }}\n", "value"),
    ]
    assert ran(book, *pages) == {"deep", "aside", "dynamic", "none", "value"}
    assert ran(book, *pages) == set()
    book.write("src/helpers/low.py", "N = 2\n")
    results = book.run(*pages)
    assert {Path(path).stem for path, state in book.states().items() if state == "done"} == {"deep", "dynamic", "value"}
    assert results["docs/deep.md"].cells[0].value == "2"


def test_one_engine_sees_edits_between_runs(book: Book) -> None:
    book.write("src/helper.py", "N = 1\n")
    page = book.cell("import helper\nhelper.N")
    engine = book.engine()
    assert engine.run([page])[page.path].cells[0].value == "1"
    book.write("src/helper.py", "N = 22\n")
    assert engine.run([page])[page.path].cells[0].value == "22"
    assert engine.run([page])[page.path].state == "cached"


def test_a_module_that_only_runs_at_run_time_counts_too(book: Book) -> None:
    book.write("src/hidden.py", "N = 1\n")
    page = book.cell("name = 'hid' + 'den'\n__import__(name).N")
    assert ran(book, page) == {"a"}
    assert ran(book, page) == set()
    book.write("src/hidden.py", "N = 2\n")
    assert book.one(page).cells[0].value == "2"


def test_data_files_folders_and_missing_files_count(book: Book) -> None:
    book.write("data/a.txt", "one")
    root = str(book.root)
    page = book.cell(f"""
        import os
        print(open({root!r} + "/data/a.txt").read(), len(os.listdir({root!r} + "/data")))
        try:
            print(open({root!r} + "/data/late.csv").read())
        except FileNotFoundError:
            print("none")
        """)
    other = book.cell("1", "other")
    assert ran(book, page, other) == {"a", "other"}
    assert ran(book, page, other) == set()
    book.write("data/a.txt", "two")
    assert ran(book, page, other) == {"a"}
    book.write("data/b.txt", "new in the folder")
    assert ran(book, page, other) == {"a"}
    book.write("data/late.csv", "x")
    assert book.one(page).cells[0].stdout == "two 3\nx\n"
    os.utime(book.root / "data/a.txt", ns=(1, 1))  # a new time stamp alone changes nothing
    assert ran(book, page, other) == set()


def test_large_data_is_read_once(book: Book) -> None:
    path = book.write("data/a.bin", "x" * 1000)
    old = time.time_ns() - 10 * RACY
    os.utime(path, ns=(old, old))
    engine = book.engine()
    assert engine.store.files.digest("data/a.bin") == engine.store.files.digest("data/a.bin")
    engine.store.files.remember()
    memory = json.loads((book.root / ".cache/execution/files.json").read_text())
    assert memory["data/a.bin"][0] == 1000


def test_versions_and_device_count(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from nlpbook.execution import imports

    page, plain = book.cell("import nosuchlibrary", options='raises="ImportError"'), book.cell("1", "plain")
    assert ran(book, page, plain) == {"a", "plain"}
    known = imports.version_of
    monkeypatch.setattr(imports, "version_of", lambda name: "9.9" if name == "nosuchlibrary" else known(name))
    assert ran(book, page, plain) == {"a"}
    keys = set()
    for device in ("cpu", "cuda"):
        monkeypatch.setenv("NLPBOOK_DEVICE", device)
        for source in ("import torch", "import json"):
            keys.add((source, book.one(book.cell(source), run=False).key))
    assert len(keys) == 3  # the device counts for torch only


@pytest.mark.parametrize("seed", range(3))
def test_damaged_entries_are_run_again_and_never_trusted(book: Book, seed: int) -> None:
    page = book.page(PAGE.replace("{{ x + 1 }}", ""))
    good = book.one(page).cells[0].stdout
    (entry,) = entries(book)
    whole = entry.read_bytes()
    chance = random.Random(seed)
    with book.engine() as engine:
        for _ in range(3):
            at = chance.randrange(len(whole))
            for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], b""):
                entry.write_bytes(damaged)
                result = engine.run([page])[page.path]
                assert (result.state, result.cells[0].stdout) == ("run", good)
    assert book.one(page).state == "cached"


def test_a_build_killed_in_the_middle_leaves_nothing_half_done(book: Book) -> None:
    book.write("docs/slow.md", '```python exec="on"\nimport time\ntime.sleep(30)\n```\n')
    book.write("docs/quick.md", '```python exec="on"\nprint("quick")\n```\n')
    command = [
        sys.executable,
        "-m",
        "nlpbook.execution",
        "--root",
        str(book.root),
        "run",
        "docs/quick.md",
        "docs/slow.md",
    ]
    build = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert build.stdout is not None
    while "quick.md" not in build.stdout.readline():
        assert build.poll() is None
    zygotes = _children(build.pid)
    build.send_signal(signal.SIGKILL)
    build.wait()
    build.stdout.close()
    deadline = time.monotonic() + 5
    while any(os.path.exists(f"/proc/{pid}") for pid in zygotes) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert zygotes and not any(os.path.exists(f"/proc/{pid}") for pid in zygotes)  # no orphan runs on
    pages = [book.cell('print("quick")', "other"), book.page((book.root / "docs/quick.md").read_text(), "quick")]
    assert ran(book, *pages) == {"other"}


def _children(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(status.parent.name))
    return found


def test_builds_at_the_same_time_do_not_disturb_each_other(book: Book) -> None:
    names = [f"p{n}" for n in range(4)]
    for name in names:
        book.write(f"docs/{name}.md", f'```python exec="on"\nprint("{name}")\n```\n')
    command = [sys.executable, "-m", "nlpbook.execution", "--root", str(book.root), "run"]
    builds = [
        subprocess.Popen([*command, *(f"docs/{name}.md" for name in names)], stdout=subprocess.DEVNULL) for _ in "12"
    ]
    assert [build.wait(60) for build in builds] == [0, 0]
    pages = [book.page((book.root / f"docs/{name}.md").read_text(), name) for name in names]
    results = book.run(*pages)
    assert [results[page.path].cells[0].stdout for page in pages] == [f"{name}\n" for name in names]
    assert set(book.states().values()) == {"cached"}
    assert not list((book.root / ".cache").rglob(".part-*"))


def test_old_results_are_dropped(book: Book) -> None:
    with book.engine() as engine:
        for n in range(9):
            engine.run([book.cell(f"{n}")])
    assert len(entries(book)) == 6
    assert book.one(book.cell("8"), run=False).state == "cached"
    with book.engine() as engine:
        engine.run([book.cell("1", "other")])
        engine.store.forget_others({"docs/other.md"})
        assert len(entries(book)) == 7
        engine.store.forget_others({"docs/other.md"}, older_than=-1.0)
        assert len(entries(book)) == 1


def test_a_failure_keeps_the_cache_and_a_good_page_beside_it(book: Book) -> None:
    good, bad = book.cell("1", "good"), book.cell("1 / 0", "bad")
    with pytest.raises(ExecutionFailed):
        book.run(good, bad)
    assert [entry.parent.name.rsplit("-", 1)[0] for entry in entries(book)] == ["docs-good-md"]
    assert book.one(good).state == "cached"


def test_the_cache_is_quick_and_starts_no_process(book: Book) -> None:
    pages = [book.cell(f"import json\n{n}", f"p{n}") for n in range(12)]
    book.run(*pages)
    engine = Engine(book.root)
    engine.run(pages)
    assert engine.runner.process is None
