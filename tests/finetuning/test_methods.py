"""Adapters, prefixes, biases: they start as the model was, and train as many weights as the calculators say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from nlpbook.costs import adapter_parameters, bias_parameters, head_parameters, lora_parameters, prefix_parameters
from nlpbook.finetuning import (
    Adapter,
    Classifier,
    Labelled,
    Prefix,
    add_adapters,
    add_lora,
    add_prefixes,
    count_trained,
    count_weights,
    freeze,
    thaw,
    thaw_biases,
)
from nlpbook.transformer import Encoder, EncoderShape, attend, initialise, padding_mask

SHAPE = EncoderShape(vocabulary=11, width=8, layers=2, heads=2, inner=16, longest=7)
IDS, LENGTHS = torch.tensor([[1, 2, 3, 4], [5, 6, 0, 0]]), [4, 2]
Change = Callable[[Encoder, torch.Generator], object]


def make() -> Encoder:
    encoder = Encoder(SHAPE)
    initialise(encoder, torch.Generator().manual_seed(0), std=0.3)
    freeze(encoder)
    return encoder


def last(encoder: Encoder) -> Tensor:
    states: Tensor = encoder(IDS, padding_mask(LENGTHS)).last
    return states


METHODS: list[tuple[str, Change, int]] = [
    ("nothing", lambda encoder, generator: None, 0),
    ("adapters", lambda encoder, generator: add_adapters(encoder, 3, generator), adapter_parameters(8, 3, 4, True)),
    ("prefix", lambda encoder, generator: add_prefixes(encoder, 5, generator), prefix_parameters(5, 8, 2)),
    (
        "lora",
        lambda encoder, generator: add_lora(encoder, ["query", "value"], 3, 6.0, generator),
        lora_parameters(8, 8, 3, 2 * 2),
    ),
    ("bitfit", lambda encoder, generator: thaw_biases(encoder.blocks), bias_parameters(8, 16, 2)),
]


@pytest.mark.parametrize(("change", "expected"), [pytest.param(*row[1:], id=row[0]) for row in METHODS])
def test_the_calculators_count_what_is_trained(change: Change, expected: int) -> None:
    model = Classifier(make(), 3, torch.Generator().manual_seed(1))
    change(model.encoder, torch.Generator().manual_seed(2))
    assert count_trained(model) == expected + head_parameters(8, 3)
    data = Labelled(IDS, torch.tensor(LENGTHS), torch.tensor([0, 2]))
    nn.functional.cross_entropy(model(data), data.labels).backward()
    for name, weights in model.named_parameters():
        assert (weights.grad is not None) == weights.requires_grad, name


@pytest.mark.parametrize("name", ["adapters", "lora", "bitfit"])
def test_the_start_is_the_model_as_it_was(name: str) -> None:
    encoder = make()
    before = last(encoder)
    next(change for key, change, _ in METHODS if key == name)(encoder, torch.Generator().manual_seed(2))
    torch.testing.assert_close(last(encoder), before)


def test_a_prefix_is_more_keys_and_values() -> None:
    generator = torch.Generator().manual_seed(0)
    prefix = Prefix(3, 8, 2, generator)
    queries, keys, values = (torch.randn(2, 2, 4, 4, generator=generator) for _ in range(3))
    allowed = padding_mask(LENGTHS)
    out, weights = prefix(queries, keys, values, allowed)
    assert weights.shape == (2, 2, 4, 7)
    torch.testing.assert_close(weights.sum(-1), torch.ones(2, 2, 4))
    assert not weights[1, :, :, 5:].any() and weights[1, :, :, :3].all()
    second = attend(
        queries[1],
        torch.cat([prefix.keys, keys[1, :, :2]], dim=1),
        torch.cat([prefix.values, values[1, :, :2]], dim=1),
    )
    torch.testing.assert_close(out[1], second.output)
    torch.testing.assert_close(prefix(queries, keys, values).weights.shape, weights.shape)


def test_a_prefix_stands_in_every_map() -> None:
    encoder = make()
    add_prefixes(encoder, 3, torch.Generator().manual_seed(0))
    assert encoder(IDS, padding_mask(LENGTHS)).maps.shape == (2, 2, 2, 4, 7)


def test_thaw_undoes_freeze() -> None:
    encoder = make()
    assert count_trained(encoder) == 0
    thaw([encoder])
    assert count_trained(encoder) == count_weights(encoder)


def test_what_is_refused() -> None:
    generator = torch.Generator()
    for bottleneck in (0, 9):
        with pytest.raises(ValueError, match="bottleneck must be from 1 to 8"):
            Adapter(8, bottleneck, generator)
    with pytest.raises(ValueError, match="places must be at least 1"):
        Prefix(0, 8, 2, generator)
    with pytest.raises(ValueError, match="n_heads must divide"):
        Prefix(1, 8, 3, generator)
    with pytest.raises(ValueError, match="parameters called bias"):
        thaw_biases(nn.Linear(2, 2, bias=False))
    with pytest.raises(ValueError, match="n_classes must be at least 2"):
        Classifier(make(), 1, generator)
