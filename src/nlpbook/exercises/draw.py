"""Draw fresh numbers for "another one like this": the same seed gives the same numbers on every Python."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random
from typing import Any

MOST = 10_000
"""The most values one drawing may give; more is a slip of the author."""


def generator(name: str, seed: int) -> Random:
    """A generator for one variant of one exercise.

    `Random(int)` and its method `random()` are the two things that Python promises to keep the same between versions;
    everything else here is built on them.
    """
    return Random(zlib.crc32(f"{name}#{seed}".encode()))


class Drawing:
    """The drawing functions of `vary`, bound to one generator."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def functions(self) -> dict[str, Callable[..., Any]]:
        """The functions by the name an author calls them."""
        return {
            name: getattr(self, name)
            for name in ("integer", "number", "vector", "matrix", "choose", "sample", "shuffled", "words")
        }

    def _below(self, n: int) -> int:
        return min(int(self._random.random() * n), n - 1)

    def integer(self, lo: int, hi: int) -> int:
        """A whole number in [lo, hi], both included."""
        if hi < lo:
            raise ValueError(f"integer({lo}, {hi}): the upper bound is below the lower")
        return lo + self._below(hi - lo + 1)

    def number(self, lo: float, hi: float, step: float = 0.1) -> float:
        """A number on the grid lo, lo + step, ..., not above hi: a clean decimal, whole when the grid is."""
        low, width, by = Decimal(str(lo)), Decimal(str(hi)) - Decimal(str(lo)), Decimal(str(step))
        if width < 0 or by <= 0:
            raise ValueError(f"number({lo}, {hi}, step={step}): the grid is empty")
        value = low + by * self._below(int(width / by) + 1)
        return int(value) if all(isinstance(given, int) for given in (lo, step)) else float(value)

    def vector(self, n: int, lo: float, hi: float, step: float = 0.1) -> list[float]:
        """A list of n numbers on the grid."""
        if not 1 <= n <= MOST:
            raise ValueError(f"vector: n must lie between 1 and {MOST}, got {n}")
        return [self.number(lo, hi, step) for _ in range(n)]

    def matrix(self, rows: int, columns: int, lo: float, hi: float, step: float = 0.1) -> list[list[float]]:
        """A list of `rows` vectors."""
        if not 1 <= rows <= MOST // max(columns, 1):
            raise ValueError(f"matrix: at most {MOST} numbers, got {rows} rows of {columns}")
        return [self.vector(columns, lo, hi, step) for _ in range(rows)]

    def choose(self, options: Sequence[Any]) -> Any:
        """One of the options."""
        if not options:
            raise ValueError("choose: there is nothing to choose from")
        return options[self._below(len(options))]

    def sample(self, options: Sequence[Any], n: int) -> list[Any]:
        """N different options, in drawn order."""
        if not 0 <= n <= len(options):
            raise ValueError(f"sample: cannot take {n} of {len(options)}")
        rest, taken = list(options), []
        for _ in range(n):
            taken.append(rest.pop(self._below(len(rest))))
        return taken

    def shuffled(self, options: Sequence[Any]) -> list[Any]:
        """All options, in drawn order."""
        return self.sample(options, len(options))

    def words(self, text: str, n: int) -> list[str]:
        """N different words of a text."""
        return self.sample(list(dict.fromkeys(text.split())), n)


NAMES = tuple(Drawing(Random(0)).functions())
"""Names of the drawing functions."""
