"""Flattening and turning clouds of points: principal components, and random rotations."""

import numpy as np
import numpy.typing as npt

from nlpbook.embeddings.similarity import require_matrix
from nlpbook.embeddings.store import FloatArray

__all__ = ["principal_components", "random_rotation"]


def principal_components(matrix: FloatArray, k: int = 2) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Coordinates of the rows along the k directions in which they spread most.

    Args:
        matrix: N points, shape (N, D).
        k: Directions to keep, 1 to min(N, D).

    Returns:
        Coordinates, shape (N, k), centred on 0; and the share of the whole variance that each direction holds, shape
        (k,), each in [0, 1], falling. The sign of a direction is arbitrary; here its largest loading is positive.

    Raises:
        ValueError: The shape or k does not fit, or all points coincide.

    Source:
        Pearson (1901); computed by the singular value decomposition of the centred matrix.
    """
    require_matrix("matrix", matrix)
    if not 1 <= k <= min(matrix.shape):
        raise ValueError(f"k must be from 1 to {min(matrix.shape)} for shape {matrix.shape}, got {k}")
    centred = matrix.astype(np.float64) - matrix.mean(axis=0, dtype=np.float64)  # (N, D)
    _, singular, directions = np.linalg.svd(centred, full_matrices=False)  # (min,), (min, D)
    variance = singular**2
    if variance.sum() == 0.0:
        raise ValueError("matrix must hold at least two different points")
    kept = directions[:k]
    signs = np.sign(kept[np.arange(k), np.abs(kept).argmax(axis=1)])
    return centred @ (kept * signs[:, None]).T, variance[:k] / variance.sum()


def random_rotation(size: int, seed: int) -> npt.NDArray[np.float64]:
    """A random orthogonal matrix: it turns (or mirrors) space and keeps every length and angle.

    Args:
        size: Dimensions D, at least 1.
        seed: The same seed gives the same matrix.

    Returns:
        Shape (D, D), with its transpose as inverse.
    """
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    gauss = np.random.default_rng(seed).standard_normal((size, size))
    q, r = np.linalg.qr(gauss)
    return np.asarray(q * np.sign(np.diag(r)))  # fixed signs, so that every rotation is equally likely
