"""Run a reader's program in this process: bounded output, nothing left behind, errors in the reader's own lines."""

from __future__ import annotations

import builtins
import io
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from nlpbook.exercises.messages import say, say_html

FILE = "<your program>"
LONGEST_PROGRAM = 50_000
"""Characters of a program."""
LONGEST_OUTPUT = 10_000
DEEPEST = 3000
"""The recursion limit that a program may set for itself."""
GUARDED = (
    "builtins math random json re string itertools functools operator collections copy statistics heapq bisect".split()
)
"""Modules whose names are put back after a program has run, together with those of nlpbook."""


class Output(io.TextIOBase):
    """Text that a program prints, up to a bound; what comes after is counted, not kept."""

    def __init__(self, bound: int = LONGEST_OUTPUT) -> None:
        self._pieces: list[str] = []
        self._left = bound
        self._bound = bound
        self.cut = False

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep the text while there is room."""
        if self._left > 0:
            self._pieces.append(text[: self._left])
        self.cut = self.cut or len(text) > self._left
        self._left = max(self._left - len(text), 0)
        return len(text)

    def text(self) -> str:
        """What was kept, with a note when something was cut."""
        note = "\n" + say("code.flood", n=self._bound) if self.cut else ""
        return "".join(self._pieces) + note


@dataclass(frozen=True)
class Fault:
    """An error of a program: its type, its text, and the line of the program it comes from (None: not from one)."""

    kind: str
    text: str
    line: int | None = None


@dataclass
class Run:
    """A program that was run: the names it defined, what it printed, and its error if it had one."""

    namespace: dict[str, Any]
    output: Output = field(default_factory=Output)
    fault: Fault | None = None


class NoInputError(RuntimeError):
    """A program asked for input, and nobody is there to type it."""


def no_input(*_: object) -> str:
    """Stands in for `input`."""
    raise NoInputError(say("error.input"))


def program_builtins() -> dict[str, Any]:
    """Built-ins of a program: a copy, so that a program can rebind them for itself alone."""
    own = dict(vars(builtins))
    own["input"] = no_input
    own["breakpoint"] = lambda *_, **__: None
    return own


def _snapshot() -> Callable[[], None]:
    """Remember what a program could break, and return the function that puts it back.

    That function uses no built-in name itself, since they may be what was broken.
    """
    watched = [
        module
        for name, module in list(sys.modules.items())
        if name in GUARDED or name == "nlpbook" or (name.startswith("nlpbook.") and module is not None)
    ]
    saved = [(vars(module), dict(vars(module))) for module in watched]
    modules, kept = sys.modules, dict(sys.modules)
    streams, limit, set_limit = (sys.stdout, sys.stderr, sys.stdin), sys.getrecursionlimit(), sys.setrecursionlimit
    set_trace, set_profile, system, missing = sys.settrace, sys.setprofile, sys, object()
    kind, module_type = type, type(sys)

    def restore() -> None:
        for current, before in saved:
            for name in [name for name in current if name not in before and kind(current[name]) is not module_type]:
                del current[name]
            for name, value in before.items():
                if current.get(name, missing) is not value:
                    current[name] = value
        for name, module in kept.items():
            if modules.get(name) is not module:
                modules[name] = module
        system.modules, system.setrecursionlimit = modules, set_limit
        system.stdout, system.stderr, system.stdin = streams
        system.settrace, system.setprofile = set_trace, set_profile
        set_limit(limit)
        set_trace(None)

    return restore


@contextmanager
def guarded(output: Output) -> Iterator[None]:
    """Catch what is printed, and put everything back afterwards, whatever the program did."""
    tracer = sys.gettrace()
    restore, set_limit = _snapshot(), sys.setrecursionlimit
    sys.stdout = sys.stderr = output
    sys.stdin = io.StringIO("")
    sys.setrecursionlimit = lambda limit: set_limit(max(min(limit, DEEPEST), 100))
    try:
        yield
    finally:
        restore()
        sys.settrace(tracer)


def attempt(action: Callable[[], Any], output: Output) -> tuple[Any, Fault | None]:
    """Do something that runs a reader's code; return its value, or its fault, whatever it raised."""
    try:
        with guarded(output), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return action(), None
    except BaseException as error:
        return None, fault_of(error)


def fault_of(error: BaseException) -> Fault:
    """An exception, told without our own frames."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    kind = type(error).__name__
    try:
        text = str(error)[:300]
    except BaseException:
        text = ""
    return Fault(kind, text if type(text) is str else "", line)


def run_program(source: str) -> Run:
    """Run a program in a namespace of its own.

    Args:
        source: The program.

    Returns:
        Its names and output; a syntax error is a fault of kind "SyntaxError" with the line.
    """
    run = Run({"__name__": "__main__", "__builtins__": program_builtins()})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = compile(source, FILE, "exec", dont_inherit=True)
    except SyntaxError as error:
        run.fault = Fault("SyntaxError", error.msg or "invalid syntax", error.lineno or 1)
        return run
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        run.fault = Fault("SyntaxError", str(error) or type(error).__name__, 1)
        return run
    _, run.fault = attempt(lambda: exec(code, run.namespace), run.output)
    return run


def tell(fault: Fault, namespace: dict[str, Any] | None = None) -> str:
    """A fault in words, without its line: "ZeroDivisionError: division by zero"."""
    if fault.kind in ("SystemExit", "KeyboardInterrupt", "RecursionError", "MemoryError"):
        return say(f"error.{fault.kind}")
    if fault.kind == NoInputError.__name__:
        return fault.text
    text = f"{fault.kind}: {fault.text}".rstrip(": ")
    if fault.kind == "NameError" and namespace and "Did you mean" not in text:
        near = nearest(fault.text.partition("'")[2].partition("'")[0], namespace)
        return say("error.NameError.near", error=text, near=near) if near else text
    return text.rstrip(".")


def nearest(name: str, namespace: dict[str, Any]) -> str:
    """The name of a program, or a built-in, that was probably meant; "" if none is near."""
    from difflib import get_close_matches

    known = [other for other in {**vars(builtins), **namespace} if not other.startswith("_") and other != name]
    return next(iter(get_close_matches(name, known, 1, 0.7)), "")


def fault_html(fault: Fault, namespace: dict[str, Any] | None = None) -> str:
    """A fault as the sentence for the reader, with its line."""
    if fault.kind == "SyntaxError":
        return say_html("code.syntax.say", line=fault.line or 1, reason=fault.text.rstrip("."))
    error = tell(fault, namespace).rstrip(".")
    if error.endswith("?"):
        return say_html("code.raised.nowhere", error=error[:-1]).rstrip(".") + "?"
    return (
        say_html("code.raised.say", line=fault.line, error=error)
        if fault.line
        else say_html("code.raised.nowhere", error=error)
    )


def run_only(source: Any) -> dict[str, Any]:
    """Run a program without tests.

    Returns:
        output: what it printed; error: its fault as HTML, or ""; line: the line of the fault, or None.
    """
    if not isinstance(source, str) or not source.strip():
        return {"output": "", "error": say("empty.code"), "line": None}
    if len(source) > LONGEST_PROGRAM:
        return {"output": "", "error": say("code.long", n=LONGEST_PROGRAM), "line": None}
    run = run_program(source)
    error = fault_html(run.fault, run.namespace) if run.fault else ""
    return {"output": run.output.text(), "error": error, "line": run.fault.line if run.fault else None}
