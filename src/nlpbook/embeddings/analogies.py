"""Answering many analogy questions at once, and counting the right answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlpbook.embeddings.similarity import unit_rows
from nlpbook.embeddings.store import WordVectors

__all__ = ["AnalogyCount", "answer_analogies", "count_by_category"]

BLOCK = 512  # questions a time: 512 x 26,000 cosines of 4 bytes are 54 MB


@dataclass(frozen=True)
class AnalogyCount:
    """How many questions were asked, and how many answered rightly; counts add.

    Examples:
        >>> (AnalogyCount(4, 3) + AnalogyCount(6, 2)).accuracy
        0.5
    """

    asked: int = 0
    right: int = 0

    def __add__(self, other: "AnalogyCount") -> "AnalogyCount":
        """The counts of both sets of questions together."""
        return AnalogyCount(self.asked + other.asked, self.right + other.right)

    @property
    def accuracy(self) -> float:
        """Share of right answers in [0, 1]; 0.0 when nothing was asked."""
        return self.right / self.asked if self.asked else 0.0


def answer_analogies(
    vectors: WordVectors, questions: Sequence[tuple[str, str, str]], *, exclude_inputs: bool = True
) -> list[str]:
    """For each question "a is to b as c is to ?" the word with the greatest cosine to c + (b - a).

    The vectors are scaled to length 1 first, as in the published method (3CosAdd).

    Args:
        vectors: V words; all words of the questions are among them.
        questions: Q triples (a, b, c).
        exclude_inputs: Leave a, b and c out of the candidates of their own question.

    Returns:
        Q words.

    Raises:
        KeyError: A word has no vector.
        ValueError: No candidate is left besides the inputs.

    Cost:
        Q * V * D multiplications, in blocks of 512 questions.

    Source:
        Mikolov, Yih and Zweig (2013); Levy and Goldberg (2014) for the name.
    """
    if exclude_inputs and len(vectors) <= 3:
        raise ValueError(f"vectors must hold more than the three input words, got {len(vectors)} words")
    units = unit_rows(vectors.matrix)
    rows = np.array([[vectors.row_of[word] for word in question] for question in questions], dtype=np.intp)
    answers: list[str] = []
    for start in range(0, len(rows), BLOCK):
        a, b, c = rows[start : start + BLOCK].T
        scores = (units[c] - units[a] + units[b]) @ units.T  # (block, V); a positive factor away from the cosine
        if exclude_inputs:
            place = np.arange(len(a))
            for excluded in (a, b, c):
                scores[place, excluded] = -np.inf
        answers.extend(vectors.words[row] for row in scores.argmax(axis=1))
    return answers


def count_by_category(
    categories: Sequence[str], expected: Sequence[str], answers: Sequence[str]
) -> dict[str, AnalogyCount]:
    """Right answers per category, in the order in which the categories first appear.

    Raises:
        ValueError: The three lists differ in size.

    Examples:
        >>> count_by_category(["family", "family"], ["queen", "aunt"], ["queen", "niece"])
        {'family': AnalogyCount(asked=2, right=1)}
    """
    if not len(categories) == len(expected) == len(answers):
        sizes = f"{len(categories)}, {len(expected)} and {len(answers)}"
        raise ValueError(f"categories, expected and answers must have one size, got {sizes}")
    counts: dict[str, AnalogyCount] = {}
    for category, right, answer in zip(categories, expected, answers, strict=True):
        counts[category] = counts.get(category, AnalogyCount()) + AnalogyCount(1, int(right == answer))
    return counts
