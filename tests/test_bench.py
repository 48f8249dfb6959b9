"""The benchmark's own parts: the generator, the layouts, the counting and the tables. Never a time."""

from __future__ import annotations

import ast
import itertools
import json
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import layouts, results
from bench.algorithms import Race, plays, run
from bench.book import Book, edit_cell, edit_helper, edit_prose, make_book
from bench.grader import own_clock
from bench.measure import Build, read_site
from bench.report import BEGIN, END, render, renew
from bench.scenarios import ROUNDS, SCENARIOS, Contender
from bench.server import find, serve
from bench.tools import TOOLS, Tool, sync
from nlpbook.exercises.stage import Stage

ABOUT = Path(__file__).resolve().parents[1] / "docs" / "about"


@pytest.fixture
def book() -> Book:
    return make_book(6, steps=3)


def test_every_cell_of_the_book_is_python(book: Book) -> None:
    for page in book.pages:
        assert len(page.cells) == len(page.prose) == 6
        for cell in page.cells:
            ast.parse(cell.code)
    for source in book.helpers.values():
        ast.parse(source)


def test_a_third_of_the_pages_import_the_helper_directly_or_through_another(book: Book) -> None:
    assert book.helper_pages == {"p03", "p06"}
    assert {page.helper for page in book.pages} == {None, "schedule", "training"}


@pytest.mark.parametrize(("pages", "steps"), [(0, 5), (100, 5), (3, 0)])
def test_a_book_out_of_range_is_refused(pages: int, steps: int) -> None:
    with pytest.raises(ValueError, match="1-99 pages"):
        make_book(pages, steps)


def test_each_edit_changes_what_it_says_and_nothing_else(book: Book) -> None:
    prose, cell, helper = edit_prose(book, 1), edit_cell(book, 2), edit_helper(book, 3)
    assert [page.cells for page in prose.pages] == [page.cells for page in book.pages]
    assert [a.name for a, b in zip(prose.pages, book.pages, strict=True) if a != b] == ["p02"]
    assert [a.name for a, b in zip(cell.pages, book.pages, strict=True) if a != b] == ["p01"]
    assert helper.pages == book.pages
    assert helper.helpers != book.helpers
    assert edit_prose(book, 1) != edit_prose(book, 2)


LAYOUTS = [layouts.nlpbook, layouts.markdown_exec, layouts.mkdocs_jupyter, layouts.jupyter_book]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_holds_every_cell(layout: Callable[[Book], dict[str, str]], book: Book) -> None:
    files = layout(book)
    for page in book.pages:
        name = next(path for path in files if Path(path).stem == page.name)
        if name.endswith(".ipynb"):
            code = ["".join(cell["source"]) for cell in json.loads(files[name])["cells"] if cell["cell_type"] == "code"]
            assert all(cell.code in text for cell, text in zip(page.cells, code, strict=True))
        else:
            assert all(cell.code in files[name] for cell in page.cells)
            assert files[name].count('exec="on"') == len(page.cells)


def test_a_book_without_cells_executes_nothing(book: Book) -> None:
    for layout in (layouts.nlpbook_without_cells, layouts.material_without_cells):
        assert not any("exec=" in text for path, text in layout(book).items() if path.endswith(".md"))


def test_sync_touches_only_what_changed(book: Book, tmp_path: Path) -> None:
    tool = Tool("x", "x", "", layouts.markdown_exec, ("true",))
    sync(tool, book, tmp_path)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.md")}
    sync(tool, edit_prose(book, 1), tmp_path)
    assert [file.name for file, time in before.items() if file.stat().st_mtime_ns != time] == ["p02.md"]


def test_stamps_and_marks_are_read_from_html(tmp_path: Path) -> None:
    shown = "<pre>stamp p03.1 123\nhelper mark 7 on p03</pre> stamp p03.2 {time.time_ns()}"
    (tmp_path / "index.html").write_text(shown, encoding="utf-8")
    assert read_site(tmp_path) == ({("p03", 1): 123}, {"p03": 7})


def test_every_tool_has_its_rounds_and_every_scenario_is_known() -> None:
    assert set(ROUNDS) == {tool.name for tool in TOOLS}
    assert all(set(counts) <= set(SCENARIOS) for counts in ROUNDS.values())


def measured(book: Book) -> dict[str, object]:
    """Results with one tool measured twice and one that failed."""
    ours, other = (Contender(tool, Path()) for tool in TOOLS[:2])
    ours.builds["cold"] = [Build(4.0, 7.0, 0.1, tuple(p.name for p in book.pages), 36)] * 2
    ours.builds["helper"] = [Build(2.0, 2.0, 0.2, ("p03", "p06"), 12)]
    other.builds["cold"] = [Build(6.0, 6.0, 0.1, tuple(p.name for p in book.pages), 36)]
    other.problem = "nothing changed: exit status 1: a | b"
    data: dict[str, object] = {
        "date": "2026-01-02", "minutes": 3.0, "versions": {"torch": "2"}, "book": results.describe_book(book, 3),
        "machine": {"processor": "P", "cores": 2, "memory_gib": 8.0, "system": "Linux", "python": "3.11"},
        "tools": results.describe_tools([ours, other]), "builds": results.describe_builds([ours, other]),
    }  # fmt: skip
    return {**data, "targets": results.targets(data)}


def test_aims_are_judged_and_what_is_missing_is_said(book: Book) -> None:
    aims = {aim["what"]: aim for aim in results.targets(measured(book))}
    assert aims["cold: markdown-exec's time over ours"]["met"] is True
    assert aims["helper edited: pages that run"] == {
        "what": "helper edited: pages that run", "aim": "p03, p06", "measured": "p03, p06", "met": True,
    }  # fmt: skip
    assert aims["nothing changed: cells that run"]["met"] is None


def test_tables_show_times_work_and_reasons(book: Book) -> None:
    text = render(measured(book))
    assert "| nlpbook | 4.0 (4.0–4.0, n=2) | – | – | – | 2.0 (n=1) |" in text
    assert "| nlpbook | 36 on 6 | – | – | – | 12 on 2 |" in text
    assert "markdown-exec is missing: nothing changed: exit status 1: a | b." in text
    assert "Not measured: the browser part was not run." in text


def test_contenders_take_turns_and_are_judged() -> None:
    turns: list[str] = []
    contenders = {"ours": lambda: turns.append("a"), "theirs": lambda: turns.append("b")}
    race = Race("bleu", "BLEU", contenders, 3, 9e6, "words")
    found = run(race)
    assert turns == ["a", "b"] * 3
    assert [one["label"] for one in found["contenders"]] == ["ours", "theirs"]
    found["contenders"][0]["seconds"]["median"], found["contenders"][1]["seconds"]["median"] = 3.0, 1.0
    aims = {aim["what"]: aim for aim in results.targets({"algorithms": [found]})}
    assert aims["corpus BLEU: our time over sacreBLEU's"]["met"] is False
    assert aims["BPE training: our time over the compiled library's"]["met"] is None


def test_races_are_shown_with_their_speed(book: Book) -> None:
    one = {"seconds": {"median": 2.0, "low": 1.0, "high": 3.0}, "label": "ours", "ratio": 1.0}
    other = {"seconds": {"median": 4.0, "low": 4.0, "high": 4.0}, "label": "theirs", "ratio": 0.5}
    race = {"name": "x", "title": "pairs", "n": 3, "amount": 8e6, "unit": "pairs", "contenders": [one, other]}
    text = render({**measured(book), "algorithms": [race]})
    assert "| pairs | ours | 2.00 (1.00–3.00), n=3 | 4.00 million pairs/s | 1× |" in text
    assert "|  | theirs | 4.00 (4.00–4.00), n=3 | 2.00 million pairs/s | 0.5× |" in text
    assert "Not measured." in render(measured(book))


def test_judging_is_shown_and_held_to_its_promise(book: Book) -> None:
    row = {"kind": "number", "answers": 3000, "median": 0.25, "p99": 1.5, "worst": 12.04, "over": 0}
    slow = {**row, "kind": "code", "worst": 51.0, "over": 1}
    text = render({**measured(book), "grader": [row, slow]})
    assert "| number | 3,000 | 0.25 | 1.50 | 12.04 | 0 |" in text and "## Judging" in text
    assert "## Judging" not in render(measured(book))
    for rows, met, shown in (([row], True, "12.0 ms"), ([row, slow], False, "51.0 ms"), ([], None, None)):
        (aim,) = (aim for aim in results.targets({"grader": rows}) if "judging" in aim["what"])
        assert (aim["met"], aim["measured"]) == (met, shown)


def test_the_readers_program_is_not_the_graders_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks, stage, attempt = itertools.count(), Stage(), Stage.attempt
    monkeypatch.setattr(time, "thread_time", lambda: next(ticks))
    with own_clock() as clock:
        begin = clock()
        assert stage.attempt(lambda: sum(next(ticks) < 0 for _ in range(1000))) == (0, None)
        assert clock() - begin == 2  # one tick before the program and one after it
    assert Stage.attempt is attempt


def test_the_corpus_of_the_races_is_the_five_megabytes_it_is_said_to_be() -> None:
    assert 5_000_000 < len(plays()) < 6_000_000


def test_the_page_is_renewed_between_its_markers_only(book: Book) -> None:
    page = f"before\n{BEGIN}\nfrom an earlier run\n{END}\nafter\n"
    new = renew(page, measured(book))
    assert new.startswith("before\n")
    assert new.endswith("after\n")
    assert "earlier run" not in new
    assert renew(new, measured(book)) == new
    with pytest.raises(ValueError, match="one pair of lines"):
        renew("no markers", measured(book))


def test_the_published_page_shows_the_published_data() -> None:
    data = ABOUT / "benchmarks.json"
    if not data.exists():
        pytest.skip("not measured yet: run make bench")
    page = (ABOUT / "benchmarks.md").read_text(encoding="utf-8")
    assert renew(page, json.loads(data.read_text(encoding="utf-8"))) == page


def test_the_server_compresses_counts_and_stays_inside_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<p>word</p>" * 100, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    with serve(site) as served, urllib.request.urlopen(served.address) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.read()) == served.log[0].size < 200
    assert find(site, "/../secret.txt") is None
    assert find(site, "/nothing") is None
