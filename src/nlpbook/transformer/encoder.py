"""An encoder like BERT's: every place sees every other, and each layer leaves its states and its attention maps."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from nlpbook.transformer.blocks import Block, LayerNorm

__all__ = ["Encoded", "Encoder", "EncoderShape"]


@dataclass(frozen=True)
class EncoderShape:
    """The sizes of an encoder.

    Attributes:
        vocabulary: Tokens, V.
        width: D.
        layers: L.
        heads: H, a divisor of D.
        inner: Width inside the feed-forward networks.
        longest: Places that have a position vector.
        segments: Kinds of segment (first text, second text).
        eps: For the layer norms.
    """

    vocabulary: int
    width: int
    layers: int
    heads: int
    inner: int
    longest: int = 512
    segments: int = 2
    eps: float = 1e-12

    def __post_init__(self) -> None:
        """Refuse sizes below 1 and heads that do not divide the width."""
        for name in ("vocabulary", "width", "layers", "heads", "inner", "longest", "segments"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, got {getattr(self, name)}")
        if self.width % self.heads:
            raise ValueError(f"heads must divide the width {self.width}, got {self.heads}")


@dataclass(frozen=True, eq=False)
class Encoded:
    """What an encoder makes of B texts of T places.

    Attributes:
        states: Shape (B, L + 1, T, D): the embeddings, then the output of each layer.
        maps: Attention weights, shape (B, L, H, T, T).
    """

    states: Tensor
    maps: Tensor

    @property
    def last(self) -> Tensor:
        """Output of the last layer, shape (B, T, D)."""
        return self.states[:, -1]


class Encoder(nn.Module):
    """Token, position and segment vectors added up and normalised, then a stack of blocks.

    Source:
        Devlin et al. (2019), "BERT: Pre-training of deep bidirectional transformers for language understanding".
    """

    def __init__(self, shape: EncoderShape, dropout: float = 0.0) -> None:
        """Make the parts, with weights drawn by torch; see `initialise` for seeded ones."""
        super().__init__()
        self.shape = shape
        self.tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.longest, shape.width)
        self.segments = nn.Embedding(shape.segments, shape.width)
        self.norm = LayerNorm(shape.width, shape.eps)
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(
            Block(shape.width, shape.heads, shape.inner, dropout=dropout, eps=shape.eps) for _ in range(shape.layers)
        )

    def embed(self, ids: Tensor, segments: Tensor | None = None) -> Tensor:
        """The states before the first block, shape (B, T, D); ids and segments as for `forward`."""
        if ids.ndim != 2 or not 1 <= ids.shape[1] <= self.shape.longest:
            raise ValueError(f"ids must have shape (B, T), T from 1 to {self.shape.longest}, got {tuple(ids.shape)}")
        if segments is None:
            segments = torch.zeros_like(ids)
        places = torch.arange(ids.shape[1], device=ids.device)
        summed = self.tokens(ids) + self.positions(places) + self.segments(segments)
        out: Tensor = self.dropout(self.norm(summed))
        return out

    def forward(self, ids: Tensor, allowed: Tensor | None = None, segments: Tensor | None = None) -> Encoded:
        """Encode B texts.

        Args:
            ids: Token numbers, shape (B, T), T at most `longest`.
            allowed: Booleans that stretch to (B, H, T, T), as from `padding_mask`.
            segments: Segment numbers, shape (B, T); 0 everywhere by default.

        Returns:
            The states and the attention maps of all layers.

        Raises:
            ValueError: The shape of ids does not fit.
        """
        x = self.embed(ids, segments)
        states, maps = [x], []
        for block in self.blocks:
            x, weights = block(x, allowed)
            states.append(x)
            maps.append(weights)
        return Encoded(torch.stack(states, dim=1), torch.stack(maps, dim=1))
