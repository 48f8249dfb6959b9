"""Counted words and linear classifiers, against scikit-learn and their own laws."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression as TheirLogistic
from sklearn.naive_bayes import MultinomialNB

from nlpbook.classifiers import fit_features, fit_logistic, fit_naive_bayes, word_grams

TEXTS = ["Good fun, good plot!", "No fun at all.", "Not bad at all", "bad plot", "A plot? No plot!", "…"]
LABELS = torch.tensor([1, 0, 1, 0, 0, 1])
sentences = st.lists(st.text(alphabet="ab c'!?", max_size=12), min_size=2, max_size=8)


@settings(deadline=None)
@given(sentences, st.integers(1, 3))
def test_rows_have_length_one_or_zero_and_agree_with_scikit_learn(texts: list[str], longest: int) -> None:
    if not any(word_grams(text, longest) for text in texts):
        return
    features = fit_features(texts, longest, least=1)
    ours = features.tfidf(texts).to_dense().numpy()
    theirs = TfidfVectorizer(analyzer=lambda text: word_grams(text, longest)).fit(texts)
    assert list(theirs.get_feature_names_out()) == list(features.column)
    np.testing.assert_allclose(ours, theirs.transform(texts).toarray(), atol=1e-6)
    lengths = np.linalg.norm(ours, axis=1)
    assert all(length == pytest.approx(1, abs=1e-5) or length == 0 for length in lengths)


def test_unknown_words_are_passed_over() -> None:
    features = fit_features(TEXTS, longest=1)
    assert float(features.counts(["splendid zebra"]).to_dense().sum()) == 0
    assert features.counts(["plot plot"]).to_dense()[0, features.column["plot"]] == 2


@pytest.mark.parametrize("added", [0.1, 1.0])
def test_naive_bayes_agrees_with_scikit_learn(added: float) -> None:
    counts = fit_features(TEXTS, least=1).counts(TEXTS)
    model = fit_naive_bayes(counts, LABELS, added)
    theirs = MultinomialNB(alpha=added).fit(counts.to_dense().numpy(), LABELS.numpy())
    logs = theirs.predict_joint_log_proba(counts.to_dense().numpy())
    np.testing.assert_allclose(model.scores(counts).numpy(), logs[:, 1] - logs[:, 0], atol=1e-4)
    assert model.predict(counts)[:-1].tolist() == theirs.predict(counts.to_dense().numpy())[:-1].tolist()
    assert model.predict(counts)[-1] == 1  # no word in it, and the classes are as frequent: a tie


@pytest.mark.parametrize("penalty", [0.3, 2.0])
def test_logistic_regression_agrees_with_scikit_learn(penalty: float) -> None:
    features = fit_features(TEXTS, least=1).tfidf(TEXTS)
    model = fit_logistic(features, LABELS, penalty)
    theirs = TheirLogistic(C=1 / penalty, tol=1e-8).fit(features.to_dense().numpy(), LABELS.numpy())
    np.testing.assert_allclose(model.weights.numpy(), theirs.coef_[0], atol=2e-3)
    assert model.bias == pytest.approx(theirs.intercept_[0], abs=2e-3)
    expected = theirs.predict_proba(features.to_dense().numpy())[:, 1]
    np.testing.assert_allclose(model.probabilities(features).numpy(), expected, atol=1e-3)


def test_a_larger_penalty_keeps_weights_smaller() -> None:
    features = fit_features(TEXTS, least=1).tfidf(TEXTS)
    sizes = [float(fit_logistic(features, LABELS, penalty).weights.norm()) for penalty in (0.1, 1, 10)]
    assert sizes == sorted(sizes, reverse=True)


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="longest must be at least 1, got 0"):
        word_grams("a", 0)
    with pytest.raises(ValueError, match="least must be at least 1, got 0"):
        fit_features(["a"], least=0)
    with pytest.raises(ValueError, match="least must leave some gram, but none is in 9 of the 1 texts"):
        fit_features(["a"], least=9)
    with pytest.raises(ValueError, match="texts must hold at least one text, got none"):
        fit_features([])
    square = torch.eye(2)
    with pytest.raises(ValueError, match=r"labels must be 0 and 1, both present, got \[1\]"):
        fit_naive_bayes(square, torch.tensor([1, 1]))
    with pytest.raises(ValueError, match=r"labels must be 2 numbers, one a row, got shape \(3,\)"):
        fit_logistic(square, torch.tensor([1, 0, 1]))
    with pytest.raises(ValueError, match="added must be above 0, got 0"):
        fit_naive_bayes(square, torch.tensor([0, 1]), 0)
    with pytest.raises(ValueError, match="penalty must be above 0, got -1"):
        fit_logistic(square, torch.tensor([0, 1]), -1)
    with pytest.raises(ValueError, match="steps must be at least 1, got 0"):
        fit_logistic(square, torch.tensor([0, 1]), steps=0)
    with pytest.raises(ValueError, match="features must be a matrix, got 1 dimensions"):
        fit_logistic(torch.ones(2), torch.tensor([0, 1]))
