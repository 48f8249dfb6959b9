"""An encoder with a classification head on the mean of its last states, and the texts that it learns from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from nlpbook.tokenizers import BertTokenizer
from nlpbook.transformer import Encoder, padding_mask

__all__ = ["Classifier", "Labelled", "encode_labelled", "in_order"]


@dataclass(frozen=True, eq=False)
class Labelled:
    """N texts with their classes.

    Attributes:
        inputs: Token numbers, shape (N, T), or states from some layer, shape (N, T, D).
        lengths: Real places of each, shape (N,).
        labels: Class numbers, shape (N,).
    """

    inputs: Tensor
    lengths: Tensor
    labels: Tensor

    def __len__(self) -> int:
        """How many texts, N."""
        return len(self.labels)

    def take(self, which: Tensor) -> "Labelled":
        """Some of the texts, without the filling that all of them share."""
        lengths = self.lengths[which]
        return Labelled(self.inputs[which, : int(lengths.max())], lengths, self.labels[which])

    def to(self, device: torch.device) -> "Labelled":
        """The same texts on a device."""
        return Labelled(self.inputs.to(device), self.lengths.to(device), self.labels.to(device))


def in_order(n: int, size: int) -> Iterator[Tensor]:
    """Numbers from 0 to n - 1, `size` at a time; the last batch may be smaller.

    Examples:
        >>> [which.tolist() for which in in_order(5, 2)]
        [[0, 1], [2, 3], [4]]
    """
    for start in range(0, n, size):
        yield torch.arange(start, min(start + size, n))


def encode_labelled(
    tokenizer: BertTokenizer, texts: Sequence[str], labels: Sequence[int], longest: int | None = None
) -> Labelled:
    """Token numbers of texts, filled up to one length, with their classes.

    Raises:
        ValueError: There is no text, or not one label for each.
    """
    if len(texts) != len(labels):
        raise ValueError(f"labels must be as many as texts, {len(texts)}, got {len(labels)}")
    rows, lengths = tokenizer.encode_batch(texts, longest)
    return Labelled(torch.tensor(rows), torch.tensor(lengths), torch.tensor(labels))


class Classifier(nn.Module):
    """Encoder, mean over the real places, linear head.

    Attributes:
        encoder: Any of its parts may be frozen, wrapped or exchanged.
        head: Linear map, D to C; starts small and random.
    """

    def __init__(self, encoder: Encoder, n_classes: int, generator: torch.Generator) -> None:
        """Put a new head on an encoder, which is kept, not copied.

        Raises:
            ValueError: There are fewer than 2 classes.
        """
        super().__init__()
        if n_classes < 2:
            raise ValueError(f"n_classes must be at least 2, got {n_classes}")
        self.encoder = encoder
        self.head = nn.Linear(encoder.shape.width, n_classes)
        nn.init.normal_(self.head.weight, 0.0, 0.02, generator=generator)
        nn.init.zeros_(self.head.bias)

    def states(self, data: Labelled, first: int = 0, last: int | None = None) -> Tensor:
        """Run the blocks from number `first` up to but not including `last`.

        Args:
            data: Token numbers, or states that enter block `first`.
            first: Number of the first block to run, counted from 0.
            last: Number of the block to stop before; by default after the last one.

        Returns:
            States, shape (N, T, D).
        """
        allowed = padding_mask(data.lengths.tolist(), data.inputs.shape[1]).to(data.inputs.device)
        x = data.inputs if data.inputs.is_floating_point() else self.encoder.embed(data.inputs)
        for block in self.encoder.blocks[first:last]:
            x, _ = block(x, allowed)
        return x

    def pool(self, states: Tensor, lengths: Tensor) -> Tensor:
        """Mean of the real places, (N, T, D) to (N, D)."""
        real = torch.arange(states.shape[1], device=states.device) < lengths[:, None]
        return (states * real[:, :, None]).sum(dim=1) / lengths[:, None]

    def forward(self, data: Labelled, first: int = 0) -> Tensor:
        """Scores of the classes, shape (N, C), from token numbers or from the states that enter block `first`."""
        scores: Tensor = self.head(self.pool(self.states(data, first), data.lengths))
        return scores
