r"""Vectors as plain lists of numbers: products, lengths, distances, directions.

Every function takes sequences of D numbers, D at least 1, and leaves them unchanged. Sums are rounded once, at the
end (`math.fsum`), so that every Python version, the one in the browser included, returns the same digits.
"""

import math
from collections.abc import Sequence

__all__ = ["add", "angle_degrees", "cosine", "dot", "euclidean", "norm", "scale", "subtract", "unit"]

Vector = Sequence[float]


def dot(u: Vector, v: Vector) -> float:
    r"""Dot product, $u \cdot v = \sum_i u_i v_i$: multiply matching components and add.

    Args:
        u: First vector, D numbers.
        v: Second vector, D numbers.

    Returns:
        Any real number, in the unit of u times the unit of v.

    Raises:
        ValueError: A vector is empty, or the sizes differ.

    Examples:
        >>> dot([1, 2, 2], [2, 3, 6])
        20.0
    """
    require_same_size(u, v)
    return math.fsum(x * y for x, y in zip(u, v, strict=True))


def norm(u: Vector) -> float:
    r"""Length of a vector, $\|u\| = \sqrt{\sum_i u_i^2}$, at least 0; it is 0 only if every component is.

    Raises:
        ValueError: The vector is empty.

    Examples:
        >>> norm([3, 4])
        5.0
    """
    require_components("u", u)
    return math.hypot(*u)


def unit(u: Vector) -> list[float]:
    r"""Vector of length 1 in the direction of u: every component divided by the length.

    Raises:
        ValueError: The vector is empty, or every component is 0: it has no direction.

    Examples:
        >>> unit([3, 4])
        [0.6, 0.8]
    """
    require_direction("u", u)
    length = norm(u)
    return [x / length for x in u]


def cosine(u: Vector, v: Vector) -> float:
    r"""Cosine of the angle between two vectors.

    Both lengths are taken out before the product, so that very
    long and very short vectors lose no digits.

    Args:
        u: First vector, D numbers. Its length does not matter.
        v: Second vector, D numbers.

    Returns:
        A number in [-1, 1], without unit: 1 same direction,
        0 right angle, -1 opposite.

    Raises:
        ValueError: A vector is empty or all zeros, or the sizes
            differ.

    Source:
        Salton, Wong and Yang (1975), "A vector space model for
        automatic indexing".

    Examples:
        >>> cosine([3, 4], [4, 3])
        0.96
    """
    require_direction("u", u)
    require_direction("v", v)
    value = dot(unit(u), unit(v))
    return max(-1.0, min(1.0, value))  # rounding can overshoot


def angle_degrees(u: Vector, v: Vector) -> float:
    r"""Angle between two vectors in degrees, 0 to 180.

    Raises:
        ValueError: As `cosine`.

    Examples:
        >>> round(angle_degrees([1, 0], [0, 2]), 6)
        90.0
    """
    return math.degrees(math.acos(cosine(u, v)))


def euclidean(u: Vector, v: Vector) -> float:
    r"""Straight-line distance between two points, $\|u - v\|$, at least 0.

    Raises:
        ValueError: A vector is empty, or the sizes differ.

    Examples:
        >>> euclidean([1, 1], [4, 5])
        5.0
    """
    return norm(subtract(u, v))


def add(u: Vector, v: Vector) -> list[float]:
    """Sum of two vectors, component by component.

    Raises:
        ValueError: A vector is empty, or the sizes differ.

    Examples:
        >>> add([1, 2], [10, 20])
        [11, 22]
    """
    require_same_size(u, v)
    return [x + y for x, y in zip(u, v, strict=True)]


def subtract(u: Vector, v: Vector) -> list[float]:
    """Difference u - v, component by component: the step that leads from the point v to the point u.

    Raises:
        ValueError: A vector is empty, or the sizes differ.

    Examples:
        >>> subtract([5, 3], [1, 1])
        [4, 2]
    """
    require_same_size(u, v)
    return [x - y for x, y in zip(u, v, strict=True)]


def scale(factor: float, u: Vector) -> list[float]:
    """Every component times one number: the same direction, or the opposite one if the factor is negative.

    Raises:
        ValueError: The vector is empty.

    Examples:
        >>> scale(3, [1, -2])
        [3, -6]
    """
    require_components("u", u)
    return [factor * x for x in u]


def require_direction(name: str, u: Vector) -> None:
    """Raise ValueError if every component of the vector called `name` is 0."""
    require_components(name, u)
    if not any(u):
        raise ValueError(f"{name} must have a direction, got {len(u)} zeros")


def require_components(name: str, u: Vector) -> None:
    """Raise ValueError unless the vector called `name` has a component."""
    if len(u) == 0:
        raise ValueError(f"{name} must have at least one component, got {list(u)}")


def require_same_size(u: Vector, v: Vector) -> None:
    """Raise ValueError unless u and v have the same number of components, at least 1."""
    require_components("u", u)
    if len(u) != len(v):
        raise ValueError(f"u and v must have the same number of components, got {len(u)} and {len(v)}")
