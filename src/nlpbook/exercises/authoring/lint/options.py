"""Rules for options: what a reader could choose by, without knowing anything."""

from __future__ import annotations

import re
from fractions import Fraction
from statistics import mean

from nlpbook.exercises.authoring.lint.findings import Finding, Findings, Looked
from nlpbook.exercises.authoring.lint.texts import length
from nlpbook.exercises.kinds import choice

FAR, LEAST = 1.25, 8
"""A right option is far longer when it has this many times the letters of the next, and at least so many more."""
FAR_TOGETHER = 1.45
"""Likewise for the mean of several right ones against the mean of the others."""
OTHERS = re.compile(
    r"\b(?:all|none|both|neither|each|any|some|two)(?: two| three| four)? of (?:the|these|those) "
    r"(?:above|below|others?|options?|answers?|statements?)\b"
    r"|\b(?:all|none) of (?:these|them|the above)\W*$"
    r"|\b(?:the|all) (?:above|below|other|previous) (?:options?|answers?|statements?)\b"
    r"|\b(?:options?|answers?) (?-i:[A-E1-6])\b",
    re.IGNORECASE,
)


def lengths(looked: Looked) -> tuple[list[int], list[int]]:
    """Letters of the right options, and of the others."""
    told = [(option["right"], length(option["text"], looked.scopes[0])) for option in looked.item["options"]]
    return [n for right, n in told if right], [n for right, n in told if not right]


def longest_option(looked: Looked) -> Findings:
    """The right option is the longest by far, so that its length gives it away."""
    if looked.item["kind"] not in ("choice", "choices"):
        return
    right, wrong = lengths(looked)
    if not wrong:
        return
    one = looked.item["kind"] == "choice"
    mine, theirs = (right[0], max(wrong)) if one else (mean(right), mean(wrong))
    if mine > (FAR if one else FAR_TOGETHER) * theirs and mine - theirs >= LEAST:
        what = "the right option has" if one else "the right options have on average"
        against = "the longest of the others" if one else "the others"
        line = next(option["text"].line for option in looked.exercise.draft["options"] if option["right"])
        yield Finding(
            "longest-option", line, "options",
            f"{what} {mine:.0f} letters, {against} {theirs:.0f}: length gives it away. "
            "Say less in it (the reason below has room), or make the others as definite",
        )  # fmt: skip


def option_order(looked: Looked) -> Findings:
    """Options that are not shuffled although they have no order of their own."""
    if looked.item["kind"] not in ("choice", "choices") or looked.item.get("shuffle") is not False:
        return
    values = choice.values(looked.item, looked.scopes[0])
    numbers = [re.sub(r"[^\d.\-−]", "", value).replace("−", "-") for value in values]
    try:
        ordered = [Fraction(number) for number in numbers]
    except (ValueError, ZeroDivisionError):
        ordered = []
    if not ordered or ordered not in (sorted(ordered), sorted(ordered, reverse=True)):
        yield Finding(
            "option-order", looked.exercise.line("shuffle"), "shuffle",
            "keeps the options as they stand, so that the place of the right one never changes. "
            "Only options that are numbers in order need that: take shuffle out",
        )  # fmt: skip


def all_of_the_above(looked: Looked) -> Findings:
    """An option about other options: shuffled, it points nowhere, and it can be reasoned out without the subject."""
    for option in looked.exercise.draft.get("options") or []:
        match = OTHERS.search(option["text"].source)
        if match:
            yield Finding(
                "all-of-the-above", option["text"].line, "options",
                f"“{match[0]}” speaks of the other options, which are shuffled: say what it means",
            )  # fmt: skip
