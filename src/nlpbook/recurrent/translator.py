"""A model with its symbols, ready to be trained on pairs and to write."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch.nn.functional import cross_entropy

from nlpbook.device import pick_device
from nlpbook.recurrent.model import Seq2Seq
from nlpbook.recurrent.pairs import PAD, Batch, Pair, Symbols, endless_batches

__all__ = ["Translator", "train"]


@dataclass(frozen=True)
class Translator:
    """An encoder-decoder, the symbols of both sides, and the device it is on."""

    model: Seq2Seq
    source: Symbols
    target: Symbols
    device: torch.device

    @classmethod
    def fresh(
        cls, pairs: Sequence[Pair], *, score: str | None, width: int = 64, width_in: int = 32, seed: int = 0
    ) -> "Translator":
        """An untrained one, for the symbols that occur in the pairs.

        Args:
            pairs: Where the symbols are taken from.
            score: "additive", "general" or "dot"; None for no attention.
            width: Numbers in the decoder's state, even.
            width_in: Numbers per symbol.
            seed: For the first weights; torch's own generator is left as it was.
        """
        source = Symbols.of(read for read, _ in pairs)
        target = Symbols.of(written for _, written in pairs)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            model = Seq2Seq(len(source), len(target), width_in=width_in, width=width, score=score)
        device = pick_device()
        return cls(model.to(device), source, target, device)

    def batch(self, pairs: Sequence[Pair]) -> Batch:
        """The pairs as tensors, where the model is."""
        return Batch.of(pairs, self.source, self.target, self.device)

    def loss(self, batch: Batch) -> torch.Tensor:
        """Mean surprisal of the right next symbol, in nats.

        Padding is not counted.
        """
        logits = self.model(batch.source, batch.real, batch.before)
        return cross_entropy(
            logits.flatten(0, 1),  # (B * T, V)
            batch.after.flatten(),  # (B * T,)
            ignore_index=PAD,
        )

    @property
    def weights(self) -> int:
        """How many numbers training can change."""
        return sum(weight.numel() for weight in self.model.parameters())


def train(
    translator: Translator, pairs: Sequence[Pair], *, steps: int, size: int = 64, rate: float = 0.01, seed: int = 0
) -> list[float]:
    """Train with teacher forcing and Adam; the model is changed in place.

    The learning rate rises to `rate` in the first part and falls to nearly 0 in the rest ("one cycle"); longer
    gradients are cut to length 1.

    Args:
        translator: The model; must know the symbols of the pairs.
        pairs: What to learn from.
        steps: Batches, at least 1.
        size: Pairs per batch.
        rate: The greatest learning rate.
        seed: For the order of the pairs.

    Returns:
        The loss at each step, in nats per symbol.

    Raises:
        ValueError: An argument is out of range.
    """
    if steps < 1 or not rate > 0:
        raise ValueError(f"steps must be at least 1 and rate above 0, got {steps} and {rate}")
    model = translator.model
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=rate, total_steps=steps + 1, pct_start=0.15)
    batches = endless_batches(pairs, size, random.Random(seed))
    losses = []
    for _ in range(steps):
        loss = translator.loss(translator.batch(next(batches)))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        cycle.step()
        losses.append(loss.item())
    return losses
