"""Labs: jupytext percent files, read as pages, and written as notebooks with the outputs of the run.

The percent format is simple enough to be read here, with true line numbers; tests compare it with jupytext's reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nlpbook.execution.errors import SourceError
from nlpbook.execution.fences import OPTION
from nlpbook.execution.model import Cell, CellResult, PageResult, PageSource
from nlpbook.execution.parse import check_options, make_cell

MARKER = re.compile(r"# ?%%(?:\s+(.*))?$")
KIND = re.compile(r"\[(markdown|md|raw)\]")


@dataclass(frozen=True)
class _Block:
    """One notebook cell as written: 1-based line of its first row, and its rows."""

    kind: str
    line: int
    rows: tuple[str, ...]
    options: dict[str, str]


def lab_source(path: str, text: str) -> PageSource:
    r"""The code cells of a lab as a page, for `Engine.run`.

    Raises:
        SourceError: A marker, directive or option is wrong.

    Examples:
        >>> page = lab_source("docs/labs/a.py", "# %% [markdown]\n# # Hi\n\n# %%\nx = 1\n")
        >>> page.cells[0].line, page.cells[0].source
        (5, 'x = 1')
    """
    cells: list[Cell] = []
    for block in _blocks(path, text):
        if block.kind == "code":
            cells.append(make_cell(len(cells), block.line, block.rows, block.options, path))
    return PageSource(path, text, tuple(cells))


def lab_notebook(path: str, text: str, result: PageResult) -> dict[str, Any]:
    """The lab as a notebook (nbformat 4.5) with outputs; the same input always gives the same notebook.

    Figures are SVG with their alt text; a lab whose result is missing has no outputs.
    """
    page = lab_source(path, text)
    results = iter(
        zip(page.cells, result.cells, strict=True) if result.cells else [(cell, None) for cell in page.cells]
    )
    cells: list[dict[str, Any]] = []
    count = 0
    for number, block in enumerate(_blocks(path, text), 1):
        made: dict[str, Any] = {"id": f"cell-{number}", "metadata": {}}
        if block.kind == "code":
            cell, found = next(results)
            count += 1
            ran = count if found else None
            made |= {"cell_type": "code", "source": cell.shown, "execution_count": ran}
            made["outputs"] = list(_outputs(found, count)) if found else []
        else:
            made |= {"cell_type": block.kind, "source": "\n".join(_prose(block.rows))}
        cells.append(made)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python", "file_extension": ".py"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _outputs(result: CellResult, count: int) -> Iterator[dict[str, Any]]:
    if result.stdout:
        yield {"output_type": "stream", "name": "stdout", "text": result.stdout}
    if result.raised:
        name, _, message = result.raised.partition(": ")
        yield {"output_type": "error", "ename": name, "evalue": message, "traceback": [result.raised]}
    if result.value is not None:
        data = {"text/plain": result.value} | ({"text/html": result.html} if result.html else {})
        yield {"output_type": "execute_result", "execution_count": count, "data": data, "metadata": {}}
    for figure in result.figures:
        data = {"image/svg+xml": figure.svg, "text/plain": figure.alt}
        yield {"output_type": "display_data", "data": data, "metadata": {"image/svg+xml": {"alt": figure.alt}}}


def _blocks(path: str, text: str) -> list[_Block]:
    """Cut the file at its markers; what stands above the first one is a code cell, the jupytext header apart."""
    rows = text.split("\n")
    start = _after_header(rows)
    marks = [number for number in range(start, len(rows)) if MARKER.match(rows[number])]
    blocks = []
    if any(row.strip() for row in rows[start : marks[0] if marks else len(rows)]):
        blocks.append(_block("code", {}, rows, start, marks[0] if marks else len(rows)))
    for mark, end in zip(marks, [*marks[1:], len(rows)], strict=True):
        kind, options = _marker(rows[mark], mark + 1, path)
        blocks.append(_block(kind, options, rows, mark + 1, end))
    return blocks


def _block(kind: str, options: dict[str, str], rows: list[str], start: int, end: int) -> _Block:
    """Without blank rows around it; the line stays true."""
    while start < end and not rows[start].strip():
        start += 1
    while end > start and not rows[end - 1].strip():
        end -= 1
    return _Block(kind, start + 1, tuple(rows[start:end]), options)


def _marker(row: str, line: int, path: str) -> tuple[str, dict[str, str]]:
    match = MARKER.match(row)
    rest = (match[1] or "") if match else ""
    kind = KIND.search(rest)
    options = {name: double or single for name, double, single in OPTION.findall(rest) if f"{name}=" in rest}
    if kind:
        return {"md": "markdown"}.get(kind[1], kind[1]), {}
    if re.search(r"\[\w+\]", rest):
        raise SourceError(path, line, f"cannot read the marker `{row}`; a cell is code, [markdown] or [raw]")
    tags = {name: text for name, text in options.items() if name not in {"tags", "title", "name"}}
    check_options(tags, line, path)
    return "code", tags


def _after_header(rows: list[str]) -> int:
    """Jupytext's YAML header in comments, if there is one."""
    if not rows or rows[0].strip() != "# ---":
        return 0
    ends = [number for number in range(1, len(rows)) if rows[number].strip() == "# ---"]
    return ends[0] + 1 if ends else 0


def _prose(rows: tuple[str, ...]) -> list[str]:
    """Markdown rows without their comment marks, or without the quotes of a text in triple quotes."""
    joined = "\n".join(rows).strip()
    for quotes in ('"""', "'''"):
        if joined.startswith(quotes) and joined.endswith(quotes) and len(joined) >= 6:
            return joined[3:-3].strip("\n").split("\n")
    return [row[2:] if row.startswith("# ") else row.removeprefix("#") for row in rows]
