"""Bottleneck adapters: small networks set into each layer, after attention and after the feed-forward network."""

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlpbook.transformer import Block, Encoder

__all__ = ["Adapter", "add_adapters"]


class Adapter(nn.Module):
    """Down to a few numbers, a bend, up again, and what came in added to the result.

    The way up starts at zero, so that at first the adapter hands on what it gets.

    Attributes:
        down: Linear map, D to m.
        up: Linear map, m to D.
    """

    def __init__(self, width: int, bottleneck: int, generator: torch.Generator) -> None:
        """Make both maps, 2 D m weights and m + D biases.

        Args:
            width: D.
            bottleneck: m, from 1 to D.
            generator: Seeded.

        Raises:
            ValueError: The bottleneck is out of range.

        Source:
            Houlsby et al. (2019), "Parameter-efficient transfer learning for NLP", figure 2.
        """
        super().__init__()
        if not 1 <= bottleneck <= width:
            raise ValueError(f"bottleneck must be from 1 to {width}, got {bottleneck}")
        self.down = nn.Linear(width, bottleneck)
        self.up = nn.Linear(bottleneck, width)
        nn.init.normal_(self.down.weight, 0.0, 0.02, generator=generator)
        for zero in (self.down.bias, self.up.weight, self.up.bias):
            nn.init.zeros_(zero)

    def forward(self, x: Tensor) -> Tensor:
        """Shape (..., D) to (..., D)."""
        out: Tensor = x + self.up(functional.gelu(self.down(x)))
        return out


def add_adapters(encoder: Encoder, bottleneck: int, generator: torch.Generator) -> list[Adapter]:
    """Set two adapters into every layer, each between a part's last linear map and its residual sum.

    Args:
        encoder: Changed in place: `attention.output` and `feed_forward.down` become sequences of the old map and an
            adapter. Freeze the rest first.
        bottleneck: m.
        generator: Seeded.

    Returns:
        2 L adapters, from the lowest layer up.

    Raises:
        ValueError: The bottleneck is out of range.
    """
    width = encoder.shape.width
    adapters = [Adapter(width, bottleneck, generator) for _ in range(2 * len(encoder.blocks))]
    for number, block in enumerate(cast("list[Block]", encoder.blocks)):
        for place, part, adapter in (
            (block.attention, "output", adapters[2 * number]),
            (block.feed_forward, "down", adapters[2 * number + 1]),
        ):
            setattr(place, part, nn.Sequential(getattr(place, part), adapter))
    return adapters
