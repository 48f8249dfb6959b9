"""The synthetic book: pages that each train a small network, the same cells for every tool.

Each page learns a different modular sum with a tiny transformer and draws what happened. Every cell prints a *stamp*,
its page, its number and the time in nanoseconds, so that the finished HTML itself tells which cells ran in a build:
a tool's own account of its work need not be believed. Some pages take their learning rate from a helper package;
every run of such a page prints the helper's mark, so that a result older than the helper is visible as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

HELPERS = "benchhelp"  # the helper package; lies in the book's src/ folder
STAMP = re.compile(r"stamp (p\d\d)\.(\d+) (\d+)")
MARK = re.compile(r"helper mark (\d+) on (p\d\d)")


@dataclass(frozen=True)
class Cell:
    """One cell: its code without stamp, and the alternative texts of the figures it leaves open, in order."""

    code: str
    alts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page: `cells[i]` follows `prose[i]`; `helper` is the helper module it imports, or None."""

    name: str
    title: str
    prose: tuple[str, ...]
    cells: tuple[Cell, ...]
    helper: str | None


@dataclass(frozen=True)
class Book:
    """A whole book and its helper package, file name -> source."""

    pages: tuple[Page, ...]
    helpers: Mapping[str, str]

    @property
    def helper_pages(self) -> frozenset[str]:
        """Names of the pages that must run again when `schedule.py` changes."""
        return frozenset(page.name for page in self.pages if page.helper)

    @property
    def n_cells(self) -> int:
        """Cells in all pages together."""
        return sum(len(page.cells) for page in self.pages)


def make_book(pages: int = 12, steps: int = 220) -> Book:
    """Write the book.

    Args:
        pages: How many pages, 1-99. Every third one imports a helper module, alternately `schedule` itself and
            `training`, which imports `schedule`: an edit of `schedule` concerns `pages // 3` pages.
        steps: Training steps per page, 1 or more. 220 steps take about 2 s of one core on a server of 2025.

    Raises:
        ValueError: A number is out of range.
    """
    if not 1 <= pages <= 99 or steps < 1:
        raise ValueError(f"a book needs 1-99 pages and at least 1 step, got pages={pages}, steps={steps}")
    return Book(tuple(_page(n, steps) for n in range(1, pages + 1)), _helpers(mark=0))


def edit_prose(book: Book, edit: int) -> Book:
    """Change one sentence and one heading of the second page (of the only one, when there is one)."""
    index = min(1, len(book.pages) - 1)
    page = book.pages[index]
    prose = (f"{_PROSE[0]} This sentence was written in edit {edit}.\n\n## A heading of edit {edit}", *page.prose[1:])
    return _with_page(book, index, replace(page, prose=prose))


def edit_cell(book: Book, edit: int) -> Book:
    """Change the training cell of the first page, so that it computes something else."""
    page = book.pages[0]
    cells = list(page.cells)
    code = re.sub(r"^seed = .*$", f"seed = {1000 + edit}", cells[3].code, flags=re.MULTILINE)
    cells[3] = replace(cells[3], code=code)
    return _with_page(book, 0, replace(page, cells=tuple(cells)))


def edit_helper(book: Book, edit: int) -> Book:
    """Change a constant in `schedule.py`; the pages in `helper_pages` depend on it, directly or through `training`."""
    return replace(book, helpers=_helpers(mark=edit))


def _with_page(book: Book, index: int, page: Page) -> Book:
    return replace(book, pages=(*book.pages[:index], page, *book.pages[index + 1 :]))


def _helpers(mark: int) -> dict[str, str]:
    return {
        "__init__.py": '"""Helpers of the synthetic book."""\n',
        "schedule.py": _SCHEDULE.format(mark=mark),
        "training.py": _TRAINING,
    }


def _page(number: int, steps: int) -> Page:
    name = f"p{number:02d}"
    helper = None if number % 3 else ("schedule", "training")[number // 3 % 2]
    modulus = 17 + 2 * number
    cells = [
        Cell(_imports(helper)),
        Cell(_DATA.format(modulus=modulus)),
        Cell(_MODEL.format(modulus=modulus)),
        Cell(_TRAIN.format(seed=number, steps=steps, rate="rate(step)" if helper else "0.003")),
        Cell(_LOSS, (f"Training loss of page {number}, falling over {steps} steps",)),
        Cell(_SCORE if number % 2 else _SCORE + _MAP, () if number % 2 else (f"Embeddings of page {number}",)),
    ]
    if helper:
        cells[5] = replace(cells[5], code=f'print(f"helper mark {{MARK}} on {name}")\n{cells[5].code}')
    stamped = tuple(replace(cell, code=f"{cell.code}{_stamp(name, n)}") for n, cell in enumerate(cells))
    return Page(name, f"Sums modulo {modulus}", _PROSE, stamped, helper)


def _stamp(name: str, number: int) -> str:
    return f'print(f"stamp {name}.{number} {{time.time_ns()}}")\n'


def _imports(helper: str | None) -> str:
    return _IMPORTS + (f"from {HELPERS}.{helper} import MARK, rate\n" if helper else "")


_PROSE = (
    "A small transformer reads two numbers and predicts their sum modulo a constant. Nothing about it is new; it is "
    "here because training it takes about as long as a cell of a chapter may take.",
    "The task has as many examples as there are pairs, and all of them are shown in every step.",
    "The model embeds both numbers, lets them attend to each other and reads the sum off the mean.",
    "Training is plain: one optimiser, one loss, no tricks, a fixed seed.",
    "The loss falls as one would hope.",
    "How often is the sum right in the end?",
)

_IMPORTS = """\
import time

import matplotlib.pyplot as plt
import torch
from torch import nn
"""

_DATA = """\
modulus = {modulus}
numbers = torch.arange(modulus)
pairs = torch.cartesian_prod(numbers, numbers)  # (modulus ** 2, 2)
sums = pairs.sum(dim=1) % modulus
print(f"{{len(pairs)}} pairs, for example {{pairs[-1].tolist()}} -> {{sums[-1].item()}}")
"""

_MODEL = """\
class Adder(nn.Module):
    def __init__(self, width: int = 32) -> None:
        super().__init__()
        self.embed = nn.Embedding({modulus}, width)
        self.place = nn.Parameter(torch.zeros(2, width))
        self.block = nn.TransformerEncoderLayer(width, 4, 64, dropout=0.0, batch_first=True)
        self.read = nn.Linear(width, {modulus})

    def forward(self, pairs: torch.Tensor) -> torch.Tensor:
        return self.read(self.block(self.embed(pairs) + self.place).mean(dim=1))

"""

_TRAIN = """\
seed = {seed}
torch.manual_seed(seed)
model = Adder()
optimiser = torch.optim.AdamW(model.parameters(), lr=0.003)
losses = []
for step in range({steps}):
    for group in optimiser.param_groups:
        group["lr"] = {rate}
    loss = nn.functional.cross_entropy(model(pairs), sums)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    losses.append(loss.item())
print(f"loss {{losses[0]:.3f}} -> {{losses[-1]:.3f}}")
"""

_LOSS = """\
figure, axes = plt.subplots(figsize=(6, 3))
axes.plot(losses)
axes.set_xlabel("step")
axes.set_ylabel("cross-entropy")
"""

_SCORE = """\
with torch.no_grad():
    right = (model(pairs).argmax(dim=1) == sums).float().mean().item()
print(f"{right:.1%} of the sums are right")
"""

_MAP = """\
points = model.embed.weight.detach()
points = (points - points.mean(dim=0)) @ torch.linalg.svd(points, full_matrices=False)[2][:2].T
figure, axes = plt.subplots(figsize=(4, 4))
axes.scatter(points[:, 0], points[:, 1])
for number, (x, y) in enumerate(points.tolist()):
    axes.annotate(str(number), (x, y))
"""

_SCHEDULE = '''\
"""A learning rate that warms up."""

MARK = {mark}


def rate(step: int) -> float:
    """Rise to 0.003 over ten steps, then stay; the mark moves the peak a little."""
    return (0.003 + MARK * 1e-6) * min(1.0, (step + 1) / 10)
'''

_TRAINING = f'''\
"""What a page imports when it wants the schedule by another name."""

from {HELPERS}.schedule import MARK, rate

__all__ = ["MARK", "rate"]
'''
