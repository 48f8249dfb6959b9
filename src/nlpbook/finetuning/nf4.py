r"""The 4-bit codes of QLoRA: sixteen levels that follow the normal distribution, one scale for each block."""

from statistics import NormalDist
from typing import NamedTuple

import torch
from torch import Tensor

__all__ = ["Quantised", "even_levels", "nf4_levels", "quantise", "restore"]

TAIL = 0.9677083
"""Probability of the outermost quantile, as in the reference implementation; 1 would put it at infinity."""


class Quantised(NamedTuple):
    """Weights as codes and scales.

    Attributes:
        codes: Numbers of levels, shape (N,), N weights.
        scales: Greatest absolute weight of each block, shape (N / block,).
        levels: Shape (K,), rising, from -1 to 1.
    """

    codes: Tensor
    scales: Tensor
    levels: Tensor


def nf4_levels() -> Tensor:
    """Sixteen levels from -1 to 1: quantiles of the normal distribution, eight up to zero and nine from zero on.

    Zero is a level, so that a weight of zero stays zero; therefore both halves are made by themselves.

    Source:
        Dettmers et al. (2023), "QLoRA: Efficient finetuning of quantized LLMs", section 3 and appendix E.

    Examples:
        >>> [round(level, 3) for level in nf4_levels().tolist()[6:10]]
        [-0.091, 0.0, 0.08, 0.161]
    """
    quantile = NormalDist().inv_cdf
    above = [quantile(TAIL + (0.5 - TAIL) * step / 8) for step in range(8)]
    below = [-quantile(TAIL + (0.5 - TAIL) * step / 7) for step in range(7)]
    return torch.tensor([*below, 0.0, *reversed(above)]) / above[0]


def even_levels() -> Tensor:
    """Fifteen levels at equal distances from -1 to 1, as plain 4-bit integers from -7 to 7 give them."""
    return torch.arange(-7, 8) / 7


def quantise(weights: Tensor, levels: Tensor, block: int = 64) -> Quantised:
    """Divide each block of weights by its greatest absolute value, and take the nearest level.

    Args:
        weights: Any shape, N numbers.
        levels: Shape (K,), rising, from -1 to 1.
        block: Weights that share a scale, a divisor of N.

    Returns:
        Codes and scales, in the order of the flattened weights.

    Raises:
        ValueError: The block does not divide N, or a block holds only zeros.

    Examples:
        >>> quantise(torch.tensor([0.0, 4.0]), torch.tensor([-1.0, 0.0, 1.0]), block=2)[:2]
        (tensor([1, 2]), tensor([4.]))
    """
    if block < 1 or weights.numel() % block:
        raise ValueError(f"block must divide the number of weights, {weights.numel()}, got {block}")
    rows = weights.reshape(-1, block)
    scales = rows.abs().amax(dim=1)
    if not scales.all():
        raise ValueError("weights must have a number other than 0 in each block")
    middles = (levels[1:] + levels[:-1]) / 2
    codes = torch.bucketize(rows / scales[:, None], middles)
    return Quantised(codes.flatten(), scales, levels)


def restore(quantised: Quantised) -> Tensor:
    """The weights that the codes stand for, shape (N,)."""
    rows = quantised.levels[quantised.codes].reshape(len(quantised.scales), -1)
    return (rows * quantised.scales[:, None]).flatten()
