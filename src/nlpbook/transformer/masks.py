"""Which query may look at which key: masks are boolean tensors, and True always means "may look".

The last axis counts keys, the one before it queries. Combine masks with `&`.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

__all__ = ["band_mask", "causal_mask", "padding_mask"]


def causal_mask(n_queries: int, n_keys: int | None = None) -> Tensor:
    """Every place sees itself and what came before it.

    Args:
        n_queries: Places that ask, T, at least 1.
        n_keys: Places that can be seen, S, at least T. The queries are the last T of them, as when earlier keys come
            from a cache. By default S = T.

    Returns:
        Booleans, shape (T, S).

    Raises:
        ValueError: A size does not fit.

    Examples:
        >>> causal_mask(3).int().tolist()
        [[1, 0, 0], [1, 1, 0], [1, 1, 1]]
        >>> causal_mask(1, 3).int().tolist()
        [[1, 1, 1]]
    """
    n_keys = n_queries if n_keys is None else n_keys
    if n_queries < 1:
        raise ValueError(f"n_queries must be at least 1, got {n_queries}")
    if n_keys < n_queries:
        raise ValueError(f"n_keys must be at least n_queries, {n_queries}, got {n_keys}")
    return torch.ones(n_queries, n_keys, dtype=torch.bool).tril(n_keys - n_queries)


def band_mask(n: int, width: int) -> Tensor:
    """Every place sees itself and the width - 1 places before it.

    Returns:
        Booleans, shape (n, n).

    Raises:
        ValueError: A size is below 1.

    Examples:
        >>> band_mask(3, 2).int().tolist()
        [[1, 0, 0], [1, 1, 0], [0, 1, 1]]
    """
    if width < 1:
        raise ValueError(f"width must be at least 1, got {width}")
    return causal_mask(n).triu(1 - width)


def padding_mask(lengths: Sequence[int], n: int | None = None) -> Tensor:
    """Nobody looks at the filling behind a short text.

    Args:
        lengths: Real tokens of each of B texts, each at least 1.
        n: Places S, at least the greatest length; by default just that.

    Returns:
        Booleans, shape (B, 1, 1, S): it stretches over heads and queries. The rows of queries that are filling
        themselves are computed like any others, and to be thrown away.

    Raises:
        ValueError: There is no text, or a length is below 1 or above n.

    Examples:
        >>> padding_mask([1, 3]).int().flatten(1).tolist()
        [[1, 0, 0], [1, 1, 1]]
    """
    longest = max(lengths, default=0)
    n = longest if n is None else n
    if not lengths or min(lengths) < 1 or longest > n:
        raise ValueError(f"lengths must be at least one number, each from 1 to {n}, got {list(lengths)}")
    return (torch.arange(n) < torch.tensor(lengths)[:, None])[:, None, None, :]
