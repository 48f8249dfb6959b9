"""How right a written sequence is: exactly right or not, and how many edits away."""

from collections.abc import Sequence
from dataclasses import dataclass

from nlpbook.recurrent.decoding import write
from nlpbook.recurrent.pairs import Pair
from nlpbook.recurrent.translator import Translator

__all__ = ["PairCount", "count_by_length", "edit_distance", "judge"]


@dataclass(frozen=True)
class PairCount:
    """Counts over pairs, addable.

    Attributes:
        pairs: How many.
        exact: How many were exactly right.
        edits: Symbols to insert, delete or exchange, in all.
        symbols: Symbols of the right answers.
    """

    pairs: int = 0
    exact: int = 0
    edits: int = 0
    symbols: int = 0

    def __add__(self, other: "PairCount") -> "PairCount":
        """Counts of both together."""
        return PairCount(
            self.pairs + other.pairs,
            self.exact + other.exact,
            self.edits + other.edits,
            self.symbols + other.symbols,
        )

    @property
    def accuracy(self) -> float:
        """Share that is exactly right, 0 to 1; 0.0 of no pairs."""
        return self.exact / self.pairs if self.pairs else 0.0

    @property
    def error_rate(self) -> float:
        """Edits per right symbol, 0 or more; 0.0 of no symbols."""
        return self.edits / self.symbols if self.symbols else 0.0


def edit_distance(written: Sequence[str], right: Sequence[str]) -> int:
    """Fewest insertions, deletions and exchanges that turn one sequence into the other.

    Source:
        Levenshtein (1966), "Binary codes capable of correcting deletions, insertions, and reversals".

    Cost:
        Time len(written) * len(right); one row of memory.

    Examples:
        >>> edit_distance("kitten", "sitting")
        3
        >>> edit_distance("", "abc")
        3
    """
    row = list(range(len(right) + 1))
    for i, symbol in enumerate(written, start=1):
        diagonal, row[0] = row[0], i
        for j, wanted in enumerate(right, start=1):
            best = min(row[j] + 1, row[j - 1] + 1, diagonal + (symbol != wanted))
            diagonal, row[j] = row[j], best
    return row[-1]


def count_by_length(
    sources: Sequence[Sequence[str]], written: Sequence[Sequence[str]], right: Sequence[Sequence[str]]
) -> dict[int, PairCount]:
    """Counts for each length of the source, shortest first.

    Raises:
        ValueError: The three differ in number.

    Examples:
        >>> count_by_length(["ab", "cd"], ["x", "y"], ["x", "z"])[2].accuracy
        0.5
    """
    if not len(sources) == len(written) == len(right):
        sizes = (len(sources), len(written), len(right))
        raise ValueError(f"sources, written and right must be as many, got {sizes}")
    found: dict[int, PairCount] = {}
    for source, one, other in zip(sources, written, right, strict=True):
        edits = edit_distance(one, other)
        count = PairCount(1, int(edits == 0), edits, len(other))
        found[len(source)] = found.get(len(source), PairCount()) + count
    return dict(sorted(found.items()))


def judge(translator: Translator, pairs: Sequence[Pair], *, limit: int = 30) -> dict[int, PairCount]:
    """Write every source greedily, and compare with its target: counts for each length of the source.

    Raises:
        ValueError: As `write`.
    """
    sources = [source for source, _ in pairs]
    written = [one.symbols for one in write(translator, sources, limit=limit)]
    return count_by_length(sources, written, [target for _, target in pairs])
