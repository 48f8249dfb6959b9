"""Fine-tuning: an encoder and a new head, trained together for a few passes over a small set of labelled texts."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlpbook.pretraining.heads import TextHead
from nlpbook.transformer import Encoder, initialise, padding_mask

__all__ = ["TextClassifier", "fine_tune", "predict"]


class TextClassifier(nn.Module):
    """An encoder, kept and not copied, with a new head for K classes on the state of [CLS]."""

    def __init__(self, encoder: Encoder, n_classes: int, generator: torch.Generator) -> None:
        """Put the head on; its weights are drawn by the generator."""
        super().__init__()
        self.encoder = encoder
        self.head = TextHead(encoder.shape.width, n_classes)
        initialise(self.head, generator)

    def forward(self, rows: Sequence[Sequence[int]]) -> Tensor:
        """Scores (B, K) of B texts, each a list of token numbers from [CLS] to [SEP]; filling up is done here."""
        ids = nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
        allowed = padding_mask([len(row) for row in rows])
        out: Tensor = self.head(self.encoder(ids, allowed).last)
        return out


def fine_tune(
    model: TextClassifier,
    rows: Sequence[Sequence[int]],
    classes: Sequence[int],
    *,
    epochs: int,
    rate: float,
    generator: torch.Generator,
    size: int = 16,
) -> list[float]:
    """Train all weights, encoder and head, with AdamW; the rate rises over a tenth of the steps and falls to 0.

    Args:
        model: Changed in place.
        rows: Token numbers of N texts.
        classes: Their classes, N numbers from 0 to K - 1.
        epochs: Passes over the texts, at least 1; BERT's authors tried 2, 3 and 4.
        rate: The highest learning rate, above 0; BERT's authors tried 2e-5, 3e-5 and 5e-5.
        generator: Seeded; decides the order of the texts.
        size: Texts in a batch, at least 1; they tried 16 and 32.

    Returns:
        Mean loss of each pass, in nats.

    Raises:
        ValueError: The lists differ in length or are empty, or a number is out of its range.
    """
    if not rows or len(rows) != len(classes):
        raise ValueError(f"rows and classes must have one length, at least 1, got {len(rows)} and {len(classes)}")
    if epochs < 1 or size < 1 or rate <= 0:
        raise ValueError(f"epochs and size must be at least 1 and rate above 0, got {epochs}, {size} and {rate}")
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    starts = range(0, len(rows), size)
    total, step, losses = epochs * len(starts), 0, []
    model.train()
    for _ in range(epochs):
        order, summed = torch.randperm(len(rows), generator=generator).tolist(), 0.0
        for start in starts:
            step += 1
            for group in optimiser.param_groups:
                group["lr"] = rate * min(10 * step / total, (total - step + 1) / total)
            part = order[start : start + size]
            loss = functional.cross_entropy(model([rows[i] for i in part]), torch.tensor([classes[i] for i in part]))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            summed += loss.item() * len(part)
        losses.append(summed / len(rows))
    return losses


def predict(model: TextClassifier, rows: Sequence[Sequence[int]], size: int = 32) -> list[int]:
    """The class with the best score for each text; the model is left ready for use, not for training."""
    model.eval()
    found: list[int] = []
    with torch.no_grad():
        for start in range(0, len(rows), size):
            found += model(rows[start : start + size]).argmax(-1).tolist()
    return found
