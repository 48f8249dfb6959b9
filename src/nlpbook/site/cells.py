"""Cells on the page: markdown-exec parses and renders them, and its `run` only looks up what the engine computed.

The options keep markdown-exec's meaning: `source`, `result`, `html`, `id`, `tabs`, `title`. Around what it renders we
put the book's cell: source, result, figures and where the numbers come from, as one unit.
"""

from __future__ import annotations

import html
import re
from typing import Any

import markdown_exec
from markdown import Markdown
from markdown_exec import MarkdownConverter, base_format, code_block

from nlpbook.execution import Cell, CellResult
from nlpbook.site.cellparts import (
    error_notice,
    figure_html,
    missing_notice,
    place_holder,
    plot,
    provenance,
    rich,
    said,
    side_figure,
    value,
)
from nlpbook.site.state import SitePage, SiteState

MARKER = "nbcell"  # written into the fence by `prepare`, so that the formatter knows which cell it has
SHOWN_FROM = "nbfrom"  # the same for package code: the file and line it was read from
# Options of the engine, not of the shown code block.
ENGINE_OPTIONS = {
    "device",
    "keep",
    "raises",
    "digits",
    "timeout",
    "nbcell",
    "nbfrom",
    "label",
    "alt",
    "caption",
    "freeze",
    "seed",
}


class CellFormatter:
    """markdown-exec's formatter for Python fences, for one build."""

    def __init__(self, state: SiteState) -> None:
        self.state = state

    def install(self) -> None:
        """Put this in the place of markdown-exec's own runner."""
        formatters: dict[str, Any] = markdown_exec.formatters
        formatters.update(python=self, py=self)

    def __call__(self, *, code: str, md: Markdown, extra: dict[str, str] | None = None, **options: Any) -> str:
        """One fence as HTML."""
        extra = dict(extra or {})
        shown = {name: text for name, text in extra.items() if name not in ENGINE_OPTIONS}
        if (origin := extra.get(SHOWN_FROM)) is not None:
            block = _framed(code, md, shown, {**options, "source": "above"}, "")
            note = f"<span>Code of the package</span><span>{html.escape(origin)}</span>"
            return f'<div class="nb-cell">{block}<p class="nb-prov" data-search-exclude>{note}</p></div>'
        page = self.state.current
        if page is None or MARKER not in extra:
            raise ValueError("a cell outside a page of the book: the nlpbook plugin must prepare the page first")
        cell = page.source.cells[int(extra[MARKER])]
        options["result"] = cell.options.get("result", self.state.result)
        return self._cell(page, cell, _without_directives(code), md, shown, options)

    def _cell(
        self, page: SitePage, cell: Cell, code: str, md: Markdown, shown: dict[str, str], options: dict[str, Any]
    ) -> str:
        known = dict(enumerate(page.result.cells)) or page.result.frozen
        result = known.get(cell.index)
        if page.result.error and result == CellResult():
            result = None  # the cell has changed since the last good run, or is the one that broke
        notice = error_notice(page.result.error) if page.result.error and _failed_here(page, cell) else ""
        if result is None:
            unit = f'<div class="nb-cell">{_framed(code, md, shown, options, "")}{missing_notice()}</div>'
            return (
                notice
                + "".join(
                    place_holder(*page.numbers.figures[key]) for key in page.numbers.figures if key[0] == cell.index
                )
                + unit
            )
        figures = [
            (figure, *page.numbers.figures.get((cell.index, place), ("", "")), self._inline(figure.caption, md))
            for place, figure in enumerate(result.figures)
        ]
        single = len(figures) == 1 and bool(figures[0][3])
        drawn = plot(figures[0][0]) if single else "".join(figure_html(*figure) for figure in figures)
        if options.get("source") == "console":
            body = _console(result, code, md, shown, options) + rich(result.html) + drawn
        else:
            body = _framed(code, md, shown, options, self._output(result, md, options) + drawn)
        unit = f'<div class="nb-cell">{body}{provenance(result, page.result)}</div>' if body else ""
        return notice + (side_figure(unit, *figures[0][1:]) if single else unit)

    def _output(self, result: CellResult, md: Markdown, options: dict[str, Any]) -> str:
        """What the cell said, as HTML: printed text by markdown-exec's rules, then the last value."""
        printed = result.stdout
        if printed.strip() and not options.get("html"):
            text = code_block(options["result"], printed.rstrip("\n")) if options.get("result") else printed
            printed = MarkdownConverter(md, update_toc=False).convert(text, id_prefix=options.get("id_prefix"))
        return said(printed) + rich(result.html) + ("" if result.html else value(result.value)) + value(result.raised)

    def _inline(self, caption: str | None, md: Markdown) -> str:
        """A caption's Markdown as HTML, without the paragraph around it."""
        if not caption:
            return ""
        converted = str(MarkdownConverter(md, update_toc=False).convert(caption))
        return converted.removeprefix("<p>").removesuffix("</p>")


def _framed(code: str, md: Markdown, shown: dict[str, str], options: dict[str, Any], output: str) -> str:
    """markdown-exec puts source and output in order, in tabs, or leaves the source out."""
    options = {**options, "html": True, "result": ""}
    return str(base_format(language="python", run=lambda *_a, **_k: output, code=code, md=md, extra=shown, **options))


def _console(result: CellResult, code: str, md: Markdown, shown: dict[str, str], options: dict[str, Any]) -> str:
    """Source and printed text in one block, as in a terminal."""
    text = "\n".join(part.rstrip("\n") for part in (result.stdout, result.value or "", result.raised or "") if part)
    options = {**options, "html": False}
    return str(base_format(language="python", run=lambda *_a, **_k: text, code=code, md=md, extra=shown, **options))


def _failed_here(page: SitePage, cell: Cell) -> bool:
    """Whether the page's error happened in this cell."""
    error = page.result.error
    later = [other.line for other in page.source.cells if other.line > cell.line]
    return error is not None and cell.line <= error.line < min(later, default=error.line + 1)


def _without_directives(code: str) -> str:
    """The source as readers see it: the `#| key: text` lines at its head left out."""
    return re.sub(r"\A(?:[ \t]*#\|[^\n]*(?:\n|\Z))+", "", code).lstrip("\n")
