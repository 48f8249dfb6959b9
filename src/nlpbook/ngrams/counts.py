"""Counting runs of symbols, and deciding which symbols a model knows.

A text is a string (its symbols are characters) or a tuple of strings (its symbols are words).
"""

from collections import Counter
from collections.abc import Collection, Iterable

__all__ = ["Text", "frequent_symbols", "ngram_counts", "replace_unknown"]

Text = str | tuple[str, ...]


def ngram_counts(text: Text, order: int) -> Counter[Text]:
    """How often each run of `order` symbols occurs.

    Args:
        text: N symbols.
        order: Length of the runs, at least 1.

    Returns:
        Run to count; the counts add up to N - order + 1, or to 0 if the text is shorter than a run.

    Raises:
        ValueError: The order is below 1.

    Cost:
        One slice per symbol.

    Examples:
        >>> ngram_counts("banana", 2)["an"]
        2
    """
    require_order(order)
    return Counter(text[i : i + order] for i in range(len(text) - order + 1))


def frequent_symbols(text: Iterable[str], at_least: int = 1) -> frozenset[str]:
    """The symbols that occur at least so many times.

    Raises:
        ValueError: `at_least` is below 1.

    Examples:
        >>> sorted(frequent_symbols("banana", at_least=2))
        ['a', 'n']
    """
    if at_least < 1:
        raise ValueError(f"at_least must be at least 1, got {at_least}")
    return frozenset(symbol for symbol, count in Counter(text).items() if count >= at_least)


def replace_unknown(text: Iterable[str], known: Collection[str], unknown: str = "<unk>") -> tuple[str, ...]:
    """The text with one and the same marker in place of every symbol that is not known.

    Examples:
        >>> replace_unknown(["a", "rare", "bird"], known={"a", "bird"})
        ('a', '<unk>', 'bird')
    """
    known = frozenset(known)
    return tuple(symbol if symbol in known else unknown for symbol in text)


def require_order(order: int) -> None:
    """Raise ValueError unless the order is at least 1."""
    if order < 1:
        raise ValueError(f"order must be at least 1, got {order}")


def require_vocabulary(text: Iterable[str], vocabulary: Collection[str]) -> None:
    """Raise ValueError unless there is a vocabulary and it holds every symbol of the text."""
    if not vocabulary:
        raise ValueError("vocabulary must have at least one symbol, got none")
    outside = set(text).difference(vocabulary)
    if outside:
        raise ValueError(f"text must be of symbols of the vocabulary, got {min(outside)!r}; see replace_unknown")


def require_symbol(symbol: str, vocabulary: Collection[str]) -> None:
    """Raise ValueError unless the symbol is in the vocabulary."""
    if symbol not in vocabulary:
        raise ValueError(f"symbol must be in the vocabulary, got {symbol!r}")
