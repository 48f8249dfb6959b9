"""Run, freeze and check pages where nothing but Python and the pages' own libraries is installed.

python -m nlpbook.execution run docs/meaning/words-as-points.md
python -m nlpbook.execution freeze docs/meaning/words-as-points.md [--device cpu]
python -m nlpbook.execution check-frozen docs/**/*.md
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nlpbook.execution import (
    Engine,
    ExecutionFailed,
    PageSource,
    Progress,
    SourceError,
    check_frozen,
    freeze,
    parse_page,
)
from nlpbook.execution.jobs import relative
from nlpbook.execution.labs import lab_source


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; 0 when all is well, 1 when a page has a problem."""
    chosen = _parser().parse_args(arguments)
    root = Path(chosen.root).resolve()
    try:
        pages = [read_page(root, Path(name)) for name in chosen.pages]
        if chosen.do == "run":
            with Engine(root, on_progress=_say) as engine:
                engine.run(pages)
        elif chosen.do == "freeze":
            for page in pages:
                for path in freeze(root, page, chosen.device):
                    print(f"wrote {relative(path, root)}")
        else:
            problems = check_frozen(root, pages)
            print("\n".join(problems) or f"frozen results of {len(pages)} pages: all as they should be")
            return 1 if problems else 0
    except (ExecutionFailed, SourceError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def read_page(root: Path, path: Path) -> PageSource:
    """A chapter or a lab from its file."""
    path = path if path.is_absolute() else root / path
    text = path.read_text(encoding="utf-8")
    return (lab_source if path.suffix == ".py" else parse_page)(relative(path, root), text)


def _say(progress: Progress) -> None:
    if progress.state != "start":
        print(
            f"[{progress.done}/{progress.total}] {progress.state:7} {progress.seconds:6.1f} s  {progress.path}",
            flush=True,
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nlpbook.execution", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--root", default=".", help="the project (default: here)")
    commands = parser.add_subparsers(dest="do", required=True)
    for name, text in (
        ("run", "run the cells of pages"),
        ("freeze", "run GPU cells and write their results into docs/frozen/"),
        ("check-frozen", "say which frozen results are missing or stale"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("pages", nargs="+", metavar="PAGE")
        if name == "freeze":
            command.add_argument("--device", choices=["cuda", "cpu"], default="cuda")
    return parser


if __name__ == "__main__":
    sys.exit(main())
