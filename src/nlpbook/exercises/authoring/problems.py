"""What is wrong with exercise files, told with file, line, field and rule: all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One problem of one file; `field` is the place in words, such as `mistakes[0].say` or `## Tests`."""

    path: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.field}: " if self.field else ""
        return f"{self.path}:{self.line}: {place}{self.message}"


class ExerciseErrors(Exception):
    """Every problem of every file; its text lists them, one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        count = len(self.problems)
        head = f"{count} problem{'s' * (count != 1)} in the exercises:"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """The nearest right name as half a sentence, or the list of all names when none is near.

    Examples:
        >>> did_you_mean("anwser", ["answer", "accept"])
        "did you mean 'answer'?"
    """
    near = get_close_matches(str(word), known, 1, 0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    return (
        f"there are: {', '.join(known)}" if len(known) <= 30 else "see docs/about/exercise-format.md for what there is"
    )


class Report:
    """Collects the problems of one file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, line: int, field: str, message: str) -> None:
        """Note one problem."""
        self.problems.append(Problem(self.path, line, field, message))
