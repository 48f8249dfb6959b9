"""Weights are a distribution over real places, and padding changes nothing."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nlpbook.maths import additive_score, general_score
from nlpbook.recurrent import DotScore, Encoder, GRUCell, Seq2Seq, make_score, mix_values

scores = st.lists(st.floats(-50, 50, width=32), min_size=1, max_size=6)


@given(scores, st.integers(0, 3), st.floats(-20, 20, width=32))
def test_weights_sum_to_one_and_padding_gets_none(row: list[float], padding: int, shift: float) -> None:
    values = torch.randn(1, len(row) + padding, 2, generator=torch.Generator().manual_seed(0))
    real = torch.tensor([[True] * len(row) + [False] * padding])
    padded = torch.tensor([row + [99.0] * padding])
    context, weights = mix_values(padded, values, real)
    assert weights.sum().item() == pytest.approx(1, abs=1e-5)
    assert weights[0, len(row) :].tolist() == [0.0] * padding
    moved, _ = mix_values(padded + shift, values, real)
    torch.testing.assert_close(context, moved, atol=1e-4, rtol=1e-4)
    low, high = values[0, : len(row)].min(dim=0).values, values[0, : len(row)].max(dim=0).values
    assert bool(((context[0] >= low - 1e-5) & (context[0] <= high + 1e-5)).all())


def test_scores_are_left_as_they_were() -> None:
    given_scores = torch.tensor([[1.0, 2.0]])
    mix_values(given_scores, torch.ones(1, 2, 1), torch.tensor([[True, False]]))
    assert given_scores.tolist() == [[1.0, 2.0]]


def test_a_row_without_a_real_place_is_refused() -> None:
    with pytest.raises(ValueError, match="real must be True somewhere"):
        mix_values(torch.zeros(1, 2), torch.zeros(1, 2, 3), torch.zeros(1, 2, dtype=torch.bool))


@pytest.mark.parametrize("score", ["additive", "general", "dot", None])
@settings(max_examples=15, deadline=None)
@given(lengths=st.lists(st.integers(1, 5), min_size=1, max_size=4), more=st.integers(0, 3))
def test_padding_changes_no_logit(score: str | None, lengths: list[int], more: int) -> None:
    torch.manual_seed(1)
    model = Seq2Seq(8, 9, width_in=3, width=4, score=score)
    longest = max(lengths) + more
    source = torch.zeros(len(lengths), longest, dtype=torch.long)
    for row, length in enumerate(lengths):
        source[row, :length] = torch.randint(3, 8, (length,))
    before = torch.randint(1, 9, (len(lengths), 3))
    together = model(source, source != 0, before)
    for row, length in enumerate(lengths):
        alone = source[row : row + 1, :length]
        torch.testing.assert_close(together[row : row + 1], model(alone, alone != 0, before[row : row + 1]))


def test_without_attention_the_source_is_one_vector() -> None:
    torch.manual_seed(1)
    model = Seq2Seq(8, 9, width_in=3, width=4, score=None)
    memory = model.read(torch.tensor([[3, 4, 5]]), torch.ones(1, 3, dtype=torch.bool))
    context, weights = model.decoder.context(torch.randn(1, 4), memory)
    assert weights is None
    assert context is memory.last


def test_bad_sizes_are_named() -> None:
    with pytest.raises(ValueError, match="must have the same size for the dot score, got 3 and 4"):
        DotScore(3, 4)
    with pytest.raises(ValueError, match="name must be one of additive, general, dot, got 'concat'"):
        make_score("concat", 2, 2, 2)
    with pytest.raises(ValueError, match="width must be even and at least 2, got 5"):
        Seq2Seq(4, 4, width_in=2, width=5, score=None)
    with pytest.raises(ValueError, match="must be at least 1, got 0 and 3"):
        GRUCell(0, 3)


def test_the_unit_matrix_makes_the_general_score_a_dot_product() -> None:
    assert general_score([2, 3], [4, 5], [[1, 0], [0, 1]]) == 23
    with pytest.raises(ValueError, match="one row per component"):
        general_score([1, 2, 3], [4, 5], [[1, 0], [0, 1]])


@given(st.lists(st.floats(-9, 9), min_size=2, max_size=2), st.lists(st.floats(-9, 9), min_size=2, max_size=2))
def test_the_additive_score_is_bounded(query: list[float], key: list[float]) -> None:
    v = [0.5, -2.0]
    assert abs(additive_score(query, key, [[1, 2], [3, 4]], [[0, 1], [1, 0]], v)) <= 2.5 + 1e-9


def test_the_last_state_is_that_of_the_last_real_symbol() -> None:
    torch.manual_seed(0)
    encoder = Encoder(6, 2, 3)
    states, last = encoder(torch.tensor([[3, 4, 0, 0]]), torch.tensor([[True, True, False, False]]))
    torch.testing.assert_close(last[:, :3], states[:, 1, :3])
    torch.testing.assert_close(last[:, 3:], states[:, 0, 3:])
