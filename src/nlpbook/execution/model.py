"""The nouns of the room: what a page contains, and what running it gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from nlpbook.execution.errors import CellError


@dataclass(frozen=True)
class Value:
    r"""An inline value `{{ expression!conversion:format }}`.

    Attributes:
        index: 0-based position among the values of its text.
        line: 1-based line of the opening braces.
        expression: Python expression, on one line.
        format: Format specification, as after the colon of an f-string field; may be empty.
        start: Offset of the opening braces in the text.
        end: Offset behind the closing braces.
        in_math: Whether it stands inside `$…$`, `$$…$$`, `\(…\)` or `\[…\]`.
        conversion: `"r"`, `"s"`, `"a"` or empty.
        after: Index of the cell above it; -1 when it stands above all cells.
    """

    index: int
    line: int
    expression: str
    format: str
    start: int
    end: int
    in_math: bool = False
    conversion: str = ""
    after: int = -1


@dataclass(frozen=True)
class Template:
    """A text with inline values in it, such as an alt text; `line` is where it starts in the page."""

    text: str
    values: tuple[Value, ...]
    line: int

    def fill(self, results: Sequence[ValueResult]) -> str:
        """The text with each value replaced by its result, in order."""
        pieces, position = [], 0
        for value, result in zip(self.values, results, strict=True):
            pieces += [self.text[position : value.start], result.text]
            position = value.end
        return "".join([*pieces, self.text[position:]])


@dataclass(frozen=True)
class Cell:
    """One executed fence.

    Attributes:
        index: 0-based position among the cells of the page.
        line: 1-based line, in the file, of the first line inside the fence.
        source: The code without the fence's indentation; directive lines are blank, so line numbers stay true.
        options: The fence's options, such as `{"exec": "on", "source": "above"}`.
        id: The author's `id=`, else `cell-1`, `cell-2`, …
        alts: Alt texts, one for each figure in order.
        captions: Captions, one for each figure in order.
        labels: Labels such as `fig-analogy`, one for each figure in order.
    """

    index: int
    line: int
    source: str
    options: Mapping[str, str]
    id: str
    alts: tuple[Template, ...] = ()
    captions: tuple[Template, ...] = ()
    labels: tuple[str, ...] = ()

    @property
    def label(self) -> str | None:
        """The first label, or None."""
        return self.labels[0] if self.labels else None

    @property
    def shown(self) -> str:
        """The code as a reader should see it: without directives and without blank lines around it."""
        return self.source.strip("\n").rstrip()

    @property
    def device(self) -> str:
        """`"cuda"` for a cell that wants a GPU, else empty."""
        return self.options.get("device", "")

    @property
    def keep(self) -> tuple[str, ...]:
        """Names that a GPU cell hands to the page."""
        return tuple(name.strip() for name in self.options.get("keep", "").split(",") if name.strip())

    @property
    def raises(self) -> tuple[str, ...]:
        """Names of the exceptions that the cell is meant to raise; one of them is enough."""
        return tuple(name.strip() for name in self.options.get("raises", "").split("|") if name.strip())

    @property
    def templates(self) -> tuple[Template, ...]:
        """Alt texts, then captions: the order in which their values are evaluated."""
        return self.alts + self.captions


@dataclass(frozen=True)
class PageSource:
    """A page as written; `path` is relative to the project, with forward slashes: `"docs/meaning/a.md"`."""

    path: str
    text: str
    cells: tuple[Cell, ...] = ()
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A figure that a cell drew: SVG for light and dark, its alt text, caption and label (empty when not given)."""

    svg: str
    alt: str
    caption: str = ""
    label: str = ""


@dataclass(frozen=True)
class Provenance:
    """Where a GPU cell's result was computed.

    Attributes:
        device: Name of the device, such as `"NVIDIA H200"`.
        versions: Versions of Python and of the libraries used.
        date: Day of the run, `YYYY-MM-DD`.
        seconds: How long the cell took there.
        frozen: Whether the result comes from the repository.
        stale: Whether the cell or its helpers have changed since.
    """

    device: str
    versions: Mapping[str, str]
    date: str
    seconds: float
    frozen: bool = True
    stale: bool = False


@dataclass(frozen=True)
class ValueResult:
    """An inline value, formatted, and more exactly for those who point at it."""

    text: str
    exact: str


@dataclass(frozen=True)
class CellResult:
    """What one cell gave.

    Attributes:
        stdout: What it printed, Python's and C's; bounded, with a note where it was cut.
        value: `repr` of the last bare expression; None when there is none or it is None.
        html: That value's `_repr_html_`, if it has one.
        figures: Figures left open at its end, in order.
        seconds: Wall time of this cell.
        raised: `"ValueError: …"` for an exception that was expected.
        provenance: Set for GPU cells.
        stderr: What it wrote to standard error (warnings); for authors, not for readers.
    """

    stdout: str = ""
    value: str | None = None
    html: str | None = None
    figures: tuple[Figure, ...] = ()
    seconds: float = 0.0
    raised: str | None = None
    provenance: Provenance | None = None
    stderr: str = ""


PageState = Literal["run", "cached", "missing"]


@dataclass(frozen=True)
class PageResult:
    """What one page gave; `cells` and `values` line up with those of its `PageSource`, unless the state is "missing".

    Attributes:
        path: The page.
        key: Its cache key, 64 hexadecimal digits.
        state: "run" just now, "cached", or "missing" (nothing is known: cells and values are empty).
        cells: One result a cell.
        values: One result an inline value.
        seconds: What the run took, also when it comes from the cache.
        device: "cpu", "cuda" or "mps".
        error: With `keep_going`, why the run failed; cells and values then hold the last good run.
        frozen: Results of GPU cells by cell index, known even when the state is "missing".
    """

    path: str
    key: str
    state: PageState
    cells: tuple[CellResult, ...] = ()
    values: tuple[ValueResult, ...] = ()
    seconds: float = 0.0
    device: str = "cpu"
    error: CellError | None = None
    frozen: Mapping[int, CellResult] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """One line of news for the author: page `path` is in `state`; `done` of `total` pages are finished."""

    path: str
    state: Literal["start", "done", "cached", "failed", "missing"]
    seconds: float
    done: int
    total: int
