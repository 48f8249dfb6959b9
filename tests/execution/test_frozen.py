"""GPU cells: run here, frozen, shown with their provenance, and refused when stale."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nlpbook.execution import ExecutionFailed, check_frozen, freeze
from nlpbook.execution.__main__ import main

Book = Any

TEXT = """\
# Training

```python exec="on"
steps = 1
```

```python exec="on" device="cuda" id="train" keep="losses, name"
import helper
print("trained", "steps" in globals())
losses, name = [3.0, helper.LAST], "small"
losses
```

```python exec="on"
losses.append(steps)
losses
```

The last loss is {{ losses[1]:.1f }} of {{ name }}.
"""
PLOTTED = TEXT.replace("import helper\n", "#| alt: Loss falls to {{ losses[-1] }}\nimport helper\n").replace(
    "\nlosses\n```", "\nimport matplotlib.pyplot as plt\nplt.plot(losses)\nlosses\n```", 1
)


@pytest.fixture
def gpu_book(book: Book, monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.setenv("NLPBOOK_DEVICE", "cpu")
    book.write("src/helper.py", "LAST = 1.5\n")
    return book


def test_frozen_results_are_shown_with_their_provenance(gpu_book: Book) -> None:
    pytest.importorskip("matplotlib")
    page = gpu_book.page(PLOTTED)
    (written,) = freeze(gpu_book.root, page, "cpu")
    assert written == gpu_book.root / "docs/frozen/a/train.json"
    assert (written.parent / "train-1.svg").read_text(encoding="utf-8").startswith("<svg ")
    result = gpu_book.one(page)
    cell = result.cells[1]
    assert (cell.stdout, cell.value, cell.figures[0].alt) == ("trained False\n", "[3.0, 1.5]", "Loss falls to 1.5")
    assert result.cells[2].value == "[3.0, 1.5, 1]"
    assert [value.text for value in result.values] == ["1.5", "small"]
    made = cell.provenance
    assert made is not None and made.frozen and not made.stale and made.device.startswith("CPU (")
    assert made.versions["python"] and made.versions["matplotlib"] and len(made.date) == 10 and made.seconds > 0
    assert check_frozen(gpu_book.root, [page]) == []
    assert gpu_book.one(gpu_book.page(PLOTTED.replace("Loss falls", "The loss falls"))).state == "cached"


def test_a_missing_or_stale_result_stops_the_build_and_is_tolerated_while_writing(gpu_book: Book) -> None:
    page = gpu_book.page(TEXT)
    with pytest.raises(
        ExecutionFailed, match=r"docs/a.md:7: FrozenResult: no GPU here, and no frozen result docs/frozen"
    ):
        gpu_book.run(page)
    (problem,) = check_frozen(gpu_book.root, [page])
    assert problem.startswith("docs/a.md:7: ") and "freeze docs/a.md" in problem

    freeze(gpu_book.root, page, "cpu")
    gpu_book.write("src/helper.py", '"""A docstring."""\n\nLAST = 1.5  # and a comment\n')
    assert check_frozen(gpu_book.root, [page]) == []
    gpu_book.write("src/helper.py", "LAST = 2.5\n")
    with pytest.raises(ExecutionFailed, match="belongs to an older version of this cell"):
        gpu_book.run(page)
    assert "older version" in check_frozen(gpu_book.root, [page])[0]
    shown = gpu_book.one(page, keep_going=True)
    assert shown.error is None and shown.cells[1].provenance.stale and shown.cells[1].value == "[3.0, 1.5]"
    freeze(gpu_book.root, page, "cpu")
    assert gpu_book.one(page).cells[1].value == "[3.0, 2.5]"  # and the cells below have been run again
    assert gpu_book.one(page).cells[2].value == "[3.0, 2.5, 1]"


def test_frozen_results_are_known_without_running(gpu_book: Book) -> None:
    page = gpu_book.page(TEXT)
    freeze(gpu_book.root, page, "cpu")
    result = gpu_book.one(page, run=False)
    assert result.state == "missing" and result.frozen[1].value == "[3.0, 1.5]"
    alone = gpu_book.page('```python exec="on" device="cuda" id="only"\nprint(1)\n```\n', "alone")
    freeze(gpu_book.root, alone, "cpu")
    result = gpu_book.one(alone, run=False)
    assert (result.state, result.cells[0].stdout) == ("cached", "1\n")


def test_damaged_results_are_refused(gpu_book: Book) -> None:
    page = gpu_book.page(TEXT)
    (path,) = freeze(gpu_book.root, page, "cpu")
    record = json.loads(path.read_text())
    figure = {"file": "train-1.svg", "sha256": "0" * 64}
    path.with_name("train-1.svg").write_text("<svg/>")
    other, altered = {**record, "page": "docs/other.md"}, {**record, "figures": [figure]}
    lost = {**record, "figures": [{**figure, "file": "train-2.svg"}]}
    for damage in ("{", "[]", '{"key": "x"}', json.dumps(other), json.dumps(altered), json.dumps(lost)):
        path.write_text(damage)
        (problem,) = check_frozen(gpu_book.root, [page])
        assert problem.startswith("docs/a.md:7: FrozenResult: ")
        with pytest.raises(ExecutionFailed, match="FrozenResult"):
            gpu_book.run(page)


def test_results_that_belong_to_no_cell_are_found(gpu_book: Book) -> None:
    page = gpu_book.page(TEXT)
    freeze(gpu_book.root, page, "cpu")
    gpu_book.write("docs/frozen/a/old.json", "{}")
    assert check_frozen(gpu_book.root, [page]) == [
        "docs/frozen/a/old.json:1: no cell of a.md has this id; delete the file or rename the cell"
    ]


def test_what_json_cannot_hold_is_not_kept(gpu_book: Book) -> None:
    for code, words in (("a = {1, 2}", "JSON cannot hold it"), ("b = 1", "does not set it")):
        page = gpu_book.cell(code, options='device="cuda" id="x" keep="a"')
        with pytest.raises(ExecutionFailed, match=f"docs/a.md:4: CannotKeep: .*{words}"):
            freeze(gpu_book.root, page, "cpu")
    assert not list(gpu_book.root.rglob("x.json"))


def test_a_failed_gpu_cell_freezes_nothing_and_names_its_line(gpu_book: Book, capsys: Any) -> None:
    gpu_book.write("docs/a.md", '```python exec="on" device="cuda" id="x"\n\n1 / 0\n```\n')
    assert main(["--root", str(gpu_book.root), "freeze", "docs/a.md", "--device", "cpu"]) == 1
    assert "docs/a.md:3: ZeroDivisionError" in capsys.readouterr().err


def test_the_command_line_freezes_runs_and_checks(gpu_book: Book, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    gpu_book.write("docs/a.md", TEXT)
    gpu_book.write("docs/labs/l.py", "# %%\n1 + 1\n")
    root = ["--root", str(gpu_book.root)]
    assert main([*root, "check-frozen", "docs/a.md"]) == 1
    assert main([*root, "freeze", "docs/a.md", "--device", "cpu"]) == 0
    assert main([*root, "check-frozen", "docs/a.md"]) == 0
    assert main([*root, "run", "docs/a.md", "docs/labs/l.py"]) == 0
    output = capsys.readouterr().out
    assert "wrote docs/frozen/a/train.json" in output and "[2/2] done" in output
    assert main([*root, "run", str(Path("docs/none.md"))]) == 1


def test_where_there_is_a_gpu_the_cell_runs_on_its_own_and_is_cached(
    gpu_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The device class says "cuda"; the cell itself does not touch one, so this runs on any machine."""
    monkeypatch.setenv("NLPBOOK_DEVICE", "cuda")
    page = gpu_book.page(TEXT)
    first = gpu_book.one(page)
    assert first.cells[1].stdout == "trained False\n" and first.cells[2].value == "[3.0, 1.5, 1]"
    assert first.cells[1].provenance is not None and not first.cells[1].provenance.frozen
    assert not (gpu_book.root / "docs/frozen").exists()
    engine = gpu_book.engine()
    assert engine.run([page])[page.path].cells[1].value == "[3.0, 1.5]" and engine.runner.process is None
    broken = gpu_book.page(TEXT.replace("helper.LAST]", "1 / 0]"))
    with pytest.raises(ExecutionFailed, match=r"docs/a.md:10: ZeroDivisionError"):
        gpu_book.run(broken)
