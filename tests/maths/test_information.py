"""Surprise, entropy, cross-entropy, divergence: known values, laws that hold for all, torch, bad input."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.maths import (
    bits_to_nats,
    conditional_entropy,
    cross_entropy,
    entropy,
    joint_entropy,
    kl_divergence,
    mutual_information,
    nats_to_bits,
    surprisal,
)

weights = st.floats(1e-3, 1.0)
sizes = st.shared(st.integers(1, 6), key="size")


def normalised(values: list[float]) -> list[float]:
    """The numbers scaled to sum to one."""
    total = math.fsum(values)
    return [value / total for value in values]


distributions = sizes.flatmap(lambda size: st.lists(weights, min_size=size, max_size=size)).map(normalised)
tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(weights, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]).map(
        lambda cells: [normalised(cells)[row * shape[1] : (row + 1) * shape[1]] for row in range(shape[0])]
    )
)


def test_a_fair_coin_has_one_bit_and_a_sure_one_none() -> None:
    assert entropy([0.5, 0.5]) == 1.0
    assert entropy([1.0, 0.0]) == 0.0
    assert math.copysign(1, entropy([1.0])) == 1.0  # no minus zero


def test_a_fair_die_has_the_logarithm_of_six() -> None:
    assert math.isclose(entropy([1 / 6] * 6), math.log2(6))
    assert math.isclose(entropy([1 / 6] * 6, math.e), math.log(6))


def test_impossible_events_surprise_without_limit() -> None:
    assert surprisal(0) == math.inf
    assert cross_entropy([0.5, 0.5], [1.0, 0.0]) == math.inf
    assert kl_divergence([0.5, 0.5], [1.0, 0.0]) == math.inf
    assert kl_divergence([1.0, 0.0], [0.5, 0.5]) == 1.0


def test_divergence_is_no_distance() -> None:
    assert not math.isclose(kl_divergence([0.9, 0.1], [0.5, 0.5]), kl_divergence([0.5, 0.5], [0.9, 0.1]))


@given(st.floats(1e-9, 1.0), st.floats(1e-9, 1.0))
def test_surprises_of_independent_events_add(p: float, q: float) -> None:
    assert math.isclose(surprisal(p * q), surprisal(p) + surprisal(q), abs_tol=1e-9)


@given(distributions)
def test_entropy_is_between_zero_and_that_of_equal_chances(p: list[float]) -> None:
    assert -1e-12 <= entropy(p) <= math.log2(len(p)) + 1e-9


@given(distributions, distributions)
def test_a_wrong_belief_never_saves_bits(p: list[float], q: list[float]) -> None:
    assert kl_divergence(p, q) >= 0
    assert math.isclose(cross_entropy(p, q), entropy(p) + kl_divergence(p, q), abs_tol=1e-9)
    assert kl_divergence(p, p) == 0


@given(distributions, distributions)
def test_bits_are_nats_in_another_unit(p: list[float], q: list[float]) -> None:
    assert math.isclose(nats_to_bits(cross_entropy(p, q, math.e)), cross_entropy(p, q), abs_tol=1e-9)
    assert math.isclose(bits_to_nats(entropy(p)), entropy(p, math.e), abs_tol=1e-9)


@given(tables)
def test_a_pair_costs_its_first_part_and_then_the_second(table: list[list[float]]) -> None:
    rows = [math.fsum(row) for row in table]
    columns = [math.fsum(column) for column in zip(*table, strict=True)]
    assert math.isclose(joint_entropy(table), entropy(normalised(rows)) + conditional_entropy(table), abs_tol=1e-9)
    assert conditional_entropy(table) <= entropy(normalised(columns)) + 1e-9
    turned = [list(column) for column in zip(*table, strict=True)]
    assert math.isclose(mutual_information(table), mutual_information(turned), abs_tol=1e-9)


@given(distributions, distributions)
def test_independent_parts_share_nothing(p: list[float], q: list[float]) -> None:
    table = [[x * y for y in q] for x in p]
    assert math.isclose(mutual_information(table), 0.0, abs_tol=1e-9)
    assert math.isclose(joint_entropy(table), entropy(p) + entropy(q), abs_tol=1e-9)


@given(distributions, distributions)
def test_cross_entropy_and_divergence_agree_with_torch(p: list[float], q: list[float]) -> None:
    torch = pytest.importorskip("torch")
    truth, belief = torch.tensor([p], dtype=torch.float64), torch.tensor([q], dtype=torch.float64)
    theirs = torch.nn.functional.cross_entropy(belief.log(), truth).item()
    assert math.isclose(cross_entropy(p, q, math.e), theirs, abs_tol=1e-9)
    wasted = torch.nn.functional.kl_div(belief.log(), truth, reduction="sum").item()
    assert math.isclose(kl_divergence(p, q, math.e), wasted, abs_tol=1e-9)


BAD: list[tuple[Callable[[], object], str]] = [
    (lambda: surprisal(1.2), "probability must be from 0 to 1, got 1.2"),
    (lambda: surprisal(math.nan), "probability must be from 0 to 1, got nan"),
    (lambda: surprisal(0.5, base=1), "base must be a finite number above 1, got 1"),
    (lambda: entropy([]), "p must have at least one probability"),
    (lambda: entropy([0.5, 0.4]), "p must sum to 1, got a sum of 0.9"),
    (lambda: entropy([1.5, -0.5]), r"p\[0\] must be from 0 to 1, got 1.5"),
    (lambda: cross_entropy([1.0], [0.5, 0.5]), "same number of probabilities, got 1 and 2"),
    (lambda: cross_entropy([1.0], [0.9]), "q must sum to 1"),
    (lambda: joint_entropy([[0.5], [0.25, 0.25]]), r"rows of one size, at least 1, got rows of sizes \[1, 2\]"),
    (lambda: conditional_entropy([]), "table must have rows of one size"),
    (lambda: mutual_information([[], []]), "table must have rows of one size"),
]


@pytest.mark.parametrize(("call", "message"), BAD)
def test_bad_arguments_are_named(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_arguments_are_left_alone() -> None:
    p, table = [0.5, 0.5], [[0.5, 0.0], [0.25, 0.25]]
    entropy(p)
    conditional_entropy(table)
    assert p == [0.5, 0.5]
    assert table == [[0.5, 0.0], [0.25, 0.25]]
