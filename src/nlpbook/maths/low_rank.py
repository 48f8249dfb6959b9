r"""A weight matrix and its low-rank update, LoRA, on lists of rows: $W + \frac{\alpha}{r} B A$."""

from collections.abc import Sequence

from nlpbook.maths.matrices import Matrix, matmul, require_matrix
from nlpbook.maths.vectors import dot

__all__ = ["lora_forward", "lora_merge", "lora_update"]


def lora_update(down: Matrix, up: Matrix, alpha: float | None = None) -> list[list[float]]:
    r"""The update $\Delta W = \frac{\alpha}{r} B A$, of rank r at most.

    Args:
        down: A, r rows of d_in numbers.
        up: B, d_out rows of r numbers.
        alpha: Divided by r it scales the product; without it the
            scale is 1.

    Returns:
        d_out rows of d_in numbers.

    Raises:
        ValueError: A matrix is empty or ragged, or the ranks
            differ.

    Source:
        Hu et al. (2022), "LoRA: Low-rank adaptation of large
        language models", section 4.1.

    Examples:
        >>> lora_update([[1, 2]], [[3], [0]], alpha=2)
        [[6.0, 12.0], [0.0, 0.0]]
    """
    require_matrix("down", down)
    rank = len(down)
    if require_matrix("up", up) != rank:
        raise ValueError(f"up must have as many columns as down has rows, {rank}, got {len(up[0])}")
    factor = 1.0 if alpha is None else alpha / rank
    return [[factor * value for value in row] for row in matmul(up, down)]


def lora_merge(weight: Matrix, down: Matrix, up: Matrix, alpha: float | None = None) -> list[list[float]]:
    r"""The merged matrix $W + \frac{\alpha}{r} B A$, of the shape of W.

    Args:
        weight: W, d_out rows of d_in numbers.
        down: A, r rows of d_in numbers.
        up: B, d_out rows of r numbers.
        alpha: As in `lora_update`.

    Raises:
        ValueError: The shapes do not fit.

    Examples:
        >>> lora_merge([[1, 0], [0, 1]], [[1, 2]], [[3], [0]])
        [[4.0, 6.0], [0.0, 1.0]]
    """
    width = require_matrix("weight", weight)
    update = lora_update(down, up, alpha)
    if (len(update), len(update[0])) != (len(weight), width):
        raise ValueError(
            f"up times down must have the shape of weight, {len(weight)} by {width}, "
            f"got {len(update)} by {len(update[0])}"
        )
    return [[w + u for w, u in zip(*rows, strict=True)] for rows in zip(weight, update, strict=True)]


def lora_forward(
    weight: Matrix, down: Matrix, up: Matrix, x: Sequence[float], alpha: float | None = None
) -> list[float]:
    r"""Output of the adapted layer, $W x + \frac{\alpha}{r} B (A x)$, without ever forming B A.

    Args:
        weight: W, d_out rows of d_in numbers.
        down: A, r rows of d_in numbers.
        up: B, d_out rows of r numbers.
        x: d_in numbers.
        alpha: As in `lora_update`.

    Returns:
        d_out numbers. Cost: d_out × d_in + r (d_in + d_out)
        multiplications.

    Raises:
        ValueError: The shapes do not fit.

    Examples:
        >>> lora_forward([[1, 0], [0, 1]], [[1, 2]], [[3], [0]], [1, 1])
        [10.0, 1.0]
    """
    require_matrix("weight", weight)
    rank = len(down)
    if require_matrix("up", up) != rank or len(up) != len(weight):
        raise ValueError(f"up must have {len(weight)} rows of {rank} numbers, got {len(up)} of {len(up[0])}")
    factor = 1.0 if alpha is None else alpha / rank
    inner = [dot(row, x) for row in down]
    return [dot(row, x) + factor * dot(back, inner) for row, back in zip(weight, up, strict=True)]
