"""The tokenizer of BERT: clean and lower-case, split at spaces and punctuation, cut each word by WordPiece."""

import string
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from nlpbook.tokenizers.wordpiece import UNKNOWN, join_pieces, wordpiece

__all__ = ["BertTokenizer", "basic_words"]

FIRST, SEPARATOR, PADDING, MASK = "[CLS]", "[SEP]", "[PAD]", "[MASK]"
HAN = (
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF), (0x2F800, 0x2FA1F),
)  # fmt: skip
"""Ranges of Chinese characters, each of which is a word."""


def basic_words(text: str) -> list[str]:
    """Words and punctuation marks, in lower case and without accents.

    Args:
        text: Any string.

    Returns:
        Strings without spaces, none empty; control characters are gone.

    Source:
        "Basic tokenizer" of the uncased models of Devlin et al. (2019).

    Examples:
        >>> basic_words("Don't panic, Zoë!")
        ['don', "'", 't', 'panic', ',', 'zoe', '!']
    """
    plain = unicodedata.normalize("NFD", "".join(map(_cleaned, text)))
    spaced = "".join(_spaced(letter.lower()) for letter in plain if unicodedata.category(letter) != "Mn")
    return spaced.split()


def _cleaned(letter: str) -> str:
    """Any space becomes a plain one, a control character nothing, a Chinese character stands free."""
    if letter in "\t\n\r" or unicodedata.category(letter).startswith("Z"):
        return " "
    if letter == "\ufffd" or unicodedata.category(letter).startswith("C"):
        return ""
    return f" {letter} " if any(low <= ord(letter) <= high for low, high in HAN) else letter


def _spaced(letter: str) -> str:
    """A punctuation mark stands free."""
    marks = letter in string.punctuation or unicodedata.category(letter[:1] or " ").startswith("P")
    return f" {letter} " if letter and marks else letter


class BertTokenizer:
    """Text to token numbers and back, as BERT's uncased models do it.

    What a user writes is always text: `[SEP]` in it is three tokens, never the special one.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Number the tokens in the order given.

        Args:
            vocabulary: V different tokens, [PAD], [UNK], [CLS] and [SEP] among them.

        Raises:
            ValueError: One of these is missing, or a token stands there twice.
        """
        self.tokens = tuple(vocabulary)
        self.ids = {token: number for number, token in enumerate(self.tokens)}
        missing = [token for token in (PADDING, UNKNOWN, FIRST, SEPARATOR) if token not in self.ids]
        if missing or len(self.ids) != len(self.tokens):
            repeated = len(self.tokens) - len(self.ids)
            raise ValueError(f"vocabulary must hold {missing or 'each token'} once, got {repeated} repetitions")
        self._cut = lru_cache(maxsize=50_000)(lambda word: tuple(wordpiece(word, self.ids)))

    def __len__(self) -> int:
        """How many tokens there are, V."""
        return len(self.tokens)

    def cut(self, text: str) -> list[str]:
        """The pieces of a text alone, without [CLS] and [SEP]."""
        return [piece for word in basic_words(text) for piece in self._cut(word)]

    def pieces(self, text: str, second: str | None = None, longest: int | None = None) -> list[str]:
        """What the model gets: [CLS] text [SEP], or [CLS] text [SEP] second [SEP].

        Args:
            text: The text.
            second: Another text, as a hypothesis or an answer.
            longest: At most so many tokens, the special ones included; a single text is cut short at its end.

        Raises:
            ValueError: `longest` is below 2, or it does not hold both texts.
        """
        if longest is not None and longest < 2:
            raise ValueError(f"longest must be at least 2, for [CLS] and [SEP], got {longest}")
        first = self.cut(text)
        if second is None:
            return [FIRST, *(first if longest is None else first[: longest - 2]), SEPARATOR]
        both = [FIRST, *first, SEPARATOR, *self.cut(second), SEPARATOR]
        if longest is not None and len(both) > longest:
            raise ValueError(f"longest must hold both texts, {len(both)} tokens, got {longest}")
        return both

    def encode(self, text: str, second: str | None = None, longest: int | None = None) -> list[int]:
        """Numbers of the tokens of `pieces`."""
        return [self.ids[piece] for piece in self.pieces(text, second, longest)]

    def encode_batch(self, texts: Sequence[str], longest: int | None = None) -> tuple[list[list[int]], list[int]]:
        """Numbers of several texts, filled up with [PAD] to one length.

        Returns:
            B lists of T numbers, and how many of each are real.

        Raises:
            ValueError: There is no text.
        """
        if not texts:
            raise ValueError("texts must hold at least one text, got none")
        rows = [self.encode(text, longest=longest) for text in texts]
        lengths = [len(row) for row in rows]
        fill = self.ids[PADDING]
        return [row + [fill] * (max(lengths) - len(row)) for row in rows], lengths

    def decode(self, numbers: Sequence[int]) -> str:
        """Text from numbers: pieces joined, special tokens kept, words separated by spaces."""
        return join_pieces([self.tokens[number] for number in numbers])
