"""A GPT: token and position vectors, a stack of causal blocks, and the token table once more to read the answer off.

Import from here, not from the room: what the room's front door loads does not depend on this file.
"""

import math
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlpbook.transformer.blocks import Block, LayerNorm, initialise
from nlpbook.transformer.masks import causal_mask

__all__ = ["GPT", "Cache", "GPTShape", "next_token_loss"]

BEND = partial(functional.gelu, approximate="tanh")  # GPT-2's way of computing GELU


@dataclass(frozen=True)
class GPTShape:
    """The sizes of a GPT.

    Attributes:
        vocabulary: Tokens, V.
        width: D.
        layers: L.
        heads: H, a divisor of D.
        longest: Places that have a position vector: the model sees no more tokens than that at once.
    """

    vocabulary: int
    width: int
    layers: int
    heads: int
    longest: int

    def __post_init__(self) -> None:
        """Refuse sizes below 1 and heads that do not divide the width."""
        for name in ("vocabulary", "width", "layers", "heads", "longest"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, got {getattr(self, name)}")
        if self.width % self.heads:
            raise ValueError(f"heads must divide the width {self.width}, got {self.heads}")


class Cache:
    """Keys and values of the tokens read so far, for each layer; empty at first.

    Attributes:
        layers: One pair of keys and values per layer, each (B, H, S, K).
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.layers: list[tuple[Tensor, Tensor]] = []

    def __len__(self) -> int:
        """Tokens that are kept, S."""
        return self.layers[0][0].shape[-2] if self.layers else 0

    def extend(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Append the keys and values of new tokens, and return all of that layer."""
        if layer == len(self.layers):
            self.layers.append((keys, values))
        else:
            old_keys, old_values = self.layers[layer]
            together = torch.cat([old_keys, keys], -2), torch.cat([old_values, values], -2)
            self.layers[layer] = together
        return self.layers[layer]


class GPT(nn.Module):
    """A causal language model: at each place, scores for the token that comes next.

    Source:
        Radford et al. (2019), "Language models are unsupervised multitask learners".
    """

    def __init__(
        self, shape: GPTShape, dropout: float = 0.0, generator: torch.Generator | None = None, std: float = 0.02
    ) -> None:
        """Make the parts, and with a seeded generator draw all weights anew, as GPT-2 does.

        Those are normal; the maps that end in a residual sum get less, by the root of the number of sums, 2 L, so that
        the states do not grow with depth.

        Args:
            shape: The sizes.
            dropout: Share of the numbers zeroed in training, after the embeddings and in each block.
            generator: Where chance comes from; without one, torch's own state, and torch's own rules.
            std: Standard deviation of the weights drawn; GPT-2's is 0.02, narrow models learn faster with more.
        """
        super().__init__()
        self.shape = shape
        self.tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.longest, shape.width)
        self.dropout = nn.Dropout(dropout)
        blocks = [Block(shape.width, shape.heads, pre_norm=True, dropout=dropout) for _ in range(shape.layers)]
        self.blocks = nn.ModuleList(blocks)
        self.norm = LayerNorm(shape.width)
        for block in blocks:
            block.feed_forward.bend = BEND
        if generator is not None:
            initialise(self, generator, std)
            for block in blocks:
                for last in (block.attention.output, block.feed_forward.down):
                    nn.init.normal_(last.weight, 0.0, std / math.sqrt(2 * shape.layers), generator=generator)

    @property
    def stack(self) -> list[Block]:
        """The blocks, from the first to the last."""
        return [block for block in self.blocks if isinstance(block, Block)]

    @property
    def n_parameters(self) -> int:
        """Numbers that training may change; the token table, used twice, counts once."""
        return sum(p.numel() for p in self.parameters())

    def embed(self, ids: Tensor, start: int = 0) -> Tensor:
        """The states before the first block: token plus position.

        Args:
            ids: Token numbers, shape (B, T).
            start: Place of the first of them.

        Returns:
            Shape (B, T, D).

        Raises:
            ValueError: The ids are not (B, T), or reach beyond the longest text.
        """
        longest = self.shape.longest
        if ids.ndim != 2 or ids.shape[1] < 1 or start + ids.shape[1] > longest:
            raise ValueError(
                f"ids must have shape (B, T) and end within {longest} places, got {tuple(ids.shape)} from {start}"
            )
        places = torch.arange(start, start + ids.shape[1], device=ids.device)
        out: Tensor = self.dropout(self.tokens(ids) + self.positions(places))
        return out

    def forward(
        self, ids: Tensor, cache: Cache | None = None
    ) -> Tensor:
        """Read tokens, and score the next one at each place.

        Args:
            ids: Token numbers, shape (B, T). With a cache, only the
                tokens that are not in it yet.
            cache: Keys and values so far; grows by T places.

        Returns:
            Logits, shape (B, T, V): row t has seen tokens up to t.

        Raises:
            ValueError: The ids do not fit.
        """
        seen = len(cache) if cache is not None else 0
        x = self.embed(ids, seen)  # (B, T, D)
        new = ids.shape[1]
        allowed = causal_mask(new, seen + new).to(ids.device)
        for number, block in enumerate(self.stack):
            if cache is None:
                x, _ = block(x, allowed)
            else:
                x = cached_step(block, x, allowed, cache, number)
        scores: Tensor = self.norm(x) @ self.tokens.weight.T
        return scores


def cached_step(
    block: Block, x: Tensor, allowed: Tensor, cache: Cache, number: int
) -> Tensor:
    """One block for new tokens only; the keys and values of the old ones come from the cache."""
    normed = block.attention_norm(x)
    keys, values = cache.extend(number, *block.attention.keys_values(normed))
    queries = block.attention.queries(normed)
    mixed = block.attention.mix(queries, keys, values, allowed)
    return block.finish(x, mixed.output)


def next_token_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean surprise at the true next tokens, in nats.

    Args:
        logits: Shape (B, T, V), row t for the token after place t.
        targets: Those tokens, shape (B, T); places of -100 are left
            out.

    Returns:
        A number, at least 0.

    Raises:
        ValueError: The shapes do not fit.

    Examples:
        >>> next_token_loss(torch.zeros(1, 3, 4), torch.tensor([[0, 1, 2]])).exp().item()
        4.0
    """
    if logits.ndim != 3 or logits.shape[:2] != targets.shape:
        raise ValueError(
            f"logits must be (B, T, V) and targets (B, T), got {tuple(logits.shape)} and {tuple(targets.shape)}"
        )
    return functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
