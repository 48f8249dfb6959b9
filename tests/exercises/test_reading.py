"""Numbers as people type them."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.exercises.reading import LONGEST, Reading, Unreadable, read_number, same_unit


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0.98", "0.98"),
        (".98", "0.98"),
        ("+.98", "0.98"),
        ("0,98", "0.98"),
        ("9.8e-1", "0.98"),
        ("9.8E-01", "0.98"),
        ("9.8×10^-1", "0.98"),
        ("9.8 * 10^(-1)", "0.98"),
        ("9.8·10⁻¹", "0.98"),
        ("98/100", "0.98"),
        ("-1/ -2", "0.5"),
        ("½", "0.5"),
        ("−2", "-2"),
        ("–2.5", "-2.5"),
        ("= 3", "3"),
        ("≈ 3", "3"),
        ("0.98.", "0.98"),
        ("3.", "3"),
        ("1,234,567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("12,34,567", "1234567"),
        ("1 234 567", "1234567"),
        ("1\u202f234,5", "1234.5"),
        ("1'234", "1234"),
        ("1_000_000", "1000000"),
        ("0,123", "0.123"),
        ("১২.৫", "12.5"),
        ("১,০০,০০০", "100000"),
        ("٣٫٥", "3.5"),
        ("１２", "12"),
        ("\u200b 7 \u00a0", "7"),
    ],
)
def test_notations(typed: str, value: str) -> None:
    reading = read_number(typed)
    assert isinstance(reading, Reading), reading
    assert reading.value == Fraction(value)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("  \t", "empty"),
        ("0,9.8", "shape"),
        ("abc", "shape"),
        ("nan", "shape"),
        ("inf", "shape"),
        ("1,234", "two_ways"),
        ("12,345", "two_ways"),
        ("1/0", "zero"),
        ("1e401", "huge"),
        ("1e-99999999", "huge"),
        ("1e9999999999999999", "shape"),
        ("9" * (LONGEST + 1), "long"),
        ("x" * 10_000, "long"),
        (" " * 10_000 + "1", "long"),
        ("--1", "shape"),
        ("1 2", "shape"),
        ("1.2.3", "shape"),
        ("0x1F", "shape"),
        ("1+1", "shape"),
        ("٪", "shape"),
        ("\x00", "shape"),
        ("二", "shape"),
        ("0.98 apples", "shape"),
        ("1½", "shape"),
        ("2²", "shape"),
        ("210⁹", "shape"),
        ("½½", "shape"),
        ("½0", "shape"),
        ("٢٠.٠٠↉٠", "shape"),
    ],
)
def test_unreadable(typed: str, reason: str) -> None:
    reading = read_number(typed)
    assert isinstance(reading, Unreadable), reading
    assert reading.reason == reason
    assert len(reading.text) <= 32


def test_a_whole_number_has_no_decimal_comma() -> None:
    reading = read_number("50,000", whole=True)
    assert isinstance(reading, Reading)
    assert reading.value == 50_000


@pytest.mark.parametrize(("typed", "unit", "percent"), [("2 GB", "GB", False), ("2GB", "GB", False), ("5 %", "", True)])
def test_units(typed: str, unit: str, percent: bool) -> None:
    reading = read_number(typed)
    assert isinstance(reading, Reading)
    assert (reading.unit, reading.percent) == (unit, percent)


def test_any_word_is_a_unit_when_one_is_declared() -> None:
    reading = read_number("3 apples", unit="pears")
    assert isinstance(reading, Reading)
    assert reading.unit == "apples"


@pytest.mark.parametrize(
    ("typed", "declared", "same"),
    [("gb", "GB", True), ("Gb", "GB", False), ("degrees", "°", True), ("bits", "bit", True), ("MB", "GB", False),
    ("KB", "kB", True)],
)
def test_spellings_of_units(typed: str, declared: str, same: bool) -> None:
    assert same_unit(typed, declared) is same


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(read_number(text), Reading | Unreadable)
    assert isinstance(read_number(text, "GB", True), Reading | Unreadable)


@given(st.text(alphabet="0123456789.,' _-+eE/%×^()", max_size=90))
def test_any_row_of_number_signs_is_read_or_refused(text: str) -> None:
    assert isinstance(read_number(text), Reading | Unreadable)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_a_printed_decimal_reads_as_itself(value: object) -> None:
    reading = read_number(str(value))
    assert isinstance(reading, Reading)
    assert reading.value == Fraction(str(value))


def test_the_worst_input_is_quick() -> None:
    start = time.perf_counter()
    for text in (
        "1," * 40,
        "1 " * 40,
        "1" * 80,
        "1e" * 40,
        "1/" * 40,
        "(" * 10_000,
        "9" * 1_000_000,
        "1.,'_ " * 13 + "x",
    ):
        read_number(text)
    assert time.perf_counter() - start < 1
