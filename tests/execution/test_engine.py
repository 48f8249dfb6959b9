"""Pages run in real processes of their own."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from nlpbook.execution import CellError, Engine, ExecutionFailed, Progress

Book = Any


def test_output_values_and_inline_values(book: Book) -> None:
    page = book.page("""\
        Before all cells: {{ 6 * 7 }}.

        ```python exec="on"
        import sys
        print("out: চাঁদ ☾")
        print("err", file=sys.stderr)
        x = 2 / 3
        x
        ```

        About {{ x:.2f }}, {{ "a" + "b"!r:>6 }}, $y = {{ 10**6:,d }}$.

        ```python exec="on"
        x = 5;
        x;
        ```
        Now {{ x }}.
        """)
    result = book.one(page)
    first, second = result.cells
    assert (first.stdout, first.stderr, first.value) == ("out: চাঁদ ☾\n", "err\n", "0.666667")
    assert second.value is None
    assert [value.text for value in result.values] == ["42", "0.67", "  'ab'", "1,000,000", "5"]
    assert result.values[1].exact == "0.666667"
    assert (result.state, result.device, result.error) == ("run", "cpu", None)
    assert len(result.key) == 64


def test_output_of_c_code_and_of_threads_is_caught_in_order(book: Book) -> None:
    code = """
    import ctypes, os, sys, threading
    print("one")
    os.write(1, b"two\\n")
    ctypes.CDLL(None).puts(b"three")
    ctypes.CDLL(None).fflush(None)
    thread = threading.Thread(target=print, args=("four",)); thread.start(); thread.join()
    sys.stdout.write("five\\n")
    """
    assert book.one(book.cell(code)).cells[0].stdout == "one\ntwo\nthree\nfour\nfive\n"


def test_a_cell_may_close_or_replace_its_streams(book: Book) -> None:
    page = book.page("""\
        ```python exec="on"
        import io, sys
        print("one")
        sys.stdout.close()
        ```

        ```python exec="on"
        print("two")
        sys.stdout = io.StringIO()
        print("lost")
        ```

        ```python exec="on"
        print("three")
        "half \\udc80"
        ```
        """)
    result = book.one(page)
    assert [cell.stdout for cell in result.cells] == ["one\n", "two\n", "three\n"]
    assert result.cells[2].value == r"'half \udc80'"


def test_rich_values_show_html_and_drawings_show_no_repr(book: Book) -> None:
    code = """
    class Rich:
        def __repr__(self): return "<Rich object at 0x7f00deadbeef>"
        def _repr_html_(self): return "<b>rich</b>"
    Rich()
    """
    cell = book.one(book.cell(code)).cells[0]
    assert (cell.value, cell.html) == ("<Rich object>", "<b>rich</b>")


def test_pages_share_nothing(book: Book) -> None:
    first = book.cell(
        """
        import os, random, sys, json
        json.leak = 1
        x = 1
        os.environ["LEAK"] = "1"
        os.mkdir("there"); os.chdir("there"); open("file", "w").write("x")
        random.seed(99); sys.setrecursionlimit(5000)
        """,
        "first",
    )
    second = book.cell(
        """
        import json, os, random, sys
        print("x" in globals(), hasattr(json, "leak"), "LEAK" in os.environ, os.listdir("."), sys.getrecursionlimit())
        random.random()
        """,
        "second",
    )
    results = book.run(first, second, jobs=1)
    random.seed(0)
    assert results["docs/second.md"].cells[0].stdout == "False False False [] 1000\n"
    assert results["docs/second.md"].cells[0].value == f"{random.random():.6g}"


def test_cells_see_one_stable_world(book: Book) -> None:
    code = """
    import os, tempfile
    from dataclasses import dataclass
    @dataclass
    class Point:
        x: int
    import pickle, inspect
    print(pickle.loads(pickle.dumps(Point(3))), inspect.getsource(Point).split()[0], __name__)
    print(os.environ["PYTHONHASHSEED"], os.environ["OMP_NUM_THREADS"], os.environ["TZ"], hash("a"))
    print(os.path.samefile(tempfile.gettempdir(), "."), os.path.samefile(os.path.expanduser("~"), "."))
    """
    first = book.one(book.cell(code, "one")).cells[0].stdout
    assert first == book.one(book.cell(code, "two")).cells[0].stdout
    assert first.startswith("Point(x=3) @dataclass __main__\n0 1 UTC ") and first.endswith("True True\n")


def test_an_expected_exception_is_shown(book: Book) -> None:
    page = book.cell("print('before')\nint('x')", options='raises="ValueError"')
    cell = book.one(page).cells[0]
    assert (cell.stdout, cell.raised) == ("before\n", "ValueError: invalid literal for int() with base 10: 'x'")
    assert book.one(book.cell("{}['a']", options='raises="IndexError|LookupError"')).cells[0].raised == "KeyError: 'a'"


@pytest.mark.parametrize(
    ("code", "options", "line", "words"),
    [
        ("x = 1\n\nx / 0", "", 6, ["ZeroDivisionError: division by zero", "x / 0"]),
        ("def f():\n    return g()\ndef g():\n    raise KeyError('k')\nf()", "", 7, ["KeyError: 'k'", "in f", "in g"]),
        ("x = 1\ny = (", "", 5, ["SyntaxError"]),
        ("import sys\nsys.exit(3)", "", 5, ["SystemExit: 3", "may not end the interpreter"]),
        ("import os\nprint(1)\nos._exit(3)", "", 4, ["ProcessEnded", "status 3"]),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "", 4, ["Killed", "SIGKILL", "memory"]),
        ("import ctypes\nctypes.string_at(0)", "", 5, ["Killed", "SIGSEGV"]),
        ("raise KeyboardInterrupt", "", 4, ["KeyboardInterrupt"]),
        ("int('x')", 'raises="KeyError"', 4, ["ValueError: invalid literal"]),
        ("1 + 1", 'raises="KeyError"', 4, ["NothingRaised", "KeyError", "ended well"]),
        ("import socket\nsocket.create_connection(('example.org', 80))", "", 5, ["may not use the network"]),
        ("import urllib.request as r\n\nr.urlopen('https://example.org')", "", 6, ["may not use the network"]),
        ("import socket\ns = socket.socket()\ns.connect(('127.0.0.1', 9))", "", 6, ["may not use the network"]),
        ("import subprocess\nsubprocess.run(['ls'])", "", 5, ["may not start programs"]),
        ("import os\nos.system('ls')", "", 5, ["may not start programs"]),
        ("import os\nos.remove(os.__file__)", "", 5, ["Refused", "only write in its own folder"]),
        ("x = [0] * (1 << 50)", "", 4, ["MemoryError"]),
        ("def f(): f()\nf()", "", 4, ["RecursionError"]),
    ],
)  # fmt: skip
def test_a_failing_cell_names_its_line(book: Book, code: str, options: str, line: int, words: list[str]) -> None:
    with pytest.raises(ExecutionFailed) as caught:
        book.run(book.cell(code, options=options))
    (error,) = caught.value.errors
    assert error.line == line
    assert str(error).startswith(f"docs/a.md:{line}: ")
    for word in words:
        assert word in str(caught.value)


def test_writing_outside_is_refused_and_inside_is_not(book: Book) -> None:
    target = book.write("docs/a.txt", "precious")
    with pytest.raises(ExecutionFailed, match="may only write in its own folder"):
        book.run(book.cell(f"open({str(target)!r}, 'w')"))
    assert target.read_text() == "precious"
    code = """
    import os, tempfile
    open("own.txt", "w").write("x")
    os.rename("own.txt", "new.txt")
    tempfile.mkstemp()
    os.listdir()
    """
    assert "new.txt" in (book.one(book.cell(code)).cells[0].value or "")


def test_an_endless_cell_is_stopped_and_its_line_named(book: Book) -> None:
    page = book.cell("x = 0\nwhile True:\n    x += 1")
    other = book.cell("print('fine')", "b")
    with pytest.raises(ExecutionFailed) as caught:
        book.run(page, other, limit=1.0)
    (error,) = caught.value.errors
    assert "TimeLimit: the page was still running after 1 s" in str(error)
    assert error.line in {5, 6}
    assert book.one(other).state == "cached"


def test_an_endless_loop_of_output_is_bounded(book: Book) -> None:
    page = book.cell("for n in range(40_000):\n    print('চাঁদ' * 10)")
    stdout = book.one(page).cells[0].stdout
    assert len(stdout.encode()) < 101_000
    assert "more bytes of output left out]" in stdout


def test_all_failing_pages_are_reported_at_once(book: Book) -> None:
    pages = [book.cell(f"print({n})\n1 / 0", f"p{n}") for n in range(3)]
    with pytest.raises(ExecutionFailed) as caught:
        book.run(*pages, book.cell("1 + 1", "good"))
    text = str(caught.value)
    assert text.startswith("3 pages failed")
    for n in range(3):
        assert f"docs/p{n}.md:5: ZeroDivisionError: division by zero\n    1 / 0" in text
    with pytest.raises(ExecutionFailed):
        book.run(*pages)  # failures are never cached
    assert set(book.states().values()) == {"failed"}


def test_an_inline_value_that_fails_names_its_line(book: Book) -> None:
    page = book.page('```python exec="on"\nx = 1\n```\n\nSome\ntext {{ y:.2f }}.\n')
    with pytest.raises(ExecutionFailed, match=r"docs/a.md:6: NameError: name 'y' is not defined\n    text \{\{ y"):
        book.run(page)
    page = book.page("{{ 'a':.2f }}\n")
    with pytest.raises(ExecutionFailed, match=r"docs/a.md:1: ValueError: Unknown format code"):
        book.run(page)


def test_the_end_of_the_runner_is_reported_and_survived(book: Book) -> None:
    engine = book.engine(keep_going=True)
    killer = book.cell("import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(30)")
    error = engine.run([killer])[killer.path].error
    assert error is not None and "RunnerEnded" in str(error)
    good = book.cell("1 + 1", "good")
    assert engine.run([good])[good.path].cells[0].value == "2"


def test_an_interrupt_ends_the_pages_too(book: Book) -> None:
    def interrupt(news: Progress) -> None:
        if news.state == "start":
            raise KeyboardInterrupt

    engine = book.engine()
    engine.on_progress = interrupt
    with pytest.raises(KeyboardInterrupt):
        engine.run([book.cell("import time\ntime.sleep(60)")])
    assert engine.runner.process is None


@pytest.mark.parametrize("said", ["soon", "0", "-3", "nan", "inf"])
def test_a_bad_time_limit_is_refused(book: Book, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("NLPBOOK_TIME_LIMIT", said)
    with pytest.raises(ValueError, match="NLPBOOK_TIME_LIMIT must be a number of seconds"):
        Engine(book.root)


def test_what_a_page_leaves_running_dies_with_it(book: Book) -> None:
    code = """
    import os, time, threading
    threading.Thread(target=time.sleep, args=(60,)).start()
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
    print(pid)
    """
    pid = int(book.one(book.cell(code), limit=20).cells[0].stdout)
    status = Path(f"/proc/{pid}/stat")
    assert not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_forked_copy_does_not_run_the_rest_of_the_page(book: Book) -> None:
    page = book.page("""\
        ```python exec="on"
        import os
        pid = os.fork()
        if pid:
            os.waitpid(pid, 0)
        ```

        ```python exec="on"
        print("once")
        ```
        """)
    assert book.one(page).cells[1].stdout == "once\n"


def test_keep_going_shows_the_last_good_run_and_the_error(book: Book) -> None:
    good = book.page("""\
        ```python exec="on"
        print("first")
        ```
        {{ 1 + 1 }}

        ```python exec="on"
        print("second")
        ```
        """)
    broken = book.page(good.text.replace('print("second")', "1 / 0").replace("1 + 1", "1 + 2"))
    engine = book.engine(keep_going=True)
    assert engine.run([good])[good.path].error is None
    result = engine.run([broken])[broken.path]
    assert isinstance(result.error, CellError) and result.error.line == 7
    assert [cell.stdout for cell in result.cells] == ["first\n", ""]  # aligned with the page as it is now
    assert [value.text for value in result.values] == ["…"]
    again = engine.run([good])[good.path]
    assert (again.error, again.state) == (None, "cached")


def test_without_running_only_known_results_are_shown(book: Book) -> None:
    page, unknown = book.cell("print('known')"), book.cell("print('unknown')", "b")
    book.run(page)
    results = book.run(page, unknown, run=False)
    assert results[page.path].cells[0].stdout == "known\n"
    assert (results[unknown.path].state, results[unknown.path].cells) == ("missing", ())
    assert book.states() == {page.path: "cached", unknown.path: "missing"}


def test_without_running_a_result_of_the_same_code_is_shown_whatever_made_it(book: Book) -> None:
    book.write("src/helper.py", "NUMBER = 1")
    page = book.cell("from helper import NUMBER\nNUMBER")
    book.run(page)
    book.write("src/helper.py", "NUMBER = 2")
    assert book.one(page, run=False).cells[0].value == "1"
    assert book.one(book.cell("from helper import NUMBER\nNUMBER + 1"), run=False).state == "missing"
    assert book.one(page).cells[0].value == "2"


def test_news_reaches_the_author(book: Book) -> None:
    pages = [book.cell("1", "a"), book.cell("2", "b")]
    book.run(*pages, jobs=1)
    assert [news.state for news in book.news] == ["start", "done", "start", "done"]
    assert [news.done for news in book.news] == [0, 1, 1, 2]
    assert all(news.total == 2 for news in book.news)


def test_a_page_without_cells_starts_nothing(book: Book) -> None:
    engine = book.engine()
    result = engine.run([book.page("Only prose.")])["docs/a.md"]
    assert (result.state, result.cells, result.values) == ("cached", (), ())
    assert engine.runner.process is None
