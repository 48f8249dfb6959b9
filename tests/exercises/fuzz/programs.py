"""Programs: the author's, bent a little, and texts that are no programs. None of them runs for long by itself."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from .subjects import Subject
from .texts import any_text, spoiled

TOKEN = re.compile(r"\w+|[^\w\s]")
SWAPS = {
    "+": "-", "-": "+", "==": "!=", "<": ">", ">": "<", "and": "or", "or": "and", "True": "False", "min": "max",
    "max": "min",
    "sum": "len", "0": "1", "1": "0", "2": "3", "return": "print", "not": "", "is": "is not", "sorted": "list",
}  # fmt: skip
WHOLE = (
    "", "x = 1", "raise SystemExit", "import sys; sys.exit(3)", "raise KeyboardInterrupt", "print('x' * 100000)",
    "1/0", "pass\n" * 2000,
    "def {name}(*a, **k): return None", "def {name}(*a, **k): return a", "def {name}(*a, **k): return {name}(*a, **k)",
    "{name} = 3", "class {name}: pass", "class {name}(float):\n def __eq__(self, o): return True",

    "def {name}(*a):\n class L:\n  def __eq__(self, o): return True\n  def __sub__(self, o): return 0\n"
    "  __rsub__ = __sub__\n"
    "  def __abs__(self): return 0\n return L()",
    "import builtins\nbuiltins.abs = builtins.all = builtins.len = lambda *a: 0\ndef {name}(*a): return 0",
    "def {name}(*a):\n raise AssertionError", "def {name}(*a):\n raise BaseException",
    "{name} = lambda *a: float('nan')",
    "from nlpbook.exercises import checks\nchecks.equal = lambda *a: True\ndef {name}(*a): return 1",
    "import sys\nsys.modules.clear()", "def {name}(*a): return [[]] * 1000", "async def {name}(*a): return 1",
    "def {name}(*a):\n yield 1", "x = " + "[" * 90 + "]" * 90, "x = " + "-" * 3000 + "1",
    "x = " + "1+" * 3000 + "1", "x = 0" + "0" * 6000,
    "x = " + "9" * 6000, "\ufeffx = 1", "x = '\\ud800'", "x = '\ud800'", "\x00", "if 1:\n\tx = 1\n        y = 2",
    "def {name}(:", "lambda",
    "print('\ud800')", "match 1:\n case _: x = 1", "return 1", "await x", "x: int", "f'{{x!z}}'", "'''", "\\",
    "\f", "\r", "del print",
)  # fmt: skip


def any_program(random: Random, subject: Subject) -> Any:
    """A text for an exercise that wants a program."""
    way, item = random.random(), subject.item
    if way < 0.4:
        return any_text(random)
    if way < 0.65:
        return random.choice(WHOLE).replace("{name}", random.choice(item["entry"]))
    source = random.choice((item["solution_code"], item["solution_code"], item["starter"]))
    if way > 0.97 or not may_be_bent(source):
        return source
    return spoiled(random, source) if way < 0.85 else bent(random, source)


def any_repair(random: Random, subject: Subject) -> Any:
    """A line for an exercise that wants the faulty line mended."""
    item = subject.item
    repaired = item.get("repaired") or item["program"][item["line"] - 1]
    way = random.random()
    if way < 0.3:
        return repaired if way < 0.2 else repaired.strip()
    if not may_be_bent("\n".join(item["program"])):
        return "(" + any_text(random)  # no program: one that is missing a line might never end
    if way < 0.6:
        return bent(random, repaired)
    if way < 0.8:
        return any_text(random)
    return random.choice(("", " ", "pass", "x" * 3000, "raise SystemExit", "return", "\n\n", "    return None", "1/0"))


def may_be_bent(source: str) -> bool:
    """Whether bending a program leaves it finite and small: no loop on a condition, no power, no call of itself."""
    names = re.findall(r"def (\w+)", source)
    return not re.search(r"\bwhile\b|\*\*|<<|\bpow\b|factorial", source) and not any(
        len(re.findall(rf"\b{name}\(", source)) > 1 for name in names
    )


def bent(random: Random, source: str) -> str:
    """A program with one to three words or signs exchanged for their likes, or a line left out."""
    for _ in range(random.randint(1, 3)):
        if random.random() < 0.2:
            lines = source.split("\n")
            del lines[random.randrange(len(lines))]
            source = "\n".join(lines)
            continue
        found = [match for match in TOKEN.finditer(source) if match[0] in SWAPS or random.random() < 0.1]
        if found:
            match = random.choice(found)
            other = SWAPS.get(match[0]) or random.choice(found)[0]
            source = source[: match.start()] + other + source[match.end() :]
    return source
