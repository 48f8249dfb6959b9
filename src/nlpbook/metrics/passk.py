"""pass@k: the chance that at least one of k programs passes its tests, estimated without bias from n samples."""

from collections.abc import Sequence
from math import prod

__all__ = ["mean_pass_at_k", "pass_at_k"]


def pass_at_k(samples: int, correct: int, k: int) -> float:
    r"""Chance that k programs, drawn without putting back from the samples, include a correct one.

    $1 - \binom{n-c}{k} / \binom{n}{k}$, computed as a product of
    shares, so that no huge number appears.

    Args:
        samples: n, how many programs were generated.
        correct: c, how many of them passed, 0 to n.
        k: How many programs the user would try, 1 to n.

    Returns:
        A probability. Over repeated samplings its mean is the true
        pass@k, which 1 - (1 - c/n)^k does not achieve.

    Raises:
        ValueError: A number out of range.

    Source:
        Chen et al. (2021), "Evaluating large language models trained
        on code", equation 1.

    Examples:
        >>> pass_at_k(4, 1, 2)
        0.5
    """
    if samples < 1:
        raise ValueError(f"samples must be at least 1, got {samples}")
    if not 0 <= correct <= samples:
        raise ValueError(f"correct must be from 0 to {samples}, got {correct}")
    if not 1 <= k <= samples:
        raise ValueError(f"k must be from 1 to {samples}, got {k}")
    wrong = samples - correct
    if wrong < k:
        return 1.0
    return 1 - prod((wrong - i) / (samples - i) for i in range(k))


def mean_pass_at_k(results: Sequence[tuple[int, int]], k: int) -> float:
    """Mean of pass@k over problems.

    Args:
        results: For each problem (samples, correct).
        k: How many programs the user would try.

    Raises:
        ValueError: No problem, or as `pass_at_k`.

    Examples:
        >>> mean_pass_at_k([(4, 1), (4, 4)], 2)
        0.75
    """
    if not results:
        raise ValueError("results must hold at least one problem, got none")
    return sum(pass_at_k(samples, correct, k) for samples, correct in results) / len(results)
