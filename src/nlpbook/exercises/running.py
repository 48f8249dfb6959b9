"""Run a reader's program in this process: bounded output, nothing left behind, errors in the reader's own lines."""

from __future__ import annotations

import builtins
import warnings
from dataclasses import dataclass, field
from typing import Any

from nlpbook.exercises.messages import say, say_html
from nlpbook.exercises.stage import FILE, Fault, NoInputError, Stage, program_builtins

LONGEST_PROGRAM = 50_000
"""Characters of a program."""


@dataclass
class Run:
    """A program that was run: the names it defined, the stage it ran on, and its error if it had one."""

    namespace: dict[str, Any]
    stage: Stage = field(default_factory=Stage)
    fault: Fault | None = None

    @property
    def printed(self) -> str:
        """What it printed so far."""
        return self.stage.output.text()


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
    _, run.fault = run.stage.attempt(lambda: exec(code, run.namespace))
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
        return say_html("code.raised.nowhere", error=error[:-1]).rstrip(".।") + "?"
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
    return {"output": run.printed, "error": error, "line": run.fault.line if run.fault else None}
