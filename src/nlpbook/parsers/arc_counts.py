"""Scores of single arcs, by counting: how often a word with this tag hangs from such a head at such a distance."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from nlpbook.parsers.inventory import Sentence

__all__ = ["ArcCounts"]


class ArcCounts:
    """Log-probability of an arc, given the dependent's tag: a graph-based scorer without a network.

    Args:
        sentences: Sentences with their trees.
        smoothing: Added to each count, above 0.

    Raises:
        ValueError: The smoothing is not above 0.
    """

    def __init__(self, sentences: Iterable[Sentence], smoothing: float = 0.1) -> None:
        if smoothing <= 0:
            raise ValueError(f"smoothing must be above 0, got {smoothing}")
        self.smoothing = smoothing
        self.made: Counter[tuple[str, str, int]] = Counter()
        self.possible: Counter[tuple[str, str, int]] = Counter()
        for sentence in sentences:
            for word, head in enumerate(sentence.heads, start=1):
                self.made[_kind(sentence.tags, head, word)] += 1
                for other in range(len(sentence.tags) + 1):
                    if other != word:
                        self.possible[_kind(sentence.tags, other, word)] += 1

    def scores(self, tags: Sequence[str]) -> list[list[float]]:
        """Scores [h][d] of all arcs of a sentence, 0 being ROOT: N + 1 rows and columns.

        The score is the log of the share of possible arcs of this kind that were made in training.
        """
        size = len(tags) + 1
        return [
            [self._score(tags, head, word) if word and head != word else 0.0 for word in range(size)]
            for head in range(size)
        ]

    def _score(self, tags: Sequence[str], head: int, word: int) -> float:
        kind = _kind(tags, head, word)
        return math.log((self.made[kind] + self.smoothing) / (self.possible[kind] + 2 * self.smoothing))


def _kind(tags: Sequence[str], head: int, word: int) -> tuple[str, str, int]:
    """Tag of the dependent, tag of the head, and their distance: exact up to 4, then three steps; left is negative."""
    if head == 0:
        step = len(tags) - word  # how far the word stands from the end
        return tags[word - 1], "ROOT", min(step, 4)
    distance = abs(head - word)
    size = distance if distance <= 4 else 5 if distance <= 7 else 6 if distance <= 12 else 7
    return tags[word - 1], tags[head - 1], size if head > word else -size
