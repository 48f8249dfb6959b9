"""From scores to the next token: greedy, temperature, top-k and top-p."""

import math

import torch
from torch import Tensor

__all__ = ["Sampler", "next_probabilities"]


def next_probabilities(
    logits: Tensor,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
) -> Tensor:
    """The distribution to draw the next token from.

    Args:
        logits: Scores, shape (..., V).
        temperature: Divides the scores, above 0: below 1 sharper,
            above 1 flatter.
        top_k: Keep only so many of the likeliest tokens, at least 1.
        top_p: Then keep only the fewest likeliest that together have
            at least this probability, in (0, 1]; 1 keeps all.

    Returns:
        Probabilities, shape (..., V), 0 for what was not kept. Of
        equally likely tokens at the edge those with lower numbers
        are kept.

    Raises:
        ValueError: A setting is out of range.

    Examples:
        >>> next_probabilities(torch.tensor([1.0, 1.0, 0.0]), top_k=2).tolist()
        [0.5, 0.5, 0.0]
    """
    _check(temperature, top_k, top_p)
    ranked, order = (logits / temperature).sort(
        dim=-1, descending=True, stable=True
    )
    if top_k is not None:
        ranked[..., top_k:] = -math.inf
    chances = ranked.softmax(dim=-1)
    if top_p is not None and top_p < 1:
        before = chances.cumsum(dim=-1) - chances  # of likelier ones
        chances = chances.masked_fill(before >= top_p, 0.0)
        chances = chances / chances.sum(dim=-1, keepdim=True)
    return torch.zeros_like(chances).scatter(-1, order, chances)


def _check(temperature: float, top_k: int | None, top_p: float | None) -> None:
    if not temperature > 0:
        raise ValueError(f"temperature must be above 0, got {temperature}; for the likeliest token use top_k=1")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k must be at least 1, got {top_k}")
    if top_p is not None and not 0 < top_p <= 1:
        raise ValueError(f"top_p must be above 0 and at most 1, got {top_p}")


class Sampler:
    """Draws tokens with fixed settings; `Sampler(top_k=1)` always takes the likeliest."""

    def __init__(
        self,
        seed: int = 0,
        *,
        temperature: float = 1.0,
        top_k: int | None = None,
        top_p: float | None = None,
    ) -> None:
        """Keep the settings and seed the chance.

        Args:
            seed: The same seed draws the same tokens from the same scores.
            temperature: As for `next_probabilities`; so are the other two.
            top_k: See there.
            top_p: See there.

        Raises:
            ValueError: A setting is out of range.
        """
        _check(temperature, top_k, top_p)
        self.temperature, self.top_k, self.top_p = temperature, top_k, top_p
        self.generator = torch.Generator().manual_seed(seed)

    def __call__(self, logits: Tensor) -> Tensor:
        """One token for each row of (B, V): shape (B,)."""
        if self.top_k == 1:
            return logits.argmax(dim=-1)
        chances = next_probabilities(logits, self.temperature, self.top_k, self.top_p)
        drawn = torch.multinomial(chances.cpu(), 1, generator=self.generator)
        return drawn[..., 0].to(logits.device)
