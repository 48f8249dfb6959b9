"""Models that count: one contract for all of them, what each promises beyond it, and bad input."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.maths import mean_surprisal
from nlpbook.ngrams import (
    AddK,
    Blended,
    NextSymbol,
    Text,
    draw_text,
    frequent_symbols,
    ngram_counts,
    replace_unknown,
    text_probabilities,
    text_surprisal,
)

Fit = Callable[[Text, int], NextSymbol]

MODELS = [
    pytest.param(lambda text, order: AddK.fit(text, order, 0.0, "abcd"), id="relative frequencies"),
    pytest.param(lambda text, order: AddK.fit(text, order, 0.1, "abcd"), id="add-k"),
    pytest.param(lambda text, order: Blended.fit(text, order, 2.5, "abcd"), id="blended"),
]
letters = st.text("abc", min_size=1, max_size=40)
orders = st.integers(1, 4)
contexts = st.text("abcd", max_size=5)


@pytest.mark.parametrize("fit", MODELS)
@given(text=letters, order=orders, context=contexts)
def test_chances_of_the_next_symbol_sum_to_one(fit: Fit, text: str, order: int, context: str) -> None:
    model = fit(text, order)
    chances = [model.probability(symbol, context) for symbol in model.vocabulary]
    assert math.isclose(math.fsum(chances), 1.0, rel_tol=1e-9)
    assert min(chances) >= 0


@pytest.mark.parametrize("fit", MODELS)
@given(text=letters, order=orders)
def test_characters_and_words_are_treated_alike(fit: Fit, text: str, order: int) -> None:
    of_words = fit(tuple(text), order)
    assert text_probabilities(fit(text, order), text) == text_probabilities(of_words, tuple(text))


@pytest.mark.parametrize("fit", MODELS)
@given(text=letters, order=orders, other=letters)
def test_surprise_of_a_text_is_the_mean_over_its_symbols(fit: Fit, text: str, order: int, other: str) -> None:
    model = fit(text, order)
    expected = mean_surprisal(text_probabilities(model, other))
    assert math.isclose(text_surprisal(model, other), expected, abs_tol=1e-9)


@pytest.mark.parametrize("fit", MODELS)
def test_only_the_last_symbols_of_the_context_count(fit: Fit) -> None:
    model = fit("abcabcaab", 3)
    assert model.probability("a", "cccbc") == model.probability("a", "abc") == model.probability("a", "bc")


@pytest.mark.parametrize("fit", MODELS)
def test_a_symbol_outside_the_vocabulary_is_refused(fit: Fit) -> None:
    with pytest.raises(ValueError, match="symbol must be in the vocabulary, got 'z'"):
        fit("abc", 2).probability("z", "a")
    with pytest.raises(ValueError, match="text must be of symbols of the vocabulary, got 'x'; see replace_unknown"):
        fit("abcx", 2)


@given(letters, orders)
def test_relative_frequencies_are_counts_over_counts(text: str, order: int) -> None:
    model = AddK.fit(text, order, 0.0)
    for run, count in ngram_counts(text, order).items():
        followed = sum(n for other, n in ngram_counts(text, order).items() if other[:-1] == run[:-1])
        assert math.isclose(model.probability(run[-1], run[:-1]), count / followed)


def test_add_one_by_hand() -> None:
    model = AddK.fit("aab", 2)  # after a: one a, one b; two symbols
    assert model.probability("a", "a") == (1 + 1) / (2 + 2)
    assert AddK.fit("aab", 1).probability("a", "") == (2 + 1) / (3 + 2)
    assert model.probability("a", "b") == 0.5  # b was never followed by anything


def test_a_zero_is_kept_without_smoothing() -> None:
    assert text_surprisal(AddK.fit("aab", 2, 0.0), "aaba") < math.inf  # an unseen context is uniform
    assert text_surprisal(AddK.fit("aabb", 2, 0.0), "ba") == math.inf


@given(letters)
def test_the_blend_of_order_one_is_add_k(text: str) -> None:
    blended, plain = Blended.fit(text, 1, 2.0, "abcd"), AddK.fit(text, 1, 2.0 / 4, "abcd")
    for symbol in "abcd":
        assert math.isclose(blended.probability(symbol, ""), plain.probability(symbol, ""))


@given(letters, orders, contexts)
def test_cutting_is_fitting_a_shorter_model(text: str, order: int, context: str) -> None:
    longest = Blended.fit(text, 4, 2.0, "abcd")
    short = Blended.fit(text, order, 2.0, "abcd")
    plain = AddK.fit(text, order, 0.5, "abcd")
    for symbol in "abcd":
        assert longest.cut(order).probability(symbol, context) == short.probability(symbol, context)
        assert longest.add_k(order, 0.5).probability(symbol, context) == plain.probability(symbol, context)


def test_an_unseen_context_falls_back_on_the_shorter_one() -> None:
    model = Blended.fit("abababac", 3, 1.0)
    assert model.probability("b", "ca") == model.cut(2).probability("b", "a")


@given(letters, orders)
def test_every_run_is_counted_once(text: str, order: int) -> None:
    counts = ngram_counts(text, order)
    assert counts.total() == max(0, len(text) - order + 1)
    assert counts == Counter("".join(run) for run in zip(*(text[i:] for i in range(order)), strict=False))


def test_rare_symbols_become_one_marker() -> None:
    words = ("to", "be", "or", "not", "to", "be")
    assert frequent_symbols(words, 2) == {"to", "be"}
    assert replace_unknown(words, {"to", "be"}) == ("to", "be", "<unk>", "<unk>", "to", "be")


def test_drawing_follows_the_seed_and_the_chances() -> None:
    model = Blended.fit("ab" * 50, 2, 0.01)
    drawn = draw_text(model, 30, Random(1), "a")
    assert drawn == draw_text(model, 30, Random(1), "a")
    assert len(drawn) == 31
    assert drawn.count("ab") > 10
    assert draw_text(model, 0, Random(1), "a") == "a"
    of_words = draw_text(Blended.fit(("a", "b") * 9, 2), 3, Random(2), ("a",))
    assert isinstance(of_words, tuple)
    assert len(of_words) == 4


BAD: list[tuple[Callable[[], object], str]] = [
    (lambda: ngram_counts("ab", 0), "order must be at least 1, got 0"),
    (lambda: frequent_symbols("ab", 0), "at_least must be at least 1, got 0"),
    (lambda: AddK.fit("ab", 0), "order must be at least 1, got 0"),
    (lambda: AddK.fit("ab", 2, -1), "k must be at least 0, got -1"),
    (lambda: AddK.fit("", 2), "vocabulary must have at least one symbol"),
    (lambda: Blended.fit("ab", 2, 0), "weight must be above 0, got 0"),
    (lambda: Blended.fit("ab", 2).cut(3), "order must be from 1 to 2, got 3"),
    (lambda: Blended.fit("ab", 2).add_k(2, -1), "k must be at least 0, got -1"),
    (lambda: text_surprisal(AddK.fit("ab", 1), ""), "text must have at least one symbol"),
    (lambda: draw_text(AddK.fit("ab", 1), -1, Random(0)), "length must be at least 0, got -1"),
]


@pytest.mark.parametrize(("call", "message"), BAD)
def test_bad_arguments_are_named(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
