"""Matrices as lists of rows: the product and the transpose, for sums small enough to check by hand."""

from collections.abc import Sequence

from nlpbook.maths.vectors import dot

__all__ = ["matmul", "transpose"]

Matrix = Sequence[Sequence[float]]


def matmul(a: Matrix, b: Matrix) -> list[list[float]]:
    r"""Matrix product, $(AB)_{ij} = \sum_k A_{ik} B_{kj}$: rows of a against columns of b.

    Args:
        a: N rows of K numbers.
        b: K rows of M numbers.

    Returns:
        N rows of M numbers, after N × M × K multiplications.

    Raises:
        ValueError: A matrix is empty or ragged, or the inner sizes
            differ.

    Examples:
        >>> matmul([[1, 2], [3, 4]], [[0, 1], [1, 0]])
        [[2.0, 1.0], [4.0, 3.0]]
    """
    width = require_matrix("a", a)
    require_matrix("b", b)
    if width != len(b):
        raise ValueError(f"a must have as many columns as b has rows, got {width} and {len(b)}")
    columns = transpose(b)
    return [[dot(row, column) for column in columns] for row in a]


def transpose(a: Matrix) -> list[list[float]]:
    """Rows become columns.

    Raises:
        ValueError: The matrix is empty or ragged.

    Examples:
        >>> transpose([[1, 2, 3], [4, 5, 6]])
        [[1, 4], [2, 5], [3, 6]]
    """
    require_matrix("a", a)
    return [list(column) for column in zip(*a, strict=True)]


def require_matrix(name: str, rows: Matrix) -> int:
    """Number of columns; raise ValueError unless the rows called `name` have one size, at least 1."""
    sizes = [len(row) for row in rows]
    if not sizes or len(set(sizes)) > 1 or sizes[0] == 0:
        raise ValueError(f"{name} must have rows of one size, at least 1, got rows of sizes {sizes}")
    return sizes[0]
