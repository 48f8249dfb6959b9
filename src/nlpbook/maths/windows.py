"""Context windows: which words stand near which, and how often."""

from collections import Counter
from collections.abc import Iterable, Sequence

__all__ = ["context_pairs", "context_window", "cooccurrence_counts", "count_context_pairs"]


def context_window(words: Sequence[str], position: int, half_width: int) -> list[str]:
    """The words around one position, in the order of the text.

    The word at the position itself does not belong to its context.
    At the ends of the text the window is clipped.

    Args:
        words: The words of one sentence.
        position: Place of the centre word, counted from 0.
        half_width: Words to take on each side, at least 1.

    Returns:
        At most 2 * half_width words.

    Raises:
        ValueError: `half_width` is below 1, or there is no word at
            that position.

    Examples:
        >>> context_window("the cat sat on the mat".split(), 0, 2)
        ['cat', 'sat']
    """
    require_half_width(half_width)
    if not 0 <= position < len(words):
        raise ValueError(f"position must be a place from 0 to {len(words) - 1}, got {position}")
    start = max(0, position - half_width)  # -1 would be the last word
    end = position + 1 + half_width  # a slice stops at the last word
    return [*words[start:position], *words[position + 1 : end]]


def context_pairs(words: Sequence[str], half_width: int) -> list[tuple[str, str]]:
    """Every (centre, context) pair of a sentence, centre by centre, left to right.

    Raises:
        ValueError: `half_width` is below 1.

    Source:
        The training examples of the skip-gram model: Mikolov, Chen, Corrado and Dean (2013).

    Examples:
        >>> context_pairs(["deep", "learning", "models"], 1)
        [('deep', 'learning'), ('learning', 'deep'), ('learning', 'models'), ('models', 'learning')]
    """
    require_half_width(half_width)
    return [
        (centre, other)
        for position, centre in enumerate(words)
        for other in context_window(words, position, half_width)
    ]


def count_context_pairs(n_words: int, half_width: int) -> int:
    r"""How many pairs `context_pairs` returns, without listing them.

    Position i, counted from 1, has min(m, i-1) words in its window on the left and min(m, n-i) on the right.

    Args:
        n_words: Words in the sentence, n, at least 0.
        half_width: Words on each side, m, at least 1.

    Raises:
        ValueError: An argument is below its least value.

    Examples:
        >>> count_context_pairs(5, 2)
        14
    """
    require_half_width(half_width)
    if n_words < 0:
        raise ValueError(f"n_words must be at least 0, got {n_words}")
    return sum(min(half_width, i - 1) + min(half_width, n_words - i) for i in range(1, n_words + 1))


def cooccurrence_counts(sentences: Iterable[Sequence[str]], half_width: int) -> dict[str, Counter[str]]:
    """For each centre word, how often each other word stood in its window.

    Windows never reach from one sentence into the next.

    Raises:
        ValueError: `half_width` is below 1.

    Examples:
        >>> counts = cooccurrence_counts([["a", "cat", "sat"], ["a", "dog", "sat"]], 1)
        >>> counts["sat"] == {"cat": 1, "dog": 1}
        True
    """
    require_half_width(half_width)
    counts: dict[str, Counter[str]] = {}
    for words in sentences:
        for centre, other in context_pairs(words, half_width):
            counts.setdefault(centre, Counter())[other] += 1
    return counts


def require_half_width(half_width: int) -> None:
    """Raise ValueError unless the window reaches at least one word to each side."""
    if half_width < 1:
        raise ValueError(f"half_width must be at least 1, got {half_width}")
