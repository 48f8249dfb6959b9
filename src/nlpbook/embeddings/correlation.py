"""Spearman's rank correlation: do two lists put things in the same order?"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["average_ranks", "spearman"]


def average_ranks(values: Sequence[float]) -> npt.NDArray[np.float64]:
    """Rank of each value from 1 up; equal values share the mean of their ranks.

    Examples:
        >>> average_ranks([10.0, 30.0, 10.0, 20.0])
        array([1.5, 4. , 1.5, 3. ])
    """
    _, group, sizes = np.unique(np.asarray(values, dtype=np.float64), return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)  # the greatest rank in each group of equals
    return np.asarray((last - (sizes - 1) / 2)[group])


def spearman(x: Sequence[float], y: Sequence[float]) -> float:
    """Correlation of the ranks of x with the ranks of y.

    Args:
        x: N numbers, N at least 2, not all equal.
        y: N numbers, not all equal.

    Returns:
        A number in [-1, 1]: 1 for the same order, -1 for the reverse, near 0 for no relation.

    Raises:
        ValueError: The sizes differ or are below 2, or all values of one list are equal.

    Source:
        Spearman (1904).

    Examples:
        >>> round(spearman([1, 2, 3], [10, 100, 1000]), 6)
        1.0
    """
    if len(x) != len(y) or len(x) < 2:
        raise ValueError(f"x and y must have the same size, at least 2, got {len(x)} and {len(y)}")
    centred = [ranks - ranks.mean() for ranks in (average_ranks(x), average_ranks(y))]
    lengths = [float(np.linalg.norm(ranks)) for ranks in centred]
    if 0.0 in lengths:
        raise ValueError("x and y must each hold at least two different values")
    return float(np.clip(centred[0] @ centred[1] / (lengths[0] * lengths[1]), -1.0, 1.0))
