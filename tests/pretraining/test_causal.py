"""Packing, the schedule and the training loop of a causal model."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.pretraining.packing import join_texts, pack, random_blocks
from nlpbook.pretraining.schedule import warmup_cosine
from nlpbook.pretraining.training import Plan, mean_surprise, train
from nlpbook.transformer.gpt import GPT, GPTShape, next_token_loss

SHAPE = GPTShape(vocabulary=5, width=16, layers=1, heads=2, longest=8)


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@given(st.lists(st.integers(0, 99), min_size=2, max_size=60), st.integers(1, 20))
def test_packing_loses_only_the_end(stream: list[int], length: int) -> None:
    if len(stream) <= length:
        with pytest.raises(ValueError, match="stream must have at least"):
            pack(stream, length)
        return
    inputs, targets = pack(stream, length)
    flat, nexts = ([token for row in rows for token in row] for rows in (inputs, targets))
    assert len(inputs) == (len(stream) - 1) // length
    assert flat == stream[: len(flat)]
    assert nexts == stream[1 : len(flat) + 1]


@given(st.lists(st.lists(st.integers(1, 9)), max_size=5))
def test_joined_texts_come_apart_at_the_ends(texts: list[list[int]]) -> None:
    stream = join_texts(texts, end=0)
    assert stream.count(0) == len(texts)
    assert len(stream) == sum(map(len, texts)) + len(texts)


def test_random_blocks_are_one_place_apart_and_lie_in_the_stream() -> None:
    stream = torch.arange(50)
    inputs, targets = random_blocks(stream, 40, 7, seeded())
    assert torch.equal(targets, inputs + 1)
    assert inputs.shape == (40, 7)
    last = random_blocks(stream, 200, 49, seeded())[1]
    assert int(last.max()) == 49


@given(st.integers(0, 200), st.integers(0, 30))
def test_the_rate_stays_between_its_bounds(step: int, warmup: int) -> None:
    rate = warmup_cosine(step, 0.5, warmup, 100, floor=0.05)
    assert 0 < rate <= 0.5
    assert warmup_cosine(warmup, 0.5, warmup, 100, floor=0.05) == 0.5
    if step >= 100:
        assert rate == pytest.approx(0.05)
    elif step >= warmup:
        assert warmup_cosine(step + 1, 0.5, warmup, 100, floor=0.05) < rate


def test_training_learns_a_rhyme_and_comes_out_the_same_twice() -> None:
    stream = torch.tensor([0, 1, 2, 3, 4, 3, 2, 1] * 30)
    plan = Plan(steps=120, batch=8, length=8, peak=1e-2, warmup=10)
    runs = []
    for _ in range(2):
        model = GPT(SHAPE, generator=seeded(1))
        runs.append(train(model, stream, plan, seeded(2)))
        surprise = mean_surprise(model, stream)
    assert runs[0].losses == runs[1].losses
    assert runs[0].losses[0] == pytest.approx(math.log(5), abs=0.2)
    assert surprise < 0.4  # the first places of a block cannot know which way the rhyme goes
    assert len(runs[0].norms) == 120


def test_mean_surprise_is_the_loss_over_all_blocks() -> None:
    model = GPT(SHAPE, dropout=0.5, generator=seeded(3))
    stream = torch.randint(5, (100,), generator=seeded(4))
    inputs, targets = map(torch.tensor, pack(stream.tolist(), 8))
    whole = mean_surprise(model, stream, batch=5)
    assert model.training  # left as it was
    model.eval()
    assert whole == pytest.approx(next_token_loss(model(inputs), targets).item(), rel=1e-5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pack([1, 2, 3], 0), "length must be at least 1, got 0"),
        (lambda: random_blocks(torch.arange(5), 0, 2, seeded()), "batch must be at least 1, got 0"),
        (lambda: random_blocks(torch.arange(5), 1, 5, seeded()), "length must be from 1"),
        (lambda: warmup_cosine(0, 0.0, 1, 5), "peak must be above 0"),
        (lambda: warmup_cosine(0, 1.0, 5, 5), "total above warmup"),
    ],
)
def test_mistakes_are_named(call, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        call()
