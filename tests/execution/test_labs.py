"""Labs: percent files run as pages and become notebooks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.execution import SourceError, lab_notebook, lab_source
from nlpbook.execution.model import PageResult

Book = Any

LAB = """\
# ---
# jupyter:
#   kernelspec: {name: python3}
# ---

# %% [markdown]
# # A lab
#
# With *text*.

# %%
#| alt: Two dots
import matplotlib.pyplot as plt
plt.plot([1, 2], "o")
print("hello")

# %% tags=["x"]
x = 40 + 2
x

# %% [markdown]
\"\"\"
Text in quotes.
\"\"\"

# %% raises="ZeroDivisionError"
1 / 0
"""


def test_a_lab_runs_and_becomes_a_valid_notebook(book: Book) -> None:
    pytest.importorskip("matplotlib")
    nbformat: Any = pytest.importorskip("nbformat")
    path = "docs/labs/first.py"
    page = lab_source(path, LAB)
    assert [cell.line for cell in page.cells] == [12, 18, 27]
    result = book.run(page)[path]
    notebook = lab_notebook(path, LAB, result)
    nbformat.validate(nbformat.from_dict(notebook))
    kinds = [cell["cell_type"] for cell in notebook["cells"]]
    assert kinds == ["markdown", "code", "code", "markdown", "code"]
    assert notebook["cells"][0]["source"] == "# A lab\n\nWith *text*."
    assert notebook["cells"][3]["source"] == "Text in quotes."
    first, second, third = (cell["outputs"] for cell in notebook["cells"] if cell["cell_type"] == "code")
    assert first[0] == {"output_type": "stream", "name": "stdout", "text": "hello\n"}
    assert first[1]["data"]["image/svg+xml"].startswith("<svg ") and 'aria-label="Two dots"' in str(first[1]["data"])
    assert first[1]["metadata"] == {"image/svg+xml": {"alt": "Two dots"}}
    assert second[0]["data"] == {"text/plain": "42"}
    assert third[0]["ename"] == "ZeroDivisionError"
    assert "#|" not in notebook["cells"][1]["source"]
    again = lab_notebook(path, LAB, book.run(page)[path])
    assert json.dumps(again) == json.dumps(notebook)


def test_without_a_result_the_notebook_has_no_outputs() -> None:
    notebook = lab_notebook("docs/labs/a.py", "# %%\n1\n", PageResult("docs/labs/a.py", "", "missing"))
    assert notebook["cells"][0]["outputs"] == [] and notebook["cells"][0]["execution_count"] is None


def test_a_failing_lab_names_file_and_line(book: Book) -> None:
    from nlpbook.execution import ExecutionFailed

    page = lab_source("docs/labs/a.py", "# %% [markdown]\n# Text\n\n# %%\nx = 1\n1 / 0\n")
    with pytest.raises(ExecutionFailed, match=r"docs/labs/a.py:6: ZeroDivisionError"):
        book.run(page)


def test_unknown_markers_are_refused() -> None:
    with pytest.raises(SourceError, match=r"docs/labs/a.py:2: .*\[sql\]"):
        lab_source("docs/labs/a.py", "\n# %% [sql]\nselect\n")
    with pytest.raises(SourceError, match=r'docs/labs/a.py:1: unknown option "rases"'):
        lab_source("docs/labs/a.py", '# %% rases="ValueError"\n1\n')


PIECES = ["# %%", "# %% [markdown]", "x = 1", "# text", "#", "", "def f():", "    return 2", '"""text"""', "# %% title"]


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_cells_agree_with_jupytext(rows: list[str]) -> None:
    jupytext: Any = pytest.importorskip("jupytext")
    text = "# %%\nfirst = 1\n" + "\n".join(rows) + "\n"
    theirs = list(jupytext.reads(text, fmt="py:percent").cells)
    ours = lab_notebook("a.py", text, PageResult("a.py", "", "missing"))["cells"]
    code = [cell["source"].strip() for cell in ours if cell["cell_type"] == "code"]
    assert code == [cell["source"].strip() for cell in theirs if cell["cell_type"] == "code"]
    lines = text.split("\n")
    for cell in lab_source("a.py", text).cells:
        assert "\n".join(lines[cell.line - 1 :]).startswith(cell.source)
