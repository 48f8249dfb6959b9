"""CPython here and Pyodide in the browser say the same about the same answers, variants and programs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nlpbook.exercises import session
from nlpbook.exercises.api import handle
from nlpbook.exercises.authoring import compile_item, load_exercises
from nlpbook.exercises.authoring.prove import keys, mistakes, nonsense

ROOT = Path(__file__).resolve().parents[2]
NODE = shutil.which("node")
PROGRAMS = [
    "x = (", "raise SystemExit", "import sys\nsys.exit(2)", "def f(: pass", "print('a' * 20000)",
    "def f(x): return f(x)\nf(1)", "1 / 0",
    "import builtins\nbuiltins.next = builtins.isinstance = None", "input()",
]  # fmt: skip


@cache
def requests() -> list[dict[str, Any]]:
    """Every exercise: seen, solved and answered right, wrong and absurdly, as printed and in variants."""
    found: list[dict[str, Any]] = []
    for exercise in load_exercises(ROOT / "exercises").values():
        item = compile_item(exercise)
        seeds = [None, *(session.variant_seed(exercise.id, n) for n in range(1, 4))] if item.get("vary") else [None]
        for seed in seeds:
            common = {"item": item, "seed": seed}
            values = session.scope(item, seed)
            found += [{"do": do, **common} for do in ("view", "solution")]
            found += [{"do": "hint", "n": n, **common} for n in range(len(item["hints"]))]
            answers = [*keys(item, values), *(typed for _, typed in mistakes(item, values)), *nonsense(item)]
            if exercise.kind == "code":
                answers += [item["starter"], item["solution_code"], *PROGRAMS]
                answers += [entry["program"] for entry in exercise.draft["wrong"]]
            if exercise.kind == "bugline":
                answers += [
                    {"line": item["line"], "repair": repair} for repair in (item.get("repaired"), "return 1", "((")
                ]
            found += [{"do": "grade", "answer": answer, **common} for answer in answers]
    return found


def alike(answer: str) -> Any:
    """What both Pythons must agree on: all but the wording of Python's own errors, which changes."""
    told = json.loads(answer)
    if "tests" in told:
        programs = bool(told["tests"]) or told["headline"].startswith("That is not Python")
        told["tests"] = [
            {key: test[key] for key in ("name", "ok", "hidden", "call", "expected")} for test in told["tests"]
        ]
        if programs and told["mistake"] is None and told["state"] != "right":
            del told["message_html"]
    return told


@pytest.mark.skipif(NODE is None or not (ROOT / "node_modules/pyodide").is_dir(), reason="needs Node and `npm ci`")
def test_both_pythons_agree() -> None:
    asked = [json.dumps(request) for request in requests()]
    job = json.dumps({"source": str(ROOT / "src"), "requests": asked})
    command = [str(NODE), str(Path(__file__).with_name("grade_under_pyodide.mjs"))]
    done = subprocess.run(command, input=job, capture_output=True, text=True, timeout=240, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    theirs = json.loads(done.stdout)
    assert theirs["python"].split()[0] != sys.version.split()[0]
    differ = []
    for request, text, answer in zip(requests(), asked, theirs["answers"], strict=True):
        ours = handle(text)
        if alike(ours) != alike(answer):
            name = f"{request['item']['id']} {request['do']} {str(request.get('answer'))[:60]!r}"
            differ.append(f"{name}:\n  {ours[:300]}\n  {answer[:300]}")
    assert len(asked) > 500
    assert not differ, "\n".join(differ[:5])
