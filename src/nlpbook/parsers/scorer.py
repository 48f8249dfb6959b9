"""A small network that scores the moves: embeddings of what stands on stack and buffer, one hidden layer."""

import torch
from torch import Tensor, nn

from nlpbook.parsers.inventory import N_SPECIAL, Inventory

__all__ = ["MoveScorer"]

N_PLACES = 10  # see Machine.places
N_CHILDREN = 4


class MoveScorer(nn.Module):
    """Scores of all moves in a state.

    The words, endings and tags at ten places and the labels of four dependents are looked up in four tables, laid
    side by side, and sent through one hidden layer.

    Args:
        inventory: What there is to number.
        width: Numbers in a word's embedding; those of endings, tags and labels have half as many.
        hidden: Units of the hidden layer.
        dropout: Share of hidden units silenced in training, from 0 to below 1.

    Source:
        Chen and Manning (2014), with ReLU in place of the cube, fewer places, and endings added.
    """

    def __init__(self, inventory: Inventory, width: int = 32, hidden: int = 128, dropout: float = 0.2) -> None:
        super().__init__()
        half = width // 2
        self.words = nn.Embedding(len(inventory.words) + N_SPECIAL, width, padding_idx=0)
        self.endings = nn.Embedding(len(inventory.endings) + N_SPECIAL, half, padding_idx=0)
        self.tags = nn.Embedding(len(inventory.tags) + N_SPECIAL, half, padding_idx=0)
        self.labels = nn.Embedding(len(inventory.labels) + 1, half)
        n_inputs = N_PLACES * (width + 2 * half) + N_CHILDREN * half
        self.body = nn.Sequential(nn.Linear(n_inputs, hidden), nn.ReLU(), nn.Dropout(dropout))
        self.out = nn.Linear(hidden, len(inventory.moves))

    def forward(self, places: Tensor, labels: Tensor) -> Tensor:
        """Scores of the moves, before the softmax.

        Args:
            places: Numbers of word, ending and tag at each place, [B, 10, 3].
            labels: Numbers of the labels of four dependents, [B, 4].

        Returns:
            [B, M], a score for each move.
        """
        parts = [
            table(places[:, :, column]).flatten(1) for column, table in enumerate((self.words, self.endings, self.tags))
        ]
        inputs = torch.cat([*parts, self.labels(labels).flatten(1)], dim=1)
        scores: Tensor = self.out(self.body(inputs))
        return scores
