"""chrF and chrF++: F-scores of character n-grams, which need no tokeniser and forgive a wrong ending."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from nlpbook.metrics.bleu import require_same_number
from nlpbook.metrics.overlap import f_score
from nlpbook.metrics.tokens import require_at_least_one

__all__ = ["ChrfCounts", "chrf", "chrf_counts", "chrf_from_counts", "corpus_chrf"]

_PUNCTUATION = frozenset(string.punctuation)


@dataclass(frozen=True)
class ChrfCounts:
    """For each kind of n-gram: how many the candidate has, how many the reference, how many both. Adds with +."""

    candidate: tuple[int, ...]
    reference: tuple[int, ...]
    matches: tuple[int, ...]

    def __add__(self, other: ChrfCounts) -> ChrfCounts:
        if len(self.matches) != len(other.matches):
            raise ValueError(f"counts must share one order, got {len(self.matches)} and {len(other.matches)}")
        return ChrfCounts(
            tuple(map(int.__add__, self.candidate, other.candidate)),
            tuple(map(int.__add__, self.reference, other.reference)),
            tuple(map(int.__add__, self.matches, other.matches)),
        )


def chrf_counts(candidate: str, reference: str, char_order: int = 6, word_order: int = 0) -> ChrfCounts:
    """Count the n-grams of one sentence: characters, spaces left out, and for chrF++ words as well.

    Args:
        candidate: The system's text.
        reference: One reference text.
        char_order: Longest run of characters, at least 1.
        word_order: Longest run of words; 0 for chrF, 2 for chrF++.

    Raises:
        ValueError: An order too small.

    Examples:
        >>> chrf_counts("cats", "cat", char_order=2)
        ChrfCounts(candidate=(4, 3), reference=(3, 2), matches=(3, 2))
    """
    require_at_least_one("char_order", char_order)
    if word_order < 0:
        raise ValueError(f"word_order must be at least 0, got {word_order}")
    mine, theirs = _all_grams(candidate, char_order, word_order), _all_grams(reference, char_order, word_order)
    # As sacrebleu: an order that the reference is too short for is left out; what the candidate has there is no error.
    sizes = [(sum(a.values()) if b else 0, sum(b.values()), _common(a, b)) for a, b in zip(mine, theirs, strict=True)]
    return ChrfCounts(*(tuple(column) for column in zip(*sizes, strict=True)))


def _all_grams(text: str, char_order: int, word_order: int) -> list[Counter[Hashable]]:
    """Counters of character runs from 1 to `char_order`, then of word runs from 1 to `word_order`."""
    packed, words = "".join(text.split()), _words(text)
    runs: list[Counter[Hashable]] = []
    for order in range(1, char_order + 1):
        runs.append(Counter(packed[i : i + order] for i in range(len(packed) - order + 1)))
    for order in range(1, word_order + 1):
        runs.append(Counter(zip(*[words[start:] for start in range(order)], strict=False)))
    return runs


def _words(text: str) -> list[str]:
    """Words, with one punctuation mark split off at the end, or else at the start, as chrF++ does."""
    words: list[str] = []
    for word in text.split():
        if len(word) > 1 and word[-1] in _PUNCTUATION:
            words += [word[:-1], word[-1]]
        elif len(word) > 1 and word[0] in _PUNCTUATION:
            words += [word[0], word[1:]]
        else:
            words.append(word)
    return words


def _common(a: Counter[Hashable], b: Counter[Hashable]) -> int:
    return sum(min(a[gram], b[gram]) for gram in a.keys() & b.keys())


def chrf_from_counts(counts: ChrfCounts, beta: float = 2.0) -> float:
    """Mean precision and mean recall over the orders that both texts are long enough for, joined to one F.

    Returns:
        A number from 0 to 1; 0 if no order is left.

    Raises:
        ValueError: beta is not above 0.

    Examples:
        >>> round(chrf_from_counts(ChrfCounts((4, 3), (3, 2), (3, 2))), 3)
        0.924
    """
    rows = list(zip(counts.candidate, counts.reference, counts.matches, strict=True))
    usable = [(hits / mine, hits / theirs) for mine, theirs, hits in rows if mine and theirs]
    if not usable:
        return 0.0
    precision = sum(p for p, _ in usable) / len(usable)
    recall = sum(r for _, r in usable) / len(usable)
    return f_score(min(precision, 1.0), min(recall, 1.0), beta)


def chrf(
    candidate: str, references: Sequence[str], char_order: int = 6, word_order: int = 0, beta: float = 2.0
) -> float:
    """Score one text by chrF; of several references the best one counts.

    Args:
        candidate: The system's text, not tokenised.
        references: One or more texts.
        char_order: Longest run of characters, at least 1.
        word_order: 0 for chrF, 2 for chrF++.
        beta: Weight of recall; 2 counts it double.

    Returns:
        A number from 0 to 1.

    Raises:
        ValueError: A text in place of the list of references, no reference, or a number out of range.

    Source:
        Popović (2015), "chrF: character n-gram F-score for automatic MT evaluation"; Popović (2017), chrF++.

    Examples:
        >>> chrf("a dog barks", ["a dog barks"])
        1.0
    """
    return chrf_from_counts(_best_counts(candidate, references, char_order, word_order, beta), beta)


def corpus_chrf(
    candidates: Sequence[str],
    references: Sequence[Sequence[str]],
    char_order: int = 6,
    word_order: int = 0,
    beta: float = 2.0,
) -> float:
    """Score a corpus by chrF: counts are added over the sentences, each taken with its best reference.

    Args:
        candidates: N texts.
        references: For each of the N texts its one or more references.
        char_order: Longest run of characters, at least 1.
        word_order: 0 for chrF, 2 for chrF++.
        beta: Weight of recall.

    Raises:
        ValueError: No sentence, different numbers of sentences, or as `chrf`.

    Examples:
        >>> corpus_chrf(["one", "two"], [["one"], ["two", "2"]])
        1.0
    """
    require_same_number(candidates, references)
    pairs = zip(candidates, references, strict=True)
    counts = [_best_counts(text, own, char_order, word_order, beta) for text, own in pairs]
    return chrf_from_counts(sum(counts[1:], counts[0]), beta)


def _best_counts(
    candidate: str, references: Sequence[str], char_order: int, word_order: int, beta: float
) -> ChrfCounts:
    if isinstance(references, str):
        raise ValueError(f"references must be a list of texts, got the text {references[:30]!r}; write [reference]")
    if not references:
        raise ValueError("references must hold at least one reference, got none")
    found = [chrf_counts(candidate, reference, char_order, word_order) for reference in references]
    return max(found, key=lambda counts: chrf_from_counts(counts, beta))
