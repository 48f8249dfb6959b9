r"""Attention for one query, by hand: scores, weights, and the weighted sum of the values.

The same arithmetic for many queries, heads and batches at once is in `nlpbook.transformer`, on tensors.
"""

import math
from collections.abc import Sequence

from nlpbook.maths.matrices import require_matrix
from nlpbook.maths.softmax import softmax
from nlpbook.maths.vectors import dot, scale

__all__ = ["attend", "attention_weights", "weighted_sum"]

Vector = Sequence[float]


def attention_weights(query: Vector, keys: Sequence[Vector], scaled: bool = True) -> list[float]:
    r"""How much a query looks at each key: the softmax of its dot products with them.

    Args:
        query: What is asked: D numbers.
        keys: N vectors of D numbers.
        scaled: Whether the scores are divided by $\sqrt{D}$ first, as
            in the transformer.

    Returns:
        N numbers in [0, 1] that sum to one.

    Raises:
        ValueError: There is no key, or the sizes differ.

    Source:
        Vaswani et al. (2017), "Attention is all you need", section
        3.2.1.

    Examples:
        >>> attention_weights([1, 0], [[0, 1], [0, 2]])
        [0.5, 0.5]
    """
    divisor = math.sqrt(len(query)) if scaled and len(query) else 1.0
    return softmax([dot(query, key) / divisor for key in keys])


def weighted_sum(weights: Sequence[float], vectors: Sequence[Vector]) -> list[float]:
    r"""Sum of N vectors, each times its weight, $\sum_i w_i v_i$.

    Raises:
        ValueError: There is no vector, their sizes differ, or the weights are not as many.

    Examples:
        >>> weighted_sum([0.5, 0.5], [[2, 0], [0, 4]])
        [1.0, 2.0]
    """
    if len(weights) != len(vectors) or len(vectors) == 0:
        raise ValueError(f"weights and vectors must be as many, at least 1, got {len(weights)} and {len(vectors)}")
    require_matrix("vectors", vectors)
    parts = [scale(weight, vector) for weight, vector in zip(weights, vectors, strict=True)]
    return [math.fsum(column) for column in zip(*parts, strict=True)]


def attend(query: Vector, keys: Sequence[Vector], values: Sequence[Vector], scaled: bool = True) -> list[float]:
    """What a query takes away: the values, mixed by its attention weights.

    Args:
        query: D numbers.
        keys: N vectors of D numbers.
        values: N vectors of E numbers.
        scaled: As for `attention_weights`.

    Returns:
        E numbers, each between the least and the greatest of the
        values there.

    Raises:
        ValueError: As `attention_weights` and `weighted_sum`.

    Examples:
        >>> attend([1, 0], [[0, 1], [0, 2]], [[2, 0], [0, 4]])
        [1.0, 2.0]
    """
    return weighted_sum(attention_weights(query, keys, scaled), values)
