"""The command line: `nlpbook serve`, `build`, `check` and the rest. Thin: each command calls one function."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar, NoReturn

MISUSED = 2
FAILED = 1
STOPPED = 130  # what a shell shows for a program ended by Ctrl-C
KINDS = ("number", "vector", "choice", "choices", "order", "bugline", "code", "table", "text")


class Parser(argparse.ArgumentParser):
    """argparse that names the nearest right word when it refuses one."""

    words: ClassVar[set[str]] = set()

    def add_argument(self, *names: Any, **rest: Any) -> argparse.Action:
        """As argparse has it; remembers option names for suggestions."""
        Parser.words.update(name for name in names if isinstance(name, str) and name.startswith("--"))
        return super().add_argument(*names, **rest)

    def error(self, message: str) -> NoReturn:
        """Print the problem, the nearest right word if there is one, and how to get help."""
        hint = ""
        if choice := re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message):
            hint = _nearest(choice[1], re.findall(r"[\w-]+", choice[2]))
        elif options := re.search(r"unrecognized arguments: (--[\w-]+)", message):
            hint = _nearest(options[1], sorted(Parser.words))
        self.exit(MISUSED, f"nlpbook: {message}\n{hint}Try: {self.prog} --help\n")


def _nearest(word: str, known: Sequence[str]) -> str:
    close = get_close_matches(word, known)
    # Of two that are equally close, the one that begins alike: --prot is --port, not --root.
    alike = sorted(close, key=lambda name: name[:3] != word[:3])
    return f"Did you mean {alike[0]}?\n" if alike else ""


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    top = Parser(prog="nlpbook", description="Build, check and serve the book.", allow_abbrev=False)
    top.add_argument("--root", type=Path, help="the project's folder (default: the nearest with a mkdocs.yml)")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, does: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.", allow_abbrev=False)

    _building(command)
    _reading(command)
    _writing(command)
    return top


def _building(command: Any) -> None:
    serve = command("serve", "build the book, serve it on this machine and follow changes")
    serve.add_argument("--no-run", action="store_true", help="run no code: show cached and frozen results only")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=_port, default=8000, help="port to listen on (default: 8000)")
    build = command("build", "build the site")
    build.add_argument("--strict", action="store_true", help="fail on warnings")
    build.add_argument("--no-run", action="store_true", help="run no code: show cached and frozen results only")
    build.add_argument("--out", type=Path, help="folder to write (default: site)")
    build.add_argument("--jobs", type=_positive, help="how many pages run at once (default: one per core)")
    build.add_argument(
        "--shard", type=_shard, metavar="K/N",
        help="run the K-th of N shares of the pages into .cache/execution and render nothing, so that N machines can "
        "divide the work; one that has all their caches then builds the site without running a cell",
    )  # fmt: skip
    freeze = command("freeze", "run the cells marked for a GPU and keep their results in docs/frozen")
    freeze.add_argument("pages", nargs="*", metavar="PAGE", help="pages to run (default: all that have such cells)")
    freeze.add_argument("--device", choices=("cuda", "cpu"), help="where to run (default: the best device here)")


def _reading(command: Any) -> None:
    check = command("check", "check everything that needs no browser: exercises, pages, frozen results, coverage")
    check.add_argument("--no-run", action="store_true", help="run no code: take cached and frozen results as they are")
    exercises = command("exercises", "list the exercises with their keys")
    exercises.add_argument("--json", action="store_true", help="as JSON, everything known of each")
    pages = command("pages", "list the pages with what their cells took")
    pages.add_argument("--json", action="store_true", help="as JSON, everything known of each")
    exam = command("exam", "write an exam's paper, or its key, for print")
    exam.add_argument("slug", metavar="EXAM", help="its name, such as thirty-minute-check")
    exam.add_argument("--seed", type=_positive, required=True, help="which paper: the same seed, the same questions")
    exam.add_argument("--key", action="store_true", help="the marked key instead of the paper")
    exam.add_argument("--out", type=Path, help="file to write, .html or .pdf (default: EXAM-SEED.html, or -key.html)")
    handout = command("handout", "write a chapter's exercises, or the chapter itself, for print")
    handout.add_argument("chapter", metavar="CHAPTER", help="its number, id or path: 5, words-as-points")
    handout.add_argument(
        "--solutions", action="store_true", help="for teachers: with keys, solutions and foreseen mistakes"
    )
    handout.add_argument("--text", action="store_true", help="the chapter's text as PDF; builds the book first")
    handout.add_argument("--paper", choices=("A4", "letter"), default="A4", help="size of the page (default: A4)")
    handout.add_argument("--out", type=Path, help="file to write, .pdf or .html (default: handout-ID.pdf)")
    command("doctor", "say what is installed, what is missing and how to get it")


def _writing(command: Any) -> None:
    new = command("new", "write a new exercise or chapter to fill in")
    things = new.add_subparsers(dest="thing", required=True, metavar="exercise|chapter")
    exercise = things.add_parser("exercise", help="a valid exercise, to change into yours", allow_abbrev=False)
    exercise.add_argument("kind", choices=KINDS, help=f"what it asks for: {', '.join(KINDS)}", metavar="KIND")
    exercise.add_argument("id", metavar="ID", help="<chapter>/<name>, such as words-as-points/cosine-by-hand")
    chapter = things.add_parser("chapter", help="a page with every part a chapter has", allow_abbrev=False)
    chapter.add_argument("place", metavar="PLACE", help="<part>/<chapter>, such as meaning/learning-word-vectors")
    chapter.add_argument("--number", type=_positive, required=True, help="its number in docs/chapters.yml")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, got {text!r}")
    return int(text)


def _shard(text: str) -> tuple[int, int]:
    number, slash, count = text.partition("/")
    if not (slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise argparse.ArgumentTypeError(f"must be K/N, such as 2/3 for the second of three shares, got {text!r}")
    return int(number), int(count)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"must be a port from 1 to 65535, got {text!r}")
    return int(text)


def _serve(args: argparse.Namespace, root: Path) -> int:
    from nlpbook.site import serve

    serve(root, run=not args.no_run, host=args.host, port=args.port)
    return 0


def _build(args: argparse.Namespace, root: Path) -> int:
    from nlpbook.site import build, build_share

    if args.shard:
        if args.out or args.no_run:
            print("nlpbook: --shard runs cells and writes no site: leave --out and --no-run away", file=sys.stderr)
            return MISUSED
        build_share(root, *args.shard, jobs=args.jobs)
        return 0
    build(root, strict=args.strict, run=not args.no_run, out=args.out, jobs=args.jobs)
    return 0


def _freeze(args: argparse.Namespace, root: Path) -> int:
    from nlpbook.site import freeze_pages

    written = freeze_pages(root, args.pages, args.device)
    print("\n".join(written) or "No page has a cell marked device=\"cuda\".")
    return 0


def _check(args: argparse.Namespace, root: Path) -> int:
    from nlpbook.site import check

    return FAILED if check(root, run=not args.no_run) else 0


def _exercises(args: argparse.Namespace, root: Path) -> int:
    from nlpbook.site import exercises_json

    return _listing(exercises_json(root), args.json, lambda e: f"{e['id']:<48} {e['kind']:<8} {'*' * e['level']}")


def _pages(args: argparse.Namespace, root: Path) -> int:
    from nlpbook.site import pages_json

    return _listing(pages_json(root), args.json, lambda p: f"{p['path']:<47} {p['cells']:>3} cells {p['seconds']:5.1f}")


def _exam(args: argparse.Namespace, root: Path) -> int:
    from nlpbook.site import print_exam

    print(print_exam(root, args.slug, args.seed, key=args.key, out=args.out))
    return 0


def _handout(args: argparse.Namespace, root: Path) -> int:
    from nlpbook.site import print_handout

    if args.text and args.solutions:
        print("nlpbook: --text prints the chapter, --solutions its exercises: leave one of them away", file=sys.stderr)
        return MISUSED
    written = print_handout(
        root, args.chapter, solutions=args.solutions, text=args.text, paper=args.paper, out=args.out
    )
    print(written)
    return 0


def _listing(items: list[dict[str, Any]], as_json: bool, line: Callable[[dict[str, Any]], str]) -> int:
    print(json.dumps(items, indent=1, ensure_ascii=False) if as_json else "\n".join(map(line, items)))
    return 0


def _new(args: argparse.Namespace, root: Path) -> int:
    if args.thing == "exercise":
        from nlpbook.exercises.authoring import new_exercise

        try:
            written = new_exercise(args.kind, args.id, root / "exercises")
        except ValueError as error:
            print(f"nlpbook: {error}", file=sys.stderr)
            return MISUSED
        after = f"Change it, run `nlpbook check`, and place it in its chapter:\n\n/// exercise | {args.id}\n///"
    else:
        from nlpbook.site.new_chapter import new_chapter

        written = new_chapter(root, args.place, args.number)
        after = "It is entered in docs/chapters.yml. `nlpbook serve` shows it."
    print(f"{written.relative_to(root)}\n{after}")
    return 0


def _doctor(args: argparse.Namespace, root: Path) -> int:
    from nlpbook.site.doctor import examine, report

    findings = examine(root)
    print(report(findings))
    return FAILED if any(finding.state == "missing" for finding in findings) else 0


COMMANDS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "serve": _serve,
    "build": _build,
    "check": _check,
    "exercises": _exercises,
    "pages": _pages,
    "exam": _exam,
    "handout": _handout,
    "new": _new,
    "freeze": _freeze,
    "doctor": _doctor,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 something in the book is wrong, 2 misused, 130 stopped."""
    args = parser().parse_args(arguments)
    try:
        return COMMANDS[args.command](args, find_root(args.root))
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # `nlpbook exercises | head`: whoever read has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if not _is_for_authors(error):
            raise
        print(f"nlpbook: {error}", file=sys.stderr)
        return FAILED


def find_root(given: Path | None) -> Path:
    """The project's folder: the given one, else the nearest upwards from here with a mkdocs.yml.

    Raises:
        FileNotFoundError: There is none; says where it was looked for.
    """
    start = (given or Path.cwd()).resolve()
    for folder in [start] if given else [start, *start.parents]:
        if (folder / "mkdocs.yml").is_file():
            return folder
    where = "" if given else " or in a folder above it"
    raise FileNotFoundError(f"there is no mkdocs.yml in {start}{where}; run this inside the project, or give --root")


def _is_for_authors(error: Exception) -> bool:
    """Whether an error's message says all that its reader needs: errors of our own kinds, and the system's.

    Any other shows its traceback, being a mistake of ours.
    """
    return isinstance(error, OSError) or type(error).__module__.startswith("nlpbook.")
