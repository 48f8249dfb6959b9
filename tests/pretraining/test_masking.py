"""Masking: the shares are BERT's, special tokens are safe, a seed decides everything, and words stay together."""

from __future__ import annotations

import math
from dataclasses import astuple

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from nlpbook.pretraining.masking import (
    IGNORED,
    MaskingShares,
    choose_places,
    choose_words,
    corrupt,
    mask_tokens,
    masking_shares,
    word_numbers,
)

SPECIAL, MASK, VOCABULARY = {0, 1, 2, 3, 4}, 4, 1000


def seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def some_ids(seed: int, rows: int = 200, places: int = 100) -> Tensor:
    """Random rows, about one token in ten of them special."""
    ids = torch.randint(5, VOCABULARY, (rows, places), generator=seeded(seed))
    control = torch.rand(ids.shape, generator=seeded(seed + 1)) < 0.1
    return torch.where(control, torch.randint(0, 5, ids.shape, generator=seeded(seed + 2)), ids)


def within(share: float, expected: float, n: int) -> bool:
    """Inside four standard errors of a share of n."""
    return abs(share - expected) < 4 * math.sqrt(expected * (1 - expected) / n)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_shares_are_berts(seed: int) -> None:
    ids = some_ids(seed)
    masked = mask_tokens(ids, mask_id=MASK, special=SPECIAL, vocabulary=VOCABULARY, generator=seeded(seed))
    counts = masking_shares(ids, masked, MASK, SPECIAL)
    assert counts.places == int((ids >= 5).sum())
    assert counts.chosen == counts.masked + counts.changed + counts.kept
    assert within(counts.chosen / counts.places, 0.15, counts.places)
    assert within(counts.masked / counts.chosen, 0.8, counts.chosen)
    assert within(counts.changed / counts.chosen, 0.1, counts.chosen)
    assert within(counts.kept / counts.chosen, 0.1, counts.chosen)


@given(seed=st.integers(0, 10_000), rate=st.floats(0, 1))
def test_what_is_not_chosen_is_left_alone(seed: int, rate: float) -> None:
    ids = some_ids(seed, 3, 8)
    before = ids.clone()
    masked = mask_tokens(ids, mask_id=MASK, special=SPECIAL, vocabulary=VOCABULARY, generator=seeded(seed), rate=rate)
    assert torch.equal(ids, before)
    assert not (masked.chosen & (ids < 5)).any()
    assert torch.equal(masked.inputs[~masked.chosen], ids[~masked.chosen])
    assert torch.equal(masked.labels[masked.chosen], ids[masked.chosen])
    assert (masked.labels[~masked.chosen] == IGNORED).all()
    at_gaps = masked.inputs[masked.chosen]
    assert ((at_gaps >= 5) | (at_gaps == MASK)).all()


def test_a_seed_decides() -> None:
    ids = some_ids(0, 4, 30)
    one, same, other = (
        mask_tokens(ids, mask_id=MASK, special=SPECIAL, vocabulary=VOCABULARY, generator=seeded(seed))
        for seed in (7, 7, 8)
    )
    assert torch.equal(one.inputs, same.inputs)
    assert torch.equal(one.labels, same.labels)
    assert not torch.equal(one.labels, other.labels)


@pytest.mark.parametrize(("split", "which"), [((1.0, 0.0, 0.0), 0), ((0.0, 1.0, 0.0), 1), ((0.0, 0.0, 1.0), 2)])
def test_each_part_of_the_split_alone(split: tuple[float, float, float], which: int) -> None:
    ids = torch.full((5, 40), 900)
    masked = corrupt(ids, torch.ones_like(ids, dtype=torch.bool), MASK, torch.arange(5, 800), seeded(0), split)
    counts = masking_shares(ids, masked, MASK, SPECIAL)
    assert (counts.masked, counts.changed, counts.kept)[which] == counts.chosen == 200


@given(seed=st.integers(0, 1000), rate=st.floats(0, 1))
def test_words_are_chosen_whole(seed: int, rate: float) -> None:
    words = torch.tensor([[-1, 0, 0, 0, 1, 2, 2, -1], [-1, 0, 1, 1, -1, -1, -1, -1]])
    chosen = choose_words(words, rate, seeded(seed))
    assert not (chosen & (words < 0)).any()
    for row, marks in zip(words, chosen, strict=True):
        for word in range(3):
            assert len(set(marks[row == word].tolist())) <= 1


def test_words_are_chosen_at_the_rate() -> None:
    words = torch.arange(50).repeat(400, 1)
    assert within(choose_words(words, 0.15, seeded(3)).double().mean().item(), 0.15, words.numel())


def test_word_numbers_skip_control_tokens() -> None:
    pieces = ["[CLS]", "a", "[MASK]", "ca", "##t", "[SEP]", "b", "##b", "[SEP]", "[PAD]"]
    assert word_numbers(pieces) == [-1, 0, -1, 1, 1, -1, 2, 2, -1, -1]


def test_counts_add() -> None:
    assert astuple(MaskingShares(1, 2, 3, 4, 5) + MaskingShares(10, 20, 30, 40, 50)) == (11, 22, 33, 44, 55)


def test_bad_arguments_are_named() -> None:
    ids = torch.tensor([[5, 6]])
    everywhere = torch.ones_like(ids, dtype=torch.bool)
    with pytest.raises(ValueError, match=r"rate must lie from 0 to 1, got 1\.5"):
        choose_places(ids, SPECIAL, 1.5, seeded(0))
    with pytest.raises(ValueError, match="rate must lie from 0 to 1, got -1"):
        choose_words(ids, -1, seeded(0))
    with pytest.raises(ValueError, match="chosen must have the shape of ids"):
        corrupt(ids, everywhere[:, :1], MASK, ids[0], seeded(0))
    with pytest.raises(ValueError, match="split must hold three shares"):
        corrupt(ids, everywhere, MASK, ids[0], seeded(0), (0.8, 0.1, 0.2))
    with pytest.raises(ValueError, match="ordinary must have shape"):
        corrupt(ids, everywhere, MASK, ids[0, :0], seeded(0))
    with pytest.raises(ValueError, match="ids must lie from 0 to 5, got 5 to 6"):
        mask_tokens(ids, mask_id=4, special=SPECIAL, vocabulary=6, generator=seeded(0))
