"""The stage of a reader's program: faults told, output bounded, everything put back."""

from __future__ import annotations

import builtins
import sys
import warnings
from collections.abc import Callable

from nlpbook.exercises.messages import speaking
from nlpbook.exercises.running import LONGEST_PROGRAM, fault_html, nearest, run_only, run_program, tell
from nlpbook.exercises.stage import DEEPEST, FILE, LONGEST_OUTPUT, Fault, Output, Stage, fault_of, program_builtins

Golden = Callable[[str, object], None]


FAULTS = [
    Fault("ZeroDivisionError", "division by zero", 2), Fault("ValueError", "", 1), Fault("ValueError", "Stop.", 3),
    Fault("KeyError", "'a'", None),
    Fault("NameError", "name 'wrods' is not defined", 4), Fault("NameError", "name 'zzzz' is not defined", 4),
    Fault("SystemExit", "3", 1),
    Fault("NameError", "name 'prnt' is not defined. Did you mean: 'print'?", 1),
    Fault("KeyboardInterrupt", "", 2), Fault("RecursionError", "deep", 9), Fault("MemoryError", "", None),
    Fault("NoInputError", "Nobody is here.", 1),
    Fault("SyntaxError", "a reason.", 7), Fault("SyntaxError", "a <reason>", None), Fault("E", "is it?", 2),
    Fault("E", "<b>: ", None),
]  # fmt: skip


def test_faults_are_told(golden: Golden) -> None:
    names = {"words": 1, "_wrods": 2, "wrods_": 3}
    golden("faults", {
        f"{fault.kind} {fault.text} {fault.line}": [tell(fault), tell(fault, names), fault_html(fault),
        fault_html(fault, {"words": 1})]
        for fault in FAULTS
    })  # fmt: skip
    with speaking("bn"):
        assert [fault_html(Fault("E", text, None))[-4:] for text in ("is it?", "it is")] == [" it?", " is।"]
    assert fault_html(Fault("E", "is it X?", None)).endswith("is it X?")
    assert nearest("lenn", {}) == "len" and nearest("wrods", {"words": 1}) == "words" and nearest("qqqq",
        {"words": 1}) == ""
    assert nearest("words", {"words": 1, "word": 2}) == "word" and nearest("hidden", {"_hidden": 1}) == ""
    assert nearest("abcd", {"abxy": 1}) == "" and nearest("abcdef", {"abcdxy": 1}) == ""


def test_faults_of_exceptions() -> None:
    def fault(text: str) -> Fault | None:
        return run_program(text).fault

    assert fault("x = 1\ny = 1 / 0") == Fault("ZeroDivisionError", "division by zero", 2)
    assert fault("def f():\n    raise KeyError('a')\n\nf()") == Fault("KeyError", "'a'", 2)
    assert fault("import json\njson.loads('{')").line == 2  # type: ignore[union-attr]
    assert fault("raise ValueError('x' * 400)") == Fault("ValueError", "x" * 300, 1)
    assert fault("class E(Exception):\n    def __str__(self): return 3\nraise E") == Fault("E", "", 3)
    assert fault("class S(str): pass\nclass E(Exception):\n    def __str__(self): return S('a')\nraise E") is not None
    assert fault_of(ValueError("x")) == Fault("ValueError", "x", None)
    assert fault("x = 1") is None and fault("\x00").kind == "SyntaxError" and fault("\x00").line == 1  # type: ignore[union-attr]
    assert fault("x = (\n") is not None and fault("'\ud800'").kind == "SyntaxError"  # type: ignore[union-attr]
    assert fault("breakpoint()") is None and fault("input()").kind == "NoInputError"  # type: ignore[union-attr]


def test_running_only(golden: Golden) -> None:
    programs = (
        "print(1)\nprint(2)", "", " ", 3, None, "x" * (LONGEST_PROGRAM + 1), "print('a')\n1/0", "def f(): pass\nff()",
        "raise SystemExit", "input()",
        "import sys\nprint('e', file=sys.stderr)\nprint(sys.stdin.read() == '')", "print(__name__)",
        "print(sorted(globals()))",
        "import sys\nsys.setrecursionlimit(10**9)\nprint(sys.getrecursionlimit())",
        "import sys\nsys.setrecursionlimit(1)", "words = 1\nwrods",
        "import sys\nsys.setrecursionlimit(500)\nprint(sys.getrecursionlimit())",
        "raise ValueError('why?')",
    )  # fmt: skip
    golden("run-only", {repr(program)[:60]: run_only(program) for program in programs})
    just = "#" * LONGEST_PROGRAM
    assert run_only(just) == {"output": "", "error": "", "line": None}


def test_output_is_kept_to_the_bound() -> None:
    out = Output(5)
    assert out.writable() and [out.write("abc"), out.write("de")] == [3, 2] and (out.text(), out.cut) == ("abcde",
        False)
    assert out.write("f") == 1 and out.cut and out.text() == "abcde\n… output cut here: more than 5 characters."
    assert out.write("") == 0 and out.text().count("cut here") == 1
    out = Output(5)
    assert out.write("abcdefg") == 7 and out.text().startswith("abcde\n")
    assert out.write("h") == 1 and "h" not in out.text()[:6]
    out = Output()
    out.write("x" * LONGEST_OUTPUT)
    assert not out.cut
    out.write("y")
    assert out.cut and LONGEST_OUTPUT == 10_000 and f"{LONGEST_OUTPUT}" in out.text()


def test_the_stage_puts_everything_back() -> None:
    stage, before = Stage(), (sys.stdout, sys.stderr, sys.stdin, sys.getrecursionlimit(), sys.modules)

    def vandal() -> int:
        import colorsys
        import math
        import random

        sys.stdout = sys.stderr = sys.stdin = None  # type: ignore[assignment]
        sys.modules = {}
        math.pi, builtins.added, random.random = 3.0, 1, None  # type: ignore[misc, assignment, attr-defined]
        del builtins.abs, colorsys.ONE_THIRD
        sys.setprofile(lambda *_: None)
        return 7

    sys.modules.pop("colorsys", None)
    limit_setter, profiler = sys.setrecursionlimit, sys.getprofile()
    assert stage.attempt(vandal) == (7, None)
    sys.setprofile(profiler)
    import math
    import random

    assert (sys.stdout, sys.stderr, sys.stdin, sys.getrecursionlimit(), sys.modules) == before
    assert sys.setrecursionlimit is limit_setter and 3.14 < math.pi < 3.15 and abs(-1) == 1
    assert not hasattr(builtins, "added") and 0 <= random.random() < 1
    assert stage.attempt(lambda: print("kept")) == (None, None) and stage.output.text() == "kept\n"
    assert FILE == "<your program>" and DEEPEST == 3000


def test_a_guarded_module_is_imported_afresh() -> None:
    sys.modules.pop("statistics", None)
    assert run_program("import statistics\nstatistics.mean = None").fault is None
    assert "statistics" not in sys.modules
    sys.modules.pop("colorsys", None)
    assert run_program("import colorsys").fault is None
    assert "colorsys" in sys.modules  # other modules stay: importing them again takes time


def test_warnings_of_a_program_are_its_own() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert run_program("x = 1 is 1\nimport warnings\nwarnings.warn('mine')").fault is None


def test_the_names_of_a_program() -> None:
    run = run_program("x = __name__\nlen = 3")
    assert run.namespace["x"] == "__main__" and run.namespace["len"] == 3 and len("ab") == 2 and run.printed == ""
    assert program_builtins()["breakpoint"](1, a=2) is None and program_builtins() is not vars(builtins)
