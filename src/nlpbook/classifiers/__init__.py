"""The classifiers room: counted words in, one of two classes out. The baselines that every other model has to beat."""

from nlpbook.classifiers.features import Features, fit_features, word_grams
from nlpbook.classifiers.logistic import LogisticRegression, fit_logistic
from nlpbook.classifiers.naive_bayes import NaiveBayes, fit_naive_bayes

__all__ = [
    "Features",
    "LogisticRegression",
    "NaiveBayes",
    "fit_features",
    "fit_logistic",
    "fit_naive_bayes",
    "word_grams",
]
