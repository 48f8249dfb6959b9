"""A text made ready for training word vectors: frequent words as row numbers, in their order, sentence by sentence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlpbook.maths import keep_probability_in_code

__all__ = ["IntArray", "TrainingText", "noise_words", "prepare_text"]

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class TrainingText:
    """The running words of a text that have a vector.

    Attributes:
        words: V words, most frequent first, equally frequent ones alphabetically.
        counts: How often each occurs, shape (V,).
        ids: Row number of each of N running words, in the order of the text, shape (N,).
        sentence: Number of the sentence that each running word stands in, shape (N,).
    """

    words: tuple[str, ...]
    counts: IntArray
    ids: IntArray
    sentence: IntArray

    def keep_chances(self, threshold: float) -> npt.NDArray[np.float64]:
        """For each of the V words, the chance that one occurrence survives subsampling, shape (V,)."""
        total = int(self.counts.sum())
        return np.array([keep_probability_in_code(int(n) / total, threshold) for n in self.counts])

    def subsampled(self, threshold: float, generator: np.random.Generator) -> "TrainingText":
        """The text with occurrences of frequent words left out at random; the counts stay those of the whole text.

        Args:
            threshold: As of `nlpbook.maths.keep_probability_in_code`, above 0; at 1 every word is kept.
            generator: The source of chance.
        """
        kept = generator.random(len(self.ids)) < self.keep_chances(threshold)[self.ids]
        return TrainingText(self.words, self.counts, self.ids[kept], self.sentence[kept])


def prepare_text(sentences: Iterable[Sequence[str]], min_count: int = 5) -> TrainingText:
    """Number the words of a text; words rarer than `min_count` are taken out, and their neighbours move together.

    Args:
        sentences: Lists of words.
        min_count: The least count that earns a vector, at least 1.

    Raises:
        ValueError: `min_count` is below 1, or no word is as frequent as that.

    Examples:
        >>> text = prepare_text([["b", "a", "b"], ["c", "a"]], min_count=2)
        >>> text.words, text.ids.tolist(), text.sentence.tolist()
        (('a', 'b'), [1, 0, 1, 0], [0, 0, 0, 1])
    """
    if min_count < 1:
        raise ValueError(f"min_count must be at least 1, got {min_count}")
    texts = [list(words) for words in sentences]
    counts: Counter[str] = Counter()
    for words_here in texts:
        counts.update(words_here)
    words = sorted((w for w, n in counts.items() if n >= min_count), key=lambda w: (-counts[w], w))
    if not words:
        raise ValueError(f"sentences must hold a word that occurs {min_count} times, got {len(counts)} rarer ones")
    row_of = {word: row for row, word in enumerate(words)}
    kept = [[row_of[w] for w in text if w in row_of] for text in texts]
    ids = np.fromiter((row for rows in kept for row in rows), dtype=np.int64)
    sentence = np.repeat(np.arange(len(kept)), [len(rows) for rows in kept]).astype(np.int64)
    return TrainingText(tuple(words), np.array([counts[w] for w in words], dtype=np.int64), ids, sentence)


def noise_words(
    counts: IntArray, shape: tuple[int, ...], generator: np.random.Generator, power: float = 0.75
) -> IntArray:
    """Row numbers drawn by chance, each in proportion to its count raised to a power.

    Args:
        counts: Shape (V,), all above 0.
        shape: Shape of the answer.
        generator: The source of chance.
        power: 1 draws by frequency, 0 draws all words alike.

    Cost:
        One binary search for each number.

    Source:
        Mikolov, Sutskever, Chen, Corrado and Dean (2013); the by-hand version is `nlpbook.maths.noise_distribution`.
    """
    ladder = np.cumsum(counts.astype(np.float64) ** power)
    drawn = np.searchsorted(ladder / ladder[-1], generator.random(shape), side="right")
    return np.asarray(np.minimum(drawn, len(counts) - 1), dtype=np.int64)
