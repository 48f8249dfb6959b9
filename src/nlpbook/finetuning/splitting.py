"""Reviews split so that no film is on both sides, and no sentence occurs twice."""

from collections.abc import Iterable
from random import Random

from nlpbook.data.reviews import Review

__all__ = ["split_by_film"]


def split_by_film(reviews: Iterable[Review], share: float, random: Random) -> tuple[list[Review], list[Review]]:
    """Training and test reviews: whole films go to one side, repeated sentences are left out.

    Args:
        reviews: Any number of them.
        share: About which share of the films is for testing, between 0 and 1.
        random: Seeded; it shuffles the films.

    Returns:
        Training reviews and test reviews, in the order given.

    Raises:
        ValueError: The share is out of range.

    Examples:
        >>> both = [Review("Good.", "a", True), Review("good.", "a", True), Review("Bad.", "b", False)]
        >>> [len(side) for side in split_by_film(both, 0.5, Random(0))]
        [1, 1]
    """
    if not 0 < share < 1:
        raise ValueError(f"share must be between 0 and 1, got {share}")
    unique: dict[str, Review] = {}
    for review in reviews:
        unique.setdefault(review.text.lower(), review)
    films = sorted({review.film for review in unique.values()})
    random.shuffle(films)
    tested = set(films[: round(share * len(films))])
    kept = list(unique.values())
    return [r for r in kept if r.film not in tested], [r for r in kept if r.film in tested]
