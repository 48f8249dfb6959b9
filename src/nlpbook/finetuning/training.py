"""A small training loop for classifiers: shuffled batches, AdamW, a rate that rises and falls, and the accuracy."""

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlpbook.finetuning.classifier import Classifier, Labelled, in_order

__all__ = ["accuracy", "rate_at", "shuffled_batches", "train"]


def rate_at(step: int, n_steps: int, peak: float, warmup: float = 0.1) -> float:
    """Learning rate that rises in a line to its peak, then falls in a line towards 0.

    Args:
        step: Number of the step, from 1 to n_steps.
        n_steps: Steps in all.
        peak: Greatest rate, above 0.
        warmup: Share of the steps in which it rises, from 0 up to but not 1.

    Raises:
        ValueError: An argument is out of range.

    Examples:
        >>> [rate_at(step, 5, 1.0, warmup=0.4) for step in range(1, 6)]
        [0.5, 1.0, 0.75, 0.5, 0.25]
    """
    if not 1 <= step <= n_steps:
        raise ValueError(f"step must be from 1 to n_steps, {n_steps}, got {step}")
    if not peak > 0 or not 0 <= warmup < 1:
        raise ValueError(f"peak must be above 0 and warmup from 0 up to but not 1, got {peak} and {warmup}")
    rising = round(warmup * n_steps)
    if step <= rising:
        return peak * step / rising
    return peak * (n_steps + 1 - step) / (n_steps + 1 - max(rising, 1))


def shuffled_batches(n: int, size: int, generator: torch.Generator) -> Iterator[Tensor]:
    """Numbers from 0 to n - 1 in random order, `size` at a time; the last batch may be smaller.

    Raises:
        ValueError: An argument is below 1.
    """
    for name, value in (("n", n), ("size", size)):
        if value < 1:
            raise ValueError(f"{name} must be at least 1, got {value}")
    order = torch.randperm(n, generator=generator)
    for start in range(0, n, size):
        yield order[start : start + size]


def train(
    model: Classifier,
    data: Labelled,
    *,
    rate: float,
    generator: torch.Generator,
    epochs: int = 1,
    size: int = 16,
    first: int = 0,
    decay: float = 0.01,
) -> list[float]:
    """Train what is not frozen, with AdamW and cross-entropy; gradients are clipped to length 1.

    Args:
        model: Changed in place.
        data: Token numbers, or states that enter block `first`.
        rate: Peak of the learning rate.
        generator: Seeded; it shuffles.
        epochs: How often each text is seen, at least 1.
        size: Texts in a batch.
        first: Number of the first block to run.
        decay: Weight decay of AdamW, on matrices only.

    Returns:
        The mean loss of each batch, in nats.

    Raises:
        ValueError: Nothing is to be trained, or an argument is out of range.
    """
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    optimizer = torch.optim.AdamW(_groups(model, decay), lr=rate)
    n_steps = epochs * -(-len(data) // size)
    losses: list[float] = []
    for _ in range(epochs):
        for which in shuffled_batches(len(data), size, generator):
            batch = data.take(which)
            loss = functional.cross_entropy(model(batch, first), batch.labels)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            for group in optimizer.param_groups:
                group["lr"] = rate_at(len(losses) + 1, n_steps, rate)
            optimizer.step()
            losses.append(loss.item())
    return losses


def _groups(model: nn.Module, decay: float) -> list[dict[str, object]]:
    """What is trained: matrices decay, biases and norms do not."""
    trained = [weights for weights in model.parameters() if weights.requires_grad]
    if not trained:
        raise ValueError("model must have weights to train, got all frozen")
    return [
        {"params": [weights for weights in trained if weights.ndim > 1], "weight_decay": decay},
        {"params": [weights for weights in trained if weights.ndim <= 1], "weight_decay": 0.0},
    ]


@torch.inference_mode()
def accuracy(model: Classifier, data: Labelled, *, first: int = 0, size: int = 64) -> float:
    """Share of the texts whose class gets the highest score, from 0 to 1."""
    right = 0
    for which in in_order(len(data), size):
        batch = data.take(which)
        right += int((model(batch, first).argmax(dim=-1) == batch.labels).sum())
    return right / len(data)
