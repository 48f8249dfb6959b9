"""BERT's second objective: does the second text follow the first one, or does it come from somewhere else?"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

__all__ = ["SentencePair", "make_pairs"]


@dataclass(frozen=True)
class SentencePair:
    """Two sentences and the truth about them.

    Attributes:
        first: Words of a sentence.
        second: Words of another one.
        follows: Whether it came right after the first.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    follows: bool


def make_pairs(
    documents: Sequence[Sequence[Sequence[str]]], n: int, generator: torch.Generator, share: float = 0.5
) -> list[SentencePair]:
    """Draw n pairs: with probability `share` neighbours, else a second sentence from another document.

    Args:
        documents: At least two, each a list of at least two sentences, each a list of words.
        n: How many pairs.
        generator: Seeded source of chance.
        share: Probability of true neighbours, from 0 to 1.

    Returns:
        n pairs.

    Raises:
        ValueError: There are too few documents or sentences, or the share lies outside 0 to 1.

    Source:
        Devlin et al. (2019), task 2, there with longer stretches of text for sentences.

    Examples:
        >>> texts = [[["a"], ["b"]], [["c"], ["d"]]]
        >>> pair = make_pairs(texts, 1, torch.Generator().manual_seed(0), share=1.0)[0]
        >>> (pair.first, pair.second) in [(("a",), ("b",)), (("c",), ("d",))], pair.follows
        (True, True)
    """
    if len(documents) < 2 or min(map(len, documents)) < 2:
        raise ValueError("documents must be at least two, with at least two sentences each, got fewer")
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"share must lie from 0 to 1, got {share}")

    def draw(n: int) -> int:
        return int(torch.randint(n, (), generator=generator))

    pairs = []
    for _ in range(n):
        here = draw(len(documents))
        place = draw(len(documents[here]) - 1)
        first, second = documents[here][place], documents[here][place + 1]
        follows = float(torch.rand((), generator=generator)) < share
        if not follows:
            elsewhere = documents[(here + 1 + draw(len(documents) - 1)) % len(documents)]
            second = elsewhere[draw(len(elsewhere))]
        pairs.append(SentencePair(tuple(first), tuple(second), follows))
    return pairs
