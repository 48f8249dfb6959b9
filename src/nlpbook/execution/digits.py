"""Digits that are shown: as many as mean something, so that another processor's last bits change nothing on a page.

Processors and builds of the libraries add up in another order, and so differ from about the sixteenth digit on. Hence:

* a number that nobody gave a format (a cell's last expression, an inline value without one) has six significant digits,
  as the hover has;
* printed text keeps its author's formats, but no number has more than ten significant digits;
* an inline zero has no sign.

Integers and the digits before the point are never touched. `digits="all"` on a cell shows what it gave, for pages about
rounding itself. The cache keeps what was computed; rounding is done when it is shown.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from nlpbook.execution.model import ValueResult
from nlpbook.execution.showing import HALVES_GO_UP

UNFORMATTED, PRINTED = 6, 10
NUMBER = re.compile(r"(?<![\w.])[0-9]+\.[0-9]+(?:e[-+]?[0-9]+)?(?!\w|\.[0-9])")
NOUGHT = re.compile(r"[-−]?(0(?:\.0+)?%?)")
NOISE = 1e-12
"""A number below this that is shown as 0 is what rounding left of a difference; elsewhere it leaves another."""


def printed(text: str) -> str:
    """Text that a cell wrote, with at most ten digits a number.

    Examples:
        >>> printed("0.9536146445195428 of 1234567890123 is 0.250"), printed("version 2.13.0 in 0.1234567890s")
        ('0.9536146445 of 1234567890123 is 0.250', 'version 2.13.0 in 0.1234567890s')
    """
    return _at_most(PRINTED, text)


def value(text: str) -> str:
    """The `repr` of a value, with at most six digits a number; a text's own digits count as printed.

    Examples:
        >>> value("[0.30000000000000004, 2.0, 1234567.25]"), value("'0.1234567'")
        ('[0.3, 2.0, 1234567.0]', "'0.1234567'")
    """
    return _at_most(PRINTED if text[:1] in {"'", '"'} else UNFORMATTED, text)


def inline(found: ValueResult, form: str) -> ValueResult:
    """An inline value as it is shown; `form` is the format that its author gave.

    Examples:
        >>> inline(ValueResult("-0.00", "-5.55112e-17"), ".2f")
        ValueResult(text='0.00', exact='0')
        >>> inline(ValueResult("0.9536146445195428", "0.953615"), "").text
        '0.953615'
    """
    exact = value(found.exact)
    text = printed(found.text) if form or exact[:1] in {"'", '"'} else value(found.text)
    if NOUGHT.fullmatch(text.strip()):
        return ValueResult(text.replace("-", "").replace("−", ""), "0" if _is_noise(exact) else exact)
    return ValueResult(text, exact)


def inlines(found: Sequence[dict[str, str]], forms: Sequence[str]) -> list[ValueResult]:
    """Raw inline values, each with its format, as they are shown."""
    return [inline(ValueResult(**raw), form) for raw, form in zip(found, forms, strict=False)]


def _is_noise(exact: str) -> bool:
    try:
        return abs(float(exact)) < NOISE
    except ValueError:
        return False


def _at_most(digits: int, text: str) -> str:
    return NUMBER.sub(lambda match: _shorter(match[0], digits), text)


def _shorter(number: str, digits: int) -> str:
    mantissa = number.partition("e")[0].replace(".", "").lstrip("0")
    exact = float(number)
    if len(mantissa) <= digits or not math.isfinite(exact) or exact == 0:
        return number
    before_the_point = math.floor(math.log10(exact)) + 1
    if before_the_point >= digits:
        return repr(float(f"{exact:.{before_the_point}g}"))
    return repr(float(f"{exact * HALVES_GO_UP:.{digits}g}"))
