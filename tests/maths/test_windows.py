"""Windows are clipped at the ends, leave out their centre, and give as many pairs as the formula says."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.maths import context_pairs, context_window, cooccurrence_counts, count_context_pairs

words = st.lists(st.sampled_from("abcde"), max_size=12)
widths = st.integers(1, 6)


@pytest.mark.parametrize(
    ("position", "expected"),
    [(0, ["cat", "sat"]), (1, ["the", "sat", "on"]), (2, ["the", "cat", "on", "the"]), (5, ["on", "the"])],
)
def test_windows_of_the_cat_that_sat(position: int, expected: list[str]) -> None:
    assert context_window(["the", "cat", "sat", "on", "the", "mat"], position, 2) == expected


@given(words, widths)
def test_the_formula_counts_the_pairs(sentence: list[str], half_width: int) -> None:
    assert len(context_pairs(sentence, half_width)) == count_context_pairs(len(sentence), half_width)


@given(st.integers(1, 12), widths)
def test_the_sum_has_a_closed_form_when_the_window_fits(n_words: int, half_width: int) -> None:
    if half_width < n_words:
        assert count_context_pairs(n_words, half_width) == half_width * (2 * n_words - half_width - 1)
    else:
        assert count_context_pairs(n_words, half_width) == n_words * (n_words - 1)


@given(words, widths)
def test_every_pair_has_its_mirror_image(sentence: list[str], half_width: int) -> None:
    pairs = Counter(context_pairs(sentence, half_width))
    assert pairs == Counter((other, centre) for centre, other in pairs.elements())


@given(st.lists(words, max_size=4), widths)
def test_counts_are_pairs_sentence_by_sentence(sentences: list[list[str]], half_width: int) -> None:
    expected = Counter(pair for sentence in sentences for pair in context_pairs(sentence, half_width))
    counts = cooccurrence_counts(sentences, half_width)
    assert {(a, b): n for a, row in counts.items() for b, n in row.items()} == expected


def test_bad_arguments_are_named() -> None:
    for call in (
        lambda: context_window(["a"], 0, 0),
        lambda: context_pairs(["a"], 0),
        lambda: count_context_pairs(3, 0),
    ):
        with pytest.raises(ValueError, match="half_width must be at least 1, got 0"):
            call()
    with pytest.raises(ValueError, match="position must be a place from 0 to 2, got -1"):
        context_window(["a", "b", "c"], -1, 1)
    with pytest.raises(ValueError, match="n_words must be at least 0, got -2"):
        count_context_pairs(-2, 1)
    with pytest.raises(ValueError, match="half_width"):
        cooccurrence_counts([], -1)
