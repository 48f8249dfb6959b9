"""How many trees a sentence could have: all of them, and those without crossing arcs."""

from collections.abc import Iterator
from itertools import product
from math import comb

from nlpbook.parsing.trees import is_tree

__all__ = ["all_trees", "count_projective_trees", "count_trees"]


def count_trees(n_words: int) -> int:
    """Trees on n words with one root: n^(n - 1), by Cayley's formula times n choices of the root.

    Raises:
        ValueError: There is no word.

    Examples:
        >>> [count_trees(n) for n in (1, 2, 3, 4)]
        [1, 2, 9, 64]
    """
    _need_words(n_words)
    return int(n_words ** (n_words - 1))


def count_projective_trees(n_words: int) -> int:
    """Trees on n words with one root and without crossing arcs: C(3n - 2, n - 1) / n.

    Raises:
        ValueError: There is no word.

    Examples:
        >>> [count_projective_trees(n) for n in (1, 2, 3, 4)]
        [1, 2, 7, 30]
    """
    _need_words(n_words)
    return comb(3 * n_words - 2, n_words - 1) // n_words


def all_trees(n_words: int) -> Iterator[tuple[int, ...]]:
    """Every tree on n words, as heads, by trying all (n + 1)^n rows of heads: for small n only.

    Raises:
        ValueError: There is no word, or there are more than 7.

    Examples:
        >>> list(all_trees(2))
        [(0, 1), (2, 0)]
    """
    _need_words(n_words)
    if n_words > 7:
        raise ValueError(f"n_words must be at most 7, or trying takes too long, got {n_words}")
    return (heads for heads in product(range(n_words + 1), repeat=n_words) if is_tree(heads))


def _need_words(n_words: int) -> None:
    if n_words < 1:
        raise ValueError(f"n_words must be at least 1, got {n_words}")
