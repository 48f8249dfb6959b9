"""Judge one number or word of an answer and say what is to be said: shared by numbers, vectors and tables."""

from __future__ import annotations

import html
import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from nlpbook.exercises.display import show_number
from nlpbook.exercises.judging import Accept, Judgement, exact_fraction, far_off, judge
from nlpbook.exercises.messages import say, say_html
from nlpbook.exercises.reading import Reading, Unreadable, read_number

Key = int | float | Fraction | str


@dataclass(frozen=True)
class Judged:
    """One judged part.

    Attributes:
        state: "right", "partial" (right value, wrong form), "wrong", "malformed", or "" when left empty.
        headline: For a part that stands alone.
        why_html: The sentence that helps.
        note: A quieter remark on a right one.
    """

    state: Literal["right", "partial", "wrong", "malformed", ""]
    headline: str = ""
    why_html: str = ""
    note: str = ""


class Unrounded(str):
    """A number that a tool handed over as a number: nobody typed its digits, so its precision is not judged."""

    __slots__ = ()


def typed_text(value: Any) -> str | None:
    """What was typed, as text; None for what is neither text nor number."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Unrounded(value) if isinstance(value, float) or abs(value) < 10**80 else "9" * 99
    return "" if value is None else None


def is_number(key: Any) -> bool:
    """Whether a key is a number that can be judged."""
    return isinstance(key, int | float | Fraction) and not isinstance(key, bool)


def finite(value: Any) -> bool:
    """Whether a value can be a key or a mistake: a finite number."""
    return is_number(value) and math.isfinite(value)


def same_answer(value: Key, key_value: Key, accept: Accept) -> bool:
    """Whether a value would be accepted for a key, exact or as displayed."""
    if isinstance(value, str) or isinstance(key_value, str):
        return value == key_value
    exact = judge(Reading(exact_fraction(value), None, None, False, "", ""), key_value, accept)
    return exact.value == "right" or judge_part(display(value, accept), key_value, accept).state == "right"


def wants_whole(key: Key, accept: Accept) -> bool:
    """Whether only a whole number can be right, so that 1,234 cannot be a decimal."""
    return (accept.rule == "exact" and isinstance(key, int)) or (accept.rule == "decimals" and accept.amount == 0)


def judge_part(typed: str, key: Key, accept: Accept) -> Judged:
    """Judge what was typed for one key; "" is left empty, not wrong."""
    if isinstance(key, str):
        return judge_word(typed, key)
    reading = read_number(typed, accept.unit, wants_whole(key, accept))
    if isinstance(reading, Unreadable):
        return unreadable(reading, wants_whole(key, accept))
    if isinstance(typed, Unrounded):
        reading = replace(reading, decimals=None, figures=None)
    return explain(judge(reading, key, accept), reading, key, accept)


def matches(typed: str, value: Any, accept: Accept) -> bool:
    """Whether what was typed is this value, in any precision at least as fine as asked: for mistakes."""
    if isinstance(value, str):
        return judge_word(typed, value).state == "right"
    if not is_number(value):
        return False
    reading = read_number(typed, accept.unit, wants_whole(value, accept))
    if isinstance(reading, Unreadable) or far_off(reading, value, accept):
        return False
    judged = judge(reading, value, accept)
    return judged.unit in ("ok", "none") and (judged.value == "right" or (judged.value == "near" and judged.extra > 0))


def judge_word(typed: str, key: str) -> Judged:
    """Judge a word: spaces around it and the way accents are encoded do not matter, capitals do."""
    if not typed.strip():
        return Judged("")
    if len(typed) > 10 * len(key) + 1000:
        return Judged("malformed", say("text.long.title"), say_html("text.long", n=10 * len(key) + 1000))
    said, asked = (" ".join(unicodedata.normalize("NFC", text).split()) for text in (typed, key))
    if said == asked:
        return Judged("right", say("right.value", value=key))
    if said.casefold() == asked.casefold():
        return Judged("partial", say("wrong"), say_html("part.case"))
    return Judged("wrong", say("wrong"), say_html("part.word", text=said[:40]))


def unreadable(reading: Unreadable, whole: bool) -> Judged:
    """What to say about input that is no number."""
    if reading.reason == "empty":
        return Judged("", say("empty"), say_html("empty.number"))
    title = say("number.two_ways.title") if reading.reason == "two_ways" else say("number.title")
    examples = say("number.examples.whole" if whole else "number.examples")
    return Judged("malformed", title, say_html(f"number.{reading.reason}", text=reading.text, examples=examples))


def asked(accept: Accept) -> str:
    """How the answer is to be written: "two decimals"; "" when that goes without saying."""
    if accept.rule == "decimals":
        form = say("asked.decimals", n=int(accept.amount)) if accept.amount else say("asked.whole")
    elif accept.rule == "sigfigs":
        form = say("asked.sigfigs", n=int(accept.amount))
    elif accept.rule == "exact":
        return say("asked.exact") if not accept.unit else ""
    else:
        amount = accept.amount * (100 if accept.rule == "rel" else 1)
        form = say(f"asked.{accept.rule}", amount=f"{amount:.6g}")
    return form


def display(key: Key, accept: Accept, mode: Any = "t") -> str:
    """The key as it is shown: rounded as asked, with true minus and without its unit.

    Examples:
        >>> display(0.98461, Accept("decimals", 2)), display(-0.00123456, Accept("sigfigs", 3))
        ('0.98', '−0.00123')
    """
    if isinstance(key, str):
        return key
    if accept.rule == "decimals":
        return show_number(key, f".{int(accept.amount)}f", mode)
    if accept.rule == "sigfigs":
        return show_number(float(f"{float(key):.{int(accept.amount) - 1}e}"), f"#.{int(accept.amount)}g", mode).rstrip(
            "."
        )
    if accept.rule in ("abs", "rel"):
        tolerance = accept.amount * (abs(float(key)) if accept.rule == "rel" else 1)
        return show_number(_short(key, tolerance / 2), mode=mode)
    return show_number(key, mode=mode)


def _short(key: float | Fraction, within: float) -> float | Fraction:
    """The key with as few digits as stay well within the tolerance."""
    for digits in range(3, 13):
        rounded = float(f"{float(key):.{digits}g}")
        if abs(rounded - key) <= within:
            return int(rounded) if rounded.is_integer() and abs(rounded) < 10**15 else rounded
    return key


def explain(judged: Judgement, reading: Reading, key: Key, accept: Accept) -> Judged:
    """A judgement in words."""
    shown = display(key, accept)
    unit = "" if not accept.unit else f" {accept.unit}"
    if judged.value == "wrong":
        if judged.unit == "other":
            return Judged("wrong", say("wrong"), say_html("unit.wrong", text=reading.text, unit=accept.unit))
        return Judged("wrong", say("wrong"), say_html(f"slip.{judged.slip}", text=reading.text))
    if judged.unit != "ok":
        fields = {"typed": reading.unit or "%", "unit": accept.unit, "text": reading.text}
        return Judged("partial", say(f"unit.{judged.unit}"), say_html(f"unit.{judged.unit}.say", **fields))
    if judged.value == "near":
        return _near(judged, reading, accept)
    note = say("zeros", asked=asked(accept), display=shown) if judged.zeros else ""
    return Judged("right", say("right.value", value=shown + unit), note=note)


def _near(judged: Judgement, reading: Reading, accept: Accept) -> Judged:
    text = html.escape(reading.text, quote=False)
    if not judged.extra:
        return Judged("partial", say("near.exact"), say("near.exact.say", text=text))
    way = "few" if judged.extra < 0 else "many"
    noun = say(f"noun.{accept.rule}")
    return Judged(
        "partial",
        say(f"near.{way}", n=abs(judged.extra), noun=noun),
        say(f"near.{way}.say", text=text, asked=asked(accept)),
    )


def accept_of(item: Mapping[str, Any]) -> Accept:
    """How exactly the keys of an exercise must be met."""
    return Accept.of(item.get("accept"))
