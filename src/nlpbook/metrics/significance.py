"""How sure a score is: intervals and comparisons by drawing the test set again and again."""

import math
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple, TypeVar

from nlpbook.metrics.classification import require_paired
from nlpbook.metrics.tokens import require_at_least_one

__all__ = [
    "Interval",
    "PairedBootstrap",
    "bootstrap_interval",
    "paired_bootstrap",
    "sign_flip_test",
    "wilson_interval",
]

Item = TypeVar("Item")


class Interval(NamedTuple):
    """An estimate and the two ends of its interval."""

    estimate: float
    low: float
    high: float


class PairedBootstrap(NamedTuple):
    """First system's score minus the second's: value, interval, and share of draws in which it is above 0."""

    difference: float
    low: float
    high: float
    share_better: float


def bootstrap_interval(
    items: Sequence[Item],
    score: Callable[[Sequence[Item]], float],
    rng: Random,
    rounds: int = 1000,
    level: float = 0.95,
) -> Interval:
    """Percentile interval of a score: draw as many items with putting back, score, repeat.

    Args:
        items: What the score is made of, one per test example (numbers, counts, pairs).
        score: Turns a list of items into a number.
        rng: A seeded generator; it is advanced.
        rounds: How many test sets to draw.
        level: Share of draws inside the interval, above 0 and below 1.

    Returns:
        Score of the items as they are, and the interval's ends.

    Raises:
        ValueError: No item, no round, or a level out of range.

    Cost:
        `rounds` times drawing and scoring all items.

    Source:
        Efron and Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.

    Examples:
        >>> bootstrap_interval([1, 1, 1], lambda drawn: sum(drawn) / len(drawn), Random(0), rounds=10)
        Interval(estimate=1.0, low=1.0, high=1.0)
    """
    if len(items) == 0:
        raise ValueError("items must hold at least one item, got none")
    require_at_least_one("rounds", rounds)
    drawn = sorted(score(rng.choices(items, k=len(items))) for _ in range(rounds))
    return Interval(score(items), *_middle(drawn, level))


def paired_bootstrap(
    first: Sequence[Item],
    second: Sequence[Item],
    score: Callable[[Sequence[Item]], float],
    rng: Random,
    rounds: int = 1000,
    level: float = 0.95,
) -> PairedBootstrap:
    """Compare two systems on the same examples: every draw takes the same examples for both.

    Args:
        first: Items of one system, one per example.
        second: Items of the other system for the same examples, in the same order.
        score: Turns a list of items into a number; higher is better.
        rng: A seeded generator; it is advanced.
        rounds: How many test sets to draw.
        level: Share of draws inside the interval.

    Raises:
        ValueError: Different numbers of items or none, no round, or a level out of range.

    Cost:
        As two calls of `bootstrap_interval`.

    Source:
        Koehn (2004), "Statistical significance tests for machine translation evaluation".

    Examples:
        >>> paired_bootstrap([1, 1], [0, 0], sum, Random(0), rounds=5).share_better
        1.0
    """
    require_paired("first", first, "second", second)
    require_at_least_one("rounds", rounds)
    places = range(len(first))
    gaps = []
    for _ in range(rounds):
        drawn = rng.choices(places, k=len(first))
        gaps.append(score([first[i] for i in drawn]) - score([second[i] for i in drawn]))
    better = sum(gap > 0 for gap in gaps) / rounds
    return PairedBootstrap(score(first) - score(second), *_middle(sorted(gaps), level), better)


def _middle(ordered: Sequence[float], level: float) -> tuple[float, float]:
    """The two values between which the middle share `level` of ordered values lies."""
    if not 0 < level < 1:
        raise ValueError(f"level must be above 0 and below 1, got {level}")
    tail = (1 - level) / 2
    low = math.floor(tail * (len(ordered) - 1))
    return ordered[low], ordered[len(ordered) - 1 - low]


def sign_flip_test(first: Sequence[float], second: Sequence[float], rng: Random, rounds: int = 1000) -> float:
    """How often chance alone makes two systems differ as much: swap their scores on each example at random.

    Args:
        first: N scores of one system, one per example.
        second: N scores of the other.
        rng: A seeded generator; it is advanced.
        rounds: How many times to swap.

    Returns:
        Two-sided p-value, above 0 and at most 1: one is added above and below, so that it is never 0.

    Raises:
        ValueError: Different numbers of scores or none, or no round.

    Source:
        Noreen (1989), "Computer-Intensive Methods for Testing Hypotheses": approximate randomisation.

    Examples:
        >>> sign_flip_test([0.5, 0.5], [0.5, 0.5], Random(0), rounds=9)
        1.0
    """
    require_paired("first", first, "second", second)
    require_at_least_one("rounds", rounds)
    gaps = [x - y for x, y in zip(first, second, strict=True)]
    actual = abs(math.fsum(gaps))
    extreme = 0
    for _ in range(rounds):
        signs = rng.choices((1, -1), k=len(gaps))
        extreme += abs(math.fsum(map(float.__mul__, map(float, signs), map(float, gaps)))) >= actual - 1e-12
    return (extreme + 1) / (rounds + 1)


def wilson_interval(successes: int, trials: int, z: float = 1.96) -> Interval:
    """Interval for a share of right answers, good also near 0 and 1 and for few trials.

    Args:
        successes: Right answers, 0 to `trials`.
        trials: Answers in all, at least 1.
        z: Width in standard errors, above 0; 1.96 for 95 %.

    Raises:
        ValueError: A number out of range.

    Source:
        Wilson (1927), "Probable inference, the law of succession, and statistical inference".

    Examples:
        >>> [round(x, 3) for x in wilson_interval(80, 100)]
        [0.8, 0.711, 0.867]
    """
    require_at_least_one("trials", trials)
    if not 0 <= successes <= trials:
        raise ValueError(f"successes must be from 0 to {trials}, got {successes}")
    if not z > 0:
        raise ValueError(f"z must be above 0, got {z}")
    share, weight = successes / trials, z * z / trials
    centre = (share + weight / 2) / (1 + weight)
    reach = z / (1 + weight) * math.sqrt(share * (1 - share) / trials + weight / (4 * trials))
    return Interval(share, max(0.0, centre - reach), min(1.0, centre + reach))
