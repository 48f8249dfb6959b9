"""One-sentence film reviews with their critics' verdicts."""

import bz2
import csv
from dataclasses import dataclass
from functools import cache

from nlpbook.data.files import files_of

__all__ = ["Review", "load_reviews"]


@dataclass(frozen=True)
class Review:
    """One sentence from a critic's review.

    Attributes:
        text: The sentence, as printed.
        film: Which film it is about, as "a_grin_without_a_cat". Reviews of one film share names and plot: keep them on
            one side of a split.
        good: Whether the critic recommends the film.
    """

    text: str
    film: str
    good: bool


@cache
def load_reviews() -> tuple[Review, ...]:
    """The 12,808 reviews in order of the file; a few sentences occur twice.

    Raises:
        DataError: The data package is missing; says how to get it.
    """
    with bz2.open(files_of("film-reviews")[0], "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["category"] != "plot"]
    return tuple(Review(row["text"], row["movie_name"], row["category"] == "fresh") for row in rows)
