"""What an author sees while a build runs: one line a page."""

from __future__ import annotations

import sys

from nlpbook.execution import Progress

WORDS = {"done": "computed", "cached": "unchanged", "failed": "FAILED", "missing": "not computed"}


def progress_line(progress: Progress) -> str:
    """`[ 3/12] docs/meaning/words-as-points.md  computed in 4.1 s`; empty for news that needs no line.

    >>> progress_line(Progress("docs/a.md", "done", 4.06, 3, 12))
    '[ 3/12] docs/a.md  computed in 4.1 s'
    """
    if progress.state not in WORDS:
        return ""
    spent = f" in {progress.seconds:.1f} s" if progress.state == "done" else ""
    width = len(str(progress.total))
    return f"[{progress.done:>{width}}/{progress.total}] {progress.path}  {WORDS[progress.state]}{spent}"


def tell(progress: Progress) -> None:
    """Print that line, to standard error."""
    if line := progress_line(progress):
        print(line, file=sys.stderr, flush=True)
