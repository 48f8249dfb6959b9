r"""Hierarchical softmax: words as leaves of a binary tree, a probability as a walk from the root to a leaf."""

import heapq
import math
from collections.abc import Mapping, Sequence

from nlpbook.maths.softmax import log_sigmoid
from nlpbook.maths.vectors import Vector, dot

__all__ = ["balanced_depth", "huffman_codes", "huffman_paths", "mean_code_length", "path_log_probability"]


def huffman_codes(counts: Mapping[str, float]) -> dict[str, str]:
    """Code of each word in Huffman's tree: a string of 0 and 1.

    Join the two rarest trees into one, again and again. The rarer
    of the two hangs at branch 0. Of equal trees the one whose
    alphabetically first word comes first is taken.

    Args:
        counts: Word to its count, above 0; at least two words.

    Returns:
        Word to its code. No code begins with another one.

    Raises:
        ValueError: There are fewer than two words, or a count is
            not above 0.

    Source:
        Huffman (1952).

    Examples:
        >>> huffman_codes({"tea": 5, "cup": 2, "gong": 1})
        {'tea': '1', 'cup': '01', 'gong': '00'}
    """
    _require_counts(counts)
    codes = dict.fromkeys(counts, "")
    trees = [(n, word, [word]) for word, n in counts.items()]
    heapq.heapify(trees)
    while len(trees) > 1:
        n_left, first, left = heapq.heappop(trees)
        n_right, second, right = heapq.heappop(trees)
        for bit, words in (("0", left), ("1", right)):
            for word in words:
                codes[word] = bit + codes[word]
        tree = (n_left + n_right, min(first, second), left + right)
        heapq.heappush(trees, tree)
    return codes


def huffman_paths(codes: Mapping[str, str]) -> dict[str, list[tuple[int, int]]]:
    """The way to each word: the inner nodes it passes, each with the branch it takes there.

    Inner nodes are numbered from 0, the root, level by level and from left to right. There is one fewer than words.

    Args:
        codes: Word to its code, as from `huffman_codes`.

    Returns:
        Word to a list of (node, bit).

    Examples:
        >>> huffman_paths({"tea": "1", "cup": "01", "gong": "00"})["cup"]
        [(0, 0), (1, 1)]
    """
    starts = {code[:place] for code in codes.values() for place in range(len(code))}
    number = {start: node for node, start in enumerate(sorted(starts, key=lambda start: (len(start), start)))}
    return {word: [(number[code[:place]], int(bit)) for place, bit in enumerate(code)] for word, code in codes.items()}


def path_log_probability(centre: Vector, nodes: Sequence[Vector], path: Sequence[tuple[int, int]]) -> float:
    r"""Log of the chance to arrive at a word: branch 0 with $\sigma(n \cdot v)$, branch 1 with the rest.

    Args:
        centre: Vector of the centre word, D numbers.
        nodes: Vectors of the inner nodes, D numbers each.
        path: Nodes and branches on the way, as from `huffman_paths`.

    Returns:
        Nats, below 0; over all words the probabilities sum to 1.

    Raises:
        ValueError: The path is empty or names a node that is not there, or the sizes differ.

    Cost:
        One dot product for each branching, not one for each word.

    Source:
        Morin and Bengio (2005).

    Examples:
        >>> round(math.exp(path_log_probability([1, 0], [[0, 1], [0, 2]], [(0, 0), (1, 1)])), 4)
        0.25
    """
    if not path or not all(0 <= node < len(nodes) and bit in (0, 1) for node, bit in path):
        raise ValueError(f"path must lead through nodes 0 to {len(nodes) - 1} by branches 0 or 1, got {list(path)}")
    return math.fsum(log_sigmoid((1 - 2 * bit) * dot(nodes[node], centre)) for node, bit in path)


def mean_code_length(counts: Mapping[str, float], codes: Mapping[str, str]) -> float:
    """Branchings to a word on average, each word weighted by its count.

    Raises:
        ValueError: A count is not above 0, or there are fewer than two words.

    Examples:
        >>> mean_code_length({"tea": 5, "cup": 2, "gong": 1}, {"tea": "1", "cup": "01", "gong": "00"})
        1.375
    """
    _require_counts(counts)
    return math.fsum(n * len(codes[word]) for word, n in counts.items()) / math.fsum(counts.values())


def balanced_depth(n_words: int) -> int:
    r"""Levels of a balanced binary tree with that many leaves, $\lceil \log_2 V \rceil$.

    Raises:
        ValueError: `n_words` is below 1.

    Examples:
        >>> balanced_depth(50_000)
        16
    """
    if n_words < 1:
        raise ValueError(f"n_words must be at least 1, got {n_words}")
    return (n_words - 1).bit_length()


def _require_counts(counts: Mapping[str, float]) -> None:
    if len(counts) < 2 or min(counts.values()) <= 0:
        raise ValueError(f"counts must hold at least two words, all above 0, got {dict(counts)}")
