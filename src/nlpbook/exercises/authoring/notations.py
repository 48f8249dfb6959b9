"""Ways to type a number that must all be accepted."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from nlpbook.exercises.judging import Accept
from nlpbook.exercises.parts import display, wants_whole

BANGLA = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")


def notations(key: Any, accept: Accept) -> list[str]:
    """The key as displayed, in every notation that its value allows.

    Returns:
        At least one text, the displayed one first: true or typewriter minus, without its leading zero, with a decimal
        comma where that cannot be read otherwise, as a power of ten, as a fraction of powers of ten, in Bangla digits,
        with its unit or per cent sign.
    """
    if isinstance(key, str):
        return [key, f" {key} "]
    shown = display(key, accept)
    plain = display(key, accept, "c")
    found = [shown, plain, plain.translate(BANGLA)]
    if plain.lstrip("-").startswith("0."):
        found.append(plain.replace("0.", ".", 1))
    whole, point, rest = plain.partition(".")
    digits = whole.lstrip("-")
    if point and "e" not in plain:
        if len(rest) != 3 or digits == "0":
            found.append(plain.replace(".", ","))
        found.append(f"{Fraction(plain) * 10 ** len(rest)}/{10 ** len(rest)}")
        found.append(f"{whole}{rest}e-{len(rest)}")
    elif "e" not in plain and len(digits) > 3 and (wants_whole(key, accept) or len(digits) > 6):
        found.append(f"{int(plain):,}")
        found.append(f"{int(plain):,}".replace(",", " "))
    if accept.unit:
        found += [f"{plain} {accept.unit}", f"{plain}{accept.unit}"]
    if accept.percent and accept.rule == "decimals" and accept.amount >= 2:
        found.append(f"{float(key) * 100:.{int(accept.amount) - 2}f}%")
    return list(dict.fromkeys(found))
