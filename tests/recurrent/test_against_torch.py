"""Our cell, encoder and scores give what torch's own give."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from nlpbook import maths
from nlpbook.recurrent import SCORES, AdditiveScore, Encoder, GRUCell, make_score, mix_values


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(4)


def test_one_step_agrees_with_torch() -> None:
    ours, theirs = GRUCell(5, 7), nn.GRUCell(5, 7)
    theirs.load_state_dict(ours.state_dict())
    x, state = torch.randn(3, 5), torch.randn(3, 7)
    torch.testing.assert_close(ours(x, state), theirs(x, state))


def test_gradients_agree_with_torch() -> None:
    ours, theirs = GRUCell(2, 3), nn.GRUCell(2, 3)
    theirs.load_state_dict(ours.state_dict())
    x, state = torch.randn(4, 2), torch.randn(4, 3)
    ours(x, state).square().sum().backward()
    theirs(x, state).square().sum().backward()
    for (name, one), (_, other) in zip(ours.named_parameters(), theirs.named_parameters(), strict=True):
        torch.testing.assert_close(one.grad, other.grad, msg=name)


def test_reading_in_both_directions_agrees_with_torch() -> None:
    encoder = Encoder(9, 4, 6)
    theirs = nn.GRU(4, 6, batch_first=True, bidirectional=True)
    weights = {}
    for ending, cell in (("l0", encoder.forwards), ("l0_reverse", encoder.backwards)):
        weights |= {f"{name}_{ending}": value for name, value in cell.state_dict().items()}
    theirs.load_state_dict(weights)
    lengths = [5, 2, 3]
    source = torch.randint(1, 9, (3, 5))
    real = torch.arange(5) < torch.tensor(lengths).unsqueeze(1)
    states, last = encoder(source, real)
    packed = nn.utils.rnn.pack_padded_sequence(
        encoder.embedding(source), torch.tensor(lengths), batch_first=True, enforce_sorted=False
    )
    expected, final = theirs(packed)
    expected, _ = nn.utils.rnn.pad_packed_sequence(expected, batch_first=True)
    torch.testing.assert_close(states[real], expected[real])
    torch.testing.assert_close(last, torch.cat([final[0], final[1]], dim=-1))


@pytest.mark.parametrize("name", list(SCORES))
def test_scores_agree_with_those_by_hand(name: str) -> None:
    score = make_score(name, 4, 4, 3)
    query, keys = torch.randn(1, 4), torch.randn(1, 5, 4)
    found = score(query, score.prepare(keys))[0].tolist()
    q = query[0].tolist()
    for value, key in zip(found, keys[0].tolist(), strict=True):
        assert value == pytest.approx(by_hand(score, q, key), abs=1e-5)


def by_hand(score: nn.Module, query: list[float], key: list[float]) -> float:
    """The same score on plain lists."""
    if isinstance(score, AdditiveScore):
        w_query, w_key = score.from_query.weight.T.tolist(), score.from_key.weight.T.tolist()
        return maths.additive_score(query, key, w_query, w_key, score.v.weight[0].tolist())
    if hasattr(score, "from_key"):
        return maths.general_score(query, key, score.from_key.weight.tolist())
    return maths.dot(query, key)


def test_context_agrees_with_the_one_by_hand() -> None:
    query, keys = torch.randn(1, 4), torch.randn(1, 5, 4)
    score = make_score("dot", 4, 4, 0)
    context, weights = mix_values(score(query, keys), keys, torch.ones(1, 5, dtype=torch.bool))
    q, k = query[0].tolist(), keys[0].tolist()
    assert weights[0].tolist() == pytest.approx(maths.attention_weights(q, k, scaled=False), abs=1e-6)
    assert context[0].tolist() == pytest.approx(maths.attend(q, k, k, scaled=False), abs=1e-5)
