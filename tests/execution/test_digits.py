"""Digits that are shown do not hang on the last bits of a float, and nothing else of a text is touched."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.execution.digits import inline, printed, value
from nlpbook.execution.model import ValueResult
from nlpbook.execution.showing import exact
from nlpbook.execution.svg import compact

numbers = st.floats(min_value=1e-250, max_value=1e250)
decimals = st.tuples(st.integers(1, 999_999), st.integers(-9, 6)).map(lambda pair: pair[0] * 10.0 ** pair[1])
binary = st.tuples(st.integers(1, 4096), st.integers(1, 2**12)).map(lambda pair: pair[0] / pair[1])


def noisy(number: float) -> list[float]:
    """What other processors might have got."""
    return [number * (1 + k * 1e-15) for k in (-3, -1, 1, 3)]


@given(st.one_of(decimals, binary))
def test_the_last_bits_are_never_seen(number: float) -> None:
    for other in noisy(number):
        assert value(repr(other)) == value(repr(number))
        assert printed(f"[{other!r}, {-other!r}]") == printed(f"[{number!r}, {-number!r}]")
        assert exact(other) == exact(number)


@given(numbers)
def test_a_shown_number_is_right_to_its_digits(number: float) -> None:
    assert math.isclose(float(value(repr(number))), number, rel_tol=5.1e-6)
    assert math.isclose(float(printed(repr(number))), number, rel_tol=5.1e-10)


@given(st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-99999, max_value=99999))
def test_what_is_short_stays_as_it_is_written(whole: int, short: object) -> None:
    text = f"{whole} and {short}, v1.23456789012345, 1.2.345678901234, 0x1.23456789012345p3, 12.000"
    assert printed(text) == text


@pytest.mark.parametrize(("text", "form", "hover", "shown"), [
    ("-0.00", ".2f", "-3e-17", ("0.00", "0")),
    ("−0%", ".0%", "-1e-16", ("0%", "0")),
    ("0.00", ".2f", "0.00123", ("0.00", "0.00123")),
    ("-0.01", ".2f", "-0.0123", ("-0.01", "-0.0123")),
    ("0.000000001234", ".12f", "1.234e-09", ("0.000000001234", "1.234e-09")),
    ("[0.6666666666666666]", "", "[0.6666666666666666]", ("[0.666667]", "[0.666667]")),
    ("0.1234567", "", "'0.1234567'", ("0.1234567", "'0.1234567'")),
    ("cat", "", "'cat'", ("cat", "'cat'")),
])  # fmt: skip
def test_inline_values(text: str, form: str, hover: str, shown: tuple[str, str]) -> None:
    assert inline(ValueResult(text, hover), form) == ValueResult(*shown)


def test_a_figure_has_no_trace_of_the_last_bits() -> None:
    clipped = '<defs><clipPath id="p{0}"/></defs><g clip-path="url(#p{0})"><path d="M {1} 2"/></g>'
    drawn = f'<svg viewBox="0 0 9 9">{clipped}</svg>'
    one, other = drawn.format("0123456789", "1.004999"), drawn.format("abcdef0123", "1.005001")
    assert compact(one) == compact(other)
    assert "#\ue000nb1" in compact(one)
