"""Numbers for words, endings, tags, labels and moves, and sentences as rows of such numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Inventory", "Sentence", "build_inventory"]

PAD, ROOT, UNKNOWN = 0, 1, 2
N_SPECIAL = 3
ENDING = 3  # letters of an ending


class Sentence(Protocol):
    """What the parsers read: words, tags, and for training heads (from 1, 0 for the root) and labels."""

    @property
    def words(self) -> Sequence[str]:
        """The words."""

    @property
    def tags(self) -> Sequence[str]:
        """Their parts of speech."""

    @property
    def heads(self) -> Sequence[int]:
        """The place of each word's head, 0 for the root."""

    @property
    def labels(self) -> Sequence[str]:
        """The relation of each word to its head."""


@dataclass(frozen=True)
class Inventory:
    """What the training sentences held, each with its number; 0 is nobody, 1 ROOT, 2 unknown.

    Attributes:
        words: Lower-cased words seen at least twice.
        endings: The last three letters of the words, seen at least twice.
        tags: Parts of speech.
        labels: Relations, numbered from 1; 0 is none.
        moves: (kind, label) of each move, SHIFT first.
    """

    words: dict[str, int]
    endings: dict[str, int]
    tags: dict[str, int]
    labels: dict[str, int]
    moves: tuple[tuple[int, int], ...]

    @property
    def label_names(self) -> list[str]:
        """The relation of each number; the empty name for none."""
        return ["", *self.labels]

    def rows(self, sentence: Sentence) -> NDArray[np.int64]:
        """Word, ending and tag of each place: shape [N + 2, 3]; row 0 is ROOT, the last (-1) nobody."""
        body = [
            (
                self.words.get(word.lower(), UNKNOWN),
                self.endings.get(word.lower()[-ENDING:], UNKNOWN),
                self.tags.get(tag, UNKNOWN),
            )
            for word, tag in zip(sentence.words, sentence.tags, strict=True)
        ]
        return np.array([(ROOT,) * 3, *body, (PAD,) * 3], dtype=np.int64)


def build_inventory(sentences: Iterable[Sentence]) -> Inventory:
    """Number what the training sentences hold.

    Raises:
        ValueError: There is no sentence.
    """
    words: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    tags: set[str] = set()
    moves: Counter[tuple[int, str]] = Counter()
    for sentence in sentences:
        lowered = [word.lower() for word in sentence.words]
        words.update(lowered)
        endings.update(word[-ENDING:] for word in lowered)
        tags.update(sentence.tags)
        moves.update(
            (1 if head > place else 2, label)
            for place, (head, label) in enumerate(zip(sentence.heads, sentence.labels, strict=True), start=1)
        )
    if not words:
        raise ValueError("sentences must be at least one, got none")
    labels = {label: number for number, label in enumerate(sorted({label for _, label in moves}), start=1)}
    return Inventory(
        _numbered(sorted(word for word, n in words.items() if n > 1)),
        _numbered(sorted(ending for ending, n in endings.items() if n > 1)),
        _numbered(sorted(tags)),
        labels,
        ((0, 0), *((kind, labels[label]) for kind, label in sorted(moves))),
    )


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names, start=N_SPECIAL)}
