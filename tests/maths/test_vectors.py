"""The by-hand arithmetic on vectors: laws that hold for all vectors, known values, and bad input."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.maths import add, angle_degrees, cosine, dot, euclidean, norm, scale, subtract, unit

torch = pytest.importorskip("torch")
numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: 0.0 if abs(x) < 1e-6 else x)
sizes = st.shared(st.integers(1, 8), key="size")
vectors = sizes.flatmap(lambda size: st.lists(numbers, min_size=size, max_size=size))
directed = vectors.filter(lambda u: any(u))


@given(directed, directed)
def test_cosine_is_symmetric_and_between_minus_one_and_one(u: list[float], v: list[float]) -> None:
    assert cosine(u, v) == cosine(v, u)
    assert -1.0 <= cosine(u, v) <= 1.0


@given(directed, directed, st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_cosine_does_not_see_length(u: list[float], v: list[float], first: float, second: float) -> None:
    assert math.isclose(cosine(scale(first, u), scale(second, v)), cosine(u, v), abs_tol=1e-9)
    assert math.isclose(cosine(scale(-first, u), v), -cosine(u, v), abs_tol=1e-9)


@given(directed, directed)
def test_squared_distance_of_unit_vectors_is_two_minus_two_cosines(u: list[float], v: list[float]) -> None:
    assert math.isclose(euclidean(unit(u), unit(v)) ** 2, 2 - 2 * cosine(u, v), abs_tol=1e-9)


@given(directed)
def test_a_unit_vector_has_length_one_and_the_same_direction(u: list[float]) -> None:
    assert math.isclose(norm(unit(u)), 1.0, rel_tol=1e-12)
    assert math.isclose(cosine(u, unit(u)), 1.0, rel_tol=1e-12)


@given(vectors, vectors, vectors)
def test_distance_is_a_metric(u: list[float], v: list[float], w: list[float]) -> None:
    assert euclidean(u, u) == 0.0
    assert euclidean(u, v) == euclidean(v, u)
    assert euclidean(u, w) <= euclidean(u, v) + euclidean(v, w) + 1e-6


@given(vectors, vectors)
def test_adding_and_subtracting_undo_each_other(u: list[float], v: list[float]) -> None:
    for left, right in zip(subtract(add(u, v), v), u, strict=True):
        assert math.isclose(left, right, abs_tol=1e-9)


@given(vectors, vectors)
def test_length_of_the_sum_follows_from_the_dot_product(u: list[float], v: list[float]) -> None:
    expected = norm(u) ** 2 + norm(v) ** 2 + 2 * dot(u, v)
    assert math.isclose(norm(add(u, v)) ** 2, expected, rel_tol=1e-9, abs_tol=1e-2)


@given(directed, directed)
def test_the_angle_has_the_cosine(u: list[float], v: list[float]) -> None:
    assert math.isclose(math.cos(math.radians(angle_degrees(u, v))), cosine(u, v), abs_tol=1e-9)


def test_very_long_and_very_short_vectors_keep_their_cosine() -> None:
    assert cosine([3e200, 4e200], [4e-200, 3e-200]) == pytest.approx(0.96)


def test_arguments_are_left_alone() -> None:
    u, v = [1.0, 2.0], [3.0, 4.0]
    for operation in (dot, cosine, euclidean, add, subtract):
        operation(u, v)
    scale(2, u)
    unit(u)
    assert (u, v) == ([1.0, 2.0], [3.0, 4.0])


@pytest.mark.parametrize("operation", [dot, cosine, euclidean, add, subtract, angle_degrees])
def test_sizes_must_match(operation: Callable[[list[float], list[float]], object]) -> None:
    with pytest.raises(ValueError, match="same number of components, got 2 and 3"):
        operation([1.0, 2.0], [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="u must have at least one component"):
        operation([], [])


@pytest.mark.parametrize("zeros", [[0], [0.0, 0.0]])
def test_a_zero_vector_has_no_direction(zeros: list[float]) -> None:
    with pytest.raises(ValueError, match=r"u must have a direction, got \d zeros"):
        unit(zeros)
    with pytest.raises(ValueError, match=r"v must have a direction, got \d zeros"):
        cosine([1.0] * len(zeros), zeros)


@given(directed, directed)
def test_dot_and_cosine_agree_with_pytorch(u: list[float], v: list[float]) -> None:
    ours, theirs = cosine(u, v), torch.nn.functional.cosine_similarity
    first, second = torch.tensor(u, dtype=torch.float64), torch.tensor(v, dtype=torch.float64)
    assert math.isclose(ours, float(theirs(first, second, dim=0, eps=0.0)), abs_tol=1e-9)
    assert math.isclose(dot(u, v), float(first @ second), rel_tol=1e-9, abs_tol=1e-3)
