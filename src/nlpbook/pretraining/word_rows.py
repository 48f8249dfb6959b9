"""Sentences as rows of word numbers, with BERT's control tokens, for encoders that are trained on a small corpus."""

from collections import Counter
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from nlpbook.pretraining.masking import BERT_SPLIT, Masked, mask_tokens

__all__ = ["CONTROL_TOKENS", "WordRows", "draw_gaps", "fixed_gaps"]

CONTROL_TOKENS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


class WordRows:
    """A vocabulary of whole words in lower case, and the way from sentences to padded rows.

    Attributes:
        tokens: The five control tokens, then the words by falling frequency.
        ids: Number of each token.
    """

    def __init__(self, sentences: Sequence[Sequence[str]], size: int) -> None:
        """Take the most frequent words; ties go to the word that comes first in the order of character codes.

        Args:
            sentences: Words of each sentence.
            size: Tokens in all, control tokens included, at least 6.

        Raises:
            ValueError: The size is too small.
        """
        if size <= len(CONTROL_TOKENS):
            raise ValueError(f"size must be above {len(CONTROL_TOKENS)}, got {size}")
        counts = Counter(word.lower() for sentence in sentences for word in sentence)
        ranked = sorted(counts, key=lambda word: (-counts[word], word))
        self.tokens = (*CONTROL_TOKENS, *ranked[: size - len(CONTROL_TOKENS)])
        self.ids = {token: number for number, token in enumerate(self.tokens)}

    def __len__(self) -> int:
        """How many tokens there are, V."""
        return len(self.tokens)

    @property
    def special(self) -> frozenset[int]:
        """Numbers of the control tokens; the unknown word is one of them, since nobody can be asked to guess it."""
        return frozenset(range(len(CONTROL_TOKENS)))

    def encode(self, words: Sequence[str]) -> list[int]:
        """[CLS] words [SEP] as numbers; `[MASK]` may stand among the words.

        Examples:
            >>> rows = WordRows([["a", "cat", "a"]], size=7)
            >>> rows.encode(["A", "[MASK]", "dog"])  # [CLS] a [MASK] [UNK] [SEP]
            [2, 5, 4, 1, 3]
        """
        unknown = self.ids["[UNK]"]
        middle = [self.ids[w] if w in CONTROL_TOKENS else self.ids.get(w.lower(), unknown) for w in words]
        return [self.ids["[CLS]"], *middle, self.ids["[SEP]"]]

    def batch(self, sentences: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor]:
        """Sentences as one padded batch.

        Returns:
            Numbers (B, T), and True where they are real, shaped (B, 1, 1, T) for attention.

        Raises:
            ValueError: There is no sentence.

        Examples:
            >>> ids, allowed = WordRows([["a", "cat"]], size=7).batch([["a", "cat"], ["cat"]])
            >>> ids.tolist()
            [[2, 5, 6, 3], [2, 6, 3, 0]]
            >>> tuple(allowed.shape)
            (2, 1, 1, 4)
        """
        if not sentences:
            raise ValueError("sentences must hold at least one sentence, got none")
        coded = [torch.tensor(self.encode(words)) for words in sentences]
        ids = torch.nn.utils.rnn.pad_sequence(coded, batch_first=True)
        return ids, (ids != 0)[:, None, None, :]


def draw_gaps(
    rows: WordRows, sentences: Sequence[Sequence[str]], n: int, generator: torch.Generator, rate: float = 0.15
) -> tuple[Masked, Tensor]:
    """Draw n sentences, with replacement, and mask them as BERT does: a batch for training.

    Args:
        rows: The vocabulary.
        sentences: Words of each sentence, at least one sentence.
        n: Sentences in the batch, at least 1.
        generator: Seeded source of chance.
        rate: Probability of a gap, from 0 to 1.

    Returns:
        The gaps, and the mask for attention, (n, 1, 1, T).

    Raises:
        ValueError: A number is out of its range.
    """
    if n < 1 or not sentences:
        raise ValueError(f"n and the number of sentences must be at least 1, got {n} and {len(sentences)}")
    places = torch.randint(len(sentences), (n,), generator=generator).tolist()
    ids, allowed = rows.batch([sentences[place] for place in places])
    return _masked(rows, ids, generator, rate, BERT_SPLIT), allowed


def fixed_gaps(
    rows: WordRows, sentences: Sequence[Sequence[str]], rate: float = 0.15, seed: int = 1, size: int = 50
) -> Iterator[tuple[Masked, Tensor]]:
    """The same gaps every time, all of them [MASK], for a fair comparison of models; in batches of `size` sentences.

    Raises:
        ValueError: The rate lies outside 0 to 1, or `size` is below 1.
    """
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    generator = torch.Generator().manual_seed(seed)
    for start in range(0, len(sentences), size):
        ids, allowed = rows.batch(sentences[start : start + size])
        yield _masked(rows, ids, generator, rate, (1.0, 0.0, 0.0)), allowed


def _masked(
    rows: WordRows, ids: Tensor, generator: torch.Generator, rate: float, split: tuple[float, float, float]
) -> Masked:
    mask = rows.ids["[MASK]"]
    return mask_tokens(
        ids, mask_id=mask, special=rows.special, vocabulary=len(rows), generator=generator, rate=rate, split=split
    )
