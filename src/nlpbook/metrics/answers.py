"""Scores of short answers: exact match and token F1, as the question-answering set SQuAD counts them."""

import re
import string
from collections import Counter

from nlpbook.metrics.overlap import PRF, precision_recall_f1

__all__ = ["exact_match", "normalize_answer", "token_f1"]

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalize_answer(text: str) -> str:
    """Lower case, without punctuation marks, without a, an and the, with single spaces.

    Source:
        Rajpurkar, Zhang, Lopyrev and Liang (2016), the evaluation script of SQuAD.

    Examples:
        >>> normalize_answer("The  Eiffel Tower!")
        'eiffel tower'
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(prediction: str, gold: str) -> bool:
    """Whether both texts are the same once normalised.

    Examples:
        >>> exact_match("the Eiffel Tower", "Eiffel Tower.")
        True
    """
    return normalize_answer(prediction) == normalize_answer(gold)


def token_f1(prediction: str, gold: str, normalize: bool = True) -> PRF:
    """Overlap of two answers as bags of words: order plays no part, repetition does.

    Args:
        prediction: The system's answer.
        gold: A right answer. With several, take the best score over them.
        normalize: Apply `normalize_answer` to both first; otherwise split at spaces.

    Returns:
        Precision, recall and F1, each 0 to 1. If both are empty, all three are 1; if one is, all are 0.

    Examples:
        >>> round(token_f1("built in 1889", "1887 to 1889").f1, 3)
        0.333
    """
    mine, theirs = (normalize_answer(t).split() if normalize else t.split() for t in (prediction, gold))
    if not mine and not theirs:
        return PRF(1.0, 1.0, 1.0)
    hits = (Counter(mine) & Counter(theirs)).total()
    return precision_recall_f1(hits, len(mine) - hits, len(theirs) - hits)
