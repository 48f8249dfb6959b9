"""Tables of vectors, projections, rotations, rank correlation, hubs and analogy counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.embeddings import (
    AnalogyCount,
    WordVectors,
    answer_analogies,
    cooccurrence_vectors,
    cosine_matrix,
    count_by_category,
    euclidean_matrix,
    frequent_words,
    nearest_words,
    neighbour_counts,
    principal_components,
    random_rotation,
    spearman,
    unit_rows,
)
from nlpbook.embeddings.correlation import average_ranks


@pytest.fixture
def vectors() -> WordVectors:
    return WordVectors(("man", "woman", "king", "queen"), np.array([[1.0, 0.2], [1.0, 1.0], [4.0, 0.2], [4.0, 3.0]]))


def test_a_table_gives_rows_by_word(vectors: WordVectors) -> None:
    assert len(vectors) == 4
    assert "king" in vectors
    assert "duke" not in vectors
    np.testing.assert_array_equal(vectors["king"], [4.0, 0.2])
    np.testing.assert_array_equal(vectors.rows(["queen", "man"]), [[4.0, 3.0], [1.0, 0.2]])
    np.testing.assert_allclose(np.linalg.norm(vectors.normalised().matrix, axis=1), 1.0)


def test_an_unknown_word_is_named_with_similar_spellings(vectors: WordVectors) -> None:
    with pytest.raises(KeyError, match="no vector for 'womn' among 4 words; similar spellings: woman"):
        vectors["womn"]


def test_a_table_checks_its_shape() -> None:
    with pytest.raises(ValueError, match=r"matrix must have shape \(2, D\), got \(3, 1\)"):
        WordVectors(("a", "b"), np.ones((3, 1)))
    with pytest.raises(ValueError, match="words must be different, got 1 repetitions"):
        WordVectors(("a", "a"), np.ones((2, 1)))
    with pytest.raises(ValueError, match="the vector of 'b' is all zeros"):
        WordVectors(("a", "b"), np.array([[1.0], [0.0]])).normalised()


def test_neighbours_leave_out_the_query_and_what_is_excluded(vectors: WordVectors) -> None:
    assert [word for word, _ in nearest_words(vectors, "man", n=9)] == ["king", "queen", "woman"]
    assert [word for word, _ in nearest_words(vectors, "man", n=9, exclude=["king"])] == ["queen", "woman"]
    assert nearest_words(vectors, vectors["man"], n=1)[0][0] == "man"


def test_equal_neighbours_come_alphabetically() -> None:
    table = WordVectors(("d", "b", "a", "c"), np.array([[1.0, 0], [1, 0], [1, 0], [0, 1]]))
    assert [word for word, _ in nearest_words(table, np.array([1.0, 0.0]), n=2)] == ["a", "b"]


def test_analogies_with_and_without_the_inputs(vectors: WordVectors) -> None:
    question = ("man", "woman", "king")
    assert answer_analogies(vectors, [question]) == ["queen"]
    assert answer_analogies(vectors, [question] * 3, exclude_inputs=False)[0] in vectors
    with pytest.raises(ValueError, match="more than the three input words"):
        answer_analogies(WordVectors(("a", "b", "c"), np.eye(3)), [("a", "b", "c")])


def test_counts_per_category_add_up() -> None:
    counts = count_by_category(["x", "y", "x"], ["a", "b", "c"], ["a", "b", "d"])
    assert list(counts) == ["x", "y"]
    assert sum(counts.values(), AnalogyCount()) == AnalogyCount(3, 2)
    assert AnalogyCount().accuracy == 0.0
    with pytest.raises(ValueError, match="one size, got 1, 1 and 0"):
        count_by_category(["x"], ["a"], [])


@given(st.integers(2, 6), st.integers(0, 1000))
def test_a_rotation_keeps_dot_products(size: int, seed: int) -> None:
    turn = random_rotation(size, seed)
    points = np.random.default_rng(seed).standard_normal((5, size))
    np.testing.assert_allclose(turn @ turn.T, np.eye(size), atol=1e-10)
    np.testing.assert_allclose((points @ turn) @ (points @ turn).T, points @ points.T, atol=1e-10)


@given(st.integers(0, 1000))
def test_components_hold_the_variance_in_falling_order(seed: int) -> None:
    points = np.random.default_rng(seed).standard_normal((7, 4)) * [3, 2, 1, 0.5]
    coordinates, shares = principal_components(points, 4)
    assert shares.sum() == pytest.approx(1.0)
    assert all(np.diff(shares) <= 1e-12)
    np.testing.assert_allclose(coordinates.mean(axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose(euclidean_matrix(coordinates, coordinates), euclidean_matrix(points, points), atol=1e-6)


def test_components_agree_with_pytorch() -> None:
    torch = pytest.importorskip("torch")
    points = np.random.default_rng(3).standard_normal((20, 6))
    torch.manual_seed(0)
    centred = torch.from_numpy(points - points.mean(axis=0))
    _, singular, directions = torch.linalg.svd(centred, full_matrices=False)
    ours, shares = principal_components(points, 2)
    np.testing.assert_allclose(np.abs(ours), np.abs((centred @ directions[:2].T).numpy()), rtol=1e-8)
    np.testing.assert_allclose(shares, (singular**2 / (singular**2).sum())[:2].numpy(), rtol=1e-8)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        ([1, 2, 3], [1, 4, 9], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        ([1, 1, 2], [1, 2, 3], 0.8660254),
        ([1, 2, 3, 4], [2, 1, 4, 3], 0.6),
    ],
)
def test_rank_correlation(x: list[float], y: list[float], expected: float) -> None:
    assert spearman(x, y) == pytest.approx(expected)


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=20))
def test_ranks_add_up_whatever_the_ties(values: list[float]) -> None:
    assert average_ranks(values).sum() == pytest.approx(len(values) * (len(values) + 1) / 2)


def test_every_word_hands_out_k_places() -> None:
    points = np.random.default_rng(1).standard_normal((50, 8)).astype(np.float32)
    counts = neighbour_counts(points, k=3, block=16)
    assert counts.sum() == 150
    cosines = cosine_matrix(points, points)
    np.fill_diagonal(cosines, -np.inf)
    expected = np.bincount(np.argsort(-cosines, axis=1)[:, :3].ravel(), minlength=50)
    np.testing.assert_array_equal(counts, expected)


def test_windows_do_not_reach_into_the_next_sentence() -> None:
    table = cooccurrence_vectors([["a", "b"], ["c", "x", "a"]], ["a", "b", "c"], half_width=2)
    np.testing.assert_array_equal(table.matrix, [[0, 1, 1], [1, 0, 0], [1, 0, 0]])


def test_bad_arguments_are_named(vectors: WordVectors) -> None:
    flat = np.ones(3)
    with pytest.raises(ValueError, match=r"u must have shape \(N, D\)"):
        cosine_matrix(flat, flat)
    with pytest.raises(ValueError, match=r"same number of columns, got shapes \(1, 2\) and \(1, 3\)"):
        euclidean_matrix(np.ones((1, 2)), np.ones((1, 3)))
    with pytest.raises(ValueError, match="row 1 is all zeros"):
        unit_rows(np.array([[1.0], [0.0]]))
    with pytest.raises(ValueError, match="n must be at least 1, got 0"):
        nearest_words(vectors, "man", 0)
    with pytest.raises(ValueError, match="query must have a direction, got 2 zeros"):
        nearest_words(vectors, np.zeros(2))
    with pytest.raises(ValueError, match="measure must be"):
        nearest_words(vectors, "man", measure="city")
    with pytest.raises(ValueError, match="k must be from 1 to 2"):
        principal_components(np.ones((4, 2)), 3)
    with pytest.raises(ValueError, match="two different points"):
        principal_components(np.ones((4, 2)))
    with pytest.raises(ValueError, match="size must be at least 1"):
        random_rotation(0, 1)
    with pytest.raises(ValueError, match="same size, at least 2, got 2 and 3"):
        spearman([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="two different values"):
        spearman([1, 1], [1, 2])
    with pytest.raises(ValueError, match="k must be from 1 to 3 for 4 rows, got 4"):
        neighbour_counts(vectors.matrix, 4)
    with pytest.raises(ValueError, match="n must be at least 1"):
        frequent_words([], 0)
    with pytest.raises(ValueError, match="half_width must be at least 1"):
        cooccurrence_vectors([], ["a"], 0)
