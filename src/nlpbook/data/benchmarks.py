"""Test sets for word vectors: analogy questions, and pairs of words with the similarity that people gave them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlpbook.data.files import files_of

__all__ = ["Analogy", "RatedPair", "load_analogies", "load_rated_pairs"]

SIMILARITY_SETS = ("wordsim-353", "simlex-999")


@dataclass(frozen=True)
class Analogy:
    """One question, "a is to b as c is to ?", with its answer d and the category it belongs to."""

    category: str
    a: str
    b: str
    c: str
    d: str


@dataclass(frozen=True)
class RatedPair:
    """Two words and the mean rating that people gave them, 0 to 10."""

    first: str
    second: str
    rating: float


@cache
def load_analogies() -> tuple[Analogy, ...]:
    """The 19,544 questions of the Google analogy test set, in the order of the file, words as written there.

    Raises:
        DataError: The data package is missing; says how to get it.
    """
    path = files_of("google-analogies")[0]
    questions: list[Analogy] = []
    category = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith(":"):
            category = line[1:].strip()
            continue
        words = line.split()
        if len(words) != 4:
            raise ValueError(f"{path}:{number}: a question must have four words, got {line!r}")
        questions.append(Analogy(category, *words))
    return tuple(questions)


@cache
def load_rated_pairs(name: str) -> tuple[RatedPair, ...]:
    """The word pairs of a similarity test set, with people's mean rating, in the order of the file.

    Args:
        name: "wordsim-353" (how related are the words?) or "simlex-999" (how alike are the things they name?).

    Raises:
        ValueError: Another name, or a line of the file that does not fit.
        DataError: The data package is missing; says how to get it.
    """
    if name not in SIMILARITY_SETS:
        raise ValueError(f"name must be one of {', '.join(SIMILARITY_SETS)}, got {name!r}")
    path = files_of(name)[0]
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return tuple(_rated_pair(path, number, line) for number, line in lines if line and not line.startswith("#"))


def _rated_pair(path: Path, number: int, line: str) -> RatedPair:
    """One line: two words and a number, separated by tabs."""
    try:
        first, second, rating = line.split("\t")
        return RatedPair(first, second, float(rating))
    except ValueError:
        raise ValueError(f"{path}:{number}: must be two words and a number, got {line!r}") from None
