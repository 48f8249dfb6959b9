"""Exercises to try answers on: made for the edges of what may be asked, and taken from the book."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from nlpbook.exercises import session
from nlpbook.exercises.authoring import compile_item
from nlpbook.exercises.authoring.load import read_file
from nlpbook.exercises.judging import Accept
from nlpbook.exercises.kinds import choice, order, table, vector
from nlpbook.exercises.parts import accept_of, display

from ..helpers import item as made_item
from ..helpers import number

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = re.compile(r'^(`{3,})markdown title="exercises/(examples/[a-z-]+)\.md"\n(.*?)^\1$', re.MULTILINE | re.DOTALL)
EDGES = (
    ("0.98461", "{decimals: 2}"), ("0.125", "{decimals: 2}"), ("2.675", "{decimals: 2}"), ("-0.0004", "{decimals: 3}"),
    ("0", "{decimals: 1}"), ("0", "exact"), ("14", "exact"), ("1 / 3", "exact"), ("Fraction(22, 7)", "exact"),
    ("10 ** 12", "exact"),
    ("1e-9", "{sigfigs: 2}"), ("1234.5", "{sigfigs: 3}"), ("999.6", "{sigfigs: 3}"), ("-6.02e23", "{sigfigs: 3}"),
    ("1e15 + 0.5", "{decimals: 0}"), ("1234", "{decimals: 0}"), ("7.5e9", "{rel: 0.01}"), ("-3", "{abs: 0.5}"),
    ("0", "{abs: 0.001}"),
    ("0.98", "{decimals: 2, percent: true}"), ("1.0", "{decimals: 3, percent: true}"), ("99.998",
    "{decimals: 3, unit: '%'}"),
    ("2.5", "{decimals: 1, unit: GB}"), ("31.7", "{decimals: 1, unit: °}"), ("0.25", "{exact: true, unit: $}"),
    ("1.5", "{rel: 0.05, unit: ms}"),
)  # fmt: skip
MISTAKE = 'mistakes: [{value: "-1", say: "Minus one?"}, {value: "31 / 2", say: "That is half of 31."}]\n'


@dataclass(frozen=True)
class Part:
    """One number or word of an answer: its id, its key, how exactly, and the key as displayed."""

    id: str
    key: Any
    accept: Accept
    shown: str


@dataclass(frozen=True)
class Subject:
    """One exercise with what its answers are made of: slots of numbers, or the values of options and tiles."""

    item: dict[str, Any]
    kind: str
    slots: tuple[Part, ...] = ()
    values: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


def subject(item: dict[str, Any]) -> Subject:
    """What a compiled exercise asks for, with the book's own numbers."""
    scope, kind = session.scope(item), item["kind"]
    if kind == "number":
        key, accept = scope["answer"], accept_of(item)
        return Subject(item, kind, (Part("0", key, accept, display(key, accept)),))
    if kind in ("vector", "table"):
        slots = (vector if kind == "vector" else table).slots(item, scope)
        return Subject(item, kind, tuple(Part(s.id, s.key, s.accept, display(s.key, s.accept)) for s in slots))
    if kind in ("choice", "choices"):
        right = tuple(choice.right_values(item, scope))
        return Subject(item, kind, values=tuple(choice.values(item, scope)), right=right)
    if kind == "order":
        return Subject(item, kind, values=tuple(order.values(item, scope)), right=tuple(order.key(item, scope)))
    return Subject(item, kind)


@lru_cache(maxsize=32)
def subjects(kind: str, most: int | None = 6) -> list[Subject]:
    """The reference's examples of a kind, the edge cases, and `most` exercises of the book (None: all of them)."""
    page = (ROOT / "docs/about/exercise-format.md").read_text(encoding="utf-8")
    examples = [(name, text) for _, name, text in EXAMPLE.findall(page) if f"\nkind: {kind}\n" in text]
    found = [made_item(text, name) for name, text in examples]
    if kind == "number":
        found += [number(answer, accept, MISTAKE) for answer, accept in EDGES]
    files = [
        file
        for file in sorted((ROOT / "exercises").glob("*/*.md"))
        if re.search(rf"^kind: {kind}\s*$", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    chosen = files if most is None else Random(kind).sample(files, min(most, len(files)))
    loaded = [read_file(ROOT / "exercises", file)[0] for file in chosen]
    return [subject(item) for item in [*found, *(compile_item(one) for one in loaded if one)]]
