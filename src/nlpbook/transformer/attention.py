r"""Scaled dot-product attention on tensors, and its gradient by hand.

Axes: any number of leading ones (batch, heads), then T queries or S keys, then the size of a vector: K for queries and
keys, E for values. A mask is boolean, and True means "may look".
"""

import math
from typing import NamedTuple

import torch
from torch import Tensor

__all__ = ["Attended", "Gradients", "attend", "attention_gradient", "attention_scores", "softmax_jacobian"]


class Attended(NamedTuple):
    """What attention returns.

    Attributes:
        output: Mixed values, shape (..., T, E).
        weights: Who looked at whom, shape (..., T, S), each row summing to 1.
    """

    output: Tensor
    weights: Tensor


class Gradients(NamedTuple):
    """Gradients of a loss by queries, keys and values, each of its own shape."""

    queries: Tensor
    keys: Tensor
    values: Tensor


def attention_scores(queries: Tensor, keys: Tensor) -> Tensor:
    r"""Dot products of every query with every key, divided by $\sqrt{K}$.

    Args:
        queries: Shape (..., T, K).
        keys: Shape (..., S, K).

    Returns:
        Shape (..., T, S). Cost: T x S x K multiplications.

    Raises:
        ValueError: The vectors are not of one size.

    Examples:
        >>> attention_scores(torch.tensor([[2.0, 0, 0, 0]]), torch.eye(4)).tolist()
        [[1.0, 0.0, 0.0, 0.0]]
    """
    if queries.ndim < 2 or keys.ndim < 2 or queries.shape[-1] != keys.shape[-1]:
        raise ValueError(
            "queries and keys must have shapes (..., T, K) and (..., S, K), "
            f"got {tuple(queries.shape)} and {tuple(keys.shape)}"
        )
    return queries @ keys.transpose(-2, -1) / math.sqrt(queries.shape[-1])


def attend(
    queries: Tensor,
    keys: Tensor,
    values: Tensor,
    allowed: Tensor | None = None,
) -> Attended:
    """Scaled dot-product attention.

    Args:
        queries: Shape (..., T, K).
        keys: Shape (..., S, K).
        values: Shape (..., S, E): as many as keys.
        allowed: Booleans that stretch to (..., T, S), True where a query may look; without it, everywhere.

    Returns:
        The output and the weights.

    Raises:
        ValueError: A shape does not fit, the mask is not boolean, or it leaves a query nothing to look at.

    Source:
        Vaswani et al. (2017), "Attention is all you need", equation 1.

    Examples:
        >>> keys = torch.tensor([[0.0, 1.0], [0.0, 2.0]])
        >>> attend(torch.tensor([[1.0, 0.0]]), keys, torch.tensor([[2.0], [4.0]])).output.tolist()
        [[3.0]]
    """
    scores = attention_scores(queries, keys)  # (..., T, S)
    _check_values(values, keys)
    if allowed is not None:
        _check_mask(allowed)
        scores = scores.masked_fill(~allowed, -math.inf)
    weights = scores.softmax(dim=-1)
    return Attended(weights @ values, weights)


def _check_values(values: Tensor, keys: Tensor) -> None:
    """There must be one value for each key."""
    if values.ndim < 2 or values.shape[-2] != keys.shape[-2]:
        raise ValueError(f"values must be as many as keys, {keys.shape[-2]}, got shape {tuple(values.shape)}")


def _check_mask(allowed: Tensor) -> None:
    """A mask must be boolean, and leave every query something."""
    if allowed.dtype != torch.bool:
        raise ValueError(f"allowed must be boolean, True where a query may look, got {allowed.dtype}")
    if not bool(allowed.any(dim=-1).all()):
        raise ValueError("allowed must leave every query at least one key, but a row of it is all False")


def softmax_jacobian(weights: Tensor) -> Tensor:
    r"""How each weight answers to each score, $\partial a_i / \partial s_j = a_i (\delta_{ij} - a_j)$.

    Args:
        weights: A softmax's result, shape (S,).

    Returns:
        Shape (S, S), symmetric, rows summing to 0.

    Raises:
        ValueError: The weights are no vector.

    Examples:
        >>> softmax_jacobian(torch.tensor([0.5, 0.5])).tolist()
        [[0.25, -0.25], [-0.25, 0.25]]
    """
    if weights.ndim != 1:
        raise ValueError(f"weights must have shape (S,), got {tuple(weights.shape)}")
    return weights.diag() - weights.outer(weights)


def attention_gradient(
    queries: Tensor,
    keys: Tensor,
    values: Tensor,
    upstream: Tensor,
    allowed: Tensor | None = None,
) -> Gradients:
    """The backward pass of `attend`, written out.

    Args:
        queries: Shape (..., T, K).
        keys: Shape (..., S, K), with the same leading axes.
        values: Shape (..., S, E), with the same leading axes.
        upstream: Gradient of the loss by the output, shape (..., T, E).
        allowed: As for `attend`.

    Returns:
        Gradients by queries, keys and values.

    Raises:
        ValueError: As `attend`, or `upstream` has not the shape of the output.
    """
    output, weights = attend(queries, keys, values, allowed)
    _check_upstream(upstream, output)
    by_values = weights.mT @ upstream  # (..., S, E)
    by_weights = upstream @ values.mT  # (..., T, S)
    mean = (weights * by_weights).sum(dim=-1, keepdim=True)
    by_scores = weights * (by_weights - mean)  # softmax
    by_scores = by_scores / math.sqrt(queries.shape[-1])
    return Gradients(
        queries=by_scores @ keys,
        keys=by_scores.mT @ queries,
        values=by_values,
    )


def _check_upstream(upstream: Tensor, output: Tensor) -> None:
    """The gradient must have the shape of what it is the gradient by."""
    if upstream.shape != output.shape:
        raise ValueError(f"upstream must have the output's shape {tuple(output.shape)}, got {tuple(upstream.shape)}")
