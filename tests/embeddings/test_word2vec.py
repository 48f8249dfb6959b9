"""Training word vectors: gradients against autograd and the by-hand code, blocks, and the trainer against gensim."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from nlpbook import maths
from nlpbook.embeddings import WordVectors
from nlpbook.embeddings.text_blocks import cut_into_blocks
from nlpbook.embeddings.training_text import noise_words, prepare_text
from nlpbook.embeddings.word2vec import Word2VecSettings, train_word2vec
from nlpbook.embeddings.word2vec_gradients import (
    cbow_step,
    full_softmax_step,
    negative_sampling_step,
    skip_gram_step,
    step_loss,
)


def tensors(*shapes: tuple[int, ...]) -> list[torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    return [torch.randn(shape, generator=generator, dtype=torch.float64).requires_grad_() for shape in shapes]


def assert_gradients(loss: torch.Tensor, arguments: list[torch.Tensor], ours: tuple[torch.Tensor, ...]) -> None:
    for theirs, mine in zip(torch.autograd.grad(loss, arguments), ours, strict=True):
        torch.testing.assert_close(mine, theirs)


def test_full_softmax_against_autograd() -> None:
    centres, table = tensors((4, 3), (6, 3))
    observed = torch.tensor([0, 5, 5, 2])
    loss, *ours = full_softmax_step(centres, table, observed)
    theirs = torch.nn.functional.cross_entropy(centres @ table.T, observed, reduction="sum")
    torch.testing.assert_close(loss, theirs)
    assert_gradients(theirs, [centres, table], tuple(ours))


def test_negative_sampling_against_autograd_and_by_hand() -> None:
    centres, contexts, negatives = tensors((4, 3), (4, 3), (4, 2, 3))
    loss, *ours = negative_sampling_step(centres, contexts, negatives)
    assert_gradients(loss, [centres, contexts, negatives], tuple(ours))
    c, o, n = (t.detach()[0].tolist() for t in (centres, contexts, negatives))
    np.testing.assert_allclose(ours[0][0].detach(), maths.sgns_centre_gradient(c, o, n))
    np.testing.assert_allclose(ours[1][0].detach(), maths.sgns_context_gradient(c, o))
    np.testing.assert_allclose(ours[2][0, 1].detach(), maths.sgns_negative_gradient(c, n[1]))
    first = negative_sampling_step(centres[:1], contexts[:1], negatives[:1])[0]
    assert float(first.detach()) == pytest.approx(maths.sgns_loss(c, o, n))


def near() -> torch.Tensor:
    mask = torch.zeros(2, 5, 5, dtype=torch.float64)
    mask[0, 1, [0, 2, 3]] = 1
    mask[1, 4, 3] = 1
    mask[1, 0, [1, 2]] = 1
    return mask


@pytest.mark.parametrize("cbow", [False, True], ids=["skip-gram", "cbow"])
def test_steps_over_blocks_against_autograd(cbow: bool) -> None:
    arguments = tensors((2, 5, 3), (2, 5, 3), (4, 3))
    loss, guesses = step_loss(*arguments, near(), 3, cbow=cbow)
    ours = (cbow_step if cbow else skip_gram_step)(*arguments, near(), 3)
    assert float(guesses) == (3 if cbow else 6)
    assert_gradients(loss, arguments, ours)


def test_a_block_gives_the_sum_of_its_pairs() -> None:
    v, u, noise = (t.detach() for t in tensors((2, 5, 3), (2, 5, 3), (4, 3)))
    mask, total = near(), torch.zeros(2, 5, 3, dtype=torch.float64)
    for b, i, j in mask.nonzero().tolist():
        gradient = maths.sgns_centre_gradient(v[b, i].tolist(), u[b, j].tolist(), noise.tolist())
        total[b, i] += torch.tensor(gradient, dtype=torch.float64)
    torch.testing.assert_close(skip_gram_step(v, u, noise, mask, k=4)[0], total)  # 4 noise words, each counted once


def test_cbow_averages_the_window() -> None:
    v, u, noise = (t.detach() for t in tensors((1, 3, 2), (1, 3, 2), (1, 2)))
    mask = torch.zeros(1, 3, 3, dtype=torch.float64)
    mask[0, 1, [0, 2]] = 1
    mean = maths.mean_vector([v[0, 0].tolist(), v[0, 2].tolist()])
    to_guess = cbow_step(v, u, noise, mask, k=1)[1][0, 1].tolist()
    np.testing.assert_allclose(to_guess, maths.sgns_context_gradient(mean, u[0, 1].tolist()))


def test_the_text_keeps_frequent_words_in_order() -> None:
    text = prepare_text([["b", "rare", "a"], [], ["a", "b", "b"]], min_count=2)
    assert text.words == ("b", "a")
    assert text.counts.tolist() == [3, 2]
    assert text.ids.tolist() == [0, 1, 1, 0, 0]
    assert text.sentence.tolist() == [0, 0, 2, 2, 2]
    with pytest.raises(ValueError, match="sentences must hold a word that occurs 9 times, got 3 rarer ones"):
        prepare_text([["b", "rare", "a"]], min_count=9)


def test_subsampling_spares_rare_words() -> None:
    text = prepare_text([["the"] * 9_000 + ["cat"] * 20], min_count=1)
    kept = text.subsampled(1e-2, np.random.default_rng(0))
    n_the, n_cat = (kept.ids == 0).sum(), (kept.ids == 1).sum()
    assert n_cat == 20
    assert n_the / 9_000 == pytest.approx(maths.keep_probability_in_code(9_000 / 9_020, 1e-2), abs=0.01)
    assert len(text.ids) == 9_020


def test_noise_is_drawn_in_proportion() -> None:
    counts = np.array([81, 16, 1], dtype=np.int64)
    drawn = noise_words(counts, (40_000,), np.random.default_rng(0))
    expected = list(maths.noise_distribution({"a": 81, "b": 16, "c": 1}).values())
    np.testing.assert_allclose(np.bincount(drawn) / 40_000, expected, atol=0.01)


@pytest.mark.parametrize("seed", range(5))
def test_windows_stay_within_sentences(seed: int) -> None:
    sentences = [list("abcde"), list("fgh"), ["i"]]
    text = prepare_text(sentences, min_count=1)
    pieces = cut_into_blocks(text, 1, block=64, blocks=1, generator=np.random.default_rng(seed))
    mask = pieces.near(0)[0]
    found = sorted(
        (text.words[pieces.ids[0, 0, i]], text.words[pieces.ids[0, 0, j]]) for i, j in mask.nonzero().tolist()
    )
    assert found == sorted(pair for words in sentences for pair in maths.context_pairs(words, 1))


SENTENCES = [["hot", "tea", "cup"], ["hot", "coffee", "cup"], ["red", "truck", "road"], ["red", "lorry", "road"]]
SMALL = Word2VecSettings(dimension=8, half_width=2, epochs=30, threshold=1.0, block=8, blocks=2, noise_drawn=16)


@pytest.mark.parametrize("model", ["skip-gram", "cbow"])
def test_words_of_like_company_end_up_near(model: str) -> None:
    text = prepare_text(SENTENCES * 40)
    run = train_word2vec(text, Word2VecSettings(**{**vars(SMALL), "model": model}))
    vectors = run.vectors
    assert run.losses[0] <= 6 * math.log(2) + 0.2
    assert run.losses[-1] < run.losses[0]
    assert run.guesses > 0
    like = maths.cosine(vectors["tea"].tolist(), vectors["coffee"].tolist())
    unlike = maths.cosine(vectors["tea"].tolist(), vectors["lorry"].tolist())
    assert like > 0.9 > unlike + 0.3


def test_the_seed_decides() -> None:
    text = prepare_text(SENTENCES * 10)
    first, second = (train_word2vec(text, SMALL, seed=3).vectors.matrix for _ in range(2))
    other = train_word2vec(text, SMALL, seed=4).vectors.matrix
    np.testing.assert_array_equal(first, second)
    assert not np.allclose(first, other)


def test_settings_and_bursting_training_are_refused() -> None:
    with pytest.raises(ValueError, match="epochs must be at least 1, got 0"):
        Word2VecSettings(epochs=0)
    with pytest.raises(ValueError, match="rate must be at least last_rate and both above 0"):
        Word2VecSettings(rate=-1.0)
    with pytest.raises(ValueError, match="model must be 'skip-gram' or 'cbow'"):
        Word2VecSettings(model="glove")  # type: ignore[arg-type]
    wild = Word2VecSettings(**{**vars(SMALL), "rate": 50.0, "epochs": 200})
    with pytest.raises(ArithmeticError, match="lower rate"):
        train_word2vec(prepare_text(SENTENCES * 10), wild)


def test_the_trainer_finds_what_gensim_finds() -> None:
    gensim = pytest.importorskip("gensim.models")
    chance = np.random.default_rng(0)
    topics = [[f"{topic}{i}" for i in range(12)] for topic in "abcd"]
    sentences = [list(chance.choice(topics[n % 4], size=8)) for n in range(1_500)]
    theirs_model = gensim.Word2Vec(
        sentences, vector_size=16, window=3, negative=5, sg=1, epochs=20, alpha=0.05, sample=1, workers=1
    )
    text = prepare_text(sentences)
    how = Word2VecSettings(dimension=16, half_width=3, epochs=20, threshold=1.0, blocks=2)
    ours = train_word2vec(text, how).vectors
    theirs = WordVectors(text.words, np.array([theirs_model.wv[word] for word in text.words]))
    for table in (ours, theirs):
        unit = table.normalised().matrix
        cosines = unit @ unit.T
        same = np.array([[a[0] == b[0] for b in text.words] for a in text.words])
        np.fill_diagonal(cosines, np.nan)
        assert np.nanmean(cosines[same]) > np.nanmean(cosines[~same]) + 0.5
