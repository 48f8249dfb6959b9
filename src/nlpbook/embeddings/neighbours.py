"""The nearest words of a large vocabulary; the by-hand version is `nlpbook.maths.nearest`."""

from collections.abc import Collection

import numpy as np

from nlpbook.embeddings.similarity import euclidean_matrix
from nlpbook.embeddings.store import FloatArray, WordVectors

__all__ = ["nearest_words"]


def nearest_words(
    vectors: WordVectors,
    query: str | FloatArray,
    n: int = 5,
    *,
    exclude: Collection[str] = (),
    measure: str = "cosine",
) -> list[tuple[str, float]]:
    """The n words nearest to a word or to a vector, best first, each with its cosine or its distance.

    Args:
        vectors: The words to choose from.
        query: A word of `vectors`, which is then left out of the answer, or any vector of shape (D,).
        n: How many words, at least 1. With fewer candidates all of them are returned.
        exclude: Words that must not be returned.
        measure: "cosine" (the greatest come first) or "euclidean" (the smallest come first).

    Returns:
        Pairs of word and cosine, or word and distance; equal values are ordered alphabetically.

    Raises:
        KeyError: The query is a word without a vector.
        ValueError: `n` is below 1, the measure is another one, or a cosine is asked for with a zero vector.
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")
    if measure not in ("cosine", "euclidean"):
        raise ValueError(f"measure must be 'cosine' or 'euclidean', got {measure!r}")
    hidden = {*exclude, query} if isinstance(query, str) else set(exclude)
    vector = vectors[query] if isinstance(query, str) else query
    values = _cosines(vectors, vector) if measure == "cosine" else euclidean_matrix(vector[None], vectors.matrix)[0]
    cost = -values if measure == "cosine" else values
    enough = min(n + len(hidden), len(vectors))
    limit = np.partition(cost, enough - 1)[enough - 1]  # every word up to here, so that ties are all seen
    rows = [int(row) for row in np.flatnonzero(cost <= limit) if vectors.words[row] not in hidden]
    best = sorted(rows, key=lambda row: (cost[row], vectors.words[row]))[:n]
    return [(vectors.words[row], float(values[row])) for row in best]


def _cosines(vectors: WordVectors, query: FloatArray) -> FloatArray:
    """Cosine of the query with every vector, shape (V,)."""
    vectors.require_directions()
    length = np.linalg.norm(query)
    if length == 0.0:
        raise ValueError(f"query must have a direction, got {len(query)} zeros")
    return np.asarray(np.clip(vectors.matrix @ query / (vectors.lengths * length), -1.0, 1.0))
