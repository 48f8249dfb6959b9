"""The masked language model: the library's BertForMaskedLM with copied weights is the outside truth."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
import torch
from torch import Tensor

from nlpbook.pretraining.masked_lm import MaskedLM, masked_lm_loss, score_gaps, train_masked_lm
from nlpbook.pretraining.masking import IGNORED, Masked, mask_tokens
from nlpbook.transformer import Encoder, EncoderShape, initialise, padding_mask
from nlpbook.transformer.loading import our_name

SHAPE = EncoderShape(vocabulary=30, width=16, layers=2, heads=4, inner=32, longest=12)
SPECIAL = {0, 1, 2, 3, 4}


def seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def fresh(seed: int = 0) -> MaskedLM:
    model = MaskedLM(Encoder(SHAPE))
    initialise(model, seeded(seed), std=0.1)
    return model


HEAD = {
    "cls.predictions.bias": "head.bias",
    "cls.predictions.transform.dense.weight": "head.dense.weight",
    "cls.predictions.transform.dense.bias": "head.dense.bias",
    "cls.predictions.transform.LayerNorm.weight": "head.norm.weight",
    "cls.predictions.transform.LayerNorm.bias": "head.norm.bias",
}


def test_scores_and_loss_are_the_librarys() -> None:
    transformers = pytest.importorskip("transformers")
    config = transformers.BertConfig(
        vocab_size=30, hidden_size=16, num_hidden_layers=2, num_attention_heads=4, intermediate_size=32,
        max_position_embeddings=12, attn_implementation="eager",
    )  # fmt: skip
    torch.manual_seed(0)
    theirs = transformers.BertForMaskedLM(config).eval()
    ours = MaskedLM(Encoder(SHAPE)).eval()
    copied: dict[str, Tensor] = {}
    for name, tensor in theirs.state_dict().items():
        body = our_name(name.removeprefix("bert.")) if name.startswith("bert.") else None
        target = HEAD.get(name) or (f"encoder.{body}" if body else None)
        if target:
            copied[target] = torch.randn(tensor.shape, generator=seeded(len(copied))) * 0.3
            theirs.state_dict()[name].copy_(copied[target])
    ours.load_state_dict(copied)
    ids = torch.randint(5, 30, (3, 9), generator=seeded(1))
    allowed = padding_mask([9, 4, 7])
    segments = (torch.arange(9) > 4).long().expand(3, 9)
    masked = mask_tokens(ids, mask_id=4, special=SPECIAL, vocabulary=30, generator=seeded(2), rate=0.5)
    with torch.no_grad():
        found = theirs(masked.inputs, allowed[:, 0, 0].long(), segments, labels=masked.labels)
        scores = ours(masked.inputs, allowed, segments)
    real = allowed[:, 0, 0]
    torch.testing.assert_close(scores[real], found.logits[real], atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(masked_lm_loss(scores, masked.labels), found.loss, atol=1e-4, rtol=1e-4)


def test_scores_at_gaps_are_those_of_the_whole() -> None:
    model = fresh().eval()
    ids = torch.randint(5, 30, (3, 9), generator=seeded(1))
    masked = mask_tokens(ids, mask_id=4, special=SPECIAL, vocabulary=30, generator=seeded(2), rate=0.5)
    scores, truth = model.at_gaps(masked)
    torch.testing.assert_close(scores, model(masked.inputs)[masked.chosen])
    assert torch.equal(truth, ids[masked.chosen])


def test_the_table_stands_at_both_ends() -> None:
    model = fresh()
    names = dict(model.named_parameters())
    assert not any(tuple(p.shape) == (30, 16) for name, p in names.items() if name.startswith("head"))
    model(torch.tensor([[2, 5, 3]]))[0, 1, 9].backward()  # token 9 is not in the input: its row is used as output
    gradient = model.encoder.tokens.weight.grad
    assert gradient is not None
    assert gradient[9].abs().sum() > 0


def test_loss_is_the_mean_over_gaps() -> None:
    scores = torch.log(torch.tensor([[[0.7, 0.2, 0.1], [0.1, 0.1, 0.8], [0.2, 0.5, 0.3]]]))
    labels = torch.tensor([[0, IGNORED, 1]])
    assert masked_lm_loss(scores, labels).item() == pytest.approx(-(math.log(0.7) + math.log(0.5)) / 2)
    with pytest.raises(ValueError, match="labels must ask for at least one place"):
        masked_lm_loss(scores, torch.full((1, 3), IGNORED))


def batches(n: int) -> Iterator[tuple[Masked, Tensor]]:
    """Rows of pairs: 10 is always followed by 20, 11 by 21, and so on; the second of each pair is the gap."""
    generator = seeded(5)
    for _ in range(n):
        first = torch.randint(10, 15, (16, 1), generator=generator)
        ids = torch.cat([torch.full_like(first, 2), first, first + 10, torch.full_like(first, 3)], dim=1)
        labels = torch.full_like(ids, IGNORED)
        labels[:, 2] = ids[:, 2]
        inputs = ids.clone()
        inputs[:, 2] = 4
        yield Masked(inputs, labels), torch.ones(16, 1, 1, 4, dtype=torch.bool)


def test_training_learns_what_can_be_learnt() -> None:
    model = fresh()
    before = score_gaps(model, batches(2))
    source = batches(120)
    record = train_masked_lm(model, lambda: next(source), steps=120, rate=5e-3, every=40)
    after = score_gaps(model, batches(2))
    assert [entry.step for entry in record] == [40, 80, 120]
    assert record[-1].loss < record[0].loss
    assert before.accuracy < 0.5
    assert after.accuracy == 1.0
    assert after.gaps == 32
    assert model.training


def test_training_repeats_itself() -> None:
    records = []
    for _ in range(2):
        model, source = fresh(), batches(10)
        records.append(train_masked_lm(model, source.__next__, steps=10, every=5))
    assert records[0] == records[1]


def test_bad_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="steps and every must be at least 1, got 0"):
        train_masked_lm(fresh(), batches(1).__next__, steps=0)
    with pytest.raises(ValueError, match="warmup from 0 to below 1, got"):
        train_masked_lm(fresh(), batches(1).__next__, steps=1, warmup=1.0)
    with pytest.raises(ValueError, match="batches must have at least one gap"):
        score_gaps(fresh(), batches(0))
