"""Scores of labels: confusion counts, accuracy, F1 in its averages, and a correlation that chance cannot please."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence

from nlpbook.metrics.overlap import PRF, precision_recall_f1

__all__ = ["accuracy_score", "confusion_counts", "label_scores", "macro_f1", "matthews", "micro_f1"]

Labels = Sequence[Hashable]


def confusion_counts(gold: Labels, predicted: Labels) -> Counter[tuple[Hashable, Hashable]]:
    """How often each pair (gold label, predicted label) occurs.

    Raises:
        ValueError: No label, or different numbers of them.

    Examples:
        >>> confusion_counts(["cat", "cat", "dog"], ["cat", "dog", "dog"])["cat", "dog"]
        1
    """
    require_paired("gold", gold, "predicted", predicted)
    return Counter(zip(gold, predicted, strict=True))


def accuracy_score(gold: Labels, predicted: Labels) -> float:
    """Share of items whose label is right, 0 to 1.

    Raises:
        ValueError: As `confusion_counts`.

    Examples:
        >>> accuracy_score(["cat", "cat", "dog", "dog"], ["cat", "dog", "dog", "dog"])
        0.75
    """
    require_paired("gold", gold, "predicted", predicted)
    return sum(g == p for g, p in zip(gold, predicted, strict=True)) / len(gold)


def label_scores(gold: Labels, predicted: Labels, label: Hashable) -> PRF:
    """Precision, recall and F1 of one label, taken as the positive class.

    Raises:
        ValueError: As `confusion_counts`.

    Examples:
        >>> label_scores(["cat", "cat", "dog", "dog"], ["cat", "dog", "dog", "dog"], "cat")
        PRF(precision=1.0, recall=0.5, f1=0.6666666666666666)
    """
    counts = confusion_counts(gold, predicted)
    hits = counts[label, label]
    extra = sum(n for (g, p), n in counts.items() if p == label != g)
    missed = sum(n for (g, p), n in counts.items() if g == label != p)
    return precision_recall_f1(hits, extra, missed)


def macro_f1(gold: Labels, predicted: Labels) -> float:
    """Mean of the labels' F1: every label counts the same, however rare. Labels are those that occur on either side.

    Raises:
        ValueError: As `confusion_counts`.

    Examples:
        >>> round(macro_f1(["cat", "cat", "dog", "dog"], ["cat", "dog", "dog", "dog"]), 3)
        0.733
    """
    labels = set(gold) | set(predicted)
    return math.fsum(label_scores(gold, predicted, label).f1 for label in labels) / len(labels)


def micro_f1(gold: Labels, predicted: Labels) -> float:
    """F1 of the hits, extras and misses of all labels added up; with one label per item it is the accuracy.

    Raises:
        ValueError: As `confusion_counts`.

    Examples:
        >>> micro_f1(["cat", "cat", "dog", "dog"], ["cat", "dog", "dog", "dog"])
        0.75
    """
    counts = confusion_counts(gold, predicted)
    hits = sum(n for (g, p), n in counts.items() if g == p)
    wrong = counts.total() - hits
    return precision_recall_f1(hits, wrong, wrong).f1


def matthews(gold: Labels, predicted: Labels) -> float:
    r"""Matthews' correlation of gold and predicted labels, for any number of labels.

    Returns:
        1 if all are right, 0 for guesses that know nothing (and where all items have one label), down to -1.

    Raises:
        ValueError: As `confusion_counts`.

    Source:
        Matthews (1975); Gorodkin (2004) for more than two labels.

    Examples:
        >>> round(matthews([1, 1, 0, 0], [1, 0, 0, 0]), 3)
        0.577
    """
    counts = confusion_counts(gold, predicted)
    n = counts.total()
    right = sum(k for (g, p), k in counts.items() if g == p)
    in_gold, in_predicted = Counter(gold), Counter(predicted)
    shared = sum(k * in_predicted[label] for label, k in in_gold.items())
    spread_gold = n * n - sum(k * k for k in in_gold.values())
    spread_predicted = n * n - sum(k * k for k in in_predicted.values())
    if spread_gold == 0 or spread_predicted == 0:
        return 0.0
    return (right * n - shared) / math.sqrt(spread_gold * spread_predicted)


def require_paired(first: str, a: Sequence[object], second: str, b: Sequence[object]) -> None:
    """Raise ValueError unless both arguments have the same number of items, at least one."""
    if len(a) == 0 or len(a) != len(b):
        raise ValueError(f"{first} and {second} must be as many, at least 1, got {len(a)} and {len(b)}")
