"""A text cut into blocks of equal length, so that the windows of many words become one matrix of ones and zeros."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from nlpbook.embeddings.training_text import IntArray, TrainingText

__all__ = ["TextBlocks", "cut_into_blocks"]

EMPTY = -1  # sentence number of the places that were filled up


@dataclass(frozen=True, eq=False)
class TextBlocks:
    """S steps of B blocks of T words each.

    Attributes:
        ids: Row numbers, shape (S, B, T).
        sentence: Sentence numbers, -1 where the text was filled up, shape (S, B, T).
        width: Words on each side of each centre, shape (S, B, T).
        distance: How far apart two places of a block are, shape (T, T).
    """

    ids: Tensor
    sentence: Tensor
    width: Tensor
    distance: Tensor

    def __len__(self) -> int:
        """How many steps there are, S."""
        return len(self.ids)

    def near(self, step: int) -> Tensor:
        """1 where the word in column j stands in the window of the word in row i of the same sentence, (B, T, T)."""
        sentence, width = self.sentence[step], self.width[step]
        inside = (self.distance <= width[:, :, None]) & (self.distance > 0)
        together = (sentence[:, :, None] == sentence[:, None, :]) & (sentence >= 0)[:, :, None]
        return (inside & together).to(torch.float32)


def cut_into_blocks(
    text: TrainingText,
    half_width: int,
    block: int,
    blocks: int,
    generator: np.random.Generator,
    device: torch.device | str = "cpu",
) -> TextBlocks:
    """Cut a text at places drawn by chance, and draw a window width from 1 to `half_width` for every word.

    Windows do not reach over a cut. The first cut is drawn anew for every call, so that over several epochs no pair of
    neighbours is always parted.

    Args:
        text: The text, at least one word.
        half_width: The greatest width, m.
        block: Words in a block, T, at least 2.
        blocks: Blocks in a step, B.
        generator: The source of chance.
        device: Where the tensors shall be.

    Examples:
        >>> from nlpbook.embeddings.training_text import prepare_text
        >>> text = prepare_text([["a", "b", "a"], ["b"]], min_count=1)
        >>> pieces = cut_into_blocks(text, 1, block=8, blocks=1, generator=np.random.default_rng(0))
        >>> int(pieces.near(0).sum())
        4
    """
    ahead = int(generator.integers(block // 2 + 1))
    size = block * blocks
    length = -(-(ahead + len(text.ids)) // size) * size
    shape = (length // size, blocks, block)

    def filled(values: IntArray, empty: int) -> npt.NDArray[np.int64]:
        whole = np.full(length, empty, dtype=np.int64)
        whole[ahead : ahead + len(values)] = values
        return whole.reshape(shape)

    places = np.arange(block)
    arrays = (filled(text.ids, 0), filled(text.sentence, EMPTY), generator.integers(1, half_width + 1, size=shape))
    ids, sentence, width = (torch.from_numpy(array).to(device) for array in arrays)
    return TextBlocks(ids, sentence, width, torch.from_numpy(np.abs(places[:, None] - places)).to(device))
