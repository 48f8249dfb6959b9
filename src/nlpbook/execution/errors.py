"""What can go wrong, always with `path:line`: a page that cannot be read, a cell that failed, a run that failed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence


class SourceError(ValueError):
    """A page, a reference or a frozen result that cannot be understood.

    Attributes:
        path: The file, relative to the project.
        line: 1-based line in that file.
        problem: What is wrong, and how to mend it.

    Examples:
        >>> str(SourceError("docs/a.md", 3, "the fence is never closed; add ``` below the code"))
        'docs/a.md:3: the fence is never closed; add ``` below the code'
    """

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path, self.line, self.problem = path, line, problem


class CellError(Exception):
    """A cell or an inline value that failed.

    Attributes:
        path: The page, relative to the project.
        line: 1-based line in the page, as near to the cause as is known.
        exception: Name and message, such as `"ZeroDivisionError: division by zero"`.
        source_line: The text of that line, without its indentation.
        traceback: The frames from the page downwards; empty when the process was stopped from outside.
    """

    def __init__(self, path: str, line: int, exception: str, source_line: str = "", traceback: str = "") -> None:
        super().__init__(path, line, exception, source_line, traceback)
        self.path, self.line, self.exception = path, line, exception
        self.source_line, self.traceback = source_line, traceback

    def __str__(self) -> str:
        """`path:line: exception`, then the source line."""
        quoted = f"\n    {self.source_line}" if self.source_line else ""
        return f"{self.path}:{self.line}: {self.exception}{quoted}"


class ExecutionFailed(Exception):
    """One or more pages failed; `errors` holds one `CellError` for each, in page order."""

    def __init__(self, errors: Sequence[CellError]) -> None:
        super().__init__(tuple(errors))
        self.errors = tuple(errors)

    def __str__(self) -> str:
        """Every failing page, with the frames below the page where the error came from deeper."""
        count = len(self.errors)
        parts = [f"{count} page{'' if count == 1 else 's'} failed while the cells ran:"]
        for error in self.errors:
            parts.append(str(error))
            if error.traceback.count("\n  File ") > 1:
                parts.append("\n".join("    " + row for row in error.traceback.rstrip().splitlines()))
        return "\n".join(parts)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint such as `; did you mean "alt"?`, or the list of known words, for the end of a message.

    Examples:
        >>> nearest("captoin", ["alt", "caption"])
        '; did you mean "caption"?'
        >>> nearest("zzz", ["b", "a"])
        '; known: a, b'
    """
    words = sorted(known)
    close = difflib.get_close_matches(word, words, n=1)
    return f'; did you mean "{close[0]}"?' if close else f"; known: {', '.join(words)}"
