"""The tools compared: how each wants the book written, how it is told to build, and what it keeps between builds."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import layouts
from bench.book import Book

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / ".cache" / "bench"
BOOK_VENV = WORK / "jupyter-book"  # Jupyter Book's own environment
KERNELS = WORK / "jupyter"  # where both notebook tools find their kernel
BASE = {"OMP_NUM_THREADS": "1", "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "", "PYTHONHASHSEED": "0"}


@dataclass(frozen=True)
class Tool:
    """One way to build the book.

    `write` turns the book into files, path -> text; `command` is run in the project folder; `site` is where the HTML
    arrives; `keeps` are the paths that make the next build quick, removed before a cold build; `note` says in the
    table's legend what is special about it.
    """

    name: str
    label: str
    note: str
    write: Callable[[Book], dict[str, str]]
    command: tuple[str, ...]
    site: str = "site"
    keeps: tuple[str, ...] = ()
    env: Mapping[str, str] | None = None
    runs_cells: bool = True
    says: str | None = None  # finds, in what the tool prints, the pages that it says it ran
    links: tuple[str, ...] = ()  # folders of the repository that the project borrows

    def environment(self, folder: Path) -> dict[str, str]:
        """What the build is started with: one thread for torch (benchmarks.md says why), the helper on the path."""
        scripts = str(Path(sys.executable).parent)
        found = {**os.environ, **BASE, **(self.env or {})}
        found["PATH"] = f"{scripts}{os.pathsep}{found.get('PATH', '')}"
        found["PYTHONPATH"] = str(folder / "src")
        return {name: value for name, value in found.items() if value}

    def forget(self, folder: Path) -> None:
        """Remove everything an earlier build left, so that the next one is cold."""
        for path in (self.site, *self.keeps):
            shutil.rmtree(folder / path, ignore_errors=True)


def sync(tool: Tool, book: Book, folder: Path) -> None:
    """Bring `folder` to the state of `book`, touching only files whose text differs: some tools look at dates."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in tool.write(book).items():
        file = folder / path
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    for name in tool.links:
        if (ROOT / name).exists() and not (folder / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(ROOT / name)


_KERNELS = {"JUPYTER_PATH": str(KERNELS)}
_PYTHON = sys.executable
_MKDOCS = (_PYTHON, "-m", "mkdocs", "build", "--quiet")
_OURS = (str(Path(_PYTHON).parent / "nlpbook"), "build")
_LINKS = ("overrides", "node_modules", "package.json", "package-lock.json", ".cache/assets")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "nlpbook", "nlpbook", "this book's own engine and site, pages in parallel, one thread each",
        layouts.nlpbook, _OURS, keeps=(".cache/execution",), links=_LINKS, says=r"(p\d\d)\.md\s+computed",
    ),
    Tool(
        "markdown-exec", "markdown-exec", "MkDocs with Material, every cell in the one MkDocs process",
        layouts.markdown_exec, _MKDOCS,
    ),
    Tool(
        "mkdocs-jupyter", "mkdocs-jupyter", "Material, `execute: true`, one kernel per notebook, its own cache",
        layouts.mkdocs_jupyter, _MKDOCS, keeps=(".cache/mkdocs-jupyter",), env=_KERNELS,
    ),
    Tool(
        "jupyter-book", "Jupyter Book 1", "Sphinx, `execute_notebooks: cache` with jupyter-cache, the same kernel",
        layouts.jupyter_book, (str(BOOK_VENV / "bin" / "jupyter-book"), "build", "."),
        site="_build/html", keeps=("_build",), env=_KERNELS,
    ),
    Tool(
        "nlpbook-no-cells", "nlpbook without cells", "the floor: the same pages, cells shown as plain code",
        layouts.nlpbook_without_cells, _OURS, links=_LINKS, runs_cells=False,
    ),
    Tool(
        "material-no-cells", "MkDocs without cells", "the lower floor: the same pages with Material alone",
        layouts.material_without_cells, _MKDOCS, runs_cells=False,
    ),
    Tool(
        "markdown-exec-threads", "markdown-exec, all threads", "the same, torch left to use every core",
        layouts.markdown_exec, _MKDOCS, env={"OMP_NUM_THREADS": ""},
    ),
)  # fmt: skip
