"""Check the front matter of an exercise field by field."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Mapping
from typing import Any

from nlpbook.exercises import draw
from nlpbook.exercises.authoring.exercise import Text
from nlpbook.exercises.authoring.lint.findings import RULES
from nlpbook.exercises.authoring.problems import Report, did_you_mean
from nlpbook.exercises.expressions import ExpressionError, free_names
from nlpbook.exercises.kinds import KINDS
from nlpbook.exercises.names import names

COMMON = ("title", "kind", "level", "skills", "origin", "label", "right", "given", "vary", "where", "let", "lint")
OWN = {
    "number": ("answer", "accept", "mistakes"),
    "vector": ("answer", "accept", "mistakes", "names"),
    "choice": ("shuffle",),
    "choices": ("shuffle",),
    "order": ("or", "mistakes"),
    "bugline": ("line", "entry", "repair", "mistakes"),
    "code": ("entry",),
    "table": ("accept", "mistakes"),
    "text": (),
}
FIXED = ("code", "bugline")
"""Kinds that cannot vary: their programs are not templates."""
WAYS = ("decimals", "sigfigs", "abs", "rel", "exact")
LEAST_WORDS = 4
"""Words of a reason: fewer are no reason."""


class Fields:
    """The front matter of one file: reads fields, notes what is wrong with them."""

    def __init__(self, values: dict[str, Any], lines: Mapping[str, int], report: Report) -> None:
        self.values, self.lines, self.report = values, lines, report
        self.kind = str(values.get("kind", ""))

    def line(self, name: str) -> int:
        """The line of a field, or of the front matter."""
        return self.lines.get(name, 1)

    def bad(self, name: str, message: str) -> None:
        """Note a problem of a field."""
        self.report.add(self.line(name), name, message)

    def text(self, name: str, required: bool = False, why: str = "") -> str:
        """A field of plain text."""
        value = self.values.get(name)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.bad(name, f"must be a text{why}" if name in self.values else f"is required: a text{why}")
            return ""
        return value.strip()

    def words(self, name: str, required: bool = False) -> list[str]:
        """A field that is a list of words."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(entry, str | int | float) for entry in value):
            self.bad(name, "must be a list of words: [one, two]")
            return []
        if required and not value:
            self.bad(name, "is required: a list of at least one word, such as [cosine-similarity]")
        return [str(entry) for entry in value]

    def expression(self, name: str, value: Any, known: set[str]) -> str:
        """A field that is an expression over known names."""
        if (
            isinstance(value, bool)
            or not isinstance(value, str | int | float)
            or (isinstance(value, str) and not value.strip())
        ):
            self.bad(name, f"must be a Python expression, got {value!r}; quote it if it starts with [ or {{")
            return ""
        check_names(str(value), known, self.line(name), name, self.report)
        return str(value)

    def mapping(self, name: str) -> dict[str, Any]:
        """A field that is a set of named values; the names must be good Python names of their own."""
        value = self.values.get(name) or {}
        if not isinstance(value, dict):
            self.bad(name, "must be names and values, one a line: name: value")
            return {}
        for key in value:
            inner = f"{name}.{key}"
            if not isinstance(key, str) or not key.isidentifier() or keyword.iskeyword(key):
                self.bad(inner, f"{key!r} is not a name that an expression can use")
            elif key in names() or key == "answer" or key in draw.NAMES:
                self.bad(inner, f"{key!r} already means something in expressions: choose another name")
        return {str(key): entry for key, entry in value.items()}


def check_names(source: str, known: set[str], line: int, place: str, report: Report) -> None:
    """Note names of an expression that nobody defines."""
    try:
        used = free_names(source)
    except ExpressionError as error:
        report.add(
            line, place, f"{error}; a value with a comma needs quotes inside {{ }}" if "," not in source else str(error)
        )
        return
    everything = known | set(names())
    for name in used:
        if name not in everything:
            report.add(
                line,
                place,
                f"{source!r} uses {name!r}, which nothing defines; {did_you_mean(name, sorted(everything))}",
            )


def check_head(fields: Fields) -> None:
    """Check the fields every exercise has, and refuse unknown ones."""
    kind = fields.values.get("kind")
    if kind not in KINDS:
        fields.bad(
            "kind",
            f"{kind!r} is no kind of exercise; {did_you_mean(str(kind), KINDS)}"
            if kind
            else f"is required: {', '.join(KINDS)}",
        )
    known = COMMON + OWN.get(fields.kind, tuple(dict.fromkeys(name for own in OWN.values() for name in own)))
    for name in fields.values:
        if name in known:
            continue
        elsewhere = [other for other, own in OWN.items() if name in own]
        reason = (
            f"belongs to the kinds {', '.join(elsewhere)}, not to {fields.kind}"
            if elsewhere
            else f"is no field; {did_you_mean(name, known)}"
        )
        fields.bad(str(name), reason)
    fields.text("title", required=True)
    level = fields.values.get("level")
    if type(level) is not int or level not in (1, 2, 3, 4):
        fields.bad("level", "must be 1 (apply), 2 (extend), 3 (derive or build) or 4 (research)")
    skills = fields.words("skills", required=True)
    for skill in skills:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", skill):
            fields.bad("skills", f"{skill!r} should be small letters and hyphens, such as cosine-similarity")
    fields.words("origin")
    fields.text("label")


def check_lint(fields: Fields) -> dict[str, str]:
    """Check the exceptions from the lint: which rule, and why.

    Returns:
        The reason of each rule that is excepted.
    """
    value = fields.values.get("lint") or []
    allowed: dict[str, str] = {}
    for index, entry in enumerate(value if isinstance(value, list) else [value]):
        name = f"lint[{index}]" if isinstance(value, list) else "lint"
        if not isinstance(entry, dict) or set(entry) != {"allow", "why"}:
            fields.bad(name, "must be {allow: <a rule>, why: <the reason>}, or a list of such")
        elif entry["allow"] not in RULES:
            fields.bad(name, f"{entry['allow']!r} is no rule; {did_you_mean(str(entry['allow']), list(RULES))}")
        elif not isinstance(entry["why"], str) or len(entry["why"].split()) < LEAST_WORDS:
            fields.bad(name, f"why: must say in a few words why {entry['allow']!r} may be so here")
        else:
            allowed[entry["allow"]] = entry["why"].strip()
    return allowed


def check_values(fields: Fields) -> tuple[dict[str, Any], set[str]]:
    """Check given, vary, let, answer and where.

    Returns:
        Their entries of the draft, and every name that texts may use.
    """
    given, vary, let = fields.mapping("given"), fields.mapping("vary"), fields.mapping("let")
    for name, value in given.items():
        if problem := _not_plain(value):
            fields.bad(f"given.{name}", problem)
    if vary and fields.kind in FIXED:
        fields.bad("vary", f"the kind {fields.kind} cannot vary")
    drawn: set[str] = set()
    for name, source in vary.items():
        if name not in given:
            fields.bad(
                f"vary.{name}",
                f"must be in given as well: the book's own value; {did_you_mean(name, list(given) or ['given'])}",
            )
        fields.expression(f"vary.{name}", source, (set(given) - set(vary)) | drawn | set(draw.NAMES))
        drawn.add(name)
    known, steps = set(given) | set(vary), []
    for name, source in let.items():
        if name in known:
            fields.bad(f"let.{name}", "is in given as well: choose another name")
        steps.append([name, fields.expression(f"let.{name}", source, known)])
        known.add(name)
    draft: dict[str, Any] = {"given": given, "let": steps, "vary": {name: str(source) for name, source in vary.items()}}
    draft["answer"] = draft["where"] = None
    if "answer" in OWN.get(fields.kind, ()):
        if "answer" not in fields.values:
            fields.bad("answer", "is required: a Python expression that computes the key")
        else:
            draft["answer"] = fields.expression("answer", fields.values["answer"], known)
        known.add("answer")
    if fields.values.get("where") is not None:
        draft["where"] = fields.expression("where", fields.values["where"], known)
        if not vary:
            fields.bad("where", "filters drawn variants, and this exercise has no vary")
    return draft, known


def _not_plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return next((problem for entry in value if (problem := _not_plain(entry))), "")
    if isinstance(value, dict):
        return next((problem for entry in value.values() if (problem := _not_plain(entry))), "")
    return "" if isinstance(value, str | int | float | bool) else f"{value!r} is no number, word or list of them"


def check_accept(fields: Fields) -> dict[str, Any]:
    """Check how exactly a key must be met."""
    entry = fields.values.get("accept")
    if entry is None:
        return {}
    if entry == "exact":
        return {"exact": True}
    if not isinstance(entry, dict):
        fields.bad(
            "accept",
            "must be one of {decimals: 2}, {sigfigs: 3}, {abs: 0.5}, {rel: 0.01}, exact, "
            "with unit or percent beside it",
        )
        return {}
    for name in entry:
        if name not in (*WAYS, "unit", "percent"):
            fields.bad(f"accept.{name}", f"is no way to accept; {did_you_mean(str(name), (*WAYS, 'unit', 'percent'))}")
    rules = [name for name in WAYS if name in entry]
    if len(rules) > 1:
        fields.bad("accept", f"says {' and '.join(rules)}: one of them is enough")
    tests: dict[str, tuple[Callable[[Any], bool], str]] = {
        "decimals": (lambda v: type(v) is int and 0 <= v <= 12, "a whole number from 0 to 12"),
        "sigfigs": (lambda v: type(v) is int and 1 <= v <= 12, "a whole number from 1 to 12"),
        "abs": (lambda v: _number(v) and v > 0, "a number above 0"),
        "rel": (lambda v: _number(v) and 0 < v < 1, "a number between 0 and 1"),
        "exact": (lambda v: v is True, "true"),
        "unit": (lambda v: isinstance(v, str) and 0 < len(v) <= 24, "a short text"),
        "percent": (lambda v: isinstance(v, bool), "true or false"),
    }
    for name, value in entry.items():
        if name in tests and not tests[name][0](value):
            fields.bad(f"accept.{name}", f"must be {tests[name][1]}, got {value!r}")
    if entry.get("percent") and entry.get("unit"):
        fields.bad("accept", 'percent is for a share without a unit; with unit: "%" the key itself is in per cent')
    return dict(entry)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def check_mistakes(
    fields: Fields, required: tuple[str, ...], optional: tuple[str, ...], one_of: bool = False
) -> list[dict[str, Any]]:
    """Check the list of mistakes for its fields; `one_of` wants exactly one of `required`."""
    value = fields.values.get("mistakes") or []
    if not isinstance(value, list):
        fields.bad("mistakes", "must be a list, each entry with a - before it")
        return []
    good = []
    for index, entry in enumerate(value):
        name = f"mistakes[{index}]"
        if not isinstance(entry, dict):
            fields.bad(name, f"must have the fields {', '.join((*required, 'say'))}")
            continue
        known = (*required, *optional, "say")
        extra = [key for key in entry if key not in known]
        for key in extra:
            tip = (
                "; an expression with a comma needs quotes inside { }" if entry[key] is None or ")" in str(key) else ""
            )
            fields.bad(f"{name}.{key}", f"is no field of a mistake; {did_you_mean(str(key), known)}{tip}")
        missing = [key for key in required if key not in entry]
        if (one_of and len(missing) != len(required) - 1) or (not one_of and missing):
            fields.bad(name, f"needs {' or '.join(required)}" if one_of else f"needs {', '.join(missing)}")
        if not isinstance(entry.get("say"), str) or not entry.get("say", "").strip():
            fields.bad(f"{name}.say" if "say" in entry else name, "needs say: the sentence that helps, as a text")
        elif not extra and (one_of or not missing):
            good.append(
                {**entry, "say": Text(entry["say"].strip(), fields.line(f"{name}.say"), inline=True), "at": name}
            )
    return good
