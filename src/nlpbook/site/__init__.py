"""The site: wires pages, results and exercises into MkDocs, and finishes what MkDocs writes.

The functions here are what the command line calls. They import MkDocs only when they are called, so that `nlpbook
doctor` can say what is missing.
"""

from nlpbook.site.commands import (
    build,
    build_share,
    check,
    exercises_json,
    freeze_pages,
    pages_json,
    print_exam,
    print_handout,
    serve,
)

__all__ = [
    "build", "build_share", "check", "exercises_json", "freeze_pages", "pages_json", "print_exam", "print_handout",
    "serve",
]  # fmt: skip
