"""Attention, masks and heads; torch's own functions and automatic gradients are the outside truth."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from nlpbook.maths import attend as attend_by_hand
from nlpbook.transformer import (
    MultiHeadAttention,
    attend,
    attention_gradient,
    attention_scores,
    band_mask,
    causal_mask,
    initialise,
    join_heads,
    padding_mask,
    softmax_jacobian,
    split_heads,
)

SIZES = st.integers(1, 6)


def normal(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@given(SIZES, SIZES, SIZES, SIZES, st.integers(0, 99))
def test_weights_are_shares_and_output_is_theirs(t: int, s: int, k: int, e: int, seed: int) -> None:
    q, keys, v = normal(2, t, k, seed=seed), normal(2, s, k, seed=seed + 1), normal(2, s, e, seed=seed + 2)
    output, weights = attend(q, keys, v)
    assert output.shape == (2, t, e)
    assert weights.shape == (2, t, s)
    torch.testing.assert_close(weights.sum(-1), torch.ones(2, t, dtype=torch.float64))
    torch.testing.assert_close(output, functional.scaled_dot_product_attention(q, keys, v))


def test_masked_attention_agrees_with_torch() -> None:
    q, k, v = (normal(3, 2, 5, 4, seed=seed) for seed in range(3))
    theirs = functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    torch.testing.assert_close(attend(q, k, v, causal_mask(5)).output, theirs)
    mask = padding_mask([5, 2, 3]) & causal_mask(5)
    theirs = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    found = attend(q, k, v, mask)
    torch.testing.assert_close(found.output, theirs)
    assert not found.weights[~mask.expand_as(found.weights)].any()


def test_it_agrees_with_the_ground_room() -> None:
    q, k, v = normal(1, 4), normal(3, 4, seed=1), normal(3, 2, seed=2)
    by_hand = attend_by_hand(q[0].tolist(), k.tolist(), v.tolist())
    torch.testing.assert_close(attend(q, k, v).output[0], torch.tensor(by_hand, dtype=torch.float64))


@given(st.permutations(range(5)))
def test_without_positions_order_means_nothing(order: list[int]) -> None:
    x = normal(5, 4)
    torch.testing.assert_close(attend(x[order], x[order], x[order]).output, attend(x, x, x).output[order])


@given(SIZES, SIZES, st.booleans(), st.integers(0, 99))
def test_the_gradient_by_hand_is_autograd(t: int, size: int, causal: bool, seed: int) -> None:
    q, k, v = (normal(2, t, size, seed=seed + i).requires_grad_() for i in range(3))
    upstream = normal(2, t, size, seed=seed + 3)
    allowed = causal_mask(t) if causal else None
    attend(q, k, v, allowed).output.backward(upstream)
    found = attention_gradient(q.detach(), k.detach(), v.detach(), upstream, allowed)
    for ours, theirs in zip(found, (q.grad, k.grad, v.grad), strict=True):
        torch.testing.assert_close(ours, theirs)


def test_the_jacobian_is_autograd() -> None:
    scores = normal(5)
    theirs = torch.autograd.functional.jacobian(lambda x: x.softmax(-1), scores)
    ours = softmax_jacobian(scores.softmax(-1))
    torch.testing.assert_close(ours, theirs)
    torch.testing.assert_close(ours.sum(-1), torch.zeros(5, dtype=torch.float64))


@given(SIZES, st.integers(0, 4))
def test_a_causal_mask_ends_at_the_last_key(t: int, cached: int) -> None:
    mask = causal_mask(t, t + cached)
    assert mask.sum(-1).tolist() == [cached + place + 1 for place in range(t)]
    assert torch.equal(mask, causal_mask(t + cached)[cached:])


@given(SIZES, SIZES)
def test_a_band_is_causal_and_narrow(n: int, width: int) -> None:
    mask = band_mask(n, width)
    assert not (mask & ~causal_mask(n)).any()
    assert mask.sum(-1).tolist() == [min(place + 1, width) for place in range(n)]


def test_a_causal_place_never_sees_the_future() -> None:
    heads = MultiHeadAttention(8, 2).double()
    x = normal(5, 8)
    changed = x.clone()
    changed[3:] += 1
    before, after = heads(x, causal_mask(5)).output, heads(changed, causal_mask(5)).output
    torch.testing.assert_close(before[:3], after[:3])
    assert not torch.allclose(before[3:], after[3:])


@pytest.mark.parametrize("bias", [True, False])
def test_heads_agree_with_torch(bias: bool) -> None:
    ours = MultiHeadAttention(12, 3, bias=bias).double()
    initialise(ours, torch.Generator().manual_seed(1), std=0.5)
    theirs = torch.nn.MultiheadAttention(12, 3, bias=bias, batch_first=True).double()
    with torch.no_grad():
        maps = (ours.query, ours.key, ours.value)
        theirs.in_proj_weight.copy_(torch.cat([m.weight for m in maps]))
        theirs.out_proj.weight.copy_(ours.output.weight)
        for m in (*maps, ours.output) if bias else ():
            m.bias.copy_(normal(12, seed=3))
        if bias:
            theirs.in_proj_bias.copy_(torch.cat([m.bias for m in maps]))
            theirs.out_proj.bias.copy_(ours.output.bias)
    x, memory = normal(2, 4, 12), normal(2, 6, 12, seed=5)
    for other in (x, memory):
        out, weights = theirs(x, other, other, average_attn_weights=False)
        found = ours(x, memory=other)
        torch.testing.assert_close(found.output, out)
        torch.testing.assert_close(found.weights, weights)


def test_steps_with_kept_keys_are_the_whole_at_once() -> None:
    heads = MultiHeadAttention(8, 2).double()
    x = normal(1, 5, 8)
    whole = heads(x, causal_mask(5)).output
    keys, values = heads.keys_values(x)
    for place in range(5):
        step = heads.mix(heads.queries(x[:, place : place + 1]), keys[:, :, : place + 1], values[:, :, : place + 1])
        torch.testing.assert_close(step.output[:, 0], whole[:, place])


def test_dropout_acts_in_training_only() -> None:
    heads = MultiHeadAttention(8, 2, dropout=0.5)
    x = normal(1, 5, 8).float()
    torch.manual_seed(0)
    assert not torch.equal(heads(x).output, heads(x).output)
    heads.eval()
    assert torch.equal(heads(x).output, heads(x).output)


@given(SIZES, SIZES, SIZES)
def test_joining_undoes_splitting(t: int, n_heads: int, size: int) -> None:
    x = normal(2, t, n_heads * size)
    assert split_heads(x, n_heads).shape == (2, n_heads, t, size)
    assert torch.equal(join_heads(split_heads(x, n_heads)), x)


def test_arguments_are_checked() -> None:
    x = normal(3, 4)
    with pytest.raises(ValueError, match="queries and keys must have shapes"):
        attention_scores(x, normal(3, 5))
    with pytest.raises(ValueError, match="values must be as many as keys, 3"):
        attend(x, x, normal(2, 4))
    with pytest.raises(ValueError, match="allowed must be boolean"):
        attend(x, x, x, torch.ones(3, 3))
    with pytest.raises(ValueError, match="at least one key"):
        attend(x, x, x, torch.tensor([[True] * 3, [False] * 3, [True] * 3]))
    with pytest.raises(ValueError, match="upstream must have"):
        attention_gradient(x, x, x, normal(2, 4))
    with pytest.raises(ValueError, match=r"weights must have shape \(S,\)"):
        softmax_jacobian(x)
    with pytest.raises(ValueError, match="n_heads must divide the width 4, got 3"):
        split_heads(x, 3)
    with pytest.raises(ValueError, match="n_heads must divide the width 4, got 3"):
        MultiHeadAttention(4, 3)
    with pytest.raises(ValueError, match="x must have shape"):
        join_heads(x)
    for wrong in (lambda: causal_mask(0), lambda: causal_mask(3, 2), lambda: band_mask(3, 0), lambda: padding_mask([]),
                  lambda: padding_mask([0, 2]), lambda: padding_mask([3], 2)):  # fmt: skip
        with pytest.raises(ValueError, match="must be at least"):
            wrong()
