r"""Surprise and its averages: entropy, cross-entropy, divergence, for one distribution, two, and a joint table.

Distributions are sequences of K probabilities that sum to one, to within a millionth. The base b of the logarithm is
the unit: 2 for bits, `math.e` for nats. An outcome of probability 0 that never happens adds nothing; one that does
happen is infinitely surprising.
"""

import math
from collections.abc import Sequence

__all__ = [
    "bits_to_nats",
    "conditional_entropy",
    "cross_entropy",
    "entropy",
    "joint_entropy",
    "kl_divergence",
    "mutual_information",
    "nats_to_bits",
    "surprisal",
]

Distribution = Sequence[float]
Table = Sequence[Sequence[float]]
TOLERANCE = 1e-6  # how far the sum of a distribution may be from one


def surprisal(probability: float, base: float = 2) -> float:
    r"""Surprise at an event, $-\log_b p$: 0 if it was certain.

    Args:
        probability: How likely the event was, in [0, 1].
        base: Unit, above 1: 2 for bits, `math.e` for nats.

    Returns:
        At least 0; infinite for probability 0.

    Raises:
        ValueError: The probability or the base is out of range.

    Source:
        Shannon (1948), "A mathematical theory of communication".

    Examples:
        >>> surprisal(0.125)
        3.0
    """
    require_probability("probability", probability)
    require_base(base)
    if probability == 0:
        return math.inf
    if base == 2:
        return 0.0 - math.log2(probability)
    return 0.0 - math.log(probability) / math.log(base)


def entropy(p: Distribution, base: float = 2) -> float:
    r"""Average surprise of a source, $H(p) = -\sum_i p_i \log_b p_i$.

    Args:
        p: K probabilities that sum to one.
        base: Unit, above 1: 2 for bits, `math.e` for nats.

    Returns:
        From 0 (one outcome is certain) to $\log_b K$ (all are alike).

    Raises:
        ValueError: `p` is no distribution, or the base is out of
            range.

    Source:
        Shannon (1948), "A mathematical theory of communication".

    Examples:
        >>> entropy([0.5, 0.25, 0.25])
        1.5
    """
    return cross_entropy(p, p, base)


def cross_entropy(p: Distribution, q: Distribution, base: float = 2) -> float:
    r"""Average surprise of a model q at a source p.

    In symbols $H(p, q) = -\sum_i p_i \log_b q_i$.

    Args:
        p: What really happens: K probabilities.
        q: What the model expects: K probabilities.
        base: Unit, above 1: 2 for bits, `math.e` for nats.

    Returns:
        At least the entropy of p, without upper bound; infinite if
        something happens that q holds to be impossible.

    Raises:
        ValueError: p or q is no distribution, the sizes differ, or
            the base is out of range.

    Examples:
        >>> cross_entropy([0.5, 0.5], [0.25, 0.75]) > 1
        True
    """
    require_distribution("p", p)
    require_distribution("q", q)
    if len(p) != len(q):
        raise ValueError(f"p and q must have the same number of probabilities, got {len(p)} and {len(q)}")
    require_base(base)
    pairs = zip(p, q, strict=True)
    return math.fsum(x * surprisal(y, base) for x, y in pairs if x > 0)


def kl_divergence(p: Distribution, q: Distribution, base: float = 2) -> float:
    r"""What a wrong model costs: cross-entropy minus entropy, $D(p \| q) = \sum_i p_i \log_b (p_i / q_i)$.

    Args:
        p: What really happens: K probabilities.
        q: What the model expects: K probabilities.
        base: Unit, above 1: 2 for bits, `math.e` for nats.

    Returns:
        At least 0, and 0 only if p and q are equal; infinite if something happens that q holds to be impossible.
        Not a distance: p and q may not change places.

    Raises:
        ValueError: As `cross_entropy`.

    Source:
        Kullback and Leibler (1951), "On information and sufficiency".

    Examples:
        >>> kl_divergence([0.5, 0.5], [0.5, 0.5])
        0.0
    """
    wrong = cross_entropy(p, q, base)
    if math.isinf(wrong):
        return math.inf
    terms = (x * (surprisal(y, base) - surprisal(x, base)) for x, y in zip(p, q, strict=True) if x > 0)
    return max(0.0, math.fsum(terms))  # rounding can fall below


def joint_entropy(table: Table, base: float = 2) -> float:
    r"""Average surprise at a pair, $H(X, Y) = -\sum_{x,y} p(x, y) \log_b p(x, y)$.

    Args:
        table: One row per value of X, one column per value of Y; all cells together sum to one.
        base: Unit, above 1: 2 for bits, `math.e` for nats.

    Raises:
        ValueError: The rows differ in size, the cells are no distribution, or the base is out of range.

    Examples:
        >>> joint_entropy([[0.25, 0.25], [0.25, 0.25]])
        2.0
    """
    require_table(table)
    return entropy([cell for row in table for cell in row], base)


def conditional_entropy(table: Table, base: float = 2) -> float:
    r"""What is still open about Y once X is known, $H(Y \mid X) = H(X, Y) - H(X)$.

    Args:
        table: As for `joint_entropy`: X in rows, Y in columns.
        base: Unit, above 1: 2 for bits, `math.e` for nats.

    Returns:
        From 0 (X settles Y) to the entropy of Y (X says nothing about it).

    Raises:
        ValueError: As `joint_entropy`.

    Examples:
        >>> conditional_entropy([[0.5, 0.0], [0.0, 0.5]])
        0.0
    """
    rows = [min(1.0, math.fsum(row)) for row in table]
    return max(0.0, joint_entropy(table, base) - entropy(rows, base))


def mutual_information(table: Table, base: float = 2) -> float:
    r"""What X tells about Y, and Y about X: $I(X; Y) = H(Y) - H(Y \mid X)$, at least 0.

    Args:
        table: As for `joint_entropy`: X in rows, Y in columns.
        base: Unit, above 1: 2 for bits, `math.e` for nats.

    Raises:
        ValueError: As `joint_entropy`.

    Examples:
        >>> mutual_information([[0.5, 0.0], [0.0, 0.5]])
        1.0
    """
    require_table(table)
    columns = [min(1.0, math.fsum(column)) for column in zip(*table, strict=True)]
    return max(0.0, entropy(columns, base) - conditional_entropy(table, base))


def nats_to_bits(nats: float) -> float:
    """Nats in bits: divide by ln 2, about 0.693.

    Examples:
        >>> nats_to_bits(math.log(8))
        3.0
    """
    return nats / math.log(2)


def bits_to_nats(bits: float) -> float:
    """Bits in nats: times ln 2, about 0.693.

    Examples:
        >>> round(bits_to_nats(1), 3)
        0.693
    """
    return bits * math.log(2)


def require_probability(name: str, value: float) -> None:
    """Raise ValueError unless the number called `name` is in [0, 1]."""
    if not 0 <= value <= 1:
        raise ValueError(f"{name} must be from 0 to 1, got {value}")


def require_base(base: float) -> None:
    """Raise ValueError unless the base is a finite number above 1."""
    if not 1 < base < math.inf:
        raise ValueError(f"base must be a finite number above 1, got {base}")


def require_distribution(name: str, values: Distribution) -> None:
    """Raise ValueError unless the numbers called `name` are probabilities that sum to one."""
    if len(values) == 0:
        raise ValueError(f"{name} must have at least one probability, got {list(values)}")
    for place, value in enumerate(values):
        require_probability(f"{name}[{place}]", value)
    total = math.fsum(values)
    if abs(total - 1) > TOLERANCE:
        raise ValueError(f"{name} must sum to 1, got a sum of {total:.6g}")


def require_table(table: Table) -> None:
    """Raise ValueError unless the rows have one size, at least 1."""
    sizes = [len(row) for row in table]
    if not sizes or len(set(sizes)) > 1 or sizes[0] == 0:
        raise ValueError(f"table must have rows of one size, at least 1, got rows of sizes {sizes}")
