r"""How well a query and a key agree, by Luong's general score and Bahdanau's additive one; the third is `dot`."""

import math
from collections.abc import Sequence

from nlpbook.maths.one_hot import vector_times_matrix
from nlpbook.maths.vectors import add, dot

__all__ = ["additive_score", "general_score"]

Vector = Sequence[float]
Matrix = Sequence[Sequence[float]]


def general_score(query: Vector, key: Vector, matrix: Matrix) -> float:
    r"""General score $q^{\top} W k$: the dot product, with a learnt matrix between the two.

    Args:
        query: Q numbers, usually a state of the decoder.
        key: K numbers, usually a state of the encoder.
        matrix: Q rows of K numbers. The unit matrix makes this the dot product.

    Returns:
        Any real number.

    Raises:
        ValueError: The sizes do not fit.

    Source:
        Luong, Pham and Manning (2015), "Effective approaches to attention-based neural machine translation".

    Examples:
        >>> general_score([1, 2], [3, 4], [[0, 1], [1, 0]])
        10.0
    """
    return dot(vector_times_matrix(query, matrix), key)


def additive_score(query: Vector, key: Vector, w_query: Matrix, w_key: Matrix, v: Vector) -> float:
    r"""Additive score $v \cdot \tanh(q^{\top} W_q + k^{\top} W_k)$: a network with one hidden layer of A units.

    Args:
        query: Q numbers.
        key: K numbers.
        w_query: Q rows of A numbers.
        w_key: K rows of A numbers.
        v: A numbers.

    Returns:
        A number between minus and plus the sum of the absolute values of v.

    Raises:
        ValueError: The sizes do not fit.

    Source:
        Bahdanau, Cho and Bengio (2015), "Neural machine translation by jointly learning to align and translate".

    Examples:
        >>> additive_score([1], [1, -1], [[0]], [[2], [2]], [5])
        0.0
    """
    hidden = add(vector_times_matrix(query, w_query), vector_times_matrix(key, w_key))
    return dot(v, [math.tanh(x) for x in hidden])
