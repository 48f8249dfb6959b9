"""Pairs of sequences as tensors: symbols to ids, batches with padding, the target moved on by one place."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

__all__ = ["END", "PAD", "START", "Batch", "Pair", "Symbols", "endless_batches"]

Pair = tuple[Sequence[str], Sequence[str]]
PAD, START, END = 0, 1, 2
SPECIAL = ("<pad>", "<start>", "<end>")


@dataclass(frozen=True)
class Symbols:
    """The symbols of one side, each with its id; ids 0, 1 and 2 are padding, start and end.

    Examples:
        >>> letters = Symbols.of(["tea", "eat"])
        >>> letters.ids("tea")
        [5, 4, 3]
        >>> letters.names([5, 4, 3, END, PAD])
        ('t', 'e', 'a')
    """

    order: tuple[str, ...]

    @classmethod
    def of(cls, sequences: Iterable[Iterable[str]]) -> "Symbols":
        """All symbols that occur, in alphabetical order behind the three special ones."""
        return cls((*SPECIAL, *sorted({symbol for sequence in sequences for symbol in sequence})))

    def __len__(self) -> int:
        """How many there are, the special ones included."""
        return len(self.order)

    @cached_property
    def places(self) -> dict[str, int]:
        """Symbol to id."""
        return {symbol: place for place, symbol in enumerate(self.order)}

    def ids(self, sequence: Iterable[str]) -> list[int]:
        """The id of each symbol.

        Raises:
            ValueError: A symbol is not in the list; names it.
        """
        try:
            return [self.places[symbol] for symbol in sequence]
        except KeyError as error:
            raise ValueError(f"sequence must be of known symbols, got {error.args[0]!r}") from None

    def names(self, ids: Iterable[int]) -> tuple[str, ...]:
        """The symbols up to the end mark, which is left out."""
        found: list[str] = []
        for number in ids:
            if number == END:
                break
            found.append(self.order[number])
        return tuple(found)


@dataclass(frozen=True)
class Batch:
    """B pairs as tensors; short rows are padded at the end.

    Attributes:
        source: Ids of the source, shape (B, S).
        real: False where the source is padding, shape (B, S).
        before: What the decoder is given: the start mark, then the target, shape (B, T).
        after: What it should write: the target, then the end mark, shape (B, T).
    """

    source: Tensor
    real: Tensor
    before: Tensor
    after: Tensor

    @classmethod
    def of(cls, pairs: Sequence[Pair], source: Symbols, target: Symbols, device: torch.device) -> "Batch":
        """Make a batch.

        Raises:
            ValueError: There is no pair, a source is empty, or a symbol is unknown.
        """
        if not pairs or not all(len(read) for read, _ in pairs):
            raise ValueError(f"pairs must be at least one, none with an empty source, got {len(pairs)} pairs")
        sources = padded([source.ids(read) for read, _ in pairs], device)
        targets = [target.ids(written) for _, written in pairs]
        before = padded([[START, *ids] for ids in targets], device)
        after = padded([[*ids, END] for ids in targets], device)
        return cls(sources, sources != PAD, before, after)


def padded(rows: Sequence[Sequence[int]], device: torch.device) -> Tensor:
    """Rows of ids as one tensor, filled up with the padding's id."""
    width = max(map(len, rows))
    filled = [[*row, *[PAD] * (width - len(row))] for row in rows]
    return torch.tensor(filled, dtype=torch.long, device=device)


def endless_batches(pairs: Sequence[Pair], size: int, generator: random.Random) -> Iterator[list[Pair]]:
    """Batches without end, each of pairs of similar length, in random order.

    Similar lengths save work, because padding is computed too. Each round through the pairs is shuffled, cut into
    stretches of 20 batches, and each stretch sorted by length. The end of a round makes a smaller batch.

    Args:
        pairs: At least one.
        size: Pairs per batch, at least 1.
        generator: Where the order comes from.

    Raises:
        ValueError: There is no pair, or the size is below 1.
    """
    if not pairs or size < 1:
        raise ValueError(f"pairs and size must be at least 1, got {len(pairs)} and {size}")
    while True:
        order = generator.sample(pairs, len(pairs))
        batches: list[list[Pair]] = []
        for start in range(0, len(order), 20 * size):
            stretch = sorted(order[start : start + 20 * size], key=lengths)
            batches += [stretch[place : place + size] for place in range(0, len(stretch), size)]
        generator.shuffle(batches)
        yield from batches


def lengths(pair: Pair) -> tuple[int, int]:
    """Length of the source, then of the target."""
    return len(pair[0]), len(pair[1])
