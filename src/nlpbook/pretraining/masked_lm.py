"""The masked language model: an encoder, a head that guesses the tokens in the gaps, and the loop that trains both."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlpbook.pretraining.masking import IGNORED, Masked
from nlpbook.transformer import Encoder, LayerNorm

__all__ = ["MaskedLM", "MaskedLMHead", "Progress", "Scores", "masked_lm_loss", "score_gaps", "train_masked_lm"]


class MaskedLMHead(nn.Module):
    """From a state to a score for each token: linear map, GELU, layer norm, then the embedding table once more.

    The last step has no weights of its own except a bias: the score of a token is the dot product with its row of the
    table that also reads the input (tied weights).

    Source:
        Devlin et al. (2019); the transform is in their code, not in the paper.
    """

    def __init__(self, width: int, vocabulary: int, eps: float = 1e-12) -> None:
        """Make the parts: D^2 + D weights of the map, 2 D of the norm, V of the bias."""
        super().__init__()
        self.dense = nn.Linear(width, width)
        self.norm = LayerNorm(width, eps)
        self.bias = nn.Parameter(torch.zeros(vocabulary))

    def forward(self, states: Tensor, table: Tensor) -> Tensor:
        """Scores (..., V) from states (..., D) and the embedding table (V, D)."""
        changed: Tensor = self.norm(functional.gelu(self.dense(states)))
        return changed @ table.T + self.bias


class MaskedLM(nn.Module):
    """An encoder with the head on top; the embedding table stands at both ends."""

    def __init__(self, encoder: Encoder) -> None:
        """Put a new head on an encoder, which is kept, not copied."""
        super().__init__()
        self.encoder = encoder
        self.head = MaskedLMHead(encoder.shape.width, encoder.shape.vocabulary, encoder.shape.eps)

    def forward(self, ids: Tensor, allowed: Tensor | None = None, segments: Tensor | None = None) -> Tensor:
        """Scores for every place, shape (B, T, V); arguments as for the encoder."""
        out: Tensor = self.head(self.encoder(ids, allowed, segments).last, self.encoder.tokens.weight)
        return out

    def at_gaps(self, masked: Masked, allowed: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Scores at the chosen places alone.

        The head is the dear part when V is large; there is no point in running it on the other 85 %.

        Returns:
            Scores (N, V) and true tokens (N,), N the number of chosen places.
        """
        states = self.encoder(masked.inputs, allowed).last[masked.chosen]
        return self.head(states, self.encoder.tokens.weight), masked.labels[masked.chosen]


def masked_lm_loss(scores: Tensor, labels: Tensor) -> Tensor:
    """Mean of -ln p(true token) over the chosen places, in nats.

    Args:
        scores: Before the softmax, shape (..., V).
        labels: True tokens, shape (...); `IGNORED` where nothing is asked.

    Returns:
        A number, shape ().

    Raises:
        ValueError: No place is chosen: a mean of nothing.

    Examples:
        >>> scores = torch.tensor([[0.0, 0.0], [9.0, 9.0]])
        >>> round(masked_lm_loss(scores, torch.tensor([1, -100])).item(), 4)  # one place, two equal chances: ln 2
        0.6931
    """
    if not bool((labels != IGNORED).any()):
        raise ValueError("labels must ask for at least one place, got none")
    return functional.cross_entropy(scores.flatten(0, -2), labels.flatten(), ignore_index=IGNORED)


@dataclass(frozen=True)
class Scores:
    """Results at gaps.

    Attributes:
        loss: Mean of -ln p(true token), in nats.
        accuracy: Share of gaps where the true token had the best score.
        gaps: How many there were.
    """

    loss: float
    accuracy: float
    gaps: int


def score_gaps(model: MaskedLM, batches: Iterator[tuple[Masked, Tensor]]) -> Scores:
    """Loss and accuracy over batches of gaps with their attention masks; the model is left in its mode.

    Raises:
        ValueError: The batches have no gap.
    """
    training = model.training
    model.eval()
    total, right, gaps = 0.0, 0, 0
    with torch.no_grad():
        for masked, allowed in batches:
            scores, truth = model.at_gaps(masked, allowed)
            total += functional.cross_entropy(scores, truth, reduction="sum").item()
            right += int((scores.argmax(-1) == truth).sum())
            gaps += len(truth)
    model.train(training)
    if not gaps:
        raise ValueError("batches must have at least one gap, got none")
    return Scores(total / gaps, right / gaps, gaps)


@dataclass(frozen=True)
class Progress:
    """Mean training loss over the steps since the last entry, in nats, up to this step."""

    step: int
    loss: float


def train_masked_lm(
    model: MaskedLM,
    batch: Callable[[], tuple[Masked, Tensor]],
    *,
    steps: int,
    rate: float = 1e-3,
    warmup: float = 0.1,
    decay: float = 0.01,
    every: int = 50,
) -> list[Progress]:
    """Train with AdamW; the learning rate rises linearly, then falls linearly to 0, as BERT's does.

    Args:
        model: Changed in place.
        batch: Gives the next batch and its attention mask.
        steps: Updates, at least 1.
        rate: The highest learning rate, above 0.
        warmup: Share of the steps in which it rises, from 0 up to but not 1.
        decay: Weight decay.
        every: Steps per entry of the record.

    Returns:
        The record, one entry per `every` steps.

    Raises:
        ValueError: A number is out of its range.
    """
    if steps < 1 or every < 1:
        raise ValueError(f"steps and every must be at least 1, got {steps} and {every}")
    if rate <= 0 or not 0 <= warmup < 1:
        raise ValueError(f"rate must be above 0 and warmup from 0 to below 1, got {rate} and {warmup}")
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay)
    rising = max(1, round(warmup * steps))
    record, total = [], 0.0
    model.train()
    for step in range(1, steps + 1):
        share = step / rising if step <= rising else (steps - step) / max(1, steps - rising)
        for group in optimiser.param_groups:
            group["lr"] = rate * share
        masked, allowed = batch()
        loss = functional.cross_entropy(*model.at_gaps(masked, allowed))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        total += loss.item()
        if step % every == 0:
            record.append(Progress(step, total / every))
            total = 0.0
    return record
