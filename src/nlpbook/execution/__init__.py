"""Run the cells of the book's pages: each page in a fresh process, in parallel, cached by all the result depends on."""

from nlpbook.execution.engine import Engine, new_runner
from nlpbook.execution.errors import CellError, ExecutionFailed, SourceError
from nlpbook.execution.frozen import check_frozen
from nlpbook.execution.gpu import freeze
from nlpbook.execution.labs import lab_notebook, lab_source
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
from nlpbook.execution.runner import Runner
from nlpbook.execution.scan import scan_values
from nlpbook.execution.shards import share_of
from nlpbook.execution.shown_source import show_source

__all__ = [
    "Cell",
    "CellError",
    "CellResult",
    "Engine",
    "ExecutionFailed",
    "Figure",
    "PageResult",
    "PageSource",
    "Progress",
    "Provenance",
    "Runner",
    "SourceError",
    "Template",
    "Value",
    "ValueResult",
    "check_frozen",
    "freeze",
    "lab_notebook",
    "lab_source",
    "new_runner",
    "parse_page",
    "scan_values",
    "share_of",
    "show_source",
]
