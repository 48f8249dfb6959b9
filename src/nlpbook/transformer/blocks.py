"""The other parts of a transformer: layer norm, feed-forward network, residual block."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlpbook.transformer.multi_head import MultiHeadAttention

__all__ = ["Block", "FeedForward", "LayerNorm", "initialise"]


class LayerNorm(nn.Module):
    """Bring each vector to mean 0 and variance 1, then stretch and shift its components by learnt numbers.

    Source:
        Ba, Kiros and Hinton (2016), "Layer normalization".

    Examples:
        >>> LayerNorm(2, eps=0.0)(torch.tensor([1.0, 3.0])).tolist()
        [-1.0, 1.0]
    """

    def __init__(self, width: int, eps: float = 1e-5) -> None:
        """Begin with stretch 1 and shift 0; `eps` is added to the variance, against division by 0."""
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        """Normalise (..., D) along the last axis."""
        centred = x - x.mean(dim=-1, keepdim=True)
        variance = centred.square().mean(dim=-1, keepdim=True)  # divided by D, not D - 1
        return centred / (variance + self.eps).sqrt() * self.weight + self.bias


class FeedForward(nn.Module):
    """Two linear maps with a bend between them, applied to each place by itself: D to `inner` and back."""

    def __init__(
        self, width: int, inner: int, *, bend: Callable[[Tensor], Tensor] = functional.gelu, bias: bool = True
    ) -> None:
        """Make both maps, 2 x D x `inner` weights; `bend` is GELU unless another is given."""
        super().__init__()
        self.up = nn.Linear(width, inner, bias=bias)
        self.down = nn.Linear(inner, width, bias=bias)
        self.bend = bend

    def forward(self, x: Tensor) -> Tensor:
        """Shape (..., D) to (..., D)."""
        out: Tensor = self.down(self.bend(self.up(x)))
        return out


class Block(nn.Module):
    """Attention, then feed-forward, each added to what came in.

    With `pre_norm` each part reads a normalised copy and the sum is left alone (GPT-2 and after); without it the sum is
    normalised (the first transformer, BERT). A decoder is the same block with a causal mask.
    """

    def __init__(
        self,
        width: int,
        n_heads: int,
        inner: int | None = None,
        *,
        pre_norm: bool = False,
        dropout: float = 0.0,
        eps: float = 1e-5,
        bias: bool = True,
    ) -> None:
        """Make the parts.

        Args:
            width: D.
            n_heads: H, a divisor of D.
            inner: Width inside the feed-forward network; 4 D by default.
            pre_norm: Normalise before each part, not after each sum.
            dropout: Share of each part's numbers (and attention weights) that are zeroed in training.
            eps: For the two layer norms.
            bias: Whether linear maps add a vector.

        Raises:
            ValueError: H does not divide D.
        """
        super().__init__()
        self.pre_norm = pre_norm
        self.attention = MultiHeadAttention(width, n_heads, bias=bias, dropout=dropout)
        self.attention_norm = LayerNorm(width, eps)
        self.feed_forward = FeedForward(width, inner or 4 * width, bias=bias)
        self.feed_forward_norm = LayerNorm(width, eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, allowed: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """One layer.

        Args:
            x: Shape (..., T, D).
            allowed: Booleans that stretch to (..., H, T, T).

        Returns:
            The new states (..., T, D) and the attention weights (..., H, T, T).
        """
        mixed, weights = self.attention(self.attention_norm(x) if self.pre_norm else x, allowed)
        return self.finish(x, mixed), weights

    def finish(self, x: Tensor, mixed: Tensor) -> Tensor:
        """From what attention found to the block's output: both residual sums, the norms, the feed-forward network.

        Args:
            x: What came into the block, (..., T, D).
            mixed: What attention made of it, (..., T, D).
        """
        x = x + self.dropout(mixed)
        x = x if self.pre_norm else self.attention_norm(x)
        fed = self.feed_forward(self.feed_forward_norm(x) if self.pre_norm else x)
        x = x + self.dropout(fed)
        return x if self.pre_norm else self.feed_forward_norm(x)


def initialise(module: nn.Module, generator: torch.Generator, std: float = 0.02) -> None:
    """Draw all weights of linear maps and embeddings anew, normal with mean 0, and set every bias to 0.

    Args:
        module: Changed in place, with all that is inside it.
        generator: Seeded; on the device of the module.
        std: Standard deviation.
    """
    for part in module.modules():
        if isinstance(part, nn.Linear | nn.Embedding):
            nn.init.normal_(part.weight, 0.0, std, generator=generator)
        if isinstance(part, nn.Linear) and part.bias is not None:
            nn.init.zeros_(part.bias)
