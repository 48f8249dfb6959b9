"""Agreement of raters, with what chance alone would give taken off."""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any

from nlpbook.metrics.classification import Labels, require_paired

__all__ = ["chance_agreement", "cohen_kappa", "fleiss_kappa", "krippendorff_alpha", "observed_agreement"]

WEIGHTS = ("none", "linear", "quadratic")


def observed_agreement(a: Labels, b: Labels) -> float:
    """Share of items to which two raters gave the same label.

    Raises:
        ValueError: Different numbers of labels, or none.

    Examples:
        >>> observed_agreement("yynn", "yyny")
        0.75
    """
    require_paired("a", a, "b", b)
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def chance_agreement(a: Labels, b: Labels) -> float:
    """Agreement to expect if each rater kept the own label counts but dealt the labels out blindly.

    Raises:
        ValueError: Different numbers of labels, or none.

    Examples:
        >>> chance_agreement("yynn", "yyny")
        0.5
    """
    require_paired("a", a, "b", b)
    count_a, count_b = Counter(a), Counter(b)
    return sum(n * count_b[label] for label, n in count_a.items()) / len(a) ** 2


def cohen_kappa(a: Sequence[Any], b: Sequence[Any], weights: str = "none") -> float:
    r"""Cohen's kappa of two raters, $(p_o - p_e) / (1 - p_e)$.

    Args:
        a: N labels of the first rater.
        b: N labels of the second rater, for the same items in the
            same order.
        weights: "none": a disagreement is a disagreement. "linear"
            or "quadratic": it counts by its distance; the labels
            must then be numbers.

    Returns:
        1 for full agreement, 0 for what chance gives, below 0 for
        less than that; 1 if both use one and the same label only.

    Raises:
        ValueError: Different numbers of labels, none, or an unknown
            weight.

    Source:
        Cohen (1960); weights: Cohen (1968).

    Examples:
        >>> cohen_kappa("yynn", "yyny")
        0.5
    """
    require_paired("a", a, "b", b)
    if weights not in WEIGHTS:
        names = ", ".join(WEIGHTS)
        raise ValueError(f"weights must be one of {names}, got {weights!r}")

    def apart(x: Any, y: Any) -> float:
        if weights == "none":
            return float(x != y)
        return float(abs(x - y) ** (2 if weights == "quadratic" else 1))

    observed = sum(map(apart, a, b)) / len(a)
    pairs = [(x, m, y, n) for x, m in Counter(a).items() for y, n in Counter(b).items()]
    expected = sum(m * n * apart(x, y) for x, m, y, n in pairs) / len(a) ** 2
    return 1 - observed / expected if expected else 1.0


def fleiss_kappa(table: Sequence[Sequence[int]]) -> float:
    """Fleiss' kappa of several raters, the same number for every item, who need not be the same people.

    Args:
        table: One row per item, one column per category: how many raters chose it. Rows add up to the same number,
            at least 2.

    Returns:
        1 for full agreement, 0 for what chance gives; 1 if only one category is ever used.

    Raises:
        ValueError: No item, rows of different sums or lengths, or fewer than two raters.

    Source:
        Fleiss (1971), "Measuring nominal scale agreement among many raters".

    Examples:
        >>> round(fleiss_kappa([[3, 0], [0, 3], [2, 1], [1, 2]]), 3)
        0.333
    """
    sums, widths = {sum(row) for row in table}, {len(row) for row in table}
    if len(sums) != 1 or len(widths) != 1 or min(sums) < 2:
        raise ValueError(f"table must have rows of one length and one sum, at least 2, got sums {sorted(sums)}")
    raters, items = sums.pop(), len(table)
    observed = sum(n * (n - 1) for row in table for n in row) / (items * raters * (raters - 1))
    expected = sum((sum(column) / (items * raters)) ** 2 for column in zip(*table, strict=True))
    return (observed - expected) / (1 - expected) if expected < 1 else 1.0


def krippendorff_alpha(ratings: Sequence[Sequence[Hashable | None]]) -> float:
    """Krippendorff's alpha for labels without order: any number of raters, and gaps allowed.

    Args:
        ratings: One row per item: the labels it was given, None where a rater left it out. Items with fewer than two
            labels say nothing about agreement and are skipped.

    Returns:
        1 for full agreement, 0 for what chance gives; 1 if only one label is ever used.

    Raises:
        ValueError: No item has two labels.

    Source:
        Krippendorff (2004), "Content Analysis", chapter 11.

    Examples:
        >>> round(krippendorff_alpha([["a", "a"], ["b", "b"], ["a", "b"], ["b", None]]), 3)
        0.444
    """
    rows = [[label for label in row if label is not None] for row in ratings]
    counts = [Counter(row) for row in rows if len(row) >= 2]
    if not counts:
        raise ValueError(f"ratings must hold an item with at least two labels, got none in {len(rows)} items")
    total = sum(row.total() for row in counts)
    all_labels: Counter[Hashable] = sum(counts, Counter())
    disagreed = sum(row[x] * (row.total() - row[x]) / (row.total() - 1) for row in counts for x in row) / total
    expected = sum(n * (total - n) for n in all_labels.values()) / (total * (total - 1))
    return 1 - disagreed / expected if expected else 1.0
