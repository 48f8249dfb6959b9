"""Run one page's cells and values, in order, in this process, which is the page's own. Standard library only.

A job is plain JSON (see `jobs.job_of`), and so is the outcome; the engine turns it into the nouns of `model`.
"""

from __future__ import annotations

import ast
import builtins
import io
import linecache
import os
import random
import sys
import time
import tokenize
import traceback
import types
from collections.abc import Callable
from typing import Any

from nlpbook.execution.capture import Capture
from nlpbook.execution.drawing import take_figures
from nlpbook.execution.guard import BY_THE_KERNEL, Refused
from nlpbook.execution.showing import describe, exact, printable, shown_value

CONVERSIONS: dict[str, Callable[[Any], Any]] = {"": lambda found: found, "r": repr, "s": str, "a": ascii}
Job = dict[str, Any]


class Stop(Exception):
    """The page ends here; `error` is what the engine is told."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["exception"])
        self.error = error


class Session:
    """The page's namespace and everything around it.

    Args:
        job: See `jobs.job_of`.
        capture: Holds what is written to standard output and error.
        tell: Is told the step and line that is about to run.
        refused: What processes that the page forked were refused since it was last asked.
        walled: Whether the kernel refuses things too, whose errors then need an explanation.
    """

    def __init__(
        self, job: Job, capture: Capture, tell: Callable[[int, int], None], refused: Callable[[], str], walled: bool
    ) -> None:
        self.path: str = job["path"]
        self.capture, self.tell, self.refused, self.walled = capture, tell, refused, walled
        self.rows: list[str] = job["text"].split("\n")
        self.process = os.getpid()
        module = types.ModuleType("__main__")
        module.__dict__.update(__file__=self.path, __builtins__=builtins)
        sys.modules["__main__"] = module  # pickle and dataclasses look the module up by name
        self.names = module.__dict__
        self.code_rows = [""] * len(self.rows)  # prose is not code: `inspect` parses the whole file
        linecache.cache[self.path] = (1, None, [row + "\n" for row in self.code_rows], self.path)

    def run(self, steps: list[dict[str, Any]]) -> dict[str, Any]:
        """Take the steps of a job; the outcome holds what each cell and value gave, or why the page ended."""
        outcome: dict[str, Any] = {"cells": {}, "values": {}, "error": None}
        try:
            for number, step in enumerate(steps):
                self.tell(number, step.get("line", 1))
                if step["do"] == "cell":
                    outcome["cells"][str(step["index"])] = self.cell(step)
                elif step["do"] == "value":
                    outcome["values"][str(step["index"])] = self.value(step)
                else:
                    self.names.update(step["names"])
        except Stop as stop:
            outcome["error"] = stop.error
        return outcome

    def cell(self, step: dict[str, Any]) -> dict[str, Any]:
        """Execute one cell; its output is all that was written meanwhile, its figures all that are open."""
        started = time.perf_counter()
        seed_late_libraries()
        self._remember_code(step)
        shown: dict[str, Any] = {}

        def act() -> None:
            shown.update(self._execute(step))

        raised = self._expecting(step, act)
        if why := self.refused():
            text = f"Refused: in a process that this cell started: {why}"
            raise Stop({"line": step["line"], "exception": text, "traceback": "", "stderr": self.capture.take()[1]})
        figures = self._guarded(step["line"], take_figures)
        stdout, stderr = self.capture.take()
        texts = [self.value(text) for text in step["texts"]]
        seconds = time.perf_counter() - started
        return {
            "stdout": stdout, "stderr": stderr, "value": shown.get("value"), "html": shown.get("html"),
            "raised": raised, "figures": figures, "texts": texts, "seconds": seconds, "keep": self._kept(step),
        }  # fmt: skip

    def value(self, step: dict[str, Any]) -> dict[str, str]:
        """Evaluate one inline value, as an f-string field would."""

        def evaluate() -> dict[str, str]:
            tree = ast.parse(f"({step['expression']})", self.path, "eval")
            ast.increment_lineno(tree, step["line"] - 1)
            found = eval(compile(tree, self.path, "eval", dont_inherit=True), self.names)
            converted = CONVERSIONS[step["conversion"]](found)
            return {"text": printable(format(converted, step["format"])), "exact": exact(found)}

        self.tell(-1, step["line"])
        made: dict[str, str] = self._guarded(step["line"], evaluate)
        return made

    def _execute(self, step: dict[str, Any]) -> dict[str, Any]:
        """Run the statements; a bare last expression (without `;`) becomes the cell's value."""
        tree = ast.parse("\n" * (step["line"] - 1) + step["source"], self.path)
        last = tree.body[-1] if tree.body else None
        shows = isinstance(last, ast.Expr) and not _ends_in_semicolon(step["source"])
        body = tree.body[:-1] if shows else tree.body
        exec(compile(ast.Module(body, []), self.path, "exec", dont_inherit=True), self.names)
        if not (shows and isinstance(last, ast.Expr)):
            return {}
        found = eval(compile(ast.Expression(last.value), self.path, "eval", dont_inherit=True), self.names)
        self.names["_"] = found
        return shown_value(found)

    def _expecting(self, step: dict[str, Any], act: Callable[[], None]) -> str | None:
        """Do it; the text of the exception if it is one the cell is meant to raise."""
        if not step["raises"]:
            self._guarded(step["line"], act)
            return None
        try:
            act()
        except Exception as error:
            if {kind.__name__ for kind in type(error).__mro__}.isdisjoint(step["raises"]):
                raise Stop(self._report(error, step["line"])) from error
            return describe(error)
        wanted = " or ".join(step["raises"])
        text = f"NothingRaised: raises= says that this cell raises {wanted}, but it ended well"
        raise Stop({"line": step["line"], "exception": text, "traceback": "", "stderr": ""})

    def _guarded(self, line: int, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except BaseException as error:
            raise Stop(self._report(error, line)) from error
        finally:
            if os.getpid() != self.process:  # a cell forked, and this is the copy: it must not go on as the page
                os._exit(0)

    def _report(self, error: BaseException, line: int) -> dict[str, Any]:
        """Where in the page the error came from, what it says, and the frames from there on."""
        frames = traceback.extract_tb(error.__traceback__)
        ours = [number for number, frame in enumerate(frames) if frame.filename == self.path]
        line = frames[ours[-1]].lineno or line if ours else line
        if isinstance(error, SyntaxError) and error.filename == self.path and error.lineno:
            line = error.lineno
        kept = traceback.StackSummary.from_list(frames[ours[0] :]) if ours else []
        said = describe(error)
        if self.walled and not isinstance(error, Refused) and "permission denied" in said.lower():
            said = f"{said}; {BY_THE_KERNEL}"
        text = "".join(["Traceback (most recent call last):\n", *traceback.format_list(kept), said])
        stderr = self.capture.take()[1]
        return {"line": line, "exception": said, "traceback": text, "stderr": stderr[-2000:]}

    def _remember_code(self, step: dict[str, Any]) -> None:
        """Let tracebacks and `inspect.getsource` see the cell as it runs, without a list's indentation."""
        rows = step["source"].split("\n")
        self.code_rows[step["line"] - 1 : step["line"] - 1 + len(rows)] = rows
        linecache.cache[self.path] = (1, None, [row + "\n" for row in self.code_rows], self.path)

    def _kept(self, step: dict[str, Any]) -> dict[str, Any]:
        """The variables that a GPU cell hands over, if JSON can hold them."""
        import json

        kept = {}
        for name in step["keep"]:
            try:
                kept[name] = json.loads(json.dumps(self.names[name], allow_nan=False))
            except (KeyError, TypeError, ValueError) as error:
                why = "the cell does not set it" if isinstance(error, KeyError) else f"JSON cannot hold it ({error})"
                text = f'CannotKeep: keep="{name}": {why}; keep numbers, texts, lists and dicts with text keys'
                raise Stop({"line": step["line"], "exception": text, "traceback": "", "stderr": ""}) from error
        return kept


def _ends_in_semicolon(source: str) -> bool:
    try:
        marks = [token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.string.strip()]
    except (tokenize.TokenError, SyntaxError):
        return False
    marks = [token for token in marks if token.type != tokenize.COMMENT]
    return bool(marks) and marks[-1].string == ";"


_SEEDED: set[str] = set()


def seed() -> None:
    """The same random numbers on every run: `random`, and numpy and torch where they are imported."""
    random.seed(0)
    _SEEDED.clear()
    seed_late_libraries()


def seed_late_libraries() -> None:
    """Seed numpy and torch, each once, as soon as something has imported it."""
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None and "numpy" not in _SEEDED:
        numpy.random.seed(0)
        _SEEDED.add("numpy")
    torch: Any = sys.modules.get("torch")
    if torch is not None and "torch" not in _SEEDED:
        torch.manual_seed(0)
        torch.set_num_threads(1)
        _SEEDED.add("torch")
