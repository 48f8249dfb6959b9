"""Calibration: does a system that says 80 % turn out right in 80 of 100 such cases?"""

from collections.abc import Sequence
from typing import NamedTuple

from nlpbook.metrics.classification import require_paired
from nlpbook.metrics.tokens import require_at_least_one

__all__ = ["ReliabilityBin", "brier_score", "expected_calibration_error", "reliability_bins"]


class ReliabilityBin(NamedTuple):
    """The answers whose confidence lies above `low` and up to `high`: how many, how sure, how often right."""

    low: float
    high: float
    size: int
    confidence: float
    accuracy: float


def reliability_bins(confidences: Sequence[float], correct: Sequence[bool], n_bins: int = 10) -> list[ReliabilityBin]:
    """Sort answers into bins of equal width by their confidence.

    Args:
        confidences: N numbers from 0 to 1: the probability the system gave to the answer it chose.
        correct: For each answer whether it was right (True or 1).
        n_bins: Number of bins, at least 1. A bin excludes its lower edge and includes its upper one; 0 goes to the
            first bin.

    Returns:
        The bins with at least one answer, lowest first; mean confidence and share of right answers in each.

    Raises:
        ValueError: Different numbers of items or none, a confidence outside 0 to 1, or no bin.

    Source:
        Guo, Pleiss, Sun and Weinberger (2017), "On calibration of modern neural networks".

    Examples:
        >>> [(b.high, b.size, b.accuracy) for b in reliability_bins([0.1, 0.9, 0.8], [0, 1, 0], n_bins=2)]
        [(0.5, 1, 0.0), (1.0, 2, 0.5)]
    """
    require_at_least_one("n_bins", n_bins)
    require_paired("confidences", confidences, "correct", correct)
    require_shares("confidences", confidences)
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(n_bins)]
    for sure, right in zip(confidences, correct, strict=True):
        groups[_place(sure, n_bins)].append((sure, right))
    bins = []
    for place, group in enumerate(groups):
        if group:
            mean = sum(sure for sure, _ in group) / len(group)
            share = sum(bool(right) for _, right in group) / len(group)
            bins.append(ReliabilityBin(place / n_bins, (place + 1) / n_bins, len(group), mean, share))
    return bins


def _place(sure: float, n_bins: int) -> int:
    """The first bin whose upper edge reaches the confidence; edges are compared as they are shown."""
    place = min(int(sure * n_bins), n_bins - 1)
    if place > 0 and sure <= place / n_bins:
        return place - 1
    return place


def expected_calibration_error(confidences: Sequence[float], correct: Sequence[bool], n_bins: int = 10) -> float:
    """Gap between confidence and accuracy, averaged over the bins, each weighted by its share of the answers.

    Args:
        confidences: N numbers from 0 to 1.
        correct: For each answer whether it was right.
        n_bins: Number of equal bins; the result depends on it.

    Returns:
        A number from 0 (perfectly calibrated, as far as the bins can tell) to 1.

    Raises:
        ValueError: As `reliability_bins`.

    Examples:
        >>> round(expected_calibration_error([0.9, 0.9, 0.6, 0.6], [1, 0, 1, 0], n_bins=5), 2)
        0.25
    """
    bins = reliability_bins(confidences, correct, n_bins)
    return sum(b.size * abs(b.accuracy - b.confidence) for b in bins) / len(confidences)


def brier_score(probabilities: Sequence[float], outcomes: Sequence[bool]) -> float:
    """Mean squared distance of stated probabilities from what happened (1 or 0); needs no bins, lower is better.

    Raises:
        ValueError: Different numbers of items or none, or a probability outside 0 to 1.

    Source:
        Brier (1950), in the form for two outcomes.

    Examples:
        >>> brier_score([0.5, 1.0], [1, 1])
        0.125
    """
    require_paired("probabilities", probabilities, "outcomes", outcomes)
    require_shares("probabilities", probabilities)
    pairs = zip(probabilities, outcomes, strict=True)
    return sum((p - bool(happened)) ** 2 for p, happened in pairs) / len(outcomes)


def require_shares(name: str, values: Sequence[float]) -> None:
    """Raise ValueError unless every number of the argument called `name` is from 0 to 1."""
    for value in values:
        if not 0 <= value <= 1:
            raise ValueError(f"{name} must be from 0 to 1, got {value}")
