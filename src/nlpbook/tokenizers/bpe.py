"""Byte-pair encoding: learn which neighbours to join, most frequent first, and join them in that order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = [
    "END",
    "MergeStep",
    "Pair",
    "Words",
    "best_pair",
    "bpe_vocabulary",
    "count_pairs",
    "encode_word",
    "learn_merges",
    "merge_pair",
    "merge_words",
    "split_words",
    "trace_merges",
]

Pair = tuple[str, str]
Words = Mapping[tuple[str, ...], int]
END = "</w>"
"""The symbol that marks the end of a word, as in Sennrich et al. (2016)."""
TIES = ("smallest", "first")


@dataclass(frozen=True)
class MergeStep:
    """One round of training: the pair that won, its count before the merge, and the corpus after it."""

    pair: Pair
    count: int
    words: Words


def split_words(frequencies: Mapping[str, int], end: str = END) -> dict[tuple[str, ...], int]:
    """Cut each word into its characters, with a mark at the end of the word.

    Args:
        frequencies: Word to how often it occurs, at least 0.
        end: The mark; the empty string for none.

    Raises:
        ValueError: A word is empty, or a frequency is below 0.

    Examples:
        >>> split_words({"low": 5})
        {('l', 'o', 'w', '</w>'): 5}
        >>> split_words({"low": 5}, end="")
        {('l', 'o', 'w'): 5}
    """
    for word, frequency in frequencies.items():
        if not word:
            raise ValueError("frequencies must not hold the empty word")
        if frequency < 0:
            raise ValueError(f"frequencies must be at least 0, got {frequency} for {word!r}")
    return {(*word, end) if end else tuple(word): n for word, n in frequencies.items()}


def count_pairs(words: Words) -> Counter[Pair]:
    """Count adjacent symbols, each weighted by its word's frequency.

    A pair never reaches from one word into the next. Pairs come in order of their first appearance.

    Examples:
        >>> count_pairs({("h", "u", "g"): 10, ("p", "u", "g"): 5})[("u", "g")]
        15
    """
    pairs: Counter[Pair] = Counter()
    for symbols, frequency in words.items():
        for pair in pairwise(symbols):
            pairs[pair] += frequency
    return pairs


def best_pair(pairs: Mapping[Pair, int], ties: str = "smallest") -> Pair:
    """The pair with the greatest count.

    Args:
        pairs: Pair to count, at least one.
        ties: Of pairs with equal counts, take the "smallest" in the order of their code points, or
            the one that comes "first" in `pairs`.

    Raises:
        ValueError: There is no pair, or no such rule for ties.

    Examples:
        >>> best_pair({("o", "w"): 6, ("l", "o"): 6, ("w", "e"): 2})
        ('l', 'o')
        >>> best_pair({("o", "w"): 6, ("l", "o"): 6, ("w", "e"): 2}, ties="first")
        ('o', 'w')
    """
    if not pairs:
        raise ValueError("pairs must hold at least one pair, got none")
    if ties not in TIES:
        raise ValueError(f"ties must be one of {', '.join(TIES)}, got {ties!r}")
    if ties == "first":
        return max(pairs, key=pairs.__getitem__)
    return min(pairs, key=lambda pair: (-pairs[pair], pair))


def merge_pair(symbols: Sequence[str], pair: Pair) -> tuple[str, ...]:
    """Join each occurrence of the pair, going left to right.

    Occurrences do not overlap: what has been joined is not joined again.

    Examples:
        >>> merge_pair(("a", "a", "a", "b"), ("a", "a"))
        ('aa', 'a', 'b')
    """
    merged: list[str] = []
    place = 0
    while place < len(symbols):
        if tuple(symbols[place : place + 2]) == pair:
            merged.append(pair[0] + pair[1])
            place += 2
        else:
            merged.append(symbols[place])
            place += 1
    return tuple(merged)


def merge_words(words: Words, pair: Pair) -> dict[tuple[str, ...], int]:
    """Join the pair in every word; the argument stays as it is.

    Examples:
        >>> merge_words({("l", "o", "w"): 5}, ("l", "o"))
        {('lo', 'w'): 5}
    """
    merged: Counter[tuple[str, ...]] = Counter()
    for symbols, frequency in words.items():
        merged[merge_pair(symbols, pair)] += frequency
    return dict(merged)


def trace_merges(words: Words, n_merges: int, ties: str = "smallest") -> list[MergeStep]:
    """Train, and keep what each round saw; see `learn_merges`.

    Examples:
        >>> [step.count for step in trace_merges({tuple("low"): 5, tuple("lower"): 2}, 2)]
        [7, 7]
    """
    if n_merges < 0:
        raise ValueError(f"n_merges must be at least 0, got {n_merges}")
    steps: list[MergeStep] = []
    for _ in range(n_merges):
        pairs = +count_pairs(words)  # + drops pairs of words that never occur
        if not pairs:
            break  # every word is one symbol
        best = best_pair(pairs, ties)
        words = merge_words(words, best)
        steps.append(MergeStep(best, pairs[best], words))
    return steps


def learn_merges(words: Words, n_merges: int) -> list[Pair]:
    """Learn up to n_merges merges, the most frequent pair first.

    Ties go to the smallest pair. Training ends early when every word has become one symbol.

    Args:
        words: Each word as its symbols, with its frequency.
        n_merges: Most merges to learn, at least 0.

    Returns:
        The merges in the order in which they were learnt, and are to be applied.

    Raises:
        ValueError: `n_merges` is below 0.

    Cost:
        O(n_merges x letters of all distinct words): every round counts everything again. `learn_merges_fast` does not.

    Source:
        Sennrich, Haddow and Birch (2016), Algorithm 1; they leave ties and exhaustion open.

    Examples:
        >>> learn_merges({tuple("low"): 5, tuple("lower"): 2}, 2)
        [('l', 'o'), ('lo', 'w')]
        >>> learn_merges({("a", "b"): 1}, 10)
        [('a', 'b')]
    """
    if n_merges < 0:
        raise ValueError(f"n_merges must be at least 0, got {n_merges}")
    merges: list[Pair] = []
    for _ in range(n_merges):
        pairs = +count_pairs(words)
        if not pairs:
            break  # every word is one symbol
        best = best_pair(pairs)  # most frequent; ties: smallest
        merges.append(best)
        words = merge_words(words, best)
    return merges


def encode_word(
    word: Sequence[str],
    merges: Iterable[Pair] | Mapping[Pair, int],
) -> list[str]:
    """Cut a word into tokens: apply the earliest merge that fits.

    Repeats until none fits. A symbol that no merge knows stays.

    Args:
        word: A string, or symbols, as `("l", "o", "w", "</w>")`.
        merges: Merges in order, or each with its rank from 0 up,
            which saves counting them again for every word.

    Examples:
        >>> encode_word("lower", [("l", "o"), ("e", "r"), ("lo", "w")])
        ['low', 'er']
        >>> encode_word("wool", [("l", "o"), ("lo", "w")])
        ['w', 'o', 'o', 'l']
    """
    ranks = _ranks(merges)
    symbols = tuple(word)
    while True:
        known = [pair for pair in pairwise(symbols) if pair in ranks]
        if not known:
            return list(symbols)
        earliest = min(known, key=ranks.__getitem__)
        symbols = merge_pair(symbols, earliest)


def _ranks(merges: Iterable[Pair] | Mapping[Pair, int]) -> Mapping[Pair, int]:
    """Each merge with its place in the list; of repeats, the first."""
    if isinstance(merges, Mapping):
        return merges
    return {pair: rank for rank, pair in enumerate(dict.fromkeys(merges))}


def bpe_vocabulary(words: Words, merges: Iterable[Pair]) -> list[str]:
    """Every token: first the start symbols in sorted order, then one for each merge, without repeats.

    Examples:
        >>> bpe_vocabulary({tuple("low"): 5}, [("l", "o"), ("lo", "w")])
        ['l', 'o', 'w', 'lo', 'low']
    """
    start = sorted({symbol for symbols in words for symbol in symbols})
    return list(dict.fromkeys([*start, *(left + right for left, right in merges)]))
