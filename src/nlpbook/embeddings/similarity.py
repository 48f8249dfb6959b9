"""Cosines and distances between many vectors at once; the by-hand versions are in `nlpbook.maths.vectors`."""

import numpy as np

from nlpbook.embeddings.store import FloatArray

__all__ = ["cosine_matrix", "euclidean_matrix", "unit_rows"]


def unit_rows(matrix: FloatArray) -> FloatArray:
    """Every row scaled to length 1.

    Args:
        matrix: Shape (N, D).

    Raises:
        ValueError: The shape is another one, or a row is all zeros; names the first such row.
    """
    require_matrix("matrix", matrix)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)  # (N, 1)
    if not lengths.all():
        raise ValueError(f"matrix must have no zero row, but row {int(np.argmin(lengths))} is all zeros")
    return np.asarray(matrix / lengths)


def cosine_matrix(u: FloatArray, v: FloatArray) -> FloatArray:
    """Cosine of every row of u with every row of v.

    Args:
        u: Shape (N, D).
        v: Shape (M, D).

    Returns:
        Shape (N, M), values in [-1, 1].

    Raises:
        ValueError: The shapes do not fit, or a row is all zeros.

    Cost:
        N * M * D multiplications and N * M numbers of memory.

    Examples:
        >>> cosine_matrix(np.array([[1.0, 0.0]]), np.array([[2.0, 0.0], [0.0, 3.0]]))
        array([[1., 0.]])
    """
    require_same_width(u, v)
    return np.clip(unit_rows(u) @ unit_rows(v).T, -1.0, 1.0)  # (N, D) @ (D, M)


def euclidean_matrix(u: FloatArray, v: FloatArray) -> FloatArray:
    r"""Distance of every row of u to every row of v, through $\|u-v\|^2 = \|u\|^2 + \|v\|^2 - 2\,u \cdot v$.

    One matrix product instead of N * M * D differences; exact to about 1e-3 of the lengths in 32 bits where the points
    nearly coincide, because two large squares are subtracted there.

    Args:
        u: Shape (N, D).
        v: Shape (M, D).

    Returns:
        Shape (N, M), values at least 0.

    Examples:
        >>> euclidean_matrix(np.array([[1.0, 1.0]]), np.array([[4.0, 5.0]]))
        array([[5.]])
    """
    require_same_width(u, v)
    squares = (u**2).sum(axis=1)[:, None] + (v**2).sum(axis=1)[None, :] - 2 * (u @ v.T)  # (N, M)
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)))


def require_matrix(name: str, array: FloatArray) -> None:
    """Raise ValueError unless the array has two axes and a column."""
    if array.ndim != 2 or array.shape[1] == 0:
        raise ValueError(f"{name} must have shape (N, D) with D at least 1, got {array.shape}")


def require_same_width(u: FloatArray, v: FloatArray) -> None:
    """Raise ValueError unless both are matrices with the same number of columns."""
    require_matrix("u", u)
    require_matrix("v", v)
    if u.shape[1] != v.shape[1]:
        raise ValueError(f"u and v must have the same number of columns, got shapes {u.shape} and {v.shape}")
