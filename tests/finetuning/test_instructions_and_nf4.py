"""Targets of conversations against torch's own cross-entropy; NF4 against the levels that its paper prints."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from nlpbook.finetuning import IGNORED, Turn, answer_loss, even_levels, nf4_levels, quantise, restore, targets_of

# Appendix E of Dettmers et al. (2023), rounded.
PRINTED = [
    -1.0, -0.6961928, -0.5250731, -0.3949175, -0.2844414, -0.1847734, -0.0910500, 0.0,
    0.0795803, 0.1609302, 0.2461123, 0.3379152, 0.4407098, 0.5626170, 0.7229568, 1.0,
]  # fmt: skip

turns = st.lists(
    st.builds(Turn, st.lists(st.integers(0, 9), max_size=4).map(tuple), st.booleans()), min_size=1, max_size=5
)


@given(turns)
def test_only_answers_are_targets(conversation: list[Turn]) -> None:
    tokens = [token for turn in conversation for token in turn.tokens]
    learnt = [turn.learnt for turn in conversation for _ in turn.tokens]
    if not any(learnt[1:]):
        with pytest.raises(ValueError, match="turns must hold"):
            targets_of(conversation)
        return
    inputs, targets = targets_of(conversation)
    assert inputs == tokens[:-1]
    assert targets == [token if wanted else IGNORED for token, wanted in zip(tokens[1:], learnt[1:], strict=True)]


def test_the_loss_is_the_mean_over_the_answer() -> None:
    scores = torch.randn(4, 6, generator=torch.Generator().manual_seed(0))
    targets = torch.tensor([IGNORED, 3, IGNORED, 5])
    expected = functional.cross_entropy(scores[[1, 3]], targets[[1, 3]])
    torch.testing.assert_close(answer_loss(scores, targets), expected)
    with pytest.raises(ValueError, match="targets must hold"):
        answer_loss(scores, torch.full((4,), IGNORED))


def test_the_levels_are_those_of_the_paper() -> None:
    torch.testing.assert_close(nf4_levels(), torch.tensor(PRINTED), rtol=0, atol=2e-6)


@pytest.mark.parametrize("levels", [nf4_levels(), even_levels()], ids=["nf4", "even"])
@given(seed=st.integers(0, 50), block=st.sampled_from([1, 8, 64]))
def test_restored_weights_are_the_nearest_levels(levels: torch.Tensor, seed: int, block: int) -> None:
    weights = torch.randn(4, 64, generator=torch.Generator().manual_seed(seed))
    quantised = quantise(weights, levels, block)
    back = restore(quantised).reshape(-1, block)
    rows = weights.reshape(-1, block)
    scales = rows.abs().amax(dim=1, keepdim=True)
    nearest = (rows[..., None] - levels * scales[..., None]).abs().amin(dim=-1)
    torch.testing.assert_close((rows - back).abs(), nearest, atol=1e-6, rtol=1e-5)
    torch.testing.assert_close(back.abs().amax(dim=1), scales[:, 0])  # the greatest weight is kept exactly
    again = quantise(back, levels, block)
    torch.testing.assert_close(restore(again), back.flatten())


def test_normal_weights_fit_normal_levels_better() -> None:
    weights = torch.randn(64 * 500, generator=torch.Generator().manual_seed(0))
    errors = [
        (restore(quantise(weights, levels)) - weights).square().mean() for levels in (nf4_levels(), even_levels())
    ]
    assert errors[0] < errors[1]


def test_what_is_refused() -> None:
    for block in (0, 3):
        with pytest.raises(ValueError, match="block must divide"):
            quantise(torch.ones(4), nf4_levels(), block)
    with pytest.raises(ValueError, match="other than 0"):
        quantise(torch.zeros(4), nf4_levels(), 2)
