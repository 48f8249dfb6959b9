"""Value, precision and unit, each by itself."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nlpbook.exercises import session
from nlpbook.exercises.authoring.notations import notations
from nlpbook.exercises.judging import Accept
from nlpbook.exercises.parts import display, judge_part

from .helpers import number

TWO = Accept("decimals", 2)


@pytest.mark.parametrize(
    ("typed", "key", "accept", "state"),
    [
        ("0.98", 0.98461, TWO, "right"),
        ("0.985", 0.98461, TWO, "partial"),
        ("1.0", 0.98461, TWO, "partial"),
        ("0.980", 0.98461, TWO, "partial"),
        ("0.97", 0.98461, TWO, "wrong"),
        ("0.5", 0.5, TWO, "right"),
        ("0.940", 0.94, TWO, "right"),
        ("0", 0.0012, TWO, "right"),
        ("0.12", 0.125, TWO, "right"),
        ("0.13", 0.125, TWO, "right"),
        ("2.67", 2.675, TWO, "right"),
        ("2.68", 2.675, TWO, "right"),
        ("-0.30", -0.30000000000000004, TWO, "right"),
        ("14", 14, Accept(), "right"),
        ("14.0", 14, Accept(), "right"),
        ("15", 14, Accept(), "wrong"),
        ("1e12", 10**12, Accept(), "right"),
        ("1.0e12", 10**12 + 1, Accept(), "partial"),
        ("1/3", 1 / 3, Accept(), "right"),
        ("0.33", 1 / 3, Accept(), "partial"),
        ("0.3", 0.1 + 0.2, Accept(), "right"),
        ("1230", 1234, Accept("sigfigs", 3), "right"),
        ("1.23e3", 1234, Accept("sigfigs", 3), "right"),
        ("1234", 1234.4, Accept("sigfigs", 3), "partial"),
        ("1.2e3", 1234, Accept("sigfigs", 3), "partial"),
        ("0.00123", 0.0012345, Accept("sigfigs", 3), "right"),
        ("10.0", 9.996, Accept("sigfigs", 3), "right"),
        ("10.4", 10, Accept("abs", 0.5), "right"),
        ("10.6", 10, Accept("abs", 0.5), "wrong"),
        ("101", 100, Accept("rel", 0.01), "right"),
        ("102", 100, Accept("rel", 0.01), "wrong"),
        ("98%", 0.98, Accept("decimals", 2, percent=True), "right"),
        ("98", 0.98, Accept("decimals", 2, percent=True), "partial"),
        ("98%", 0.98, TWO, "partial"),
        ("99.998", 99.998, Accept("decimals", 3, "%"), "right"),
        ("99.998 %", 99.998, Accept("decimals", 3, "%"), "right"),
        ("0.99998", 99.998, Accept("decimals", 3, "%"), "partial"),
        ("2.5 GB", 2.5, Accept("decimals", 1, "GB"), "right"),
        ("2.5", 2.5, Accept("decimals", 1, "GB"), "right"),
        ("2.5 MB", 2.5, Accept("decimals", 1, "GB"), "partial"),
        ("2.6 MB", 2.5, Accept("decimals", 1, "GB"), "wrong"),
        ("2.5 GB", 2.5, Accept("decimals", 1), "partial"),
    ],
)  # fmt: skip
def test_cases(typed: str, key: float, accept: Accept, state: str) -> None:
    assert judge_part(typed, key, accept).state == state


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-0.98", "sign"),
        ("9.8", "decimal point"),
        ("0.99", "Very close"),
        ("1.0", "asks for two decimals"),
        ("0.985", "round it to two decimals"),
        ("0,9.8", "I read “0,9.8”. Write it like 0.98, .98 or 98/100."),
    ],
)
def test_what_is_said(typed: str, words: str) -> None:
    assert words in judge_part(typed, 0.98461, TWO).why_html


def test_headlines_of_the_gallery() -> None:
    exercise = number()
    assert session.grade(exercise, "0.98")["headline"] == "Right: 0.98"
    assert session.grade(exercise, "1.0")["headline"] == "Right value, one decimal too few"
    assert session.grade(exercise, "0,9.8")["headline"] == "That is not a number yet"
    assert session.grade(exercise, "0.5")["headline"] == "Not yet"
    assert session.grade(exercise, "0,9.8")["note"] == "This does not count as a try."


def test_typed_text_is_escaped() -> None:
    said = session.grade(number(), "<img src=x>")
    assert "<img" not in said["message_html"] + said["headline"] + said["note"]


ACCEPTS = st.one_of(
    st.builds(Accept, st.just("decimals"), st.integers(0, 6)),
    st.builds(Accept, st.just("sigfigs"), st.integers(1, 8)),
    st.builds(Accept, st.just("abs"), st.sampled_from([0.001, 0.5, 2.0])),
    st.builds(Accept, st.just("rel"), st.sampled_from([0.001, 0.05])),
    st.just(Accept()),
)
KEYS = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9).map(lambda x: float(f"{x:.9g}")))


@given(KEYS, ACCEPTS)
def test_a_key_in_any_notation_is_right(key: float, accept: Accept) -> None:
    assume(accept.rule != "abs" or abs(key) < 1e6)
    for typed in notations(key, accept):
        judged = judge_part(typed, key, accept)
        assert judged.state == "right", (typed, display(key, accept), judged)


@given(st.text(max_size=60), KEYS, ACCEPTS)
def test_any_text_gets_a_verdict(typed: str, key: float, accept: Accept) -> None:
    assert judge_part(typed, key, accept).state in ("right", "partial", "wrong", "malformed", "")


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(0, 6))
def test_an_answer_outside_the_tolerance_is_never_right(value: float, key: float, places: int) -> None:
    assume(abs(value - key) > 0.5 * 10**-places * 1.001 + 1e-9 * abs(key))
    for typed in (repr(value), f"{value:.{places}f}"):
        if abs(float(typed) - key) > 0.5 * 10**-places * 1.001 + 1e-9 * abs(key):
            assert judge_part(typed, key, Accept("decimals", places)).state in ("wrong", "partial")
            assert judge_part(typed, key, Accept("decimals", places)).state != "right"


def test_numbers_from_a_tool_have_no_typed_digits() -> None:
    exercise = number()
    assert session.grade(exercise, 0.98461)["state"] == "right"
    assert session.grade(exercise, "0.98461")["state"] == "partial"
    assert session.grade(exercise, math.nan)["state"] == "malformed"
    assert session.grade(exercise, True)["state"] == "malformed"
    assert session.grade(exercise, 10**5000)["state"] == "malformed"
