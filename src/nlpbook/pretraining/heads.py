"""Small heads on top of an encoder: one answer for a text, one for each token, or a span."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from nlpbook.pretraining.masking import IGNORED

__all__ = ["SpanHead", "TagHead", "TextHead", "best_span", "first_pieces", "mean_pool"]


class TextHead(nn.Module):
    """One answer for the whole text, from the state of its first place, [CLS]: linear map, tanh, linear map.

    Source:
        Devlin et al. (2019); the first map with its tanh is the "pooler" of their code.
    """

    def __init__(self, width: int, n_classes: int) -> None:
        """Make the parts, D^2 + D and K D + K weights for K classes."""
        super().__init__()
        self.pooler = nn.Linear(width, width)
        self.scores = nn.Linear(width, n_classes)

    def forward(self, states: Tensor) -> Tensor:
        """Scores (B, K) from states (B, T, D)."""
        out: Tensor = self.scores(torch.tanh(self.pooler(states[:, 0])))
        return out


class TagHead(nn.Module):
    """One answer for each token: a linear map, the same at every place."""

    def __init__(self, width: int, n_tags: int) -> None:
        """Make the map, K D + K weights for K tags."""
        super().__init__()
        self.scores = nn.Linear(width, n_tags)

    def forward(self, states: Tensor) -> Tensor:
        """Scores (B, T, K) from states (B, T, D)."""
        out: Tensor = self.scores(states)
        return out


class SpanHead(nn.Module):
    """Where an answer begins and where it ends: two scores for each token."""

    def __init__(self, width: int) -> None:
        """Make the map, 2 D + 2 weights."""
        super().__init__()
        self.scores = nn.Linear(width, 2)

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of beginning and end, each (B, T), from states (B, T, D)."""
        starts, ends = self.scores(states).unbind(-1)
        return starts, ends


def best_span(starts: Sequence[float], ends: Sequence[float], longest: int) -> tuple[int, int]:
    """The span with the greatest sum of both scores among those that do not end before they begin.

    Args:
        starts: Score of each of T places as the first of the answer.
        ends: Score of each as the last.
        longest: At most so many places, at least 1.

    Returns:
        First and last place, counted from 0, both inside the span. Ties go to the earliest, then the shortest.

    Raises:
        ValueError: The lists are empty or differ in length, or `longest` is below 1. Cost T x longest.

    Examples:
        >>> best_span([0.1, 0.2, 3.0], [4.0, 0.3, 0.5], longest=3)  # the two maxima would end before they begin
        (0, 0)
        >>> best_span([0.1, 2.0, 3.0], [1.0, 0.3, 0.5], longest=3)
        (2, 2)
    """
    if not starts or len(starts) != len(ends):
        raise ValueError(f"starts and ends must have one length, at least 1, got {len(starts)} and {len(ends)}")
    if longest < 1:
        raise ValueError(f"longest must be at least 1, got {longest}")
    spans = [(i, j) for i in range(len(starts)) for j in range(i, min(i + longest, len(starts)))]
    return max(spans, key=lambda span: (starts[span[0]] + ends[span[1]], -span[0], -span[1]))


def mean_pool(states: Tensor, real: Tensor) -> Tensor:
    """Mean of the states at real places.

    Args:
        states: Shape (B, T, D).
        real: True where a token is no filling, shape (B, T); at least one in each row.

    Returns:
        Shape (B, D).

    Raises:
        ValueError: The shapes do not fit, or a row has no real place.

    Examples:
        >>> states = torch.tensor([[[1.0], [3.0], [9.0]]])
        >>> mean_pool(states, torch.tensor([[True, True, False]])).tolist()
        [[2.0]]
    """
    if real.shape != states.shape[:2]:
        raise ValueError(f"real must have shape {tuple(states.shape[:2])}, got {tuple(real.shape)}")
    counts = real.sum(1, keepdim=True)
    if not bool((counts > 0).all()):
        raise ValueError("real must have at least one place in each row, got a row without")
    return (states * real[:, :, None]).sum(1) / counts


def first_pieces(words: Sequence[int], labels: Sequence[int]) -> list[int]:
    """Labels of words as labels of pieces: the first piece of a word carries it, all else is `IGNORED`.

    Args:
        words: Which word each piece belongs to, as from `word_numbers`; -1 for control tokens.
        labels: One label for each word.

    Returns:
        One label for each piece.

    Raises:
        ValueError: A word has no label.

    Examples:
        >>> first_pieces([-1, 0, 0, 1, -1], [7, 8])  # [CLS] play ##er runs [SEP]
        [-100, 7, -100, 8, -100]
    """
    if max(words, default=-1) >= len(labels):
        raise ValueError(f"labels must hold one for each of {max(words) + 1} words, got {len(labels)}")
    before = [-1, *words]
    return [labels[word] if word >= 0 and word != last else IGNORED for last, word in zip(before, words, strict=False)]
