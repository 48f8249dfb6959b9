"""Read a number as people type it: points, commas, fractions, per cent, powers of ten, units, any script's digits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

LONGEST = 80
"""Longer input is not a number a person typed."""
LARGEST_EXPONENT = 400
QUOTED = 32
"""How much of unreadable input is quoted back."""

KNOWN_UNITS = frozenset(
    "% ° $ € £ ৳ B kB KB MB GB TB PB KiB MiB GiB TiB bit bits byte bytes nat nats s ms µs ns min h hour hours day days "
    "deg degree degrees rad percent token tokens word words pair pairs parameter parameters FLOP FLOPs TFLOP USD EUR "
    "BDT taka dollar dollars".split()
)
ALIASES = {
    "%": {"percent", "pct"},
    "°": {"deg", "degree", "degrees"},
    "$": {"usd", "dollar", "dollars"},
    "€": {"eur", "euro", "euros"},
    "৳": {"bdt", "taka"},
    "s": {"sec", "second", "seconds"},
    "min": {"minute", "minutes"},
    "h": {"hour", "hours"},
}

SIGNS = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "—": "-",
        "‒": "-",
        "‐": "-",
        "‑": "-",
        "﹣": "-",
        "－": "-",
        "＋": "+",
        "．": ".",
        "，": ",",
        "٫": ".",
        "٬": "'",
    }
    | {
        "’": "'",
        "‘": "'",
        "⁄": "/",
        "∕": "/",
        "÷": "/",
        "／": "/",
        "％": "%",
        "٪": "%",
        "˚": "°",
        "º": "°",
        "⋅": "·",
        "∙": "·",
        "*": "·",
        "×": "·",
    }
)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
SUPERSCRIPT = re.compile("(?<!\\d)10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+)")
"""Powers of ten only: 2² is not 22, and what it is nobody asked for."""
SPACE = re.compile(r"[\s\u200b-\u200f\u202a-\u202f\u2060\ufeff]+")
POWER = re.compile(r" ?[·x] ?10 ?\^ ?\(?([+-]?\d{1,9})\)?")
SHAPE = re.compile(
    r"(?P<sign>[+-]?) ?(?P<money>[$€£৳]?) ?(?P<body>[\d.,' _]*\d[.,]?)(?:[eE](?P<power>[+-]?\d{1,9}))?"
    r"(?: ?/ ?(?P<below>[+-]?[\d.,' _]*\d))?"
    r" ?(?P<unit>[^\d\s.,'+=][^\d=]{0,23})?"
)
GROUPED = re.compile(r"\d{1,3}(?P<mark>[ '_])\d{3}(?:(?P=mark)\d{3})*")


@dataclass(frozen=True)
class Reading:
    """What was read.

    Attributes:
        value: The number, exactly as typed; per cent signs are not applied.
        decimals: Decimals typed (negative for 1.2e6), or None for a fraction, which has no precision to judge.
        figures: Significant digits typed, or None for a fraction.
        percent: A per cent sign was typed.
        unit: The unit typed, "" if none (and for per cent).
        text: The input, tidied, to be quoted.
    """

    value: Fraction
    decimals: int | None
    figures: int | None
    percent: bool
    unit: str
    text: str


@dataclass(frozen=True)
class Unreadable:
    """Input that is no number: `reason` is empty, long, two_ways, zero, huge or shape; `text` is quoted back."""

    reason: str
    text: str


def ascii_digits(text: str) -> str:
    """The text with the decimal digits of every script as 0-9: ১২ becomes 12."""
    return "".join(str(unicodedata.digit(sign)) if unicodedata.category(sign) == "Nd" else sign for sign in text)


def tidy(text: str) -> str:
    """One spelling for signs, digits and spaces; leading `=` and `≈` are dropped."""
    text = SUPERSCRIPT.sub(lambda power: "10^" + power[1].translate(RAISED), ascii_digits(text))
    beside = zip(" " + text, text, text[1:] + " ", strict=False)
    text = "".join(_vulgar(sign, before, after) for before, sign, after in beside).translate(SIGNS)
    text = SPACE.sub(" ", text).strip()
    return re.sub(r"(\.\d+)\.$", r"\1", text.lstrip("=≈~ ").rstrip())  # the full stop of a sentence


def _vulgar(sign: str, before: str, after: str) -> str:
    """½ as 1/2, but never 1½ as 11/2 nor ½0 as 1/20; other signs as they are."""
    if unicodedata.category(sign) != "No" or "VULGAR" not in unicodedata.name(sign, ""):
        return sign
    value = Fraction(unicodedata.numeric(sign)).limit_denominator(100)
    return f"{' ' * before.isdigit()}{value.numerator}/{value.denominator}{' ' * after.isdigit()}"


def plain_decimal(body: str, whole_expected: bool = False) -> str | None:
    """Digits with at most one point, from digits grouped and pointed as people do.

    Returns:
        The plain digits; None if unreadable, "?" if they can be read two ways.

    Examples:
        >>> [plain_decimal(text) for text in ("0,98", "1,234,567", "1.234,5", "1,00,000", "1,234", "0,9.8")]
        ['0.98', '1234567', '1234.5', '100000', '?', None]
    """
    whole, point, rest = body.partition(".")
    if GROUPED.fullmatch(whole):
        body = re.sub("[ '_]", "", whole) + point + rest
    if re.search("[ '_]", body):
        head, comma, tail = body.partition(",")
        if comma and GROUPED.fullmatch(head) and tail.isdigit():
            return re.sub("[ '_]", "", head) + "." + tail
        return None
    commas, points = body.count(","), body.count(".")
    if not commas:
        return body if points <= 1 else body.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", body) else None
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", body):
        return body.replace(",", "") if whole_expected else "?"
    if (
        points <= 1
        and re.fullmatch(r"(\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})+,\d{3})(\.\d*)?", body)
        and not body.startswith("0")
    ):
        return body.replace(",", "")
    if commas == 1 and (not points or re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", body)):
        return body.replace(".", "").replace(",", ".")
    return None


def read_number(text: str, unit: str = "", whole: bool = False) -> Reading | Unreadable:
    """Read one typed number.

    Args:
        text: What the reader typed; anything at all.
        unit: The unit that the exercise declares, if it does; then any short word is read as a unit.
        whole: A whole number is asked for, so that 1,234 can only be one thing.

    Returns:
        A `Reading`, or `Unreadable` with the reason. Never raises; the work is bounded by `LONGEST` characters.

    Examples:
        >>> read_number("9.8e-1").value, read_number("১২,৫").value, read_number("−1/2").value
        (Fraction(49, 50), Fraction(25, 2), Fraction(-1, 2))
        >>> read_number("0,9.8").reason
        'shape'
    """
    if len(text) > 50 * LONGEST or len(text.strip()) > LONGEST:
        return Unreadable("long", text.strip()[:QUOTED])
    return _read(text, unit, whole)


@lru_cache(maxsize=256)
def _read(text: str, unit: str, whole: bool) -> Reading | Unreadable:
    """As `read_number`, for text of bearable length: the same text is held against a key and against every mistake."""
    tidied = tidy(text)
    quoted = " ".join(text.split())[:QUOTED]
    if not tidied:
        return Unreadable("empty" if not text.strip() else "shape", quoted)
    match = SHAPE.fullmatch(POWER.sub(r"e\1", tidied))
    if match is None or not match["body"]:
        return Unreadable("shape", quoted)
    typed = (match["unit"] or match["money"] or "").strip()
    percent = typed == "%" or typed.lower() in ALIASES["%"]
    if typed and not percent and typed not in KNOWN_UNITS and (not unit or not _like_a_unit(typed)):
        return Unreadable("shape", quoted)
    return _number(match, "" if percent else typed, percent, quoted, whole)


def _like_a_unit(word: str) -> bool:
    return all(sign.isalpha() or sign in " °$€£৳µ/²³^-·%" for sign in word)


def _number(match: re.Match[str], unit: str, percent: bool, quoted: str, whole: bool) -> Reading | Unreadable:
    """The number of a text that has the shape of one."""
    above = plain_decimal(match["body"].strip(), whole)
    below_text = (match["below"] or "1").strip()
    below = plain_decimal(below_text.lstrip("+-"), whole)
    if "?" in (above, below):
        return Unreadable("two_ways", quoted)
    if not above or not below:
        return Unreadable("shape", quoted)
    power = int(match["power"] or 0)
    if abs(power) > LARGEST_EXPONENT:
        return Unreadable("huge", quoted)
    value = Fraction(above.rstrip("."))
    value *= Fraction(10) ** power
    divisor = Fraction(below.rstrip(".")) * (-1 if below_text.startswith("-") else 1)
    if divisor == 0:
        return Unreadable("zero", quoted)
    value = value / divisor * (-1 if match["sign"] == "-" else 1)
    if match["below"]:
        return Reading(value, None, None, percent, unit, quoted)
    decimals = len(above.partition(".")[2]) - power
    return Reading(value, decimals, len(above.replace(".", "").lstrip("0")), percent, unit, quoted)


def same_unit(typed: str, declared: str) -> bool:
    """Whether a typed unit is the declared one, in its usual spellings; GB is not Gb."""
    if typed == declared or typed == declared + "s" or typed + "s" == declared:
        return True
    if typed.lower() in ALIASES.get(declared, ()) or declared.lower() in ALIASES.get(typed, ()):
        return True
    return typed.lower() == declared.lower() and (typed.islower() or len(declared) > 3 or typed[0].lower() == "k")
