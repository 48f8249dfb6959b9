"""The words whose vectors lie nearest to a given vector."""

from collections.abc import Collection, Mapping, Sequence

from nlpbook.maths.vectors import cosine, euclidean

__all__ = ["nearest"]

Vector = Sequence[float]


def nearest(
    query: Vector,
    vectors: Mapping[str, Vector],
    n: int = 1,
    *,
    exclude: Collection[str] = (),
    measure: str = "cosine",
) -> list[tuple[str, float]]:
    """The n words nearest to a vector, best first, each with its cosine or its distance.

    Args:
        query: The vector to look around, D numbers.
        vectors: The candidates: word to vector of D numbers.
        n: How many words, at least 1. With fewer candidates all of them are returned.
        exclude: Words that must not be returned, such as the word whose neighbours are sought.
        measure: "cosine" (the greatest come first) or "euclidean" (the smallest come first).

    Returns:
        Pairs of word and cosine, or word and distance. Equal values are ordered alphabetically.

    Raises:
        ValueError: `n` is below 1, the measure is another one, or a vector does not fit.

    Cost:
        One comparison per candidate, then a sort.

    Examples:
        >>> animals = {"cat": [0.3, 0.9], "mouse": [0.1, 0.7], "elephant": [0.95, 0.4]}
        >>> nearest(animals["cat"], animals, exclude=["cat"])[0][0]
        'mouse'
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")
    candidates = {word: vector for word, vector in vectors.items() if word not in exclude}
    if measure == "cosine":
        found = {word: cosine(query, vector) for word, vector in candidates.items()}
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:n]
    if measure == "euclidean":
        found = {word: euclidean(query, vector) for word, vector in candidates.items()}
        return sorted(found.items(), key=lambda pair: (pair[1], pair[0]))[:n]
    raise ValueError(f"measure must be 'cosine' or 'euclidean', got {measure!r}")
