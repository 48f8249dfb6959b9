"""Reading attention maps: where the words of many texts look, and what arrives from there."""

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor
from torch.nn import functional

from nlpbook.transformer.blocks import Block
from nlpbook.transformer.encoder import Encoded, Encoder

__all__ = ["arriving_shares", "looking_words", "share_of_looks"]

TARGETS = ("first", "before", "after", "itself")


def looking_words(lengths: Sequence[int], n: int) -> Tensor:
    """Which places hold words: all real ones but the first and the last, [CLS] and [SEP].

    Args:
        lengths: Real tokens of B texts, each at least 3.
        n: Places T.

    Returns:
        Booleans, shape (B, T).

    Raises:
        ValueError: There is no text, or a length is below 3 or above n.

    Examples:
        >>> looking_words([3, 4], 4).int().tolist()
        [[0, 1, 0, 0], [0, 1, 1, 0]]
    """
    if not lengths or min(lengths) < 3 or max(lengths) > n:
        raise ValueError(f"lengths must be at least one number, each from 3 to {n}, got {list(lengths)}")
    places = torch.arange(n)
    return (places > 0) & (places < torch.tensor(lengths)[:, None] - 1)


def share_of_looks(maps: Tensor, lengths: Sequence[int], target: str) -> Tensor:
    """How much of their attention words give to one kind of place.

    Args:
        maps: Attention weights of B texts, shape (B, L, H, T, T).
        lengths: Real tokens of each text, each at least 3.
        target: "first" (the token [CLS]), "before", "after" (the neighbours) or "itself".

    Returns:
        Mean over all words, in [0, 1], shape (L, H).

    Raises:
        ValueError: The target is another, or the lengths do not fit.
    """
    if target == "first":
        looks = maps[..., 0]
    elif target == "before":
        looks = functional.pad(maps.diagonal(-1, dim1=-2, dim2=-1), (1, 0))
    elif target == "after":
        looks = functional.pad(maps.diagonal(1, dim1=-2, dim2=-1), (0, 1))
    elif target == "itself":
        looks = maps.diagonal(dim1=-2, dim2=-1)
    else:
        raise ValueError(f"target must be one of {', '.join(TARGETS)}, got {target!r}")
    return _mean_over_words(looks, lengths)  # (B, L, H, T) to (L, H)


def _mean_over_words(looks: Tensor, lengths: Sequence[int]) -> Tensor:
    """Mean of (B, L, H, T) over the words of all texts."""
    words = looking_words(lengths, looks.shape[-1])[:, None, None]
    return (looks * words).sum(dim=(0, 3)) / words.sum()


def arriving_shares(
    encoder: Encoder,
    encoded: Encoded,
    lengths: Sequence[int],
) -> Tensor:
    """How much of what reaches a word comes from the first token.

    Measured by lengths: a word receives from each place the weight times the value, mapped by the head's part of the
    output matrix. The share is the length of this vector, divided by the sum of these lengths over all places.

    Args:
        encoder: The encoder that made `encoded`.
        encoded: States and maps of B texts.
        lengths: Real tokens of each text, each at least 3.

    Returns:
        Mean over all words, in [0, 1], shape (L, H).

    Source:
        Kobayashi et al. (2020), "Attention is not only a weight".
    """
    shares = []
    for layer, block in enumerate(encoder.blocks):
        attention = cast(Block, block).attention
        states = encoded.states[:, layer]
        _, values = attention.keys_values(states)
        out = attention.output.weight  # (D, D)
        out = out.view(len(out), attention.n_heads, -1)
        sent = torch.einsum("bhsk,dhk->bhsd", values, out)
        maps = encoded.maps[:, layer]  # (B, H, T, T)
        reach = sent.norm(dim=-1)[:, :, None] * maps
        shares.append(reach[..., 0] / reach.sum(dim=-1))
    return _mean_over_words(torch.stack(shares, dim=1), lengths)
