"""Read a table to be filled in: the one Markdown table of the prompt that has inputs."""

from __future__ import annotations

import re
from typing import Any

from nlpbook.exercises.authoring.bodies import Body
from nlpbook.exercises.authoring.exercise import Text
from nlpbook.exercises.authoring.fields import Fields, check_accept, check_mistakes
from nlpbook.exercises.authoring.problems import Report
from nlpbook.exercises.authoring.sections import Section
from nlpbook.exercises.expressions import split_field

CELL = re.compile(r"\{\{\?(.*?)\}\}")
FORMAT = re.compile(r"(?:\.(\d+)([fg])|(d|s)?)")


def read_table(fields: Fields, body: Body) -> dict[str, Any]:
    """Entries of a table: the one Markdown table of the prompt that has inputs."""
    report, lines = body.report, list(body.prompt.lines)
    at = next((at for at, line in enumerate(lines) if line.lstrip().startswith("|") and CELL.search(line)), None)
    mistakes = check_mistakes(fields, ("value",), ("cell",))
    for mistake in mistakes:
        if "cell" in mistake:
            mistake["slot"] = str(mistake.pop("cell")).replace(" ", "")
    entry = {"accept": check_accept(fields), "mistakes": mistakes}
    if at is None:
        report.add(
            body.prompt.first, "prompt", "needs a Markdown table with at least one cell to fill in: {{? expression }}"
        )
        return entry
    start, end = at, at
    while start and lines[start - 1].lstrip().startswith("|"):
        start -= 1
    while end < len(lines) and lines[end].lstrip().startswith("|"):
        end += 1
    rows = [_cells(line, body.prompt.first + start + index, report) for index, line in enumerate(lines[start:end])]
    if len(rows) < 3 or not re.fullmatch(r"[\s|:-]+", lines[start + 1]):
        report.add(body.prompt.first + start, "table", "needs a row of titles, a row |---|---| and at least one row")
        return entry
    for index, row in enumerate(rows[2:], 2):
        if len(row) != len(rows[0]):
            report.add(
                body.prompt.first + start + index,
                "table",
                f"this row has {len(row)} cells, the titles have {len(rows[0])}",
            )
    if any("expression" in cell for cell in rows[0] if isinstance(cell, dict)):
        report.add(body.prompt.first + start, "table", "titles cannot be filled in")
    rest = [*lines[:start], "", *lines[end:]]
    prompt = Section("", body.prompt.line, tuple(rest), body.prompt.first)
    return {**entry, "prompt": prompt.text(), "table": {"columns": rows[0], "rows": rows[2:]}}


def _cells(line: str, number: int, report: Report) -> list[Any]:
    """Cells of one table row: texts, or what is to be filled in."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\ue000{len(kept) - 1}\ue001"

    row = re.sub(r"\{\{.*?\}\}", keep, line.strip()).strip("|")
    cells: list[Any] = []
    for cell in re.split(r"(?<!\\)\|", row):
        source = re.sub("\ue000(\\d+)\ue001", lambda match: kept[int(match[1])], cell.strip())
        match = CELL.fullmatch(source)
        if match:
            cells.append(_input(match[1], number, report))
            continue
        if CELL.search(source):
            report.add(number, "table", f"{source!r}: a cell to fill in holds {{{{? expression }}}} and nothing else")
        cells.append(Text(source.replace(r"\|", "|"), number, inline=True))
    return cells


def _input(content: str, number: int, report: Report) -> dict[str, Any]:
    """A cell to fill in: its expression, and how exactly if its format says so."""
    expression, _, spec = split_field(content)
    match = FORMAT.fullmatch(spec)
    accept: dict[str, Any] | None = None
    if match is None:
        report.add(
            number,
            "table",
            f"the format {spec!r} is none of .2f (decimals), .3g (significant figures), d (whole number)",
        )
    elif match[1]:
        accept = {"decimals" if match[2] == "f" else "sigfigs": int(match[1])}
    elif match[3] == "d":
        accept = {"decimals": 0}
    return {"expression": expression, "accept": accept, "line": number}
