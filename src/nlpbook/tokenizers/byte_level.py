"""Byte-level byte-pair encoding as in GPT-2: any text becomes bytes, so no text is unknown."""

import math
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from nlpbook.tokenizers.bpe import Pair
from nlpbook.tokenizers.unicode_classes import expand_properties

__all__ = [
    "PATTERNS",
    "ByteLevelBPE",
    "byte_characters",
    "from_characters",
    "merge_by_rank",
    "pre_tokenize",
    "read_ranks",
    "to_characters",
]

_ENDINGS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
_UPPER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"
_LOWER = r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
PATTERNS: Mapping[str, str] = {
    "gpt2": r"'(?:[sdmt]|ll|ve|re)| ?[\p{L}]+| ?[\p{N}]+| ?[^\s\p{L}\p{N}]+|[\s]+(?![^\s])|[\s]+",
    "cl100k": (
        r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+[\p{L}]++|[\p{N}]{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
        r"|[\s]++\Z|[\s]*[\r\n]|[\s]+(?![^\s])|[\s]"
    ),
    "o200k": (
        rf"[^\r\n\p{{L}}\p{{N}}]?{_UPPER}*{_LOWER}+{_ENDINGS}?|[^\r\n\p{{L}}\p{{N}}]?{_UPPER}+{_LOWER}*{_ENDINGS}?"
        r"|[\p{N}]{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|[\s]*[\r\n]+|[\s]+(?![^\s])|[\s]+"
    ),
}
"""How three tokenizers cut text into chunks before any merge; the patterns of OpenAI's tiktoken, spelt for `re`."""


@cache
def _compiled(name: str) -> re.Pattern[str]:
    """The pattern of that name, ready to use."""
    if name not in PATTERNS:
        raise ValueError(f"pattern must be one of {', '.join(PATTERNS)}, got {name!r}")
    return re.compile(expand_properties(PATTERNS[name]))


def pre_tokenize(text: str, pattern: str = "gpt2") -> list[str]:
    """Cut text into the chunks that merges may not leave; a space goes with the word after it.

    Args:
        text: Any text.
        pattern: Whose rules: "gpt2", "cl100k" (GPT-4) or "o200k" (GPT-4o).

    Returns:
        The chunks; joined, they are the text again.

    Raises:
        ValueError: There is no such pattern.

    Examples:
        >>> pre_tokenize("We've 12 cats!")
        ['We', "'ve", ' 12', ' cats', '!']
    """
    return _compiled(pattern).findall(text)


@cache
def byte_characters() -> dict[int, str]:
    """Give each of the 256 bytes a visible character.

    Printable bytes stand for themselves. The other 68, such as
    space and line feed, get the characters from U+0100 on.

    Source:
        `bytes_to_unicode` in OpenAI's GPT-2 code (2019).

    Examples:
        >>> byte_characters()[ord("a")], byte_characters()[ord(" ")]
        ('a', 'Ġ')
    """
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in visible]
    shown = {byte: chr(byte) for byte in visible}
    for n, byte in enumerate(hidden):
        shown[byte] = chr(256 + n)
    return shown


def to_characters(text: str) -> str:
    """The UTF-8 bytes of a text, each as its visible character.

    Examples:
        >>> to_characters(" café")
        'ĠcafÃ©'
    """
    table = byte_characters()
    return "".join(table[byte] for byte in text.encode("utf-8"))


def from_characters(characters: str) -> bytes:
    """Back from visible characters to bytes.

    Raises:
        ValueError: A character stands for no byte.

    Examples:
        >>> from_characters("ĠcafÃ©").decode()
        ' café'
    """
    table = {character: byte for byte, character in byte_characters().items()}
    for character in characters:
        if character not in table:
            raise ValueError(f"characters must each stand for a byte, got {character!r}")
    return bytes(table[character] for character in characters)


def read_ranks(lines: Iterable[str]) -> dict[bytes, int]:
    """Read ranks in tiktoken's format: on each line a token in base 64, a space and its rank.

    Raises:
        ValueError: A line is not so built; names the line.

    Examples:
        >>> read_ranks(["IQ== 0", "Ig== 1"])
        {b'!': 0, b'"': 1}
    """
    ranks: dict[bytes, int] = {}
    for number, line in enumerate(lines, start=1):
        try:
            token, rank = line.split()
            ranks[b64decode(token, validate=True)] = int(rank)
        except ValueError:
            raise ValueError(f"line {number} must be a token in base 64 and a rank, got {line[:40]!r}") from None
    return ranks


class ByteLevelBPE:
    """A tokenizer from text to ids and back that knows every text."""

    def __init__(
        self, ranks: Mapping[bytes, int], *, pattern: str = "gpt2", special: Mapping[str, int] | None = None
    ) -> None:
        """Take over a vocabulary.

        Args:
            ranks: Token to its rank, which is also its id: the lower, the earlier it was learnt. All 256 single bytes
                must be there.
            pattern: How to cut text into chunks first; see `pre_tokenize`.
            special: Control tokens, as {"<|endoftext|>": 50256}; their ids must be new.

        Raises:
            ValueError: A single byte is missing, an id occurs twice, or there is no such pattern.
        """
        missing = [byte for byte in range(256) if bytes([byte]) not in ranks]
        if missing:
            raise ValueError(f"ranks must hold all 256 single bytes, {len(missing)} are missing, first {missing[0]}")
        self.ranks = dict(ranks)
        self.special = dict(special or {})
        self.pattern = pattern
        _compiled(pattern)
        ids = [*self.ranks.values(), *self.special.values()]
        self.tokens = {number: token for token, number in self.ranks.items()}
        self.tokens |= {number: name.encode() for name, number in self.special.items()}
        if len(self.tokens) != len(ids):
            raise ValueError("ids of ranks and special must all differ")
        self._known: dict[str, list[int]] = {}

    @classmethod
    def from_merges(
        cls, merges: Iterable[Pair], *, pattern: str = "gpt2", special: Mapping[str, int] | None = None
    ) -> "ByteLevelBPE":
        """Number the 256 bytes in GPT-2's order, then the merges, which are given in visible characters.

        Examples:
            >>> ByteLevelBPE.from_merges([("h", "i")]).encode("hi!")
            [256, 0]
        """
        order = list(byte_characters())
        ranks = {bytes([byte]): rank for rank, byte in enumerate(order)}
        for left, right in merges:
            ranks.setdefault(from_characters(left + right), len(ranks))
        return cls(ranks, pattern=pattern, special=special)

    def __len__(self) -> int:
        """Size of the vocabulary, special tokens included."""
        return len(self.tokens)

    def encode(self, text: str, *, allow_special: bool = False) -> list[int]:
        """The ids of a text.

        Args:
            text: Any text; half a surrogate pair, which is no character, raises UnicodeEncodeError.
            allow_special: Read the name of a control token as that token. Leave it off for text that others wrote:
                then "<|endoftext|>" is cut up like any other text.
        """
        if not allow_special or not self.special:
            return [number for chunk in pre_tokenize(text, self.pattern) for number in self._chunk(chunk)]
        names = "|".join(re.escape(name) for name in sorted(self.special, key=len, reverse=True))
        ids: list[int] = []
        for part in re.split(f"({names})", text):
            ids.extend([self.special[part]] if part in self.special else self.encode(part))
        return ids

    def pieces(self, text: str) -> list[bytes]:
        """The bytes of each token of a text."""
        return [self.tokens[number] for number in self.encode(text)]

    def decode(self, ids: Iterable[int]) -> str:
        """Back to text; bytes that are no whole character become U+FFFD, the replacement character.

        Raises:
            ValueError: An id is outside the vocabulary.
        """
        return b"".join(self._bytes(ids)).decode("utf-8", errors="replace")

    def _bytes(self, ids: Iterable[int]) -> Iterator[bytes]:
        """The bytes behind each id."""
        for number in ids:
            if number not in self.tokens:
                raise ValueError(f"ids must be in the vocabulary of {len(self)}, got {number}")
            yield self.tokens[number]

    def _chunk(self, chunk: str) -> list[int]:
        """The ids of one chunk; remembered, as words come back."""
        if chunk not in self._known:
            raw = chunk.encode("utf-8")
            self._known[chunk] = [self.ranks[piece] for piece in merge_by_rank(raw, self.ranks)]
        return self._known[chunk]


def merge_by_rank(raw: bytes, ranks: Mapping[bytes, int]) -> list[bytes]:
    """Join neighbours while their union is a known token, the lowest rank first.

    Examples:
        >>> merge_by_rank(b"abc", {b"bc": 3, b"ab": 4})
        [b'a', b'bc']
    """
    pieces = [raw[i : i + 1] for i in range(len(raw))]
    while len(pieces) > 1:
        found = [ranks.get(left + right, math.inf) for left, right in pairwise(pieces)]
        place = min(range(len(found)), key=found.__getitem__)
        if found[place] == math.inf:
            break
        pieces[place : place + 2] = [pieces[place] + pieces[place + 1]]
    return pieces
