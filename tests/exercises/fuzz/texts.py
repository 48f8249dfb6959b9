"""Strings that readers, spreadsheets, keyboards and vandals type."""

from __future__ import annotations

from random import Random

LONGEST = 10_000
"""Characters of the longest answer: beyond it the page does not send one."""
DIGITS = ("০১২৩৪৫৬৭৮৯", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "⁰¹²³⁴⁵⁶⁷⁸⁹", "²③④⑤⑥⑦⑧⑨⓪①")
MINUSES = "-−–—‒‐‑﹣－"
SPACES = " \u00a0\u202f\u2009\u200b\t\n\u3000"
SPICE = (
    "\x00", "\x07", "\x1b[0m", "\ud800", "\udfff", "\u202e", "\u2066", "\u200f", "\ufeff", "\ue0000\ue001", "\ue000",
    "<i id=zz>", "&amp;", "{{ answer }}", "{0}", "%s", "\\", "'", '"', "`", "${x}", "½", "¼", "↉", "Ⅷ", "ﷺ", "ß", "İ",
    "e\u0301" * 3, "👩‍👩‍👧‍👦", "ক্ষ", "nan", "inf", "-inf", "Infinity", "0x1F", "1_0", "1e", "e5", "1e5e5", "//",
    "..", ",,", "--",
    "+-", "%", "٪", "‰", "°", "GB", "gb", "$", "৳", "percent", "≈", "=", "×10^", "·10⁻", "^", "(", ")", "[", "]",
    ";", "\r\n",
)  # fmt: skip
BOMBS = (
    "1,", "1 ", "1'", "1_", "1.", "1", "9", "0", "1e", "1/", "(", "[", "{", "=", "≈", "-", "٪", "½", "১", "১,",
    "\u200b", " ",
    "\n", "x", "é", "e\u0301", "\u0301", "ﷺ", "İ", "\ud800", "\x00", "<", "&", "1,00,000.", "1.,'_ ", "0.0", "10^",
    "10⁹", "·10",
)  # fmt: skip
"""Repeated, these are the worst for patterns that try one way after the other."""


def number_text(random: Random, value: float, places: int, unit: str) -> str:
    """A number near a key, written as people do, now and then with a slip."""
    places = min(max(places + random.choice((0, 0, 0, 0, 0, -2, -1, 1, 2)), 0), 12)
    text = f"{value:.{places}f}" if abs(value) < 1e15 else repr(value)
    way = random.randrange(16)
    if way == 0:
        text = text.replace(".", ",")
    elif way == 1:
        text = text.replace("0.", ".", 1)
    elif way == 2:
        text = f"{value:.{places}e}"
    elif way == 3 and "e" not in text:
        text = f"{int(float(text) * 10**places)}/{10**places}"
    elif way == 4 and "e" not in text:
        text = f"{float(text):,.{places}f}"
    elif way == 5 and "e" not in text:
        text = f"{float(text):,.{places}f}".replace(",", random.choice(" '_\u202f"))
    elif way == 6:
        text = f"{float(text) * 100:.{places}f}{random.choice((' ', ''))}%"
    elif way == 7:
        mantissa, _, power = f"{value:.{places}e}".partition("e")
        text = f"{mantissa}{random.choice('·×*x')}10^{random.choice(('', '(')) or ''}{int(power)}"
    elif way == 8:
        text = text.translate(str.maketrans("0123456789", random.choice(DIGITS)))
    if random.random() < 0.15:
        text = f"{text}{random.choice((' ', ''))}{unit or random.choice(('GB', 'MB', '%', 's', 'apples', '°'))}"
    if random.random() < 0.2:
        text = text.replace("-", random.choice(MINUSES))
    if random.random() < 0.1:
        text = random.choice(SPACES) + text + random.choice(SPACES)
    return spoiled(random, text) if random.random() < 0.3 else text


def spoiled(random: Random, text: str) -> str:
    """A text with one to three pieces cut out, put in, doubled or exchanged."""
    for _ in range(random.randint(1, 3)):
        at, way = random.randint(0, len(text)), random.randrange(5)
        if way == 0:
            text = text[:at] + text[at + 1 :]
        elif way == 1:
            text = text[:at] + random.choice(SPICE) + text[at:]
        elif way == 2:
            text = text[:at] + random.choice("0123456789.,/eE+-% '_^()") + text[at:]
        elif way == 3:
            text = text[:at] + text[max(at - 3, 0) :]
        else:
            text = text[at:] + text[:at]
    return text[:LONGEST]


def bomb(random: Random) -> str:
    """A long row of one thing, or of two, up to ten thousand characters."""
    length = random.choice((40, 79, 80, 81, 500, 2_000, LONGEST))
    piece = random.choice(BOMBS) + (random.choice(BOMBS) if random.random() < 0.5 else "")
    text = (piece * (length // len(piece) + 1))[:length]
    return random.choice(("", "1", "-", " ")) + text[:-1] + random.choice(("", "x", "!", "1", "%"))


def noise(random: Random) -> str:
    """A few characters from anywhere in Unicode, some of them lone surrogates."""
    return "".join(
        chr(random.choice((random.randrange(128), random.randrange(0x3000), random.randrange(0x110000))))
        for _ in range(random.choice((0, 1, 2, 5, 12, 40)))
    )


def any_text(random: Random) -> str:
    """Something typed that nobody planned for."""
    way = random.random()
    if way < 0.2:
        return bomb(random)
    if way < 0.5:
        return noise(random)
    if way < 0.8:
        return "".join(random.choice("0123456789.,' _-+eE/%×^()") for _ in range(random.randint(0, 90)))
    return "".join(random.choice(SPICE) for _ in range(random.randint(1, 8)))
