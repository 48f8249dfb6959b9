r"""From scores to chances: softmax and sigmoid, and their logarithms, on plain lists.

Scores are any real numbers (logits). The largest score is taken out before the exponential, which changes nothing in
the result and keeps it from overflowing.
"""

import math
from collections.abc import Sequence

__all__ = ["log_sigmoid", "log_softmax", "log_sum_exp", "sigmoid", "softmax"]


def softmax(scores: Sequence[float], temperature: float = 1.0) -> list[float]:
    r"""Chances in proportion to the exponentials of the scores, $e^{s_i/T} / \sum_j e^{s_j/T}$.

    Args:
        scores: K real numbers, K at least 1; minus infinity gives
            chance 0.
        temperature: T, above 0: below 1 sharpens, above 1 flattens.

    Returns:
        K numbers in [0, 1] that sum to one.

    Raises:
        ValueError: There is no score, none is finite, one is plus
            infinity or not a number, or the temperature is not above 0.

    Source:
        Bridle (1990), "Probabilistic interpretation of feedforward
        classification network outputs".

    Examples:
        >>> softmax([0.0, 0.0])
        [0.5, 0.5]
    """
    return [math.exp(value) for value in log_softmax(scores, temperature)]


def log_softmax(scores: Sequence[float], temperature: float = 1.0) -> list[float]:
    r"""Logarithms (nats) of the softmax, without forming the chances: $s_i/T - \ln\sum_j e^{s_j/T}$.

    Raises:
        ValueError: As `softmax`.

    Examples:
        >>> [round(value, 3) for value in log_softmax([0.0, 0.0])]
        [-0.693, -0.693]
    """
    if not 0 < temperature < math.inf:
        raise ValueError(f"temperature must be a finite number above 0, got {temperature}")
    scaled = [score / temperature for score in scores]
    total = log_sum_exp(scaled)
    if total == -math.inf:
        raise ValueError(f"scores must hold at least one finite number, got {list(scores)}")
    return [score - total for score in scaled]


def log_sum_exp(scores: Sequence[float]) -> float:
    r"""Logarithm of a sum of exponentials, $\ln\sum_j e^{s_j}$: a smooth maximum, never below the maximum.

    Returns:
        A real number; minus infinity if every score is.

    Raises:
        ValueError: There is no score, or one is plus infinity or not a number.

    Examples:
        >>> log_sum_exp([1000.0, 1000.0]) == 1000 + math.log(2)
        True
    """
    if len(scores) == 0:
        raise ValueError("scores must have at least one number, got none")
    for place, score in enumerate(scores):
        if math.isnan(score) or score == math.inf:
            raise ValueError(f"scores[{place}] must be finite or minus infinity, got {score}")
    top = max(scores)
    if top == -math.inf:
        return top
    return top + math.log(math.fsum(math.exp(score - top) for score in scores))


def sigmoid(score: float) -> float:
    r"""Chance of yes for one score, $\sigma(s) = 1 / (1 + e^{-s})$: the softmax of s and 0.

    Returns:
        A number in [0, 1]; 0.5 for score 0.

    Examples:
        >>> sigmoid(0)
        0.5
    """
    if score >= 0:
        return 1 / (1 + math.exp(-score))
    small = math.exp(score)  # the other form would overflow here
    return small / (1 + small)


def log_sigmoid(score: float) -> float:
    r"""Logarithm (nats) of the sigmoid, $-\ln(1 + e^{-s})$, exact for scores far below 0 too.

    Examples:
        >>> log_sigmoid(-1000.0)
        -1000.0
    """
    return min(score, 0.0) - math.log1p(math.exp(-abs(score)))
