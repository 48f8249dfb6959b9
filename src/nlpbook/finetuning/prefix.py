"""Prefix tuning: trained keys and values that every query may look at, in every layer."""

from typing import cast

import torch
from torch import Tensor, nn

from nlpbook.transformer import Attended, Block, Encoder, attend

__all__ = ["Prefix", "add_prefixes"]


class Prefix(nn.Module):
    """Attention with k extra keys and values in front, which belong to no token.

    Attributes:
        keys: Shape (H, k, D / H), trained.
        values: Shape (H, k, D / H), trained.
    """

    def __init__(self, places: int, width: int, n_heads: int, generator: torch.Generator) -> None:
        """Draw keys and values, 2 k D numbers.

        Args:
            places: k, at least 1.
            width: D.
            n_heads: H, a divisor of D.
            generator: Seeded.

        Raises:
            ValueError: A size does not fit.

        Source:
            Li and Liang (2021), "Prefix-tuning: Optimizing continuous prompts for generation". They make the numbers
            with a small network while they train, because training them directly was unstable.
        """
        super().__init__()
        if places < 1:
            raise ValueError(f"places must be at least 1, got {places}")
        if n_heads < 1 or width % n_heads:
            raise ValueError(f"n_heads must divide the width {width}, got {n_heads}")
        shape = (n_heads, places, width // n_heads)
        self.keys = nn.Parameter(torch.randn(shape, generator=generator))
        self.values = nn.Parameter(torch.randn(shape, generator=generator) * 0.02)

    def forward(self, queries: Tensor, keys: Tensor, values: Tensor, allowed: Tensor | None = None) -> Attended:
        """Attend to the prefix and to the tokens; takes the place of `attend`.

        Args:
            queries: Shape (B, H, T, K).
            keys: Shape (B, H, S, K).
            values: Shape (B, H, S, K).
            allowed: Booleans that stretch to (B, H, T, S). The prefix may always be looked at.

        Returns:
            Output (B, H, T, K), and weights (B, H, T, k + S), the prefix first.
        """
        n, places = len(keys), self.keys.shape[1]
        keys = torch.cat([self.keys.expand(n, -1, -1, -1), keys], dim=-2)
        values = torch.cat([self.values.expand(n, -1, -1, -1), values], dim=-2)
        if allowed is not None:
            allowed = torch.cat([allowed.new_ones(*allowed.shape[:-1], places), allowed], dim=-1)
        return attend(queries, keys, values, allowed)


def add_prefixes(encoder: Encoder, places: int, generator: torch.Generator) -> list[Prefix]:
    """Give every layer a prefix of its own.

    Args:
        encoder: Changed in place: `attention.attention` of each block becomes a prefix. Freeze the rest first.
        places: k.
        generator: Seeded.

    Returns:
        L prefixes, from the lowest layer up.

    Raises:
        ValueError: There are fewer than 1 places.
    """
    shape = encoder.shape
    prefixes = [Prefix(places, shape.width, shape.heads, generator) for _ in encoder.blocks]
    for block, prefix in zip(cast("list[Block]", encoder.blocks), prefixes, strict=True):
        block.attention.attention = prefix
    return prefixes
