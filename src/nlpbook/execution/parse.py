"""Read a page: its cells with their directives, and its inline values."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlpbook.execution.errors import SourceError, nearest
from nlpbook.execution.fences import Fence
from nlpbook.execution.model import Cell, PageSource, Template, Value
from nlpbook.execution.scan import scan_values, tokens

DIRECTIVES = ("alt", "caption", "label")
FENCE_OPTIONS = {
    "markdown-exec": "exec source result html id idprefix tabs title session updatetoc width",
    "superfences": "hl_lines linenums title_mode",
    "nlpbook": "device keep raises digits",
}
OPTIONS = frozenset(name for names in FENCE_OPTIONS.values() for name in names.split())
"""Options an executed fence may have."""
DIRECTIVE = re.compile(r"([A-Za-z][\w-]*)\s*:(?:\s+(.*)|)$")
IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")


def parse_page(path: str, text: str) -> PageSource:
    r"""Read a page's cells and inline values; `path` is used in messages and results.

    Raises:
        SourceError: A fence, directive, option, id or inline value is wrong; it says where and how to mend it.

    Examples:
        >>> page = parse_page("docs/a.md", '```python exec="on"\nx = 1\n```\nSo x is {{ x }}.\n')
        >>> page.cells[0].line, page.cells[0].source, page.values[0].expression, page.values[0].after
        (2, 'x = 1', 'x', 0)
    """
    cells: list[Cell] = []
    values: list[Value] = []
    for token in tokens(text, path):
        if token.value is not None:
            values.append(token.value)
        elif token.fence is not None and token.fence.executed:
            cells.append(_cell(len(cells), token.fence, path))
    _no_repeats(((cell.id, cell.line - 1) for cell in cells), "id", path)
    _no_repeats(((label, cell.line) for cell in cells for label in cell.labels), "label", path)
    return PageSource(path, text, tuple(cells), tuple(values))


def _cell(index: int, fence: Fence, path: str) -> Cell:
    if fence.language not in {"python", "py"}:
        raise SourceError(path, fence.line, f"only python cells run, not `{fence.language}`; take exec= away")
    check_options(fence.options, fence.line, path)
    return make_cell(index, fence.line + 1, fence.code, fence.options, path)


def make_cell(index: int, line: int, rows: Iterable[str], options: dict[str, str], path: str) -> Cell:
    """A cell from its code rows, the first of which stands on `line`; its directives are read and blanked."""
    code = list(rows)
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in DIRECTIVES}
    leading = 0
    while leading < len(code) and (code[leading].startswith("#|") or not code[leading].strip()):
        _directive(code[leading], line + leading, found, path)
        code[leading] = ""
        leading += 1
    for offset, row in enumerate(code):
        if row.startswith("#|"):
            raise SourceError(path, line + offset, "a `#|` line must stand above the code of its cell; move it up")
    labels = tuple(text for text, _ in found["label"])
    for text, at in found["label"]:
        if not IDENTIFIER.fullmatch(text):
            raise SourceError(path, at, f'label "{text}": use letters, digits and single hyphens, as in fig-neighbours')
    return Cell(
        index,
        line,
        "\n".join(code),
        options,
        options.get("id") or f"cell-{index + 1}",
        tuple(_template(text, at, path) for text, at in found["alt"]),
        tuple(_template(text, at, path) for text, at in found["caption"]),
        labels,
    )


def _directive(row: str, line: int, found: dict[str, list[tuple[str, int]]], path: str) -> None:
    """Read one `#| key: text` row, or one that continues the row above (indented by two or more)."""
    body = row.removeprefix("#|").rstrip()
    if not body.strip():
        return
    if body.startswith("  "):
        open_texts = [texts for texts in found.values() if texts]
        if not open_texts:
            raise SourceError(path, line, "this `#|` row continues a directive, but there is none above it")
        last = max(open_texts, key=lambda texts: texts[-1][1])
        last[-1] = (f"{last[-1][0]} {body.strip()}".strip(), last[-1][1])
        return
    match = DIRECTIVE.match(body.strip())
    if match is None:
        raise SourceError(path, line, f"cannot read `{row}`; write `#| alt: text`, and indent a row that continues it")
    if match[1] not in found:
        raise SourceError(path, line, f'unknown directive "{match[1]}"{nearest(match[1], DIRECTIVES)}')
    found[match[1]].append((_unquoted((match[2] or "").strip()), line))


def _unquoted(text: str) -> str:
    """Quarto's texts may stand in quotes."""
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in text[1:-1]:
        return text[1:-1]
    return text


def _template(text: str, line: int, path: str) -> Template:
    if not text.strip():
        raise SourceError(path, line, "this directive is empty; write its text after the colon")
    try:
        return Template(text, tuple(scan_values(text, path)), line)
    except SourceError as error:
        raise SourceError(path, line, error.problem) from None


def check_options(options: dict[str, str], line: int, path: str) -> None:
    """Refuse options that are unknown or contradict each other."""
    for name in options:
        if name not in OPTIONS:
            raise SourceError(path, line, f'unknown option "{name}"{nearest(name, OPTIONS)}')
    if "id" in options and (not IDENTIFIER.fullmatch(options["id"]) or re.fullmatch(r"cell-\d+", options["id"])):
        raise SourceError(
            path, line, f'id="{options["id"]}": use letters, digits and single hyphens, but not cell-1, cell-2, …'
        )
    device, keep = options.get("device"), options.get("keep")
    if device not in {None, "cuda"}:
        raise SourceError(path, line, f'device="{device}": the only device a cell can ask for is "cuda"')
    if options.get("digits") not in {None, "all"}:
        raise SourceError(path, line, f'digits="{options["digits"]}": the only choice is "all", to show all digits')
    if device and "id" not in options:
        raise SourceError(path, line, 'a cell with device="cuda" needs an id="…": its frozen result is filed under it')
    if keep is not None and not device:
        raise SourceError(path, line, 'keep= is for cells with device="cuda"; other cells share their variables anyway')
    for name in (keep or "").split(","):
        if name.strip() and not name.strip().isidentifier():
            raise SourceError(path, line, f'keep="{keep}": `{name.strip()}` is not a variable name')


def _no_repeats(names: Iterable[tuple[str, int]], what: str, path: str) -> None:
    first: dict[str, int] = {}
    for name, line in names:
        if name in first:
            raise SourceError(path, line, f'{what} "{name}" is already used on line {first[name]}; choose another')
        first[name] = line
