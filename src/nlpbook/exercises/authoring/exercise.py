"""An exercise as its file says it, checked but not yet rendered."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Text:
    """Markdown with `{{ fields }}`, and the line of the file where it starts.

    `inline` text is a piece of a sentence: it is rendered without a paragraph around it.
    """

    source: str
    line: int
    inline: bool = False


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Attributes:
        id: `<chapter>/<slug>`, permanent.
        path: The file, relative to the project, with forward slashes.
        kind: One of the nine kinds.
        title: Its name.
        level: 1 to 4.
        skills: What it practises.
        origin: Ids of the tasks that it covers.
        draft: The item before rendering: the entries of the compiled item, with `Text` where that has templates.
        lines: Line of each front-matter field, by dotted name.
        file: The file itself.
        allowed: Rules of the lint that this exercise is excepted from, each with the reason.
    """

    id: str
    path: str
    kind: str
    title: str
    level: int
    skills: tuple[str, ...]
    origin: tuple[str, ...]
    draft: dict[str, Any] = field(repr=False)
    lines: dict[str, int] = field(repr=False)
    file: Path = field(repr=False)
    allowed: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def chapter(self) -> str:
        """The folder of the exercise."""
        return self.id.partition("/")[0]

    def line(self, *names: str) -> int:
        """The line of the first of these fields that the file has; 1 if it has none."""
        return next((self.lines[name] for name in names if name in self.lines), 1)
