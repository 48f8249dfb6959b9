"""Training word vectors: skip-gram or CBOW with negative sampling, by stochastic gradient descent in torch."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from nlpbook.device import pick_device
from nlpbook.embeddings.store import WordVectors
from nlpbook.embeddings.text_blocks import cut_into_blocks
from nlpbook.embeddings.training_text import TrainingText, noise_words
from nlpbook.embeddings.word2vec_gradients import cbow_step, skip_gram_step, step_loss

__all__ = ["Word2VecRun", "Word2VecSettings", "train_word2vec"]

LOOK_EVERY = 20  # steps between two looks at the loss
TOO_MUCH = 5.0  # times the loss before the first step: no training that learns comes near it


@dataclass(frozen=True)
class Word2VecSettings:
    """What to train, and how.

    Attributes:
        model: "skip-gram" or "cbow".
        dimension: Numbers in each vector, D.
        half_width: Words on each side of the window, m; for each centre a width from 1 to m is drawn anew.
        negatives: Noise words for each guess, k.
        epochs: Passes over the text.
        rate: Learning rate at the start; it falls in a straight line to `last_rate`.
        last_rate: Learning rate at the end.
        threshold: Of subsampling; 1 keeps every word.
        noise_power: Power of the counts in the noise distribution.
        block: Running words in a block; windows do not reach from one block into the next.
        blocks: Blocks in one step. All gradients of a step are added up, so that too many make the training burst.
        noise_drawn: Noise words that a step draws, and its blocks share.
    """

    model: Literal["skip-gram", "cbow"] = "skip-gram"
    dimension: int = 50
    half_width: int = 4
    negatives: int = 5
    epochs: int = 3
    rate: float = 0.05
    last_rate: float = 1e-4
    threshold: float = 1e-4
    noise_power: float = 0.75
    block: int = 32
    blocks: int = 8
    noise_drawn: int = 64

    def __post_init__(self) -> None:
        """Check the ranges."""
        if self.model not in ("skip-gram", "cbow"):
            raise ValueError(f"model must be 'skip-gram' or 'cbow', got {self.model!r}")
        whole = ("dimension", "half_width", "negatives", "epochs", "block", "blocks", "noise_drawn")
        least = {name: 2 if name == "block" else 1 for name in whole}
        for name, limit in least.items():
            if getattr(self, name) < limit:
                raise ValueError(f"{name} must be at least {limit}, got {getattr(self, name)}")
        if not 0 < self.last_rate <= self.rate:
            raise ValueError(f"rate must be at least last_rate and both above 0, got {self.rate} and {self.last_rate}")


@dataclass(frozen=True, eq=False)
class Word2VecRun:
    """What a training brought.

    Attributes:
        vectors: The vectors to keep, one for each word.
        contexts: Those of the second table.
        losses: Mean loss of a guess in each epoch, in nats, from every twentieth step.
        guesses: How many guesses were made in all: pairs with skip-gram, windows with CBOW.
    """

    vectors: WordVectors
    contexts: WordVectors
    losses: tuple[float, ...]
    guesses: int


def train_word2vec(text: TrainingText, settings: Word2VecSettings | None = None, seed: int = 1) -> Word2VecRun:
    """Train word vectors on a text.

    Args:
        text: As from `prepare_text`.
        settings: What and how; the defaults suit about a million words.
        seed: Of all chance in it: the first vectors, subsampling, widths and noise.

    Returns:
        Two tables of V vectors, and how the training went. The same on every run with one thread on one machine.

    Raises:
        ArithmeticError: The loss grows and grows; says which settings to lower.

    Cost:
        Some millions of pairs a second on one core.

    Source:
        Mikolov, Sutskever, Chen, Corrado and Dean (2013).
    """
    how = settings or Word2VecSettings()
    device = pick_device()
    chance = np.random.default_rng(seed)
    start = (chance.random((len(text.words), how.dimension)) - 0.5) / how.dimension
    v = torch.tensor(start, dtype=torch.float32, device=device)
    u = torch.zeros_like(v)
    losses, guesses = [], 0
    for epoch in range(how.epochs):
        loss, n_guesses = _train_epoch(v, u, text, how, epoch, chance)
        losses.append(loss)
        guesses += n_guesses
    tables = (WordVectors(text.words, table.cpu().numpy()) for table in (v, u))
    return Word2VecRun(next(tables), next(tables), tuple(losses), guesses)


def _train_epoch(
    v: Tensor, u: Tensor, text: TrainingText, how: Word2VecSettings, epoch: int, chance: np.random.Generator
) -> tuple[float, int]:
    """One pass over the text, which changes both tables in place; the mean loss of a guess, and the guesses made."""
    kept = text.subsampled(how.threshold, chance)
    pieces = cut_into_blocks(kept, how.half_width, how.block, how.blocks, chance, v.device)
    drawn = noise_words(text.counts, (len(pieces), how.noise_drawn), chance, how.noise_power)
    noise = torch.from_numpy(drawn).to(v.device)
    step = cbow_step if how.model == "cbow" else skip_gram_step
    seen, total, guesses = 0.0, 0.0, torch.zeros((), dtype=torch.float64, device=v.device)
    for number, (rows, others) in enumerate(zip(pieces.ids, noise, strict=True)):
        rate = how.rate + (how.last_rate - how.rate) * (epoch + number / len(pieces)) / how.epochs
        near = pieces.near(number)
        here = (v[rows], u[rows], u[others], near, how.negatives)
        if number % LOOK_EVERY == 0:
            loss, n = step_loss(*here, cbow=how.model == "cbow")
            total, seen = total + float(loss), seen + float(n)
            _require_calm(total / max(seen, 1.0), number, how)
        to_v, to_u, to_noise = step(*here)
        v.index_add_(0, rows.flatten(), to_v.flatten(0, 1), alpha=-rate)
        u.index_add_(0, rows.flatten(), to_u.flatten(0, 1), alpha=-rate)
        u.index_add_(0, others, to_noise, alpha=-rate)
        guesses += (near.sum(-1) > 0).sum() if how.model == "cbow" else near.sum()
    return total / max(seen, 1.0), int(guesses)


def _require_calm(loss: float, step: int, how: Word2VecSettings) -> None:
    """Raise ArithmeticError when the mean loss is far above that of two tables that know nothing."""
    ignorant = (how.negatives + 1) * math.log(2)
    if not loss < TOO_MUCH * ignorant:
        raise ArithmeticError(
            f"the loss rose to {loss:.0f} nats a guess by step {step}; vectors that know nothing have {ignorant:.2f}. "
            f"A step adds up the gradients of {how.block * how.blocks} words: lower rate ({how.rate}) or blocks "
            f"({how.blocks}), or the threshold of subsampling ({how.threshold})"
        )
