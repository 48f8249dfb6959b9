"""From a page to the job that its process gets, and from the process's outcome to results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nlpbook.execution import digits
from nlpbook.execution.errors import CellError
from nlpbook.execution.keys import cell_facts, field_facts
from nlpbook.execution.model import Cell, CellResult, Figure, PageSource, Provenance, Template, Value, ValueResult
from nlpbook.execution.svg import finish

Raw = dict[str, Any]


def steps_of(page: PageSource, given: Mapping[int, Mapping[str, Any]]) -> list[Raw]:
    """Cells and values in the order of the page; a GPU cell (`given`) only hands its variables over."""
    steps = [_value_step(value, value.line) for value in page.values if value.after < 0]
    for cell in page.cells:
        if cell.index in given:
            steps.append({"do": "give", "names": dict(given[cell.index]), "line": cell.line})
        else:
            steps.append(cell_step(cell))
        steps += [_value_step(value, value.line) for value in page.values if value.after == cell.index]
    return steps


def cell_step(cell: Cell) -> Raw:
    """One cell, with the values of its alt texts and captions."""
    texts = [_value_step(value, template.line) for template in cell.templates for value in template.values]
    return {
        "do": "cell", "index": cell.index, "line": cell.line, "source": cell.source, "raises": list(cell.raises),
        "keep": list(cell.keep), "texts": texts,
    }  # fmt: skip


def _value_step(value: Value, line: int) -> Raw:
    return {
        "do": "value", "index": value.index, "line": line,
        "expression": value.expression, "conversion": value.conversion, "format": value.format,
    }  # fmt: skip


def cell_result(
    page: str, cell: Cell, raw: Raw, provenance: Provenance | None = None, *, strict: bool = True
) -> CellResult:
    """A cell's result with its texts filled in as they are written now.

    Raises:
        CellError: With `strict`, a figure has no alt text, or an alt text no figure.
    """
    drawn = raw["figures"]
    if strict:
        _same_number(page, cell, len(drawn))
    forms = [value.format for template in cell.templates for value in template.values]
    results = iter(digits.inlines(raw["texts"], forms))
    texts = [_fill(template, results) for template in cell.templates]
    alts, captions = texts[: len(cell.alts)], texts[len(cell.alts) :]
    figures = []
    for number, stored in enumerate(drawn):
        alt = _at(alts, number)
        svg = finish(stored, f"{cell.id}-{number + 1}-", alt)
        figures.append(Figure(svg, alt, _at(captions, number), _at(cell.labels, number)))
    stdout, value, markup, raised = (raw[name] for name in ("stdout", "value", "html", "raised"))
    if cell.options.get("digits") != "all":
        stdout, value = digits.printed(stdout), value and digits.value(value)
        markup, raised = markup and digits.printed(markup), raised and digits.printed(raised)
    return CellResult(stdout, value, markup, tuple(figures), raw["seconds"], raised, provenance, raw["stderr"])


def _same_number(page: str, cell: Cell, drawn: int) -> None:
    given = len(cell.alts)
    if drawn > given:
        which = "this cell draws a figure" if drawn == 1 else f"this cell draws {drawn} figures"
        has = "none has" if not given else f"only {given} {'has' if given == 1 else 'have'}"
        text = f"MissingAlt: {which}, {has} an alt text; add `#| alt: what the figure shows` at the top of the cell"
        raise CellError(page, cell.line, text)
    if given > drawn:
        line = cell.alts[drawn].line
        text = f"NoFigure: this is alt text number {drawn + 1}, but the cell leaves {drawn} figures open; take it away"
        raise CellError(page, line, text)


def _fill(template: Template, results: Iterable[ValueResult]) -> str:
    stream = iter(results)
    return template.fill([next(stream, ValueResult("…", "…")) for _ in template.values])


def _at(texts: Sequence[str], number: int) -> str:
    return texts[number] if number < len(texts) else ""


def payload_of(page: PageSource, outcome: Raw, device: str, given: Iterable[int]) -> Raw:
    """What the cache keeps of a good outcome: results in the page's order, and what they belong to."""
    own = [cell for cell in page.cells if cell.index not in set(given)]
    return {
        "cells": [outcome["cells"][str(cell.index)] for cell in own],
        "facts": [cell_facts(cell) for cell in own],
        "values": [outcome["values"][str(value.index)] for value in page.values],
        "fields": [field_facts(value) for value in page.values],
        "seconds": outcome["seconds"],
        "device": device,
        "hardware": outcome["hardware"],
    }


def own_results(page: PageSource, payload: Raw, given: Mapping[int, CellResult]) -> tuple[CellResult, ...]:
    """Results of all cells, from the payload and the GPU cells."""
    raws = iter(payload["cells"])
    return tuple(given.get(cell.index) or cell_result(page.path, cell, next(raws)) for cell in page.cells)


def values_of(payload: Raw) -> tuple[ValueResult, ...]:
    """Results of the inline values."""
    return tuple(digits.inlines(payload["values"], [field[2] for field in payload["fields"]]))


def same_code(page: PageSource, payload: Raw, given: Iterable[int]) -> bool:
    """Whether a result came from the very cells and values of the page, whatever helpers and libraries made it."""
    own = [cell_facts(cell) for cell in page.cells if cell.index not in set(given)]
    return bool(payload["facts"] == own and payload["fields"] == [field_facts(value) for value in page.values])


def last_good(page: PageSource, payload: Raw | None, given: Mapping[int, CellResult]) -> tuple[Any, Any]:
    """Results of an older run, laid beside the page as it is now: an altered cell is empty, an altered value a `…`."""
    old_cells = list(zip(payload["facts"], payload["cells"], strict=True)) if payload else []
    old_values = list(zip(payload["fields"], payload["values"], strict=True)) if payload else []
    cells = []
    for cell in page.cells:
        raw = next((raw for known, raw in old_cells if known == cell_facts(cell)), None)
        made = cell_result(page.path, cell, raw, strict=False) if raw else CellResult()
        cells.append(given.get(cell.index) or made)
    values: list[ValueResult] = []
    for value in page.values:
        found = next((result for known, result in old_values if known == field_facts(value)), None)
        known_before = digits.inlines([found], [value.format]) if found else []
        values += known_before or [ValueResult("…", "not computed yet")]
    return tuple(cells), tuple(values)


def relative(path: Path, root: Path) -> str:
    """A path below the project, with forward slashes.

    Examples:
        >>> relative(Path("/book/docs/a.md"), Path("/book"))
        'docs/a.md'
    """
    return path.resolve().relative_to(root.resolve()).as_posix()
