"""Several attentions beside each other, each in its own small subspace."""

from collections.abc import Callable

from torch import Tensor, nn

from nlpbook.transformer.attention import Attended, attend

__all__ = ["MultiHeadAttention", "join_heads", "split_heads"]


def split_heads(x: Tensor, n_heads: int) -> Tensor:
    """Cut the width into heads: (..., T, D) becomes (..., H, T, D / H).

    Raises:
        ValueError: The width does not divide by the number of heads.

    Examples:
        >>> import torch
        >>> split_heads(torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8]]), 2).tolist()
        [[[1, 2], [5, 6]], [[3, 4], [7, 8]]]
    """
    if n_heads < 1 or x.shape[-1] % n_heads:
        width = x.shape[-1]
        raise ValueError(f"n_heads must divide the width {width}, got {n_heads}")
    cut = x.reshape(*x.shape[:-1], n_heads, -1)  # (..., T, H, K)
    return cut.transpose(-3, -2)


def join_heads(x: Tensor) -> Tensor:
    """The way back: (..., H, T, K) becomes (..., T, H x K).

    Raises:
        ValueError: There are fewer than three axes.
    """
    if x.ndim < 3:
        raise ValueError(f"x must have shape (..., H, T, K), got {tuple(x.shape)}")
    return x.transpose(-3, -2).flatten(-2)


class MultiHeadAttention(nn.Module):
    """Attention in H heads of width D / H, between four linear maps.

    The maps are plain `nn.Linear` under the names query, key, value and output, so that other code can find or wrap
    them. `mix` is the attention itself, on heads already split: whoever keeps keys and values from earlier steps calls
    `queries`, `keys_values` and `mix` one by one.

    Attributes:
        n_heads: H.
        attention: What computes one attention; `attend` unless exchanged.
    """

    def __init__(self, width: int, n_heads: int, *, bias: bool = True, dropout: float = 0.0) -> None:
        """Make the four maps, 4 D^2 weights and, with bias, 4 D more.

        Args:
            width: D.
            n_heads: H, a divisor of D.
            bias: Whether the maps add a vector.
            dropout: Share of the attention weights that are zeroed in training, from 0 up to but not 1.

        Raises:
            ValueError: H does not divide D.
        """
        super().__init__()
        if n_heads < 1 or width % n_heads:
            raise ValueError(f"n_heads must divide the width {width}, got {n_heads}")
        self.n_heads = n_heads
        self.query = nn.Linear(width, width, bias=bias)
        self.key = nn.Linear(width, width, bias=bias)
        self.value = nn.Linear(width, width, bias=bias)
        self.output = nn.Linear(width, width, bias=bias)
        self.dropout = nn.Dropout(dropout)
        self.attention: Callable[..., Attended] = attend

    def queries(self, x: Tensor) -> Tensor:
        """Queries of (..., T, D), split into heads: (..., H, T, K)."""
        return split_heads(self.query(x), self.n_heads)

    def keys_values(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values of (..., S, D), each (..., H, S, K)."""
        return split_heads(self.key(x), self.n_heads), split_heads(self.value(x), self.n_heads)

    def mix(
        self,
        queries: Tensor,
        keys: Tensor,
        values: Tensor,
        allowed: Tensor | None = None,
    ) -> Attended:
        """Attend in every head, join the heads, and map the result: output (..., T, D), weights (..., H, T, S)."""
        mixed, weights = self.attention(
            queries,
            keys,
            values,
            allowed,
        )
        if self.training and self.dropout.p:
            mixed = self.dropout(weights) @ values
        return Attended(self.output(join_heads(mixed)), weights)

    def forward(self, x: Tensor, allowed: Tensor | None = None, memory: Tensor | None = None) -> Attended:
        """Let every place of x look at the places of x, or of another sequence.

        Args:
            x: Who asks, shape (..., T, D).
            allowed: Booleans that stretch to (..., H, T, S).
            memory: Who is looked at, shape (..., S, D); by default x itself.

        Returns:
            Output (..., T, D), and weights (..., H, T, S) before any dropout.
        """
        return self.mix(self.queries(x), *self.keys_values(x if memory is None else memory), allowed)
