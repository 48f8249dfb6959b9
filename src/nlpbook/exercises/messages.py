"""Every sentence that the grader says, in one table, so that a second language is a second table.

Voice: a kind teacher. What is right comes first, then what is missing; "not yet" rather than "wrong"; what was read is
quoted. `{x}` is filled in; a key ending in `.one` is taken when the number `n` is one.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nlpbook.exercises.bangla import BANGLA
from nlpbook.exercises.bangla import ORDINALS as BANGLA_ORDINALS
from nlpbook.exercises.bangla import WORDS as BANGLA_WORDS

ENGLISH = {
    # verdicts
    "right": "Right",
    "right.value": "Right: {value}",
    "right.line": "Right, line {line}",
    "wrong": "Not yet",
    "free": "This does not count as a try.",
    "empty": "Nothing to check yet",
    "empty.number": "Type a number first.",
    "empty.parts": "Fill in at least one of the {count}.",
    "empty.choice": "Choose an option first.",
    "empty.choices": "Choose at least one option.",
    "empty.order": "Put at least one tile in place.",
    "empty.line": "Choose a line first.",
    "empty.code": "Write your program first.",
    "empty.text": "Write your answer first, then compare it.",
    "label": "Your answer",
    "label.row": "row",
    # numbers
    "number.title": "That is not a number yet",
    "number.shape": "I read “{text}”. Write it like {examples}.",
    "number.examples": "0.98, .98 or 98/100",
    "number.examples.whole": "12, 1500 or 1.5e3",
    "number.long": "That is longer than any number here (it starts “{text}”). Write it like {examples}.",
    "number.two_ways": "“{text}” can be read two ways: is the comma a decimal point, or does it group thousands? "
    "Write it without the comma, or with a point.",
    "number.two_ways.title": "Which number do you mean?",
    "number.zero": "“{text}” divides by zero, so it is no number.",
    "number.huge": "The power of ten in “{text}” is beyond anything here. Check the exponent.",
    "number.type": "The answer should be a number.",
    "near.few": "Right value, {count} {noun}s too few",
    "near.few.one": "Right value, one {noun} too few",
    "near.many": "Right value, {count} {noun}s too many",
    "near.many.one": "Right value, one {noun} too many",
    "near.few.say": "You wrote {text}; the question asks for {asked}.",
    "near.many.say": "You wrote {text}; round it to {asked}.",
    "near.exact": "Right value, but rounded",
    "near.exact.say": "You wrote {text}; the exact value is asked for. A fraction is a good way to write it.",
    "noun.decimals": "decimal",
    "noun.sigfigs": "figure",
    "asked.decimals": "{word} decimals",
    "asked.decimals.one": "one decimal",
    "asked.whole": "a whole number",
    "asked.sigfigs": "{word} significant figures",
    "asked.sigfigs.one": "one significant figure",
    "asked.abs": "within {amount}",
    "asked.rel": "within {amount} %",
    "asked.exact": "exact value",
    "asked.unit": "{asked}, in {unit}",
    "asked.each": "{asked} each",
    "zeros": "As the question asks for {asked}, write it {display}.",
    "unit.other": "Right number, another unit",
    "unit.other.say": "You wrote {typed}; the answer is in {unit}.",
    "unit.none": "Right number, but it has no unit",
    "unit.none.say": "You wrote {typed}; this quantity is a plain number.",
    "unit.percent": "Right value, but no percentage is asked for",
    "unit.percent.say": "Write it as a plain number, without the per cent sign.",
    "unit.share": "Right share, but in per cent it is a hundred times as much",
    "unit.share.say": "The answer is asked for in per cent.",
    "unit.sign": "Right digits, but the per cent sign is missing",
    "unit.sign.say": "Write {text} %, or the share as a number between 0 and 1.",
    "unit.wrong": "{text} is not it, and the answer is in {unit}.",
    "slip.sign": "The size is right, the sign is not.",
    "slip.power": "The digits are right, the power of ten is not: look at the decimal point.",
    "slip.last": "Very close. Keep more digits on the way and round only at the end.",
    "slip.": "{text} is not it.",
    "more.hint": "A hint is at the foot of the exercise.",
    # parts
    "parts.title": "{got} of {n} {noun}s are right",
    "parts.title.one": "1 of {n} {noun}s is right",
    "parts.form": "Right value, not yet in the form asked for",
    "parts.right": "All {count} {noun}s are right",
    "noun.vector": "component",
    "noun.table": "cell",
    "parts.empty": "{count} are still empty.",
    "parts.empty.one": "One is still empty.",
    "parts.unreadable": "{which}: {why}",
    "parts.count": "There are {n} {noun}s here, and I read {got}.",
    "parts.count.title": "The number of {noun}s does not fit",
    "parts.near": "{which}: {why}",
    "part.word": "“{text}” is not it.",
    "part.case": "The right word, in other letters: capitals matter here.",
    "part.first": "The {ordinal} {noun}",
    # choices
    "choice.unknown": "“{text}” is none of the options.",
    "choice.unknown.title": "That is not one of the options",
    "choice.why": "The reason stands under your choice.",
    "choices.all": "All {count} options judged correctly.",
    "choices.partial": "{got} of the {n} options judged correctly",
    "choices.over": "{count} of your choices do not hold.",
    "choices.over.one": "One of your choices does not hold.",
    "choices.under": "{count} that hold are not chosen yet.",
    "choices.under.one": "One that holds is not chosen yet.",
    "choices.none": "What you chose does not hold; the reasons stand below it.",
    "verb.yours": "your answer",
    "verb.right": "right",
    "verb.left_out": "rightly left out",
    "verb.this_line": "this is the one",
    "verb.in_place": "in place",
    "verb.too_early": "too early",
    "verb.too_late": "too late",
    "verb.not_part": "not part of it",
    "self": "Self-graded: you compared it yourself.",
    # order
    "order.partial": "{got} of {n} tiles are in place",
    "order.partial.one": "1 of {n} tiles is in place",
    "order.start": "The start is right up to “{tile}”.",
    "order.early": "“{tile}” comes too early.",
    "order.before": "“{first}” has to come before “{second}”.",
    "order.missing": "{count} steps are still missing.",
    "order.missing.one": "One step is still missing.",
    "order.distractor": "“{tile}” is not part of it.",
    "order.unknown": "Each tile goes in once; I found “{text}”.",
    "order.unknown.title": "That is not an order of these tiles",
    # bugline
    "line.unknown": "The program has the lines 1 to {n}; I read “{text}”.",
    "line.unknown.title": "That is not one of the lines",
    "line.fine": "Line {line} does what it should. Follow the values from the top: where do they first go astray?",
    "line.repair": "Right line; the repair does not pass yet",
    "line.repair.say": "{passed} of {n} tests pass with your line.",
    "line.repaired": "And your repair passes every test.",
    "line.repair.long": "The repair should be one line, or a few.",
    # code
    "code.right": "All {count} tests pass",
    "code.right.one": "The test passes",
    "code.partial": "{got} of {n} tests pass",
    "code.partial.one": "1 of {n} tests passes",
    "code.none": "No test passes yet",
    "code.long": "A program here has at most {n} characters.",
    "code.long.title": "That is too long to run",
    "code.syntax": "That is not Python yet",
    "code.syntax.say": "Line {line}: {reason}.",
    "code.raised": "Your program stopped with an error",
    "code.raised.say": "Line {line}: {error}.",
    "code.raised.nowhere": "{error}.",
    "code.missing": "Your program does not define {name}",
    "code.missing.say": "The tests call {name}. Define it with exactly this name.",
    "code.missing.near": "The tests call {name}; your program has {near}.",
    "code.failed": "{call} should give {expected}; it gives {got}.",
    "code.failed.hidden": "The visible tests pass. A hidden one does not: {name}.",
    "code.failed.about": "{call} should give about {expected}; it gives {got}.",
    "code.failed.raised": "{call} stops with an error: {error}.",
    "code.none_returned": "Is a return missing?",
    "code.printed_only": "It prints, but returns nothing: the tests look at what is returned.",
    "code.failed.block": "The test “{name}” does not pass.",
    "plain": "{text}",
    "line": "line {line}",
    "code.flood": "… output cut here: more than {n} characters.",
    "test.name": "test {n}",
    "test.hidden": "hidden test {n}",
    "test.about": "about {value}",
    "test.raises": "raises {error}",
    "test.returns": "{value}, no error",
    "test.true": "true",
    "test.foreign": "an object of your class {name}",
    "error.SystemExit": "the program ended itself (sys.exit)",
    "error.KeyboardInterrupt": "the program interrupted itself",
    "error.RecursionError": "it calls itself without end",
    "error.MemoryError": "it asks for more memory than there is",
    "error.input": "input() cannot be asked here: the tests call your function with values",
    "error.NameError.near": "{error}. Did you mean {near}?",
    "solution.line": "Line {line} should read:",
    "solution.line.only": "Line {line} is the one.",
    # text
    "text.revealed": "Now compare",
    "text.revealed.say": "Which points of the rubric does your answer make?",
    "text.graded": "You gave yourself {got} of {n}",
    "text.graded.note": "Self-graded, and stored as such. Your answer stays on this device.",
    "text.points": "The points should be numbers of the rubric's lines, 0 to {n}.",
    "text.points.title": "Those points are not in the rubric",
    "text.long": "An answer here has at most {n} characters.",
    "text.long.title": "That is too long",
    "form": "I could not make sense of this answer.",
    "form.title": "That answer has another shape than this exercise needs",
}

WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


TABLES = {"en": ENGLISH, "bn": BANGLA}
_COUNTS = {"en": WORDS, "bn": BANGLA_WORDS}
_PLACES = {"en": (ORDINALS, "number {n}"), "bn": (BANGLA_ORDINALS, "{n} নম্বর")}
_language = "en"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything inside the block in a language; English where there is no table for it."""
    global _language
    before, _language = _language, language if language in TABLES else "en"
    try:
        yield
    finally:
        _language = before


def number_word(n: int) -> str:
    """A small count in words: two, three, 14."""
    words = _COUNTS[_language]
    return words[n] if 0 <= n < len(words) else str(n)


def ordinal(n: int) -> str:
    """A position, from 0, in words: first, second, number 11."""
    words, beyond = _PLACES[_language]
    return words[n] if n < len(words) else beyond.format(n=n + 1)


def say(key: str, **fields: Any) -> str:
    """A sentence of the table as plain text, in the language that is spoken at the moment.

    `got`, or else `n`, chooses between singular and plural; `count` and `word` are `n` in words, the first with a
    capital at the start.

    Examples:
        >>> say("near.few", n=1, noun="decimal")
        'Right value, one decimal too few'
    """
    n, table = fields.get("n"), TABLES[_language]
    sentence = table.get(f"{key}.one") if fields.get("got", n) == 1 else None
    sentence = sentence or table[key]
    if isinstance(n, int):
        fields |= {"count": number_word(n), "word": number_word(n)}
    told = sentence.format(**fields)
    return told[:1].upper() + told[1:] if sentence.startswith("{count}") else told


def say_html(key: str, **fields: Any) -> str:
    """A sentence of the table as HTML: what is filled in is escaped, the sentences have nothing to escape."""
    return say(
        key,
        **{
            name: html.escape(value, quote=False) if isinstance(value, str) else value for name, value in fields.items()
        },
    )


def code_html(text: str) -> str:
    """A piece of code as HTML."""
    return f"<code>{html.escape(text, quote=False)}</code>"
