"""Byte-pair encoding: ties and exhaustion are decided, and the fast trainer learns what the plain one learns."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.tokenizers import (
    END,
    best_pair,
    bpe_vocabulary,
    count_pairs,
    encode_word,
    learn_merges,
    learn_merges_fast,
    merge_pair,
    merge_words,
    split_words,
    trace_merges,
)

FREQUENCIES = st.dictionaries(st.text("abc", min_size=1, max_size=8), st.integers(0, 9), max_size=12)
NEWEST = {"low": 5, "lower": 2, "newest": 6, "widest": 3}


def test_the_table_of_low_lower_newest_widest() -> None:
    """The corpus that every course uses; the merges of Sennrich et al. up to ties."""
    steps = trace_merges(split_words(NEWEST), 5, ties="first")
    assert [(step.pair, step.count) for step in steps] == [
        (("e", "s"), 9),
        (("es", "t"), 9),
        (("est", END), 9),
        (("l", "o"), 7),
        (("lo", "w"), 7),
    ]
    assert ("low", END) in steps[-1].words
    assert ("n", "e", "w", "est" + END) in steps[-1].words
    assert encode_word((*"lowest", END), [step.pair for step in steps]) == ["low", "est" + END]


def test_all_pairs_are_counted_the_ones_with_the_end_too() -> None:
    pairs = count_pairs(split_words(NEWEST))
    assert pairs[("w", END)] == 5
    assert pairs[("r", END)] == 2
    assert pairs[("w", "e")] == 8


def test_low_lower_lowest_has_eleven_symbols_after_three_merges() -> None:
    words = split_words({"low": 5, "lower": 2, "lowest": 1})
    assert len(bpe_vocabulary(words, [])) == 8
    assert len(bpe_vocabulary(words, learn_merges(words, 3))) == 11


@pytest.mark.parametrize("learn", [learn_merges, learn_merges_fast])
def test_one_long_word(learn: object) -> None:
    assert callable(learn)
    words = split_words({"aaabdaaabac": 1}, end="")
    assert learn(words, 2) == [("a", "a"), ("a", "b")]
    merged = words
    for pair in learn(words, 3):
        merged = merge_words(merged, pair)
    assert list(merged) == [("aaab", "d", "aaab", "a", "c")]


@pytest.mark.parametrize("learn", [learn_merges, learn_merges_fast])
def test_ties_go_to_the_smallest_and_training_ends_when_nothing_is_left(learn: object) -> None:
    assert callable(learn)
    words = split_words({"ba": 1, "ab": 1}, end="")
    assert learn(words, 100) == [("a", "b"), ("b", "a")]
    assert learn({}, 5) == []
    assert learn({("a",): 3}, 5) == []
    assert learn({("a", "b"): 0}, 5) == []
    with pytest.raises(ValueError, match="n_merges must be at least 0, got -1"):
        learn(words, -1)


@given(FREQUENCIES, st.integers(0, 30), st.sampled_from(["", END]))
def test_the_fast_trainer_learns_the_same_merges(frequencies: dict[str, int], n_merges: int, end: str) -> None:
    words = split_words(frequencies, end)
    before = dict(words)
    assert learn_merges_fast(words, n_merges) == learn_merges(words, n_merges)
    assert words == before


@given(FREQUENCIES, st.integers(0, 30))
def test_encoding_a_training_word_repeats_its_training(frequencies: dict[str, int], n_merges: int) -> None:
    steps = trace_merges(split_words(frequencies), n_merges)
    merges = [step.pair for step in steps]
    trained = set(steps[-1].words) if steps else set(split_words(frequencies))
    assert {tuple(encode_word((*word, END), merges)) for word in frequencies} == trained


@given(FREQUENCIES, st.text("abcd", max_size=12), st.integers(0, 20))
def test_tokens_joined_are_the_word(frequencies: dict[str, int], word: str, n_merges: int) -> None:
    merges = learn_merges(split_words(frequencies), n_merges)
    tokens = encode_word(word, merges)
    assert "".join(tokens) == word
    assert encode_word(word, {pair: rank for rank, pair in enumerate(merges)}) == tokens


@given(st.lists(st.sampled_from("ab"), max_size=15))
def test_a_merge_joins_whole_symbols_only(symbols: list[str]) -> None:
    merged = merge_pair(symbols, ("a", "b"))
    assert "".join(merged) == "".join(symbols)
    assert ("a", "b") not in set(pairwise(merged))


def test_a_merge_does_not_look_inside_symbols() -> None:
    """str.replace would turn "es t" into "est" here."""
    assert merge_pair(("es", "t"), ("s", "t")) == ("es", "t")


def test_counts_per_merge_never_rise() -> None:
    counts = [step.count for step in trace_merges(split_words(Counter("the cat sat on the mat the end".split())), 30)]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: split_words({"": 1}), "must not hold the empty word"),
        (lambda: split_words({"a": -1}), "at least 0, got -1 for 'a'"),
        (lambda: best_pair({}), "at least one pair"),
        (lambda: best_pair({("a", "b"): 1}, ties="last"), "ties must be one of smallest, first, got 'last'"),
        (lambda: trace_merges({}, -2), "n_merges must be at least 0, got -2"),
    ],
)
def test_mistakes_are_answered(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=message):
        call()
