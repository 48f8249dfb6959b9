"""The rules of thumb: known cases of the literature, how they scale, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.utils.flop_counter import FlopCounterMode

from nlpbook.costs import (
    activation_bytes,
    api_cost,
    compute_seconds,
    gibibytes,
    gigabytes,
    gpu_cost,
    inference_flops,
    serving_cost,
    training_bytes,
    training_flops,
    weight_bytes,
)

size = st.integers(1, 10**6)


def test_six_per_parameter_and_token_is_what_torch_counts() -> None:
    layers = torch.nn.Sequential(*(torch.nn.Linear(16, 16, bias=False) for _ in range(3)))
    inputs = torch.randn(7, 16, requires_grad=True)
    parameters = sum(weight.numel() for weight in layers.parameters())
    with FlopCounterMode(display=False) as forward:
        output = layers(inputs)
    assert forward.get_total_flops() == inference_flops(parameters, 7)
    with FlopCounterMode(display=False) as backward:
        output.sum().backward()
    assert forward.get_total_flops() + backward.get_total_flops() == training_flops(parameters, 7)


def test_gpt3_took_about_3_14e23_operations() -> None:
    assert training_flops(174.6e9, 300e9) == pytest.approx(3.14e23, rel=0.01)  # Brown et al. (2020), table D.1


def test_a_model_of_7_5_billion_weights_takes_120_gb_to_train() -> None:
    assert gigabytes(training_bytes(7.5e9)) == pytest.approx(120)  # Rajbhandari et al. (2020), figure 1


def test_adam_keeps_twelve_bytes_beside_each_32_bit_weight() -> None:
    weight = torch.nn.Parameter(torch.ones(1000))
    optimizer = torch.optim.Adam([weight])
    weight.sum().backward()
    optimizer.step()
    assert weight.grad is not None
    averages = sum(value.nbytes for name, value in optimizer.state[weight].items() if name != "step")
    assert weight.nbytes + weight.grad.nbytes + averages == training_bytes(1000)


@given(size, size)
def test_frozen_weights_take_their_own_bits_only(trained: int, frozen: int) -> None:
    assert training_bytes(trained, frozen, 4) == pytest.approx(training_bytes(trained) + weight_bytes(frozen, 4))


@given(st.integers(1, 64), st.integers(1, 512))
def test_activations_grow_with_the_batch_and_faster_than_the_length(batch: int, length: int) -> None:
    def held(batch: int, length: int) -> float:
        return activation_bytes(batch, length, width=768, layers=12, heads=12)

    assert held(2 * batch, length) == 2 * held(batch, length)
    assert held(batch, 2 * length) > 2 * held(batch, length)


def test_money() -> None:
    assert gpu_cost(3600, 3, gpus=8) == 24
    assert api_cost(10, 100, 50, 1, 1) == pytest.approx(0.0015)
    assert serving_cost(1e9, 50, 3) == pytest.approx(50 / 3 * 1000)
    assert compute_seconds(312e12, 312e12, 1) == 1
    assert gibibytes(2**30) == 1


@pytest.mark.parametrize(("work", "message"), [
    (lambda: training_flops(0, 1), "parameters must be above 0, got 0"),
    (lambda: inference_flops(1, -2), "tokens must be above 0, got -2"),
    (lambda: compute_seconds(1, 1, 1.2), "utilisation must be above 0 and at most 1, got 1.2"),
    (lambda: training_bytes(1, -1), "frozen must be at least 0, got -1"),
    (lambda: weight_bytes(1, 0), "bits must be above 0, got 0"),
    (lambda: activation_bytes(1, 0, 1, 1, 1), "length must be above 0, got 0"),
    (lambda: gpu_cost(1, 0), "price_per_hour must be above 0, got 0"),
    (lambda: api_cost(1, 1, 1, 1, 0), "output_price must be above 0, got 0"),
    (lambda: serving_cost(1, float("nan"), 1), "tokens_per_second must be above 0, got nan"),
])  # fmt: skip
def test_what_cannot_be_is_refused_by_name(work: Callable[[], float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        work()
