"""Reading maps: shares are shares, and follow simple heads."""

from __future__ import annotations

import pytest
import torch

from nlpbook.transformer import Encoder, EncoderShape, arriving_shares, looking_words, padding_mask, share_of_looks

LENGTHS = [5, 4]


def only(matrix: torch.Tensor) -> torch.Tensor:
    """Maps of one head in one layer for two texts."""
    return matrix.expand(2, 1, 1, *matrix.shape)


def test_a_head_for_one_thing_gives_all_to_it() -> None:
    n = torch.arange(5)
    before = (n[:, None] - 1 == n).float()
    maps = {"itself": torch.eye(5), "before": before, "after": before.T, "first": (n == 0).float().repeat(5, 1)}
    for name, matrix in maps.items():
        given = {target: share_of_looks(only(matrix), LENGTHS, target).item() for target in maps}
        assert given[name] == 1.0
    assert share_of_looks(only(maps["itself"]), LENGTHS, "after").item() == 0.0
    # The first of three words, and the first of two, stand behind [CLS].
    assert share_of_looks(only(maps["before"]), LENGTHS, "first").item() == pytest.approx(2 / 5)


def test_a_short_value_arrives_less_than_it_is_looked_at() -> None:
    shape = EncoderShape(vocabulary=9, width=8, layers=2, heads=2, inner=8, longest=6)
    encoder = Encoder(shape).eval()
    for block in encoder.blocks:
        torch.nn.init.zeros_(block.attention.value.bias)
    with torch.no_grad():
        found = encoder(torch.arange(10).view(2, 5) % 9, padding_mask(LENGTHS))
        found.states[:, :, 0] *= 1e-6  # the values of the first token, linear in its state
        arrived = arriving_shares(encoder, found, LENGTHS)
    assert arrived.shape == (2, 2)
    assert (arrived < 1e-4).all()
    assert (share_of_looks(found.maps, LENGTHS, "first") > 0.05).all()


def test_arguments_are_checked() -> None:
    with pytest.raises(ValueError, match="target must be one of first, before, after, itself, got 'last'"):
        share_of_looks(only(torch.eye(5)), LENGTHS, "last")
    with pytest.raises(ValueError, match="lengths must be at least one number, each from 3 to 4"):
        looking_words([2], 4)
