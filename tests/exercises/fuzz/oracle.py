"""What may be called right, worked out another way than the grader does: permissive, but never outside the tolerance.

The grader reads a text in exactly one way or refuses it. Here every way of reading it is tried, with Python's own table
of digits and plain fractions, and right is allowed if one of them lies within the tolerance.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

from nlpbook.exercises.judging import Accept

from .subjects import Part, Subject

WRITTEN = re.compile(
    r"[=≈~]*([+-]?)[$€£৳]?([\d.,'_]*\d[.,]?|[.,]\d+)"
    r"(?:e([+-]?\d+)|[·⋅∙*×x]10\^?\(?([+-]?\d+)\)?)?(?:/([+-]?[\d.,'_]+))?(.*)"
)
UNITS = {
    "%": ("percent", "pct", "٪"), "°": ("deg", "degree"), "$": ("usd", "dollar"), "€": ("eur", "euro"),
    "৳": ("bdt", "taka"), "s": ("sec", "second"), "min": ("minute",), "h": ("hour",),
}  # fmt: skip


def may_be_right(subject: Subject, answer: Any) -> bool:
    """Whether calling this answer right could be right."""
    item, kind = subject.item, subject.kind
    if kind == "number":
        return part_fits(subject.slots[0], answer)
    if kind == "vector":
        return any(_all_fit(subject.slots, parts) for parts in _pieces(answer))
    if kind == "table":
        return _table_fits(subject.slots, answer)
    if kind in ("choice", "choices"):
        chosen = [answer] if isinstance(answer, str) else answer
        return {_words(one) for one in chosen} == {_words(one) for one in subject.right}
    if kind == "order":
        return _order_fits(subject, [_words(one) for one in answer])
    if kind == "bugline":
        return _bug_found(item, answer)
    if kind == "code":
        return passes(answer, item["tests"] + "\n" + item["hidden_tests"], item["entry"])
    return bool(set(answer["points"]) == set(range(len(item["rubric"]))))


def part_fits(part: Part, typed: Any) -> bool:
    """Whether one typed part could be within the tolerance of its key."""
    if isinstance(part.key, str):
        return isinstance(typed, str) and _words(typed) == _words(part.key)
    if isinstance(typed, int | float) and not isinstance(typed, bool):
        return math.isfinite(typed) and _within(Fraction(repr(typed)), part)
    return isinstance(typed, str) and any(_within(value, part) for value in readings(typed, part.accept))


def readings(text: str, accept: Accept) -> Iterator[Fraction]:
    """Every value that a text could stand for, with a unit that could be the declared one."""
    match = WRITTEN.fullmatch(_plain(text))
    if not match:
        return
    sign, above, power, power_of_ten, below, unit = match.groups()
    percent = unit in ("%", *UNITS["%"])
    if unit and not percent and not _same(unit, accept.unit):
        return
    if percent and not (accept.percent or accept.unit == "%"):
        return
    scale = Fraction(10) ** max(min(int(power or power_of_ten or 0), 999), -999)
    for top in _bodies(above):
        for bottom in _bodies((below or "1").lstrip("+-")):
            if bottom:
                minus = (sign == "-") != bool(below and below.startswith("-"))
                value = top * scale / bottom * (-1 if minus else 1)
                yield value / 100 if percent and accept.unit != "%" else value


def _plain(text: str) -> str:
    """Digits of every script as 0-9, one minus, no spaces, nothing invisible, no full stop at the end."""
    told = []
    if re.search(r"\d\s*[½¼¾⅐-⅞↉]|[½¼¾⅐-⅞↉]\s*\d|(?<!10)(?<![⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺])[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]", text):
        return ""  # 1½ and 2² are numbers that are written otherwise here
    text = re.sub("10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+)", lambda found: "10^" + unicodedata.normalize("NFKC", found[1]), text)
    for sign in text:
        category = unicodedata.category(sign)
        if "VULGAR" in unicodedata.name(sign, ""):
            told.append(str(Fraction(unicodedata.numeric(sign)).limit_denominator(20)))
        elif category == "Nd":
            told.append(str(unicodedata.decimal(sign)))
        elif category == "Pd" or sign in "−⁻":
            told.append("-")
        elif not (sign.isspace() or category in ("Zs", "Cf", "Cc")):
            told.append({"٫": ".", "٬": "'", "’": "'", "‘": "'", "⁄": "/", "∕": "/", "÷": "/", "˚": "°", "º": "°"}.get(
                sign, unicodedata.normalize("NFKC", sign).casefold() or sign
            ))  # fmt: skip
    return re.sub(r"(\.\d+)\.$", r"\1", "".join(told))


def _bodies(body: str) -> set[Fraction]:
    """Values of digits with marks: a point may be a point or a group's mark, a comma likewise."""
    found = set()
    for point in (".", ",", ""):
        digits = "".join("." if sign == point else sign for sign in body if sign.isdigit() or sign == point)
        whole, _, rest = digits.partition(".")
        if (whole or rest) and "." not in rest:
            found.add(Fraction(int(f"0{whole}{rest}"), 10 ** len(rest)))
    return found


def _same(unit: str, declared: str) -> bool:
    known = {declared.casefold(), *UNITS.get(declared, ())}
    return bool(declared) and (unit in known or unit.removesuffix("s") in {name.removesuffix("s") for name in known})


def _within(value: Fraction, part: Part) -> bool:
    """Whether a value lies within the tolerance, up to the noise of binary arithmetic and a millionth for ties."""
    key, accept = Fraction(repr(part.key)) if isinstance(part.key, float) else Fraction(part.key), part.accept
    off, noise = abs(value - key), abs(key) / 10**11
    if accept.rule == "decimals":
        return off <= Fraction(10) ** -int(accept.amount) / 2 * Fraction(1_000_002, 10**6) + noise
    if accept.rule == "sigfigs" and key:
        magnitude = int(f"{float(key):.15e}".partition("e")[2])
        return off <= Fraction(10) ** (magnitude + 1 - int(accept.amount)) / 2 * Fraction(1_000_002, 10**6) + noise
    if accept.rule in ("abs", "rel"):
        return off <= Fraction(repr(accept.amount)) * (abs(key) if accept.rule == "rel" else 1) + noise
    return off == 0 if isinstance(part.key, int) else off <= abs(key) / 10**9 + Fraction(not key, 10**12)


def _words(text: Any) -> str:
    return " ".join(unicodedata.normalize("NFC", str(text)).split())


def _pieces(answer: Any) -> Iterator[list[Any]]:
    """The components of an answer: a list, or a text cut at one of the marks."""
    if isinstance(answer, str):
        inner = answer.strip().strip("()[]{}<>⟨⟩ ")
        yield from (inner.split(mark) for mark in ",;")
    else:
        yield list(answer)


def _all_fit(slots: tuple[Part, ...], parts: list[Any]) -> bool:
    return len(parts) == len(slots) and all(part_fits(slot, one) for slot, one in zip(slots, parts, strict=True))


def _table_fits(slots: tuple[Part, ...], answer: Any) -> bool:
    if isinstance(answer, dict):
        return set(answer) == {slot.id for slot in slots} and all(part_fits(slot, answer[slot.id]) for slot in slots)
    return _all_fit(slots, [cell for row in answer for cell in row])


def _order_fits(subject: Subject, tiles: list[str]) -> bool:
    """Every right tile once, and each pair of each chain the right way round."""
    right = [_words(tile) for tile in subject.right]
    chains = [entry["chain"] for entry in subject.item.get("chains") or ()] or [list(range(len(right)))]
    pairs = {(right[a], right[b]) for chain in chains for a, b in combinations(chain, 2)}
    return sorted(tiles) == sorted(right) and all(tiles.index(a) < tiles.index(b) for a, b in pairs)


def _bug_found(item: dict[str, Any], answer: Any) -> bool:
    line, repair = (answer.get("line"), answer.get("repair")) if isinstance(answer, dict) else (answer, None)
    if float(line) != item["line"]:
        return False
    if not (repair or "").strip() or not item["asks_repair"]:
        return True
    lines, faulty = list(item["program"]), item["program"][item["line"] - 1]
    pieces = repair.replace("\r\n", "\n").strip("\n").split("\n")
    indent = "" if pieces[0][:1] in (" ", "\t") else faulty[: len(faulty) - len(faulty.lstrip())]
    lines[item["line"] - 1 : item["line"]] = [indent + piece for piece in pieces]
    return passes("\n".join(lines) + "\n", item["tests"], item["entry"])


def passes(program: str, tests: str, entry: list[str]) -> bool:
    """Whether a program passes its tests when both simply run, one after the other."""

    def raises(error: type[BaseException], function: Any, *args: Any, **named: Any) -> bool:
        try:
            function(*args, **named)
        except error:
            return True
        return False

    names: dict[str, Any] = {"__name__": "__main__", "print": lambda *_, **__: None}
    try:
        exec(compile(program, "<program>", "exec", dont_inherit=True), names)
        seen = {"close": _close, "isclose": math.isclose, "raises": raises, **{name: names[name] for name in entry}}
        scene = {"__name__": "tests", **seen}
        exec(compile(tests, "<tests>", "exec", dont_inherit=True), scene)
        for name, value in list(scene.items()):
            if name.startswith("test_"):
                value()
    except BaseException:
        return False
    return True


def _close(a: Any, b: Any, tol: float = 1e-6) -> bool:
    if isinstance(b, dict):
        return a.keys() == b.keys() and all(_close(a[key], b[key], tol) for key in b)
    if isinstance(b, list | tuple):
        return len(a) == len(b) and all(_close(x, y, tol) for x, y in zip(a, b, strict=True))
    return bool(a == b or abs(a - b) <= tol * max(1.0, abs(b)))
