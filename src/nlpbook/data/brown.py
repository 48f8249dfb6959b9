"""The Brown Corpus: a million words of American English of 1961, in 15 genres, with parts of speech."""

from dataclasses import dataclass
from functools import cache

from nlpbook.data.files import files_of

__all__ = ["GENRES", "BrownSentence", "load_brown"]

GENRES = {
    "a": "news",
    "b": "editorials",
    "c": "reviews",
    "d": "religion",
    "e": "hobbies",
    "f": "lore",
    "g": "essays",
    "h": "government",
    "j": "science",
    "k": "fiction",
    "l": "mystery",
    "m": "science fiction",
    "n": "adventure",
    "p": "romance",
    "r": "humour",
}
"""The letter after the c of a sample's name, and the genre it stands for."""


@dataclass(frozen=True)
class BrownSentence:
    """One sentence as it was tagged by hand.

    Attributes:
        sample: Name of the sample of about 2,000 words, as "ca01".
        words: Its N tokens; punctuation counts, and quotation marks are `` and ''.
        tags: Their N parts of speech, in the corpus's own tag set, as "nn" and "vbd".
    """

    sample: str
    words: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def genre(self) -> str:
        """The sample's genre, one of the values of `GENRES`."""
        return GENRES[self.sample[1]]


@cache
def load_brown() -> tuple[BrownSentence, ...]:
    """The sentences of the corpus, in its order. Read once per process, in about a second.

    Raises:
        DataError: The data package is missing; says how to get it.
    """
    found: list[BrownSentence] = []
    for path in files_of("brown"):
        for line in path.read_text(encoding="latin-1").splitlines():
            pairs = [token.rsplit("/", 1) for token in line.split()]
            if pairs:
                found.append(BrownSentence(path.name, tuple(w for w, _ in pairs), tuple(t for _, t in pairs)))
    return tuple(found)
