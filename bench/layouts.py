"""The same book as each tool wants it: path -> text, prose and cells equal to the letter.

Figures are SVG everywhere. Our engine and the notebooks pick up a figure that a cell leaves open; a markdown-exec cell
must print it, so there the few lines that do so follow the cell.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

from bench.book import HELPERS, Book, Cell, Page

KERNEL = "bench"  # the kernel both notebook tools use: this environment's Python, registered by bench.peers

_PRINT_SVG = """\
import io

buffer = io.StringIO()
plt.savefig(buffer, format="svg")
plt.close("all")
print(buffer.getvalue())
"""
_MATERIAL = """\
site_name: A synthetic book
use_directory_urls: true
theme:
  name: material
  font: false
  features: [navigation.sections, content.code.copy]
markdown_extensions:
  - admonition
  - attr_list
  - toc: {permalink: true}
  - pymdownx.highlight
  - pymdownx.superfences
"""


def nlpbook(book: Book) -> dict[str, str]:
    """As an author of this book writes it: markdown-exec's fences, alternative texts as directives."""
    return _ours(book, _our_cell)


def nlpbook_without_cells(book: Book) -> dict[str, str]:
    """The same pages, where no fence asks to be executed."""
    return _ours(book, _plain_cell)


def markdown_exec(book: Book) -> dict[str, str]:
    """Plain markdown-exec: one session a page, figures printed as HTML."""
    config = f"{_MATERIAL}plugins: [search, markdown-exec]\n"
    return {"mkdocs.yml": config, **_markdown(book, _exec_cell), **_code(book)}


def material_without_cells(book: Book) -> dict[str, str]:
    """MkDocs and Material, nothing to execute."""
    return {"mkdocs.yml": f"{_MATERIAL}plugins: [search]\n", **_markdown(book, _plain_cell), **_code(book)}


def mkdocs_jupyter(book: Book) -> dict[str, str]:
    """Notebooks, executed by mkdocs-jupyter while MkDocs builds; a failing cell fails the build, as elsewhere."""
    plugin = dedent("""\
        plugins:
          - search
          - mkdocs-jupyter: {execute: true, allow_errors: false, include: ["*.ipynb"]}
        """)
    return {"mkdocs.yml": _MATERIAL + plugin, **_index("docs/index.md"), **_notebooks(book, "docs/"), **_code(book)}


def jupyter_book(book: Book) -> dict[str, str]:
    """Notebooks again, executed through jupyter-cache by Jupyter Book 1."""
    config = dedent("""\
        title: A synthetic book
        only_build_toc_files: true
        execute: {execute_notebooks: cache, timeout: 600, stderr_output: remove}
        """)
    chapters = "".join(f"  - file: {page.name}\n" for page in book.pages)
    toc = f"format: jb-book\nroot: index\nchapters:\n{chapters}"
    return {"_config.yml": config, "_toc.yml": toc, **_index("index.md"), **_notebooks(book, ""), **_code(book)}


def _ours(book: Book, cell: Callable[[Page, Cell], str]) -> dict[str, str]:
    config = (Path(__file__).parents[1] / "mkdocs.yml").read_text(encoding="utf-8")  # as the real book is built
    return {"mkdocs.yml": config, **_markdown(book, cell), **_code(book)}


def _markdown(book: Book, cell: Callable[[Page, Cell], str]) -> dict[str, str]:
    return {**_index("docs/index.md"), **{f"docs/{page.name}.md": _page(page, cell) for page in book.pages}}


def _page(page: Page, cell: Callable[[Page, Cell], str]) -> str:
    parts = [f"# {page.title}\n"]
    for prose, code in zip(page.prose, page.cells, strict=True):
        parts += [f"{prose}\n", cell(page, code)]
    return "\n".join(parts)


def _our_cell(page: Page, cell: Cell) -> str:
    alts = "".join(f"#| alt: {alt}\n" for alt in cell.alts)
    return f'```python exec="on" source="above"\n{alts}{cell.code}```\n'


def _plain_cell(page: Page, cell: Cell) -> str:
    return f"```python\n{cell.code}```\n"


def _exec_cell(page: Page, cell: Cell) -> str:
    html, tail = (' html="1"', _PRINT_SVG) if cell.alts else ("", "")
    return f'```python exec="on" source="above" session="{page.name}"{html}\n{cell.code}{tail}```\n'


def _index(path: str) -> dict[str, str]:
    return {path: "# A synthetic book\n\nIts pages train small networks, so that tools can be compared.\n"}


def _code(book: Book) -> dict[str, str]:
    return {f"src/{HELPERS}/{name}": source for name, source in book.helpers.items()}


def _notebooks(book: Book, folder: str) -> dict[str, str]:
    return {f"{folder}{page.name}.ipynb": _notebook(page) for page in book.pages}


def _notebook(page: Page) -> str:
    """One page as a notebook (nbformat 4.5) without outputs; cell ids are fixed: equal pages are equal files."""
    cells: list[dict[str, object]] = [_markdown_cell("title", f"# {page.title}")]
    for number, (prose, cell) in enumerate(zip(page.prose, page.cells, strict=True)):
        cells += [_markdown_cell(f"prose-{number}", prose), _code_cell(f"cell-{number}", cell, first=number == 0)]
    kernel = {"display_name": "Python 3", "language": "python", "name": KERNEL}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


def _markdown_cell(identity: str, text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "id": identity, "metadata": {}, "source": text}


def _code_cell(identity: str, cell: Cell, *, first: bool) -> dict[str, object]:
    code = "%config InlineBackend.figure_formats = ['svg']\n" + cell.code if first else cell.code
    return {
        "cell_type": "code", "execution_count": None, "id": identity, "metadata": {}, "outputs": [], "source": code,
    }  # fmt: skip
