"""One-hot vectors, character codes, neighbours and analogies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.maths import (
    analogy_vector,
    character_codes,
    dot,
    nearest,
    offset,
    one_hot,
    parallelogram_gap,
    solve_analogy,
    vector_times_matrix,
    zeros_share,
)

ANIMALS = {"cat": [0.3, 0.9, 0.6], "dog": [0.5, 0.8, 0.5], "mouse": [0.1, 0.7, 0.8], "elephant": [0.95, 0.4, 0.2]}
ROYALS = {"man": [1.0, 0.0], "woman": [1.0, 1.0], "king": [5.0, 0.0], "queen": [5.0, 1.4], "prince": [4.0, 0.0]}
VOCABULARY = ["banana", "coffee", "kettle", "tea"]


def test_codes_are_those_of_ascii() -> None:
    assert [character_codes(word) for word in ("cat", "dog", "sat")] == [[99, 97, 116], [100, 111, 103], [115, 97, 116]]
    assert character_codes("") == []
    assert character_codes("ক") == [0x995]


@given(st.sampled_from(VOCABULARY), st.sampled_from(VOCABULARY))
def test_one_hot_vectors_of_different_words_are_orthogonal(first: str, second: str) -> None:
    assert dot(one_hot(first, VOCABULARY), one_hot(second, VOCABULARY)) == float(first == second)


@given(
    st.sampled_from(VOCABULARY), st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=4, max_size=4)
)
def test_a_one_hot_vector_picks_its_row(word: str, matrix: list[list[float]]) -> None:
    assert vector_times_matrix(one_hot(word, VOCABULARY), matrix) == matrix[VOCABULARY.index(word)]


def test_share_of_zeros() -> None:
    assert zeros_share(1) == 0.0
    assert zeros_share(50_000) == pytest.approx(0.99998)
    hot = one_hot("tea", VOCABULARY)
    assert hot.count(0) / len(hot) == zeros_share(len(VOCABULARY))


def test_neighbours_by_both_measures() -> None:
    by_angle = [word for word, _ in nearest(ANIMALS["cat"], ANIMALS, n=3, exclude=["cat"])]
    by_distance = [word for word, _ in nearest(ANIMALS["cat"], ANIMALS, n=3, exclude=["cat"], measure="euclidean")]
    assert by_angle == by_distance == ["dog", "mouse", "elephant"]


def test_ties_go_to_the_alphabetically_first() -> None:
    same = {"b": [1.0, 0.0], "a": [2.0, 0.0], "c": [3.0, 0.0]}
    assert [word for word, _ in nearest([5.0, 0.0], same, n=3)] == ["a", "b", "c"]


def test_the_inputs_of_an_analogy_are_left_out_unless_asked_for() -> None:
    assert solve_analogy("man", "woman", "king", ROYALS) == "queen"
    assert solve_analogy("man", "woman", "king", {**ROYALS, "king": [5.0, 0.5]}, exclude_inputs=False) in ROYALS


def test_a_perfect_parallelogram_has_no_gap() -> None:
    a, b, c = [1.0, 0.0], [1.0, 2.0], [5.0, 0.0]
    assert offset(a, b) == [0.0, 2.0]
    assert parallelogram_gap(a, b, c, analogy_vector(a, b, c)) == 0.0


def test_bad_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="word must be in the vocabulary exactly once, got 'milk'"):
        one_hot("milk", VOCABULARY)
    with pytest.raises(ValueError, match="vocabulary_size must be at least 1, got 0"):
        zeros_share(0)
    with pytest.raises(ValueError, match="one row per component"):
        vector_times_matrix([1.0], [[1.0], [2.0]])
    with pytest.raises(ValueError, match="rows of one size"):
        vector_times_matrix([1.0, 0.0], [[1.0], [2.0, 3.0]])
    with pytest.raises(ValueError, match="n must be at least 1, got 0"):
        nearest([1.0, 0.0, 0.0], ANIMALS, n=0)
    with pytest.raises(ValueError, match="measure must be 'cosine' or 'euclidean', got 'manhattan'"):
        nearest([1.0, 0.0, 0.0], ANIMALS, measure="manhattan")
    with pytest.raises(ValueError, match="c must be a word with a vector, got 'duke'"):
        solve_analogy("man", "woman", "duke", ROYALS)
    with pytest.raises(ValueError, match="candidate besides the inputs"):
        solve_analogy("man", "woman", "king", {word: ROYALS[word] for word in ("man", "woman", "king")})
