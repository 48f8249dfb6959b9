"""Word vectors by counting company; the by-hand version is `nlpbook.maths.cooccurrence_counts`."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from nlpbook.embeddings.store import WordVectors

__all__ = ["cooccurrence_vectors", "frequent_words"]


def frequent_words(sentences: Iterable[Sequence[str]], n: int) -> tuple[str, ...]:
    """The n most frequent words, most frequent first, equally frequent ones alphabetically.

    Raises:
        ValueError: `n` is below 1.

    Examples:
        >>> frequent_words([["b", "a", "b"], ["c"]], 2)
        ('b', 'a')
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")
    counts = Counter(word for words in sentences for word in words)
    return tuple(sorted(counts, key=lambda word: (-counts[word], word))[:n])


def cooccurrence_vectors(sentences: Iterable[Sequence[str]], vocabulary: Sequence[str], half_width: int) -> WordVectors:
    """Row i, column j: how often word j stood in the window of word i.

    The window is that of the text as it is: words outside the vocabulary take up their place and are not counted.

    Args:
        sentences: Lists of words; windows never reach from one into the next.
        vocabulary: V different words.
        half_width: Words on each side, at least 1.

    Returns:
        V words with count vectors, matrix of shape (V, V), symmetric.

    Raises:
        ValueError: `half_width` is below 1.

    Cost:
        V * V numbers of memory; 2,000 words are 32 MB.
    """
    if half_width < 1:
        raise ValueError(f"half_width must be at least 1, got {half_width}")
    size = len(vocabulary)
    ids = _joined_ids(sentences, vocabulary, gap=half_width)
    counts = np.zeros(size * size, dtype=np.int64)
    for distance in range(1, half_width + 1):
        left, right = ids[:-distance], ids[distance:]
        known = (left >= 0) & (right >= 0)
        counts += np.bincount(left[known] * size + right[known], minlength=size * size)
    table = counts.reshape(size, size)
    return WordVectors(tuple(vocabulary), (table + table.T).astype(np.float64))


def _joined_ids(sentences: Iterable[Sequence[str]], vocabulary: Sequence[str], gap: int) -> npt.NDArray[np.int64]:
    """All sentences in one array of row numbers, -1 for other words, with `gap` times -1 between sentences."""
    row_of = {word: row for row, word in enumerate(vocabulary)}
    ids: list[int] = []
    for words in sentences:
        ids.extend(row_of.get(word, -1) for word in words)
        ids.extend([-1] * gap)
    return np.array(ids, dtype=np.int64)
