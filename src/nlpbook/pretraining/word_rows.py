"""Sentences as rows of word numbers, with BERT's control tokens, for encoders that are trained on a small corpus."""

from collections import Counter
from collections.abc import Sequence

import torch
from torch import Tensor

__all__ = ["CONTROL_TOKENS", "WordRows"]

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
            >>> rows.encode(["A", "[MASK]", "dog"])
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
