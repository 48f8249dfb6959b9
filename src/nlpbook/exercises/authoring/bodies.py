"""Read the body of an exercise, kind by kind, into the entries of its draft."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nlpbook.exercises.authoring.exercise import Text
from nlpbook.exercises.authoring.fields import Fields, check_accept, check_mistakes
from nlpbook.exercises.authoring.problems import Report, did_you_mean
from nlpbook.exercises.authoring.sections import BULLET, NUMBERED, TASK, Entry, Section, cut_prompt, entries

POINTS = re.compile(r"\s*\((\d+) points?\)\s*$")
SECTIONS = {
    "number": (("Solution",), ("Hint",)),
    "vector": (("Solution",), ("Hint",)),
    "table": (("Solution",), ("Hint",)),
    "choice": ((), ("Hint", "Solution")),
    "choices": ((), ("Hint", "Solution")),
    "order": (("Order",), ("Distractors", "Hint", "Solution")),
    "bugline": (("Program",), ("Repaired", "Tests", "Hint", "Solution")),
    "code": (("Starter", "Solution", "Tests"), ("Hidden tests", "Wrong", "Hint")),
    "text": (("Model answer", "Rubric"), ("Hint", "Solution")),
}
"""Per kind: the sections it needs, and those it may have."""
REPEATED = ("Hint", "Wrong")


@dataclass
class Body:
    """The sections of one file, by name; `Hint` and `Wrong` may come several times."""

    prompt: Section
    sections: dict[str, list[Section]]
    report: Report

    def one(self, name: str) -> Section | None:
        """The section with this name, if there is one."""
        return next(iter(self.sections.get(name, [])), None)


def sort_sections(sections: list[Section], kind: str, report: Report) -> Body:
    """Check the headings against the kind and sort the sections by name."""
    required, optional = SECTIONS.get(
        kind, ((), tuple(dict.fromkeys(name for pair in SECTIONS.values() for own in pair for name in own)))
    )
    known = (*required, *optional)
    found: dict[str, list[Section]] = {}
    for section in sections[1:]:
        name = "Wrong" if re.match(r"Wrong\s*:", section.heading) or section.heading == "Wrong" else section.heading
        if name not in known:
            report.add(section.line, section.field, f"is no section of the kind {kind}; {did_you_mean(name, known)}")
            continue
        if name in found and name not in REPEATED:
            report.add(section.line, section.field, "is there twice")
        if not any(line.strip() for line in section.lines):
            report.add(section.line, section.field, "is empty")
        found.setdefault(name, []).append(section)
    for name in required:
        if name not in found:
            report.add(1, f"## {name}", f"is missing: the kind {kind} needs it")
    if not any(line.strip() for line in sections[0].lines):
        report.add(
            sections[0].first, "prompt", "is missing: the text between the front matter and the first ## heading"
        )
    return Body(sections[0], found, report)


def why_of(entry: Entry, required: bool, place: str, report: Report) -> Text:
    """The reason quoted under an entry."""
    if required and not entry.why:
        report.add(
            entry.line,
            place,
            f"{entry.text[0][:40]!r} needs a reason: a line starting with > under it, indented by two spaces",
        )
    return Text("\n".join(entry.why), entry.why_line or entry.line, inline=True)


def text_of(entry: Entry) -> Text:
    """The text of an entry."""
    return Text(" ".join(entry.text), entry.line, inline=True)


def read_number(fields: Fields, body: Body) -> dict[str, Any]:
    """Entries of a number."""
    return {"accept": check_accept(fields), "mistakes": check_mistakes(fields, ("value",), ())}


def read_vector(fields: Fields, body: Body) -> dict[str, Any]:
    """Entries of a vector."""
    labels = fields.words("names")
    mistakes = check_mistakes(fields, ("value",), ("part",))
    for mistake in mistakes:
        part = mistake.pop("part", None)
        if isinstance(part, str) and part in labels:
            mistake["slot"] = str(labels.index(part))
        elif type(part) is int and part >= 0:
            mistake["slot"] = str(part)
        elif part is not None:
            reason = did_you_mean(str(part), labels) if labels else "count from 0"
            fields.bad(f"{mistake['at']}.part", f"{part!r} is no component; {reason}")
    return {"accept": check_accept(fields), "mistakes": mistakes, "names": labels}


def read_options(fields: Fields, body: Body) -> dict[str, Any]:
    """Entries of choice and choices."""
    report = body.report
    prompt, listed = cut_prompt(body.prompt, TASK)
    found = entries(listed, TASK, report)
    options = [
        {"text": text_of(one), "why": why_of(one, True, "option", report), "right": one.mark == "x"} for one in found
    ]
    right = sum(one.mark == "x" for one in found)
    if len(options) < 2:
        report.add(
            body.prompt.first, "prompt", "needs at least two options: lines - [ ] wrong and - [x] right at its end"
        )
    elif fields.kind == "choice" and right != 1:
        report.add(
            listed.first,
            "options",
            f"exactly one must be marked [x] in a choice, {right} are; several may be in kind: choices",
        )
    elif fields.kind == "choices" and not right:
        report.add(listed.first, "options", "at least one must be marked [x]")
    shuffle = fields.values.get("shuffle", True)
    if not isinstance(shuffle, bool):
        fields.bad("shuffle", f"must be true or false, got {shuffle!r}")
    return {"prompt": prompt.text(), "options": options, "shuffle": shuffle is not False}


def read_order(fields: Fields, body: Body) -> dict[str, Any]:
    """Entries of an order."""
    report = body.report
    order, distractors = body.one("Order"), body.one("Distractors")
    steps = entries(order, NUMBERED, report) if order else []
    strays = entries(distractors, BULLET, report) if distractors else []
    if order and len(steps) < 2:
        report.add(order.line, order.field, "needs at least two steps: a numbered list")
    tiles: list[dict[str, Any]] = [{"text": text_of(step)} for step in steps]
    tiles += [
        {"text": text_of(stray), "why": why_of(stray, True, "## Distractors", report), "distractor": True}
        for stray in strays
    ]
    return {
        "tiles": tiles,
        "chains": _chains(fields, len(steps)),
        "mistakes": _order_mistakes(fields, len(steps), len(tiles)),
    }


def _numbers(value: Any, most: int, distinct: bool = True) -> list[int] | None:
    """Tile numbers counted from 1, as positions from 0; None if they are none."""
    if (
        not isinstance(value, list)
        or len(value) < 2
        or not all(type(entry) is int and 1 <= entry <= most for entry in value)
    ):
        return None
    return [entry - 1 for entry in value] if len(set(value)) == len(value) or not distinct else None


def _chains(fields: Fields, n: int) -> list[dict[str, Any]]:
    value, chains = fields.values.get("or") or [], []
    if not isinstance(value, list):
        fields.bad("or", "must be a list of chains: - [1, 2, 4]")
        return []
    for index, entry in enumerate(value):
        name = f"or[{index}]"
        chain = _numbers(entry.get("chain") if isinstance(entry, dict) else entry, n)
        if chain is None:
            fields.bad(
                name,
                f"must be at least two different numbers of the list under ## Order (1 to {n}), such as [1, 2], "
                "or {chain: [1, 2], say: ...}",
            )
            continue
        if chain != sorted(chain):
            fields.bad(name, "the order under ## Order breaks this chain: list the steps in one of the right orders")
        told: dict[str, Any] = {"chain": chain}
        if isinstance(entry, dict) and isinstance(entry.get("say"), str):
            told["say"] = Text(entry["say"].strip(), fields.line(f"{name}.say"), inline=True)
        chains.append(told)
    return chains


def _order_mistakes(fields: Fields, n: int, tiles: int) -> list[dict[str, Any]]:
    mistakes = check_mistakes(fields, ("value", "before"), (), one_of=True)
    for mistake in mistakes:
        name = "before" if "before" in mistake else "value"
        numbers = _numbers(mistake.pop(name), tiles)
        if numbers is None or (name == "before" and len(numbers) != 2):
            want = "two different numbers" if name == "before" else "the numbers of the answer"
            fields.bad(
                f"{mistake['at']}.{name}", f"must be {want} of the list under ## Order (1 to {n}; distractors count on)"
            )
        else:
            mistake["before" if name == "before" else "order"] = numbers
    return mistakes


def read_text(fields: Fields, body: Body) -> dict[str, Any]:
    """Entries of an answer in words."""
    model, rubric = body.one("Model answer"), body.one("Rubric")
    lines = entries(rubric, BULLET, body.report) if rubric else []
    if rubric and not lines:
        body.report.add(rubric.line, rubric.field, "needs a list of points: - What the answer should say. (2 points)")
    told = []
    for entry in lines:
        source = " ".join(entry.text)
        match = POINTS.search(source)
        told.append(
            {"text": Text(POINTS.sub("", source), entry.line, inline=True), "points": int(match[1]) if match else 1}
        )
    return {"model": model.text() if model else Text("", 1), "rubric": told}


READERS: dict[str, Callable[[Fields, Body], dict[str, Any]]] = {
    "number": read_number,
    "vector": read_vector,
    "choice": read_options,
    "choices": read_options,
    "order": read_order,
    "text": read_text,
}
"""How each kind's body is read; see `table_body` and `program_bodies` for the others."""
