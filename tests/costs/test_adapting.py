"""Counts of trained weights: the cases of the papers, what scales with what, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.costs import (
    adapter_parameters,
    bias_parameters,
    gigabytes,
    head_parameters,
    lora_parameters,
    prefix_parameters,
    prompt_parameters,
    qlora_bytes,
    scale_bits,
    training_bytes,
)

count = st.integers(1, 5000)


def test_cases_of_the_papers() -> None:
    assert lora_parameters(12288, 12288, 4, 96 * 2) == pytest.approx(18.9e6, rel=2e-3)  # GPT-3, query and value
    assert bias_parameters(768, 3072, 12) == 101_376  # 0.09 % of BERT-base's 110 million
    assert prefix_parameters(20, 768, 12) == 368_640
    assert head_parameters(768, 2) == 1538
    assert scale_bits(64) - scale_bits(64, bits=8, group=256) == pytest.approx(0.373, abs=5e-4)


@given(count, count, count, count)
def test_lora_grows_with_the_rank(inputs: int, outputs: int, rank: int, matrices: int) -> None:
    once = lora_parameters(inputs, outputs, rank, matrices)
    assert lora_parameters(inputs, outputs, 4 * rank, matrices) == 4 * once
    assert once == lora_parameters(outputs, inputs, rank, matrices)


@given(count, count, count)
def test_an_adapter_is_a_lora_of_the_same_size(width: int, bottleneck: int, adapters: int) -> None:
    plain = adapter_parameters(width, bottleneck, adapters)
    assert plain == lora_parameters(width, width, bottleneck, adapters)
    assert adapter_parameters(width, bottleneck, adapters, biases=True) - plain == adapters * (width + bottleneck)


@given(count, count, count)
def test_a_prefix_is_a_prompt_for_keys_and_one_for_values_in_each_layer(places: int, width: int, layers: int) -> None:
    assert prefix_parameters(places, width, layers) == 2 * layers * prompt_parameters(places, width)


def test_qlora_is_training_bytes_with_fewer_bits() -> None:
    assert qlora_bytes(7e9, 4e7) == training_bytes(4e7, frozen=7e9, frozen_bits=4)
    assert gigabytes(qlora_bytes(65e9, 8e8, overhead=scale_bits(64, bits=8, group=256))) == pytest.approx(46.3, abs=0.1)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: lora_parameters(0, 4, 2), "inputs"),
        (lambda: lora_parameters(4, 4, 0), "rank"),
        (lambda: lora_parameters(4, 4, 2, 0), "matrices"),
        (lambda: adapter_parameters(4, 0), "bottleneck"),
        (lambda: adapter_parameters(4, 2, 0), "adapters"),
        (lambda: prefix_parameters(0, 4, 2), "places"),
        (lambda: prompt_parameters(2, 0), "width"),
        (lambda: bias_parameters(4, 0, 1), "inner"),
        (lambda: head_parameters(4, 0), "classes"),
        (lambda: scale_bits(0), "block"),
        (lambda: scale_bits(64, group=-1), "group"),
        (lambda: qlora_bytes(0, 1), "parameters"),
        (lambda: qlora_bytes(1, 0), "trained"),
        (lambda: qlora_bytes(1, 1, overhead=-1), "overhead"),
    ],
)
def test_what_is_refused(call: Callable[[], float], name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be"):
        call()
