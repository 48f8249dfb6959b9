"""The classifier, its loop, the probe: caching changes nothing, seeds decide everything, scikit-learn agrees."""

from __future__ import annotations

import math
from random import Random

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.data.reviews import Review, load_reviews
from nlpbook.finetuning import (
    Classifier,
    Labelled,
    accuracy,
    cache_states,
    count_trained,
    encode_labelled,
    fit_head,
    freeze,
    pooled,
    rate_at,
    shuffled_batches,
    split_by_film,
    thaw,
    train,
)
from nlpbook.tokenizers import BertTokenizer
from nlpbook.transformer import Encoder, EncoderShape, initialise

SHAPE = EncoderShape(vocabulary=11, width=8, layers=3, heads=2, inner=16, longest=7)


def make(seed: int = 0) -> Classifier:
    generator = torch.Generator().manual_seed(seed)
    encoder = Encoder(SHAPE)
    initialise(encoder, generator, std=0.3)
    return Classifier(encoder, 2, generator)


def toy(n: int = 40) -> Labelled:
    """Class 1 if token 3 occurs."""
    generator = torch.Generator().manual_seed(5)
    ids = torch.randint(4, 11, (n, 6), generator=generator)
    lengths = torch.randint(2, 7, (n,), generator=generator)
    labels = torch.arange(n) % 2
    ids[labels == 1, 1] = 3
    return Labelled(ids, lengths, labels)


def test_padding_is_not_read() -> None:
    model, data = make(), toy(4)
    scores = model(data)
    changed = data.inputs.clone()
    for row, length in zip(changed, data.lengths, strict=True):
        row[int(length) :] = 0
    torch.testing.assert_close(model(Labelled(changed, data.lengths, data.labels)), scores)
    alone = data.take(torch.tensor([2]))
    assert alone.inputs.shape[1] == int(data.lengths[2])
    torch.testing.assert_close(model(alone), scores[2:3])


@pytest.mark.parametrize("first", [0, 1, 3])
def test_cached_states_give_the_same_scores(first: int) -> None:
    model, data = make(), toy()
    cached = cache_states(model, data, first, size=7)
    torch.testing.assert_close(model(cached, first), model(data))
    torch.testing.assert_close(pooled(model, cached, first, size=9), pooled(model, data))
    assert accuracy(model, cached, first=first) == accuracy(model, data)


def test_training_learns_the_toy_and_repeats_with_its_seed() -> None:
    results = []
    for _ in range(2):
        model = make()
        losses = train(model, toy(), rate=1e-2, epochs=12, size=8, generator=torch.Generator().manual_seed(1))
        results.append((losses, accuracy(model, toy())))
    assert results[0] == results[1]
    assert len(results[0][0]) == 60
    assert results[0][1] > 0.9


def test_what_is_frozen_stays() -> None:
    model = make()
    freeze(model.encoder)
    thaw([model.encoder.blocks[2]])
    before = {name: weights.clone() for name, weights in model.named_parameters()}
    train(model, toy(), rate=1e-2, generator=torch.Generator().manual_seed(1))
    for name, weights in model.named_parameters():
        same = torch.equal(weights, before[name])
        assert same != (name.startswith(("encoder.blocks.2", "head"))) or "key.bias" in name, name


def test_nothing_to_train_is_refused() -> None:
    model = make()
    freeze(model)
    assert count_trained(model) == 0
    with pytest.raises(ValueError, match="weights to train"):
        train(model, toy(), rate=1e-2, generator=torch.Generator())
    with pytest.raises(ValueError, match="epochs must be"):
        train(make(), toy(), rate=1e-2, generator=torch.Generator(), epochs=0)


def test_the_head_is_scikit_learns_logistic_regression() -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    generator = torch.Generator().manual_seed(2)
    features = torch.randn(60, 8, generator=generator)
    labels = (features[:, 0] + torch.randn(60, generator=generator) > 0).long()
    model = make()
    freeze(model)
    fit_head(model, features, labels, decay=2.0)
    assert not model.head.weight.requires_grad and model.head.weight.grad is None
    # Two classes of scores with penalty d on both rows are one score with penalty d / 2 on its difference.
    theirs = linear_model.LogisticRegression(C=1.0, tol=1e-8).fit(features.numpy(), labels.numpy())
    ours = (model.head.weight[1] - model.head.weight[0]).detach()
    torch.testing.assert_close(ours, torch.from_numpy(theirs.coef_[0]).float(), rtol=2e-3, atol=2e-3)


def test_the_head_refuses() -> None:
    model = make()
    with pytest.raises(ValueError, match="decay must be above 0"):
        fit_head(model, torch.zeros(2, 8), torch.zeros(2).long(), decay=0.0)
    with pytest.raises(ValueError, match="labels must be as many"):
        fit_head(model, torch.zeros(2, 8), torch.zeros(3).long())


@given(st.integers(1, 200), st.floats(0, 0.9))
def test_the_rate_rises_once_and_falls_once(n_steps: int, warmup: float) -> None:
    rates = [rate_at(step, n_steps, 2.0, warmup) for step in range(1, n_steps + 1)]
    top = rates.index(max(rates))
    assert math.isclose(max(rates), 2.0) and min(rates) > 0
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)


def test_the_rate_refuses() -> None:
    for arguments in ((0, 5, 1.0), (6, 5, 1.0)):
        with pytest.raises(ValueError, match="step must be"):
            rate_at(*arguments)
    for peak, warmup in ((0.0, 0.1), (1.0, 1.0)):
        with pytest.raises(ValueError, match="peak must be above 0"):
            rate_at(1, 5, peak, warmup)


@given(st.integers(1, 50), st.integers(1, 60), st.integers(0, 9))
def test_batches_hold_each_number_once(n: int, size: int, seed: int) -> None:
    batches = list(shuffled_batches(n, size, torch.Generator().manual_seed(seed)))
    assert sorted(torch.cat(batches).tolist()) == list(range(n))
    assert all(len(batch) == size for batch in batches[:-1])


def test_batches_refuse() -> None:
    for n, size in ((0, 1), (1, 0)):
        with pytest.raises(ValueError, match="must be at least 1"):
            list(shuffled_batches(n, size, torch.Generator()))


def test_labels_must_match_texts() -> None:
    tokenizer = BertTokenizer(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "good"])
    data = encode_labelled(tokenizer, ["good", "good good"], [1, 0])
    assert data.inputs.tolist() == [[2, 4, 3, 0], [2, 4, 4, 3]] and data.lengths.tolist() == [3, 4]
    assert len(data) == 2
    with pytest.raises(ValueError, match="labels must be as many"):
        encode_labelled(tokenizer, ["good"], [1, 0])


def test_a_split_shares_no_film_and_no_sentence() -> None:
    train_side, test_side = split_by_film(load_reviews(), 0.25, Random(0))
    texts = [review.text.lower() for review in (*train_side, *test_side)]
    assert len(texts) == len(set(texts)) < len(load_reviews())
    films = [{review.film for review in side} for side in (train_side, test_side)]
    assert not films[0] & films[1]
    assert len(films[1]) == round(0.25 * (len(films[0]) + len(films[1])))
    again = split_by_film(load_reviews(), 0.25, Random(0))
    assert again[1] == test_side
    for share in (0.0, 1.0):
        with pytest.raises(ValueError, match="share must be between"):
            split_by_film([Review("x", "f", True)], share, Random(0))
