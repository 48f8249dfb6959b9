"""The oldest way: one token for each word of a list, and one for all the words that are not on it."""

from collections import Counter
from collections.abc import Collection, Iterable

from nlpbook.tokenizers.wordpiece import UNKNOWN

__all__ = ["build_vocabulary", "encode_words", "unknown_share"]


def build_vocabulary(words: Iterable[str], size: int, unknown: str = UNKNOWN) -> dict[str, int]:
    """The most frequent words, each with its id; id 0 is the unknown word. Ties go to the smallest word.

    Raises:
        ValueError: `size` is below 1.

    Examples:
        >>> build_vocabulary("a rose is a rose".split(), 3)
        {'[UNK]': 0, 'a': 1, 'rose': 2}
    """
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    counts = Counter(words)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate([unknown, *ranked[: size - 1]])}


def encode_words(words: Iterable[str], vocabulary: Collection[str], unknown: str = UNKNOWN) -> list[str]:
    """Each word as itself if it is known, else as the unknown word.

    Examples:
        >>> encode_words(["a", "lily"], {"a", "rose"})
        ['a', '[UNK]']
    """
    return [word if word in vocabulary else unknown for word in words]


def unknown_share(words: Iterable[str], vocabulary: Collection[str]) -> float:
    """The share of running words that the vocabulary lacks, 0 to 1.

    Raises:
        ValueError: There is no word.

    Examples:
        >>> unknown_share(["a", "lily", "a", "rose"], {"a", "rose"})
        0.25
    """
    known = [word in vocabulary for word in words]
    if not known:
        raise ValueError("words must hold at least one word, got none")
    return known.count(False) / len(known)
