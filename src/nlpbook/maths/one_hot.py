"""One-hot vectors: one component per word of the vocabulary, a single 1, everything else 0."""

from collections.abc import Sequence

from nlpbook.maths.vectors import dot

__all__ = ["one_hot", "vector_times_matrix", "zeros_share"]


def one_hot(word: str, vocabulary: Sequence[str]) -> list[int]:
    """The vector with a 1 at the word's place in the vocabulary and 0 elsewhere.

    Args:
        word: A word of the vocabulary.
        vocabulary: V different words; their order decides the places.

    Returns:
        V integers, exactly one of them 1.

    Raises:
        ValueError: The word is not in the vocabulary, or is in it twice.

    Examples:
        >>> one_hot("dog", ["cat", "dog", "mat"])
        [0, 1, 0]
    """
    if vocabulary.count(word) != 1:
        times = vocabulary.count(word)
        raise ValueError(f"word must be in the vocabulary exactly once, got {word!r}, which is there {times} times")
    place = vocabulary.index(word)
    return [int(i == place) for i in range(len(vocabulary))]


def zeros_share(vocabulary_size: int) -> float:
    """Share of zeros in a one-hot vector of that many components, in [0, 1).

    Raises:
        ValueError: The size is below 1.

    Examples:
        >>> zeros_share(4)
        0.75
    """
    if vocabulary_size < 1:
        raise ValueError(f"vocabulary_size must be at least 1, got {vocabulary_size}")
    return (vocabulary_size - 1) / vocabulary_size


def vector_times_matrix(x: Sequence[float], matrix: Sequence[Sequence[float]]) -> list[float]:
    """Row vector times matrix: component j is the dot product of x with column j.

    Args:
        x: V numbers.
        matrix: V rows of D numbers each.

    Returns:
        D numbers. If x is one-hot they are the row that the 1 points at.

    Raises:
        ValueError: There is not one row per component of x, or the rows differ in size.

    Cost:
        V times D multiplications; picking the row costs none, which is why programs look up instead.

    Examples:
        >>> vector_times_matrix([0, 1], [[0.5, 0.8], [0.4, 0.9]])
        [0.4, 0.9]
    """
    if len(x) != len(matrix):
        raise ValueError(f"matrix must have one row per component of x, got {len(matrix)} rows for {len(x)} components")
    if not matrix or len({len(row) for row in matrix}) > 1:
        raise ValueError(f"matrix must have rows of one size, got rows of sizes {[len(row) for row in matrix]}")
    return [dot(x, column) for column in zip(*matrix, strict=True)]
