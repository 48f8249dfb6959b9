"""A rule for units: who is asked about gigabytes must know whether to answer in gigabytes."""

from __future__ import annotations

import re

from nlpbook.exercises.authoring.lint.findings import Finding, Findings, Looked
from nlpbook.exercises.authoring.lint.texts import seen
from nlpbook.exercises.parts import accept_of

UNIT = (
    r"(?:[kKMGTP]i?B|bytes?|bits?|nats?|(?:milli|micro)?seconds?|minutes?|hours?|days?|weeks?|months?|years?|per ?cent"
    r"|%|degrees?|dollars?|euros?|taka|\$|€|৳|ms|GPU.hours?|[GTP]?FLOPs?|tokens per second)"
)
MEASURED = re.compile(rf"(?:\d[\d.,]*)[  ]?{UNIT}(?!\w)")
"""A number with a unit."""
SAID = re.compile(
    rf"\b(?:how many|number of|in|as|by|to|of|what)(?: (?:a|whole|full|millions? of|billions? of|the))? {UNIT}(?!\w)"
    r"|\bhow (?:many|often)\b|\bwhat (?:share|fraction|proportion|probability|ratio)\b|\bwhich (?:share|fraction)\b"
    r"|\bfactor\b|\btimes\b|\bshare\b|\bprobabilit|\bratio\b|\bper \w+\b|\bnumber of\b|\bcount\b"
    r"|\bhow much (?:larger|smaller|faster|slower|more|less)\b",
    re.IGNORECASE,
)
"""Words that say in what the answer is to be given: a unit, or that it has none."""


def unit(looked: Looked) -> Findings:
    """The prompt speaks of a quantity with a unit, and neither it nor `accept` says in which unit to answer."""
    item = looked.item
    if item["kind"] not in ("number", "vector"):
        return
    accept = accept_of(item)
    if accept.unit or accept.percent:
        return
    text = seen(item["prompt"], looked.scopes[0])
    match = MEASURED.search(text)
    label = f"{item.get('label') or ''} {' '.join(item.get('names') or [])}"
    if match and not SAID.search(text) and not re.search(UNIT, label):
        yield Finding(
            "unit", looked.exercise.draft["prompt"].line, "prompt",
            f"speaks of “{match[0].strip()}” and does not say in what to answer: write “in …”, or accept: {{unit: …}}",
        )  # fmt: skip
