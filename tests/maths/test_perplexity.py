"""Perplexity in its three forms, its bounds, and the bits per other unit: known values, laws, torch, bad input."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.maths import (
    bits_per_byte,
    bits_per_character,
    mean_surprisal,
    perplexity,
    perplexity_by_bits,
    perplexity_by_product,
    perplexity_from_bits,
    perplexity_from_nats,
    perplexity_per_unit,
    total_surprisal,
    utf8_bytes,
)

chances = st.lists(st.floats(1e-6, 1.0), min_size=1, max_size=30)
FORMS = [perplexity, perplexity_by_bits, perplexity_by_product]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [
        ([0.1, 0.3, 0.5, 0.2, 0.4], 3.84),
        ([0.07, 0.012, 0.08], 24.60),
        ([0.5, 0.25, 0.125, 0.5], 3.36),
        ([0.4, 0.2, 0.1, 0.5, 0.25], 3.98),
        ([0.5, 0.5, 0.5, 0.5], 2.0),
        ([1.0, 1.0], 1.0),
        ([1 / 32_000] * 3, 32_000.0),
    ],
)
def test_known_values(form: Callable[[list[float]], float], probabilities: list[float], expected: float) -> None:
    assert round(form(probabilities), 2) == expected


def test_the_powers_of_the_sources() -> None:
    assert round(perplexity_from_nats(3.5), 1) == 33.1
    assert round(perplexity_from_nats(2.8), 2) == 16.44


@given(chances)
def test_the_three_forms_agree(probabilities: list[float]) -> None:
    assert math.isclose(perplexity(probabilities), perplexity_by_bits(probabilities), rel_tol=1e-9)
    assert math.isclose(perplexity(probabilities), perplexity_by_product(probabilities), rel_tol=1e-9)


@given(chances)
def test_it_lies_between_the_surest_and_the_least_sure_token(probabilities: list[float]) -> None:
    value = perplexity(probabilities)
    assert 1 / max(probabilities) * (1 - 1e-9) <= value <= 1 / min(probabilities) * (1 + 1e-9)
    assert value >= 1


@given(chances)
def test_order_and_repetition_of_the_text_do_not_matter(probabilities: list[float]) -> None:
    assert math.isclose(perplexity(probabilities), perplexity(probabilities[::-1] * 2), rel_tol=1e-9)


@given(st.lists(st.floats(-8, 8), min_size=4, max_size=4), st.integers(0, 3))
def test_mean_surprise_is_the_loss_of_torch(scores: list[float], came: int) -> None:
    torch = pytest.importorskip("torch")
    rows = torch.tensor([scores, scores[::-1]], dtype=torch.float64)
    targets = torch.tensor([came, came])
    given_chances = rows.softmax(dim=1)[[0, 1], targets].tolist()
    loss = torch.nn.functional.cross_entropy(rows, targets).item()
    assert math.isclose(mean_surprisal(given_chances, math.e), loss, abs_tol=1e-9)


@pytest.mark.parametrize("form", FORMS)
def test_one_zero_makes_it_infinite(form: Callable[[list[float]], float]) -> None:
    assert form([0.9, 0.0, 0.9]) == math.inf


def test_the_uniform_model_is_no_upper_bound() -> None:
    assert math.isclose(perplexity([1e-6] * 4), 1_000_000)
    assert perplexity([1e-6] * 4) > perplexity([1 / 50_000] * 4)


def test_a_long_text_is_too_much_for_the_product_only() -> None:
    with pytest.raises(ValueError, match=r"got 400 numbers with product 0\.0; use perplexity"):
        perplexity_by_product([0.1] * 400)
    assert math.isclose(perplexity([0.1] * 400), 10)


def test_what_no_float_can_hold_is_infinite() -> None:
    assert perplexity_from_nats(1e4) == perplexity_from_bits(1e5) == math.inf


@given(st.floats(1, 1e6), st.integers(1, 500), st.integers(1, 500))
def test_sharing_out_keeps_the_total(per_token: float, tokens: int, units: int) -> None:
    total = tokens * math.log2(per_token)
    assert math.isclose(bits_per_byte(per_token, tokens, units) * units, total, abs_tol=1e-6)
    assert bits_per_character(per_token, tokens, units) == bits_per_byte(per_token, tokens, units)
    shared = perplexity_per_unit(per_token, tokens, units)
    if shared < math.inf:
        assert math.isclose(units * math.log2(shared), total, rel_tol=1e-9, abs_tol=1e-6)


def test_totals_and_bytes() -> None:
    assert total_surprisal([0.5, 0.25]) == 3.0
    assert utf8_bytes("") == 0
    assert utf8_bytes("ভাষা") == 12


BAD: list[tuple[Callable[[], object], str]] = [
    (lambda: perplexity([]), r"probabilities must have at least one number, got \[\]"),
    (lambda: perplexity_by_product([]), "probabilities must have at least one number"),
    (lambda: perplexity([0.5, 1.5]), r"probabilities\[1\] must be from 0 to 1, got 1.5"),
    (lambda: perplexity_by_bits([-0.1]), r"probabilities\[0\] must be from 0 to 1, got -0.1"),
    (lambda: mean_surprisal([0.5], base=0), "base must be a finite number above 1, got 0"),
    (lambda: perplexity_from_nats(-1), "nats must be at least 0, got -1"),
    (lambda: perplexity_from_bits(math.nan), "bits must be at least 0, got nan"),
    (lambda: bits_per_byte(0.5, 1, 1), "token_perplexity must be at least 1, got 0.5"),
    (lambda: bits_per_byte(2, 0, 1), "tokens must be at least 1, got 0"),
    (lambda: bits_per_byte(2, 1, 0), "n_bytes must be at least 1, got 0"),
    (lambda: bits_per_character(2, 1, 0), "characters must be at least 1, got 0"),
    (lambda: perplexity_per_unit(2, 1, 0), "units must be at least 1, got 0"),
]


@pytest.mark.parametrize(("call", "message"), BAD)
def test_bad_arguments_are_named(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
