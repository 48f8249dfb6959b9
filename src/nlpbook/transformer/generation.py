"""Writing: one token at a time, each one read again before the next is chosen."""

from collections.abc import Callable

import torch
from torch import Tensor

from nlpbook.transformer.gpt import GPT, Cache

__all__ = ["generate"]


@torch.no_grad()
def generate(
    model: GPT,
    prompt: Tensor,
    n: int,
    pick: Callable[[Tensor], Tensor],
    *,
    use_cache: bool = True,
) -> Tensor:
    """Continue each prompt by n tokens.

    Args:
        model: In eval mode if it has dropout.
        prompt: Token numbers, shape (B, T), T at least 1.
        n: Tokens to write, at least 0.
        pick: Chooses a token for each row of logits, (B, V) to
            (B,), as a `Sampler` does.
        use_cache: Keep keys and values instead of reading the
            whole text again for each token. The tokens are the same.

    Returns:
        Prompt and continuation, shape (B, T + n). Of a text longer
        than the model can see, the last places are read; those move
        with each token, so from there on the cache is of no use.

    Raises:
        ValueError: The prompt is empty or n negative.
    """
    _check(prompt, n)
    ids, cache = prompt, Cache()
    for _ in range(n):
        if use_cache and ids.shape[1] <= model.shape.longest:
            logits = model(ids[:, len(cache) :], cache)
        else:
            logits = model(ids[:, -model.shape.longest :])
        chosen = pick(logits[:, -1])  # (B,)
        ids = torch.cat([ids, chosen[:, None]], dim=1)
    return ids


def _check(prompt: Tensor, n: int) -> None:
    if prompt.ndim != 2 or prompt.shape[1] < 1:
        raise ValueError(f"prompt must have shape (B, T) with T at least 1, got {tuple(prompt.shape)}")
    if n < 0:
        raise ValueError(f"n must be at least 0, got {n}")
