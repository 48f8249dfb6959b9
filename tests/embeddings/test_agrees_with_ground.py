"""The vectorised code gives what the by-hand code gives, on any small table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlpbook import maths
from nlpbook.embeddings import (
    WordVectors,
    answer_analogies,
    cooccurrence_vectors,
    cosine_matrix,
    euclidean_matrix,
    frequent_words,
    nearest_words,
    unit_rows,
)

coordinate = st.integers(-5, 5).map(float)
row = st.lists(coordinate, min_size=3, max_size=3).filter(any)
tables = st.lists(row, min_size=4, max_size=8)
sentences = st.lists(st.lists(st.sampled_from("abcdef"), max_size=9), max_size=4)


def named(rows: list[list[float]]) -> tuple[WordVectors, dict[str, list[float]]]:
    """The same vectors as a table and as a dictionary."""
    words = tuple("abcdefgh"[: len(rows)])
    return WordVectors(words, np.array(rows)), dict(zip(words, rows, strict=True))


@given(tables, tables)
def test_cosines_and_distances(u: list[list[float]], v: list[list[float]]) -> None:
    cosines, distances = cosine_matrix(np.array(u), np.array(v)), euclidean_matrix(np.array(u), np.array(v))
    assert cosines.shape == distances.shape == (len(u), len(v))
    np.testing.assert_allclose(cosines, [[maths.cosine(a, b) for b in v] for a in u], atol=1e-12)
    np.testing.assert_allclose(distances, [[maths.euclidean(a, b) for b in v] for a in u], atol=1e-6)


@given(tables)
def test_unit_rows(rows: list[list[float]]) -> None:
    np.testing.assert_allclose(unit_rows(np.array(rows)), [maths.unit(u) for u in rows], rtol=1e-12)


@given(tables, st.integers(1, 9), st.sampled_from(["cosine", "euclidean"]))
def test_neighbours(rows: list[list[float]], n: int, measure: str) -> None:
    vectors, plain = named(rows)
    ours = nearest_words(vectors, "a", n, measure=measure)
    theirs = maths.nearest(plain["a"], plain, n, exclude=["a"], measure=measure)
    np.testing.assert_allclose([value for _, value in ours], [value for _, value in theirs], atol=1e-6)
    assert len(ours) == min(n, len(rows) - 1)


@given(tables, st.booleans())
def test_analogies(rows: list[list[float]], exclude_inputs: bool) -> None:
    vectors, _ = named(rows)
    units = {word: maths.unit(u) for word, u in zip(vectors.words, rows, strict=True)}
    target = maths.analogy_vector(units["a"], units["b"], units["c"])
    if maths.norm(target) < 1e-9:
        return  # no direction to look along
    answer = answer_analogies(vectors, [("a", "b", "c")], exclude_inputs=exclude_inputs)[0]
    best = maths.nearest(target, units, exclude="abc" if exclude_inputs else ())[0][1]
    assert maths.cosine(target, units[answer]) == pytest.approx(best, abs=1e-9)  # equals may come in either order


@settings(deadline=None)
@given(sentences, st.integers(1, 4))
def test_cooccurrence(texts: list[list[str]], half_width: int) -> None:
    vocabulary = frequent_words([*texts, ["a"]], 6)
    table = cooccurrence_vectors(texts, vocabulary, half_width)
    counts = maths.cooccurrence_counts(texts, half_width)
    expected = [[counts.get(a, {}).get(b, 0) for b in vocabulary] for a in vocabulary]
    np.testing.assert_array_equal(table.matrix, expected)
    np.testing.assert_array_equal(table.matrix, table.matrix.T)


def test_cosines_agree_with_pytorch() -> None:
    torch = pytest.importorskip("torch")
    u, v = np.random.default_rng(0).standard_normal((2, 6, 5))
    theirs = torch.nn.functional.cosine_similarity(torch.from_numpy(u)[:, None], torch.from_numpy(v)[None], dim=-1)
    np.testing.assert_allclose(cosine_matrix(u, v), theirs.numpy(), rtol=1e-9)
    np.testing.assert_allclose(euclidean_matrix(u, v), torch.cdist(torch.from_numpy(u), torch.from_numpy(v)), rtol=1e-9)
