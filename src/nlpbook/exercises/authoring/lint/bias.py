"""A rule for the whole book: over all choices, the longest option must not be right more often than by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlpbook.exercises.authoring.lint.findings import Looked
from nlpbook.exercises.authoring.lint.options import lengths

UNLIKELY = 0.01
"""A book in which chance alone would give so many, or more, less often than this is biased."""


@dataclass(frozen=True)
class Bias:
    """How often the right option is the longest of a choice.

    Attributes:
        longest: In how many choices it is.
        choices: How many there are.
        expected: How many chance would give.
        chance: The probability of so many, or more, by chance.
        worst: The exercises in which it is, the clearest first.
    """

    longest: int
    choices: int
    expected: float
    chance: float
    worst: tuple[str, ...]

    @property
    def biased(self) -> bool:
        """Whether it is more than chance would give."""
        return self.chance < UNLIKELY

    def __str__(self) -> str:
        return (
            f"the right option is the longest in {self.longest} of {self.choices} choices; "
            f"chance would give {self.expected:.1f} "
            f"(so many or more with probability {self.chance:.2g})"
        )


def longest_is_right(all_looked: Sequence[Looked]) -> Bias:
    """Count over all exercises of kind choice."""
    chances, hits = [], []
    for looked in all_looked:
        if looked.item["kind"] == "choice":
            right, wrong = lengths(looked)
            chances.append(1 / (1 + len(wrong)))
            if right[0] > max(wrong):
                hits.append((right[0] / max(wrong), looked.exercise.id))
    worst = tuple(name for _, name in sorted(hits, reverse=True))
    return Bias(len(hits), len(chances), sum(chances), at_least(len(hits), chances), worst)


def at_least(hits: int, chances: Sequence[float]) -> float:
    """Probability of at least so many hits in independent trials with these chances.

    Examples:
        >>> round(at_least(2, [0.5, 0.5]), 2), at_least(0, [0.2])
        (0.25, 1.0)
    """
    exactly = [1.0]  # exactly[k]: probability of k hits so far
    for chance in chances:
        shifted = [0.0, *(p * chance for p in exactly)]
        exactly = [p * (1 - chance) + more for p, more in zip([*exactly, 0.0], shifted, strict=True)]
    return min(1.0, sum(exactly[hits:]))
