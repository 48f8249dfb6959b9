"""What is wrong with a page, where, and how to mend it: every check of the site speaks in these."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing an author can mend. `line` counts from 1; 0 says that no line is known."""

    path: str
    line: int
    message: str
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}" + (f"\n    {self.fix}" if self.fix else "")


class SiteError(Exception):
    """The site cannot be built as it stands; carries every problem found, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence naming the closest right name, or listing a few; empty when nothing is known.

    >>> nearest("cosin", ["cosine", "norm"])
    'Did you mean cosine?'
    """
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return f"Did you mean {close[0]}?"
    return f"Known here: {', '.join(names[:12])}{' …' if len(names) > 12 else ''}." if names else ""
