"""Numbers, one table a step: how each text is read, judged, shown, and told; every field of every outcome.

Kept as golden files (`UPDATE_GOLDEN=1` renews them; a difference is reviewed like code). The rows are chosen for the
edges: one place more or less, just inside and just outside, each sign, unit and script.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, astuple
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from nlpbook.exercises.display import clean, fill, fill_plain, show, show_field, show_number
from nlpbook.exercises.expressions import ExpressionError, evaluate, free_names, parse, split_field
from nlpbook.exercises.judging import Accept, Judgement, exact_fraction, far_off, judge, step_of
from nlpbook.exercises.names import NameCollisionError, names, paren
from nlpbook.exercises.parts import (
    Unrounded,
    asked,
    display,
    finite,
    is_number,
    judge_part,
    matches,
    same_answer,
    typed_text,
    wants_whole,
)  # fmt: skip
from nlpbook.exercises.reading import ALIASES, KNOWN_UNITS, Reading, plain_decimal, read_number, same_unit, tidy

Golden = Callable[[str, object], None]

WORDS = """
0 7 -7 +7 −7 –7 —7 ‒7 ‐7 ‑7 ﹣7 －7 ＋7 0.5 .5 5. 5.. 0.50 0,5 0,50 ,5 5, 1.5e3 1.5E-3 1.5e+3 2e400 2e401 2e-400
2e-401 1.5·10^3 1.5*10^3 1.5×10^3 1.5x10^(3) 1.5∙10⁻³ 1.5⋅10⁺³ 10⁹ 210⁹ 2² 10^3 1e1234567890 1/2 -1/2 1/-2 -1/-2 1⁄2
1∕2 1÷2 1／2 1/0 1/0.5 .5/.5 1,5/2,5 1/2/3 1.0/2 ½ -½ ⅔ ↉ ¼¾ 1½ ½1 ½% 1,234 0,234 12,345 123,456 1234,567 1,234,567
1,23,456 12,34,567 01,234 1,234.5 1.234 1.234,5 1.234.567 1.234.567,8 1.234.56 1,234,56 1,2,3 1.2.3 1'234 1'234'567
1'23 1_000 1_000_000.5 1_00 ১২ ১২,৫ ১.৫ ٣٫٥ ١٬٠٠٠ １２．５ １２，５ 50% 50٪ 50％ 50percent 50pct %50 $5 €5 £5 ৳5 5$
5€ $-5 -$5 5° 5˚ 5º 5deg 5GB 5gb 5Gb 5kB 5KiB 5bits 5s 5ms 5µs 5tokens 5apples 5/s 5m² 5a1 =5 ≈5 ~5 ==5 5=5 = . , -
+ e5 5e 5e5e 0x1F nan inf 1+1 --1 1-1 ٪ 二 x <b> 0.98. 0.98.. 0000 007 0.000 1e0 -0 -0.0 999999999999
123456789.123456789
"""
TEXTS = [
    *WORDS.split(), "", " ", "\t", " 7 ", "1 234", "1 234 567", "1 23", "1 234,5", "1 234.5", "1\u202f234,5",
    "1\u00a0234",
    "\u200b7", "\ufeff7", "7 GB", "7  GB", "7 %", "- 7", "$ 7", "1 / 2", "1.5 · 10 ^ ( 3 )", "1.5 x 10^3", "= 7",
    "≈ = 7",
    "7 G B", "7 apples", "7 a,b", "7 +", "x" * 40, "9" * 80, "9" * 81, " " * 3000 + "1", " " * 4001 + "1", "1 2",
    "7\u200bGB", "1.5 e3", "7 " + "a" * 24, "7 " + "a" * 25, "1½ GB", "½ GB", "10⁻¹", "3·10⁻¹", "1’000", "1‘000", "'5",
    "1 234'567", "5 /s", "1 /2 GB", "7µs", "7 words", "7 % %", "7 Percent", "7 PCT", "12.", "12. GB", "1_234_567,5",
]  # fmt: skip
RULES = {
    "two": Accept("decimals", 2), "whole": Accept("decimals", 0), "three figures": Accept("sigfigs", 3),
    "one figure": Accept("sigfigs", 1), "half": Accept("abs", 0.5), "one per cent": Accept("rel", 0.01),
    "exact": Accept(),
    "per cent": Accept("decimals", 1, "%"), "share": Accept("decimals", 2, "", True), "GB": Accept("decimals", 1, "GB"),
    "exact GB": Accept("exact", 0, "GB"),
}  # fmt: skip
KEYS: tuple[Any, ...] = (
    0, 0.0, 5, -5, 0.125, 2.675, 0.98461, -0.98461, 1 / 3, Fraction(1, 3), Fraction(5, 2), 1234, 1234.5, 999.6, 9.996,
    1200, 1e-9,
    -6.02e23, 99.95, 0.005, 10**12, 10**15, 0.1 + 0.2, 4.0,
)  # fmt: skip


def told(value: Any) -> str:
    return repr(value if not isinstance(value, Fraction) else str(value))


def as_row(fields: tuple[Any, ...]) -> str:
    return " | ".join(told(field) for field in fields)


def test_reading(golden: Golden) -> None:
    ways = {"": ("", False), "whole": ("", True), "unit GB": ("GB", False), "unit m": ("m", False)}
    rows = {}
    for text in TEXTS:
        plain = as_row(astuple(read_number(text)))
        name = text if len(text) < 40 else f"{text[:3]}... ({len(text)})"
        rows[name] = plain
        others = {way: as_row(astuple(read_number(text, *how))) for way, how in ways.items()}
        rows |= {f"{name} ({way})": other for way, other in others.items() if other != plain}
    golden("reading", rows)


def test_tidied_and_plain(golden: Golden) -> None:
    bodies = [text for text in TEXTS if set(text) <= set("0123456789.,' _")]
    golden("tidied", {
        "tidy": {text: tidy(text) for text in TEXTS if len(text) < 40},
        "plain": {text: [plain_decimal(text), plain_decimal(text, True)] for text in bodies if len(text) < 40},
    })  # fmt: skip


def test_spellings_of_units(golden: Golden) -> None:
    known = sorted({*KNOWN_UNITS, *ALIASES, *(name for all_names in ALIASES.values() for name in all_names), "m",
        "Apple"})
    written = sorted({*known, *(word.lower() for word in known), *(word.upper() for word in known), "Kb", "apples"})
    golden("units", {unit: " ".join(word for word in written if same_unit(word, unit)) for unit in known})


def near(key: float, accept: Accept) -> list[str]:
    """What lies around a key: rounded to every precision, a step and half a step away, of the other sign, moved."""
    step = float(step_of(accept, exact_fraction(key)) or 0) or accept.amount * (abs(float(key)) if accept.rule ==
        "rel" else 1)
    value, found = float(key), []
    for places in range(5):
        found.append(f"{value:.{places}f}")
    found += [f"{value:.{figures}g}" for figures in (1, 2, 3, 4, 12)]
    for by in (0.25, 0.499, 0.5, 0.501, 0.99, 1, 1.01, 1.49, 1.51, 2.6):
        found += [f"{value + sign * by * step:.12g}" for sign in (1, -1)]
    found += [f"{value * by:.6g}" for by in (-1, 10, 100, 1000, 0.1, 0.01, 1e10, 1e-10, -10)]
    found += ["0", "0.00", f"{100 * value:.3g}%", f"{value:.2f} GB", f"{value:.1f} MB", f"{value:.1f} %",
        f"{value:.2f} m", "1/3", "5/2"]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("rule", RULES)
def test_judging(rule: str, golden: Golden) -> None:
    accept, rows = RULES[rule], {}
    for key in KEYS:
        found: dict[str, list[str]] = {}
        for typed in near(key, accept):
            reading = read_number(typed, accept.unit)
            if isinstance(reading, Reading):
                judged = judge(reading, key, accept)
                glance = far_off(reading, key, accept)
                told = " ".join(f"{name}={value}" for name, value in asdict(judged).items() if value or name == "value")
                found.setdefault(f"{told}, {'all right, ' * judged.right}{'far off' * glance}", []).append(typed)
                kept = judged.value == "right" or (judged.value == "near" and judged.extra > 0)
                assert not (glance and kept and judged.unit in ("ok", "none")), "a glance must never drop what matches"
        rows[repr(key)] = {told: "; ".join(texts) for told, texts in found.items()}
    golden(f"judging-{rule.replace(' ', '-')}", rows)


def test_what_is_said_of_parts(golden: Golden) -> None:
    typed = "", " ", "5", "5.0", "5.00", "5.000", "4.9", "-5", "50", "5.1", "6", "5 GB"
    typed += "5.0 MB", "5%", "500%", "x", "1,234", "1/0"
    rows = {}
    for (rule, accept), text in product(RULES.items(), typed):
        rows[f"{rule}: {text}"] = as_row(astuple(judge_part(text, 5, accept)))
    for text in ("Cat", " Cat ", "cat", "CAT", "dog", "", "  ", "Cafe\u0301", "the  cat", "<b>", "x" * 50, "x" * 1030,
        "x" * 1031):
        for key in ("Cat", "Café", "the cat"):
            rows[f"{key}: {text[:5]} ({len(text)})"] = as_row(astuple(judge_part(text, key, Accept())))
    golden("parts", rows)


def test_display(golden: Golden) -> None:
    rows = {}
    for (rule, accept), key in product(RULES.items(), (*KEYS, "word", -0.001, -0.04, 123456789.123, 1e16)):
        rows[f"{rule}: {key!r}"] = f"{display(key, accept)} | {display(key, accept, 'c')} | {wants_whole(key, accept)}"
    for way, accept in {**RULES, "one": Accept("decimals", 1), "thousandth": Accept("abs", 0.001)}.items():
        rows[f"asked: {way}"] = asked(accept)
    golden("display", rows)


SHOWN: tuple[Any, ...] = (
    0, -1, 1.5, -0.0, -0.001, 0.1 + 0.2, -1e-9, 1e20, float("inf"), -float("inf"), float("nan"), Fraction(-1, 3),
    True, None, "a<b",
    [1, -2.5], (1, -2.5), (1,), [], (), ["a", -1], [[1, 2], [3, 4]], {"a": -1}, 10**12, -3e-7, 1 / 3,
)  # fmt: skip


def test_showing_of_values(golden: Golden) -> None:
    rows: dict[str, Any] = {}
    for value, mode in product(SHOWN, "tmc"):
        rows[f"{value!r} {mode}"] = show(value, mode=mode)  # type: ignore[arg-type]
        if isinstance(value, int | float | Fraction | list) and not isinstance(value, bool) and "'" not in repr(value):
            rows[f"{value!r} {mode} .2f"] = show(value, ".2f", mode=mode)  # type: ignore[arg-type]
    for value, conversion in product(("é", -1, "x"), "rsa"):
        rows[f"{value!r} !{conversion}"] = show(value, ">5", conversion)
    for spec in (".0f", ".1f", ".1e", ".1%", "+.1f", ">6.1f"):
        rows[f"-0.001 {spec}"] = [show_number(value, spec) for value in (-0.001, 0.001, -2.0, Fraction(-1, 3))]
    rows["a text"] = [show("ab", ">4"), show("ab"), clean(0.1 + 0.2), clean(2 / 3), str(clean(float("inf")))]
    golden("shown", rows)


def test_templates() -> None:
    template = {
        "html": "<p>\ue0000\ue001 and \ue0001\ue001 \ue0002\ue001</p>",
        "plain": "\ue0000\ue001 & \ue0001\ue001 \ue0002\ue001",
        "fields": ["x:.1f", "word", "[x]"], "modes": "mtc",
    }  # fmt: skip
    scope = {"x": -1.25, "word": '<"a">'}
    assert fill(template, scope) == '<p>-1.2 and &lt;"a"&gt; [-1.25]</p>'
    assert fill_plain(template, scope) == '-1.2 & <"a"> [-1.25]'
    assert show_field("x!r:>6", scope) == " -1.25"


@pytest.mark.parametrize(("body", "cut"), [
    ("x", ("x", "", "")), ("x:.2f", ("x", "", ".2f")), (" x : .2f ", ("x", "", ".2f")), ("x!r", ("x", "r", "")),
    ("x!s:>3", ("x", "s", ">3")),
    ("x!a", ("x", "a", "")), ("x!b", ("x!b", "", "")), ("x!X", ("x!X", "", "")), ("X:.1f", ("X", "", ".1f")),
    ("!r", ("!r", "", "")), ("a!r", ("a",
    "r", "")), ("d[1:2]",
    ("d[1:2]", "", "")),
    ("f(a)[1:2]:.1f", ("f(a)[1:2]", "", ".1f")), ("{1: 2}[1]:d", ("{1: 2}[1]", "", "d")), ("'a:b'", ("'a:b'", "", "")),
    ("\"a':b\":>9", ("\"a':b\"", "", ">9")), (r"'\':'", (r"'\':'", "", "")), ("lambda: 3", ("lambda: 3", "", "")),
    (" lambda x: x", ("lambda x: x", "", "")), ("(lambda: 3)():d", ("(lambda: 3)()", "", "d")), ("x != y", ("x != y",
    "", "")),
    ("x:%H:%M", ("x", "", "%H:%M")), ("(a):[b:c]", ("(a)", "", "[b:c]")), ("x !r", ("x", "r", "")), ("", ("", "", "")),
])  # fmt: skip
def test_fields_are_cut_as_in_an_f_string(body: str, cut: tuple[str, str, str]) -> None:
    assert split_field(body) == cut


@pytest.mark.parametrize(("source", "reason"), [
    ("x =", "is not a Python expression: invalid syntax\n"), ("", "is not a Python expression: "), ("(y := 3)",
    "uses NamedExpr, which expressions may not"),
    ("x.__class__", "uses __class__, which expressions may not"), ("_x", "uses _x, which"), ("[(yield) for _ in x]",
    "expression"),
    ("lambda: (yield)", "uses Yield, which"), ("lambda: (yield from x)", "uses YieldFrom, which"), ("\x00",
    "is not a Python expression: "),
])  # fmt: skip
def test_expressions_that_are_refused(source: str, reason: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(source)
    assert reason in f"{refused.value}\n" and str(refused.value).startswith(repr(source))


def test_expressions() -> None:
    assert [free_names(source) for source in ("a + b * a", "[x * k for x in u]", "lambda v: v + w", "1",
        "f(y, x)")] == [
        ["a", "b"], ["k", "u"], ["w"], [], ["f", "y", "x"],
    ]  # fmt: skip
    assert evaluate(" sum([_ for _ in u]) ", {"u": [1, 2], "pi": 3}) == 3
    assert evaluate("pi", {"pi": 3}) == 3 and round(evaluate("pi", {}), 2) == 3.14
    with pytest.raises(ExpressionError, match=r"^'1 / x' failed: ZeroDivisionError: division by zero$") as failed:
        evaluate("1 / x", {"x": 0})
    assert isinstance(failed.value.__cause__, ZeroDivisionError)
    with pytest.raises(ExpressionError, match="NameError"):
        evaluate("open", {})


def test_names_of_expressions(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    golden("names", sorted(names()))
    assert names() is names() and names()["True"] is True and names()["False"] is False and names()["None"] is None
    assert [paren(value) for value in (-0.2, 3, 0, -1, 1 / 3, -1e-13)] == ["(-0.2)", "3", "0", "(-1)",
        "0.333333333333", "(-1e-13)"]
    with pytest.raises(TypeError):
        names()["x"] = 1  # type: ignore[index]
    from nlpbook.exercises import names as module

    monkeypatch.setattr(module, "MATHS", ["pow"])
    with pytest.raises(NameCollisionError,
        match=r"^math and the built-ins both offer the name 'pow' to exercises: rename one$"):
        names.__wrapped__()  # type: ignore[attr-defined]
    monkeypatch.setattr(module, "MATHS", [])
    monkeypatch.setattr(module, "GROUND", [*module.GROUND, module.GROUND[0]])
    room = f"nlpbook.{module.GROUND[0]}"
    with pytest.raises(NameCollisionError, match=rf"^{room} and {room} both offer"):
        names.__wrapped__()  # type: ignore[attr-defined]


def test_what_is_typed_and_what_is_a_number() -> None:
    assert [typed_text(value) for value in ("a", "", None, 3, 1.5, True, [], {})] == ["a", "", "", "3", "1.5", None,
        None, None]
    assert typed_text(10**80 - 1) == "9" * 80 and typed_text(10**80) == typed_text(-(10**80)) == "9" * 99
    assert isinstance(typed_text(3), Unrounded) and typed_text(1e300) == "1e+300"
    assert [is_number(value) for value in (1, 1.5, Fraction(1, 2), True, "1", None)] == [True] * 3 + [False] * 3
    assert [finite(value) for value in (1, float("inf"), float("nan"), "x", True)] == [True, False, False, False, False]


@pytest.mark.parametrize(("typed", "value", "accept", "same"), [
    ("0.94", 0.94, "two", True), ("0.940", 0.94, "two", True), ("0.9", 0.94, "two", False), ("0.9", 0.91, "two",
    False), ("0.914", 0.9136, "two", True), ("0.943", 0.9431, "two",
    True),
    ("0.95", 0.94, "two", False), ("cat", "cat", "two", True), ("Cat", "cat", "two", False), ("x", 1, "two", False),
    ("1", True, "two", False),
    ("0.94 GB", 0.94, "two", True), ("9.4 MB", 9.4, "GB", False), ("9.4 GB", 9.4, "GB", True), ("94%", 0.94, "two",
    False),
    ("94%", 0.94, "share", True), ("1,234", 1234, "exact", True), ("1,234", 1234, "two", False), ("1/3", 1 / 3, "two",
    True),
    ("3.0", 3, "exact", True), ("100", 1, "exact", False),
])  # fmt: skip
def test_foreseen_mistakes_are_matched(typed: str, value: Any, accept: str, same: bool) -> None:
    assert matches(typed, value, RULES[accept]) is same


@pytest.mark.parametrize(("value", "key", "accept", "same"), [
    (0.98, 0.98461, "two", True), (0.984, 0.98461, "two", True), (0.99, 0.98461, "two", False), ("a", "a", "two",
    True), ("a", 1, "two", False),
    (1, "1", "two", False), (0.986, 0.98461, "two", True), (0.9897, 0.98461, "two", False), (1.0, 1, "exact", True),
    (2, 1, "exact", False), (5.5, 5, "half", True),
    (5.6, 5, "half", False), (9.8461, 0.98461, "two", False),
])  # fmt: skip
def test_two_values_that_would_be_one_answer(value: Any, key: Any, accept: str, same: bool) -> None:
    assert same_answer(value, key, RULES[accept]) is same


def test_how_exactly() -> None:
    given = [
        {"decimals": 2}, {"sigfigs": 3, "unit": "GB"}, {"abs": 0.5, "percent": True}, {"rel": 0.1}, {"exact": True,
        "unit": "$"}, {}, None,
        {"percent": 1}, {"decimals": 2, "percent": 1},
    ]  # fmt: skip
    assert [astuple(Accept.of(entry)) for entry in given] == [
        ("decimals", 2.0, "", False), ("sigfigs", 3.0, "GB", False), ("abs", 0.5, "", True), ("rel", 0.1, "", False),
        ("exact", 0, "$", False), ("exact", 0, "", False), ("exact", 0, "", False), ("exact", 0, "", True),
        ("decimals", 2.0, "", True),
    ]  # fmt: skip
    assert astuple(Accept()) == ("exact", 0, "", False) and astuple(Judgement("right")) == ("right", 0, False, "ok", "")
    steps = [step_of(RULES[rule], Fraction(key)) for rule, key in product(("two", "three figures", "half"), (0, 1,
        999, 1000, Fraction(1, 8)))]
    assert [str(step) for step in steps] == [
        *["1/100"] * 5, "None", "1/100", "1", "10", "1/1000", *["None"] * 5,
    ]  # fmt: skip
