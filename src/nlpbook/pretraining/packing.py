"""From texts of all lengths to blocks of one length, each with its targets: the same tokens, one place on."""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor

__all__ = ["join_texts", "pack", "random_blocks"]


def join_texts(texts: Iterable[Sequence[int]], end: int) -> list[int]:
    """All texts as one stream, each followed by the token for the end of a text.

    Examples:
        >>> join_texts([[5, 6, 7], [8]], end=0)
        [5, 6, 7, 0, 8, 0]
    """
    return [token for text in texts for token in (*text, end)]


def pack(stream: Sequence[int], length: int) -> tuple[list[list[int]], list[list[int]]]:
    """Cut a stream into blocks without a gap and without filling.

    Args:
        stream: N tokens.
        length: T, tokens of each block, at least 1.

    Returns:
        Inputs and targets, floor((N - 1) / T) rows of T each. Target
        t is input t + 1; the last target of a block is the first
        input of the next. What does not fill a block is left out.

    Raises:
        ValueError: The length is below 1, or the stream too short
            for one block.

    Examples:
        >>> pack([1, 2, 3, 4, 5, 6], 2)
        ([[1, 2], [3, 4]], [[2, 3], [4, 5]])
    """
    if length < 1:
        raise ValueError(f"length must be at least 1, got {length}")
    if len(stream) < length + 1:
        raise ValueError(f"stream must have at least {length + 1} tokens, got {len(stream)}")
    starts = range(0, len(stream) - length, length)
    inputs = [list(stream[i : i + length]) for i in starts]
    targets = [list(stream[i + 1 : i + 1 + length]) for i in starts]
    return inputs, targets


def random_blocks(
    stream: Tensor,
    batch: int,
    length: int,
    generator: torch.Generator,
) -> tuple[Tensor, Tensor]:
    """Blocks that begin anywhere in the stream.

    Args:
        stream: N tokens, shape (N,).
        batch: B, at least 1.
        length: T, at least 1 and below N.
        generator: Seeded, on the CPU.

    Returns:
        Inputs and targets, each (B, T); target t is input t + 1.

    Raises:
        ValueError: A size is out of range.
    """
    _check_sizes(stream, batch, length)
    starts = torch.randint(
        len(stream) - length, (batch, 1), generator=generator
    )
    places = starts + torch.arange(length)  # (B, T)
    places = places.to(stream.device)
    return stream[places], stream[places + 1]


def _check_sizes(stream: Tensor, batch: int, length: int) -> None:
    if batch < 1:
        raise ValueError(f"batch must be at least 1, got {batch}")
    if stream.ndim != 1 or not 1 <= length < len(stream):
        raise ValueError(f"length must be from 1 to below the stream's {stream.numel()} tokens, got {length}")
