"""Divide the pages of a book among machines: by what they took last time, and everywhere in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlpbook.execution.model import PageSource


def share_of(
    pages: Sequence[PageSource], seconds: Mapping[str, float], number: int, count: int
) -> list[PageSource]:
    """Share `number` (from 1) of `count`. The longest page goes first, each to the machine that has least to do.

    Args:
        pages: All pages of the book.
        seconds: What pages took in the last whole build; others are guessed from their number of cells.
        number: Which share.
        count: How many there are.

    Examples:
        >>> pages = [PageSource(name, "") for name in "abcd"]
        >>> took = {"a": 1, "b": 5, "c": 2, "d": 3}
        >>> [[page.path for page in share_of(pages, took, number, 2)] for number in (1, 2)]
        [['b', 'a'], ['d', 'c']]
    """
    cost = {page.path: _cost(page, pages, seconds) for page in pages}
    shares: list[list[PageSource]] = [[] for _ in range(count)]
    load = [0.0] * count
    for page in sorted(pages, key=lambda page: (-cost[page.path], page.path)):
        least = load.index(min(load))
        shares[least].append(page)
        load[least] += cost[page.path]
    return shares[number - 1]


def _cost(page: PageSource, pages: Sequence[PageSource], seconds: Mapping[str, float]) -> float:
    """Known seconds, or as much a cell as the other pages took. Cells whose results are frozen cost nothing."""
    if page.path in seconds:
        return seconds[page.path]
    known = [other for other in pages if other.path in seconds]
    cells = sum(_running(other) for other in known)
    return _running(page) * (sum(seconds[other.path] for other in known) / cells if cells else 1.0)


def _running(page: PageSource) -> int:
    return 1 + sum(not cell.device for cell in page.cells)
