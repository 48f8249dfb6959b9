"""Softmax, sigmoid, matrices and attention on plain lists, against torch and their own laws."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.maths import (
    attend,
    attention_weights,
    log_sigmoid,
    log_softmax,
    log_sum_exp,
    matmul,
    sigmoid,
    softmax,
    transpose,
    weighted_sum,
)

scores = st.lists(st.floats(-800, 800), min_size=1, max_size=9)


def matrices(rows: int, columns: int) -> st.SearchStrategy[list[list[float]]]:
    row = st.lists(st.floats(-9, 9), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


@given(scores, st.floats(0.1, 10), st.floats(-50, 50))
def test_softmax_agrees_with_torch_and_ignores_a_shift(values: list[float], temperature: float, shift: float) -> None:
    found = softmax(values, temperature)
    assert math.fsum(found) == pytest.approx(1)
    wanted = torch.softmax(torch.tensor(values, dtype=torch.float64) / temperature, 0).tolist()
    assert found == pytest.approx(wanted, abs=1e-9)
    assert softmax([value + shift for value in values], temperature) == pytest.approx(found, abs=1e-9)


@given(scores)
def test_logarithms_agree_with_torch(values: list[float]) -> None:
    tensor = torch.tensor(values, dtype=torch.float64)
    assert log_softmax(values) == pytest.approx(torch.log_softmax(tensor, 0).tolist(), abs=1e-9)
    assert log_sum_exp(values) == pytest.approx(float(torch.logsumexp(tensor, 0)), abs=1e-9)


@given(st.floats(-2000, 2000))
def test_sigmoid_is_the_softmax_of_a_score_and_zero(score: float) -> None:
    assert sigmoid(score) == pytest.approx(softmax([score, 0.0])[0], abs=1e-12)
    assert sigmoid(score) + sigmoid(-score) == pytest.approx(1)
    assert log_sigmoid(score) == pytest.approx(log_softmax([score, 0.0])[0], rel=1e-9, abs=1e-12)


def test_a_score_of_minus_infinity_gets_no_chance() -> None:
    assert softmax([0.0, -math.inf, 0.0]) == [0.5, 0.0, 0.5]
    assert log_sum_exp([-math.inf]) == -math.inf


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ([], "scores must have at least one number, got none"),
        ([math.nan], r"scores\[0\] must be finite or minus infinity, got nan"),
        ([1.0, math.inf], r"scores\[1\] must be finite or minus infinity, got inf"),
        ([-math.inf], "scores must hold at least one finite number"),
    ],
)
def test_softmax_refuses_what_it_cannot_share_out(bad: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        softmax(bad)


@pytest.mark.parametrize("temperature", [0.0, -1.0, math.inf, math.nan])
def test_softmax_refuses_a_temperature_not_above_zero(temperature: float) -> None:
    with pytest.raises(ValueError, match="temperature must be a finite number above 0"):
        softmax([1.0], temperature)


@given(matrices(2, 3), matrices(3, 4))
def test_products_agree_with_torch(a: list[list[float]], b: list[list[float]]) -> None:
    wanted = torch.tensor(a, dtype=torch.float64) @ torch.tensor(b, dtype=torch.float64)
    torch.testing.assert_close(torch.tensor(matmul(a, b), dtype=torch.float64), wanted, atol=1e-9, rtol=1e-9)
    assert transpose(transpose(a)) == a


def test_matrices_of_the_wrong_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="a must have as many columns as b has rows, got 1 and 2"):
        matmul([[1]], [[1], [2]])
    with pytest.raises(ValueError, match=r"b must have rows of one size, at least 1, got rows of sizes \[1, 2\]"):
        matmul([[1, 2]], [[1], [2, 3]])
    with pytest.raises(ValueError, match="a must have rows of one size"):
        transpose([])


@given(matrices(1, 4), matrices(3, 4), matrices(3, 2), st.booleans())
def test_attention_agrees_with_torch(
    query: list[list[float]], keys: list[list[float]], values: list[list[float]], scaled: bool
) -> None:
    q, k, v = (torch.tensor(rows, dtype=torch.float64) for rows in (query, keys, values))
    wanted = torch.nn.functional.scaled_dot_product_attention(q, k, v, scale=None if scaled else 1.0)[0]
    assert attend(query[0], keys, values, scaled) == pytest.approx(wanted.tolist(), abs=1e-9)
    assert math.fsum(attention_weights(query[0], keys, scaled)) == pytest.approx(1)


def test_weights_and_vectors_must_match() -> None:
    with pytest.raises(ValueError, match="weights and vectors must be as many, at least 1, got 1 and 2"):
        weighted_sum([1.0], [[1.0], [2.0]])
    with pytest.raises(ValueError, match="vectors must have rows of one size"):
        weighted_sum([0.5, 0.5], [[1.0], [2.0, 3.0]])
