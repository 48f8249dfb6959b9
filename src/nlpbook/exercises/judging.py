"""Judge a number that was read against the key: value, precision and unit, each by itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from nlpbook.exercises.reading import Reading, same_unit

Rule = Literal["decimals", "sigfigs", "abs", "rel", "exact"]
LARGE = 10**15
"""Beyond this, floats are not trusted for a glance."""
NOISE = Fraction(1, 10**12)
"""Relative noise that binary arithmetic may leave in a key."""


@dataclass(frozen=True)
class Accept:
    """How exactly a key must be met; `amount` is the number of decimals or figures, or the tolerance."""

    rule: Rule = "exact"
    amount: float = 0
    unit: str = ""
    percent: bool = False

    @classmethod
    def of(cls, entry: Mapping[str, Any] | None) -> Accept:
        """From the `accept` entry of an exercise, already checked."""
        entry = entry or {}
        for rule in ("decimals", "sigfigs", "abs", "rel"):
            if rule in entry:
                return cls(rule, float(entry[rule]), entry.get("unit", ""), bool(entry.get("percent")))
        return cls("exact", 0, entry.get("unit", ""), bool(entry.get("percent")))


@dataclass(frozen=True)
class Judgement:
    """What is true of a typed number.

    Attributes:
        value: "right", "near" (right to its own, other precision) or "wrong".
        extra: For "near": decimals or figures too many (positive) or too few (negative); 0: an exact value was rounded.
        zeros: Right, but written with other zeros at the end than asked for.
        unit: "ok", "other" (another unit was typed), "none" (a unit where there is none), "percent" (a per cent sign
            where none is asked), "share" (per cent asked, a share typed) or "sign" (the per cent sign is missing).
        slip: For "wrong": "sign", "power" (of ten), "last" (one off in the last place) or "".
    """

    value: Literal["right", "near", "wrong"]
    extra: int = 0
    zeros: bool = False
    unit: str = "ok"
    slip: str = ""

    @property
    def right(self) -> bool:
        """Nothing left to say."""
        return self.value == "right" and self.unit == "ok"


def exact_fraction(key: float | Fraction) -> Fraction:
    """The key as a fraction of what it shows: the float 0.1 is 1/10."""
    return Fraction(repr(key)) if isinstance(key, float) else Fraction(key)


def judge(reading: Reading, key: float | Fraction, accept: Accept) -> Judgement:
    """Judge a reading.

    Args:
        reading: What the reader typed.
        key: A finite number.
        accept: How exactly it must be met.

    Returns:
        A `Judgement`; value, precision and unit are judged apart.
    """
    target = exact_fraction(key)
    if reading.percent and accept.unit != "%":
        share = _scaled(reading, -2)
        judged = _value(share, target, accept, isinstance(key, int))
        return judged if accept.percent else replace(judged, unit="percent")
    judged = _value(reading, target, accept, isinstance(key, int))
    if judged.value == "wrong" and accept.unit == "%" and not reading.percent and not reading.unit:
        as_percent = _value(_scaled(reading, 2), target, accept, isinstance(key, int))
        return replace(as_percent, unit="share") if as_percent.value == "right" and target else judged
    if judged.value == "wrong" and accept.percent and not reading.unit:
        as_share = _value(_scaled(reading, -2), target, accept, isinstance(key, int))
        return replace(as_share, unit="sign") if as_share.value == "right" and target else judged
    if reading.unit and not (accept.unit and same_unit(reading.unit, accept.unit)):
        return replace(judged, unit="other" if accept.unit else "none")
    return judged


def far_off(reading: Reading, key: float | Fraction, accept: Accept) -> bool:
    """Whether a reading cannot be this value, seen at a glance: `judge` is exact, and slower."""
    if reading.percent or not (-LARGE < reading.value < LARGE and -LARGE < key < LARGE):
        return False
    size = abs(float(key))
    allowed: dict[str, float] = {"decimals": 10**-accept.amount, "sigfigs": size * 10 ** (1 - accept.amount)}
    allowed |= {"abs": accept.amount, "rel": accept.amount * size}
    return abs(float(reading.value) - float(key)) > 2 * allowed.get(accept.rule, 0) + 1e-6 * size + 1e-9


def _scaled(reading: Reading, powers: int) -> Reading:
    """The reading times a power of ten."""
    decimals = None if reading.decimals is None else reading.decimals - powers
    return replace(reading, value=reading.value * Fraction(10) ** powers, decimals=decimals)


def step_of(accept: Accept, target: Fraction) -> Fraction | None:
    """The size of the last place asked for, or None when no rounding is asked for."""
    if accept.rule == "decimals":
        return Fraction(10) ** -int(accept.amount)
    if accept.rule == "sigfigs" and target:
        magnitude = math.floor(math.log10(abs(target)) + 1e-12)
        return Fraction(10) ** (magnitude - int(accept.amount) + 1)
    return None


def _value(reading: Reading, target: Fraction, accept: Accept, whole: bool) -> Judgement:
    """Value and precision alone."""
    off = abs(reading.value - target)
    noise = abs(target) * NOISE
    step = step_of(accept, target)
    if step is not None:
        return _rounded(reading, target, step, noise)
    if accept.rule in ("abs", "rel"):
        amount = Fraction(repr(accept.amount)) * (abs(target) if accept.rule == "rel" else 1)
        return Judgement("right") if off <= amount * (1 + NOISE) + noise else _wrong(reading, target, noise, amount)
    slack = Fraction(0) if whole else max(abs(target) / 10**9, NOISE if not target else Fraction(0))
    if off <= slack:
        return Judgement("right")
    figures = reading.figures or 0
    if reading.decimals is not None and figures >= 2 and off <= Fraction(10) ** -reading.decimals / 2 + noise:
        return Judgement("near")
    return _wrong(reading, target, noise, slack)


def _rounded(reading: Reading, target: Fraction, step: Fraction, noise: Fraction) -> Judgement:
    """Against a key to be rounded; both roundings of a tie are right: binary arithmetic may fall on either side."""
    off = abs(reading.value - target)
    near = off <= step / 2 * (1 + Fraction(1, 10**6)) + noise
    on_grid = (reading.value / step).denominator == 1
    if reading.decimals is None:
        return Judgement("right") if near else _wrong(reading, target, noise, step)
    places = round(math.log10(float(step))) * -1
    extra = reading.decimals - places
    if near and on_grid:
        # Zeros before the point claim nothing: 1200 may have two figures.
        claims_more = reading.decimals > max(places, 0)
        if claims_more and off > noise:
            return Judgement("near", extra)
        return Judgement("right", zeros=claims_more or 0 <= reading.decimals < places)
    if near:
        return Judgement("near", extra)
    if extra < 0 and reading.value and off <= Fraction(10) ** -reading.decimals / 2 + noise:
        return Judgement("near", extra)
    return _wrong(reading, target, noise, step)


def _wrong(reading: Reading, target: Fraction, noise: Fraction, step: Fraction) -> Judgement:
    """Wrong, with the slip that would explain it."""
    value, tolerance = reading.value, step / 2 + noise
    if target and abs(value + target) <= min(tolerance, abs(target) / 20 + noise):
        return Judgement("wrong", slip="sign")
    if value and target and value * target > 0:
        powers = round(math.log10(value / target)) if Fraction(1, 10**9) < value / target < 10**9 else 0
        moved = target * Fraction(10) ** powers
        if powers and abs(value - moved) <= min(tolerance * Fraction(10) ** max(powers, 0), abs(moved) / 50):
            return Judgement("wrong", slip="power")
    if step and abs(value - target) <= step * Fraction(3, 2) + noise and abs(value - target) <= abs(target) / 4:
        return Judgement("wrong", slip="last")
    return Judgement("wrong")
