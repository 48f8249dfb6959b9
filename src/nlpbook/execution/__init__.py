"""Run the cells of the book's pages: each page in a fresh process, in parallel, cached by all that the result depends on."""

from nlpbook.execution.errors import CellError, ExecutionFailed, SourceError
from nlpbook.execution.model import (
    Cell,
    CellResult,
    Figure,
    PageResult,
    PageSource,
    Progress,
    Provenance,
    Template,
    Value,
    ValueResult,
)
from nlpbook.execution.parse import parse_page
from nlpbook.execution.scan import scan_values

__all__ = [
    "Cell",
    "CellError",
    "CellResult",
    "ExecutionFailed",
    "Figure",
    "PageResult",
    "PageSource",
    "Progress",
    "Provenance",
    "SourceError",
    "Template",
    "Value",
    "ValueResult",
    "parse_page",
    "scan_values",
]
