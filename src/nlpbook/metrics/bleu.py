"""BLEU: clipped n-gram precisions and a brevity penalty, from counts that add up over sentences.

Scores run from 0 to 1, as in the paper; sacrebleu and most tables show them times 100.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlpbook.metrics.overlap import Gram, Tokens
from nlpbook.metrics.tokens import require_at_least_one, require_references, require_tokens

__all__ = [
    "BleuCounts",
    "bleu_counts",
    "bleu_from_counts",
    "brevity_penalty",
    "closest_length",
    "corpus_bleu",
    "sentence_bleu",
]

SMOOTHINGS = {"none": 0.0, "floor": 0.1, "add-k": 1.0, "exp": 0.0}
"""Ways to treat orders without a match, with the number each of them uses; named as in sacrebleu."""


@dataclass(frozen=True)
class BleuCounts:
    """All that BLEU needs to know of a sentence, or of a corpus; counts of sentences add up with +."""

    matches: tuple[int, ...]
    totals: tuple[int, ...]
    candidate_length: int
    reference_length: int

    def __add__(self, other: BleuCounts) -> BleuCounts:
        if len(self.matches) != len(other.matches):
            raise ValueError(f"counts must share one order, got {len(self.matches)} and {len(other.matches)}")
        return BleuCounts(
            tuple(map(int.__add__, self.matches, other.matches)),
            tuple(map(int.__add__, self.totals, other.totals)),
            self.candidate_length + other.candidate_length,
            self.reference_length + other.reference_length,
        )

    @property
    def precisions(self) -> tuple[float, ...]:
        """Clipped precision of each order, without smoothing; 0 where there is no n-gram."""
        return tuple(hit / total if total else 0.0 for hit, total in zip(self.matches, self.totals, strict=True))


def closest_length(candidate_length: int, reference_lengths: Sequence[int]) -> int:
    """The reference length nearest to the candidate's; of two equally near the shorter.

    Raises:
        ValueError: No reference length.

    Examples:
        >>> closest_length(10, [7, 12, 8])
        8
    """
    if not reference_lengths:
        raise ValueError("reference_lengths must hold at least one length, got none")
    return min(reference_lengths, key=lambda length: (abs(length - candidate_length), length))


def brevity_penalty(candidate_length: int, reference_length: int) -> float:
    r"""Factor for candidates that are shorter than the reference.

    Returns:
        1 if c >= r, else e to the power 1 - r/c; 0 for an empty
        candidate of a reference that is not empty.

    Raises:
        ValueError: A length is negative.

    Examples:
        >>> round(brevity_penalty(12, 20), 3)
        0.513
    """
    c, r = candidate_length, reference_length
    if min(c, r) < 0:
        raise ValueError(f"lengths must be at least 0, got {c} and {r}")
    if c >= r:
        return 1.0
    return math.exp(1 - r / c) if c else 0.0


def bleu_counts(candidate: Tokens, references: Sequence[Tokens], max_order: int = 4) -> BleuCounts:
    """Count one sentence: matches and n-grams of each order, and both lengths.

    Args:
        candidate: Tokens of the system's output, C of them.
        references: One or more token lists.
        max_order: Longest n-gram, at least 1.

    Raises:
        ValueError: The order is below 1, no reference, or a text that is not split.

    Cost:
        One pass per order, which ends at the first order without a match: longer runs cannot match either.

    Examples:
        >>> bleu_counts("the cat on the mat".split(), ["the cat sat on the mat".split()], max_order=2)
        BleuCounts(matches=(5, 3), totals=(5, 4), candidate_length=5, reference_length=6)
    """
    require_at_least_one("max_order", max_order)
    require_tokens("candidate", candidate)
    require_references(references)
    matches = [0] * max_order
    for order in range(1, max_order + 1):
        hits = matches[order - 1] = _matches(candidate, references, order)
        if not hits:
            break
    length = len(candidate)
    totals = tuple(max(length - order, 0) for order in range(max_order))
    return BleuCounts(tuple(matches), totals, length, closest_length(length, [len(r) for r in references]))


def _matches(candidate: Tokens, references: Sequence[Tokens], order: int) -> int:
    """Clipped matches of one order, as `clipped_matches`, without checks: this is where the time goes."""
    found = _grams(candidate, order)
    allowed = _grams(references[0], order)
    for reference in references[1:]:
        allowed |= _grams(reference, order)
    hits = 0
    for gram in found.keys() & allowed.keys():
        here, there = found[gram], allowed[gram]
        hits += here if here < there else there
    return hits


def _grams(tokens: Tokens, order: int) -> Counter[Gram]:
    return Counter(zip(*[tokens[start:] for start in range(order)], strict=False))


def bleu_from_counts(
    counts: BleuCounts, smoothing: str = "exp", value: float | None = None, effective: bool = False
) -> float:
    r"""BLEU from counts: brevity penalty times the geometric mean of the precisions.

    Args:
        counts: Of one sentence or of a whole corpus.
        smoothing: What an order without a match gets. "none": 0, and so the score is 0. "floor": `value` matches
            (0.1). "add-k": `value` (1) is added to matches and totals from order 2 on. "exp": half a match, then a
            quarter, an eighth, ...
        value: The number for "floor" and "add-k".
        effective: Leave out orders for which the candidate is too short, instead of scoring 0.

    Returns:
        A number from 0 to 1; 0 if not a single token matches.

    Raises:
        ValueError: An unknown smoothing, or a negative value.

    Source:
        Papineni et al. (2002); smoothing as Chen and Cherry (2014), methods 1 to 3, in sacrebleu's reading.

    Examples:
        >>> round(bleu_from_counts(BleuCounts((5, 3), (5, 4), 6, 6)), 3)
        0.866
    """
    if smoothing not in SMOOTHINGS:
        raise ValueError(f"smoothing must be one of {', '.join(SMOOTHINGS)}, got {smoothing!r}")
    amount = SMOOTHINGS[smoothing] if value is None else value
    if amount < 0:
        raise ValueError(f"value must be at least 0, got {value}")
    if not any(counts.matches):
        return 0.0
    precisions = _smoothed(counts, smoothing, amount)
    if len(precisions) < len(counts.matches) and not effective:
        return 0.0
    if min(precisions) == 0:
        return 0.0
    mean = math.fsum(map(math.log, precisions)) / len(precisions)
    return brevity_penalty(counts.candidate_length, counts.reference_length) * math.exp(mean)


def _smoothed(counts: BleuCounts, smoothing: str, amount: float) -> list[float]:
    """Precisions of the orders that the candidate is long enough for, as sacrebleu smooths them."""
    precisions: list[float] = []
    halving = 1.0
    for order, (hits, total) in enumerate(zip(counts.matches, counts.totals, strict=True), start=1):
        added = amount if smoothing == "add-k" and order > 1 else 0.0
        if total + added == 0:
            break
        if hits + added == 0 and smoothing == "exp":
            halving /= 2
            precisions.append(halving / total)
        elif hits + added == 0 and smoothing == "floor":
            precisions.append(amount / total)
        else:
            precisions.append((hits + added) / (total + added))
    return precisions


def sentence_bleu(
    candidate: Tokens,
    references: Sequence[Tokens],
    max_order: int = 4,
    smoothing: str = "exp",
    value: float | None = None,
    effective: bool = True,
) -> float:
    """BLEU of one sentence. It needs smoothing: a single order without a match would make it 0.

    Args:
        candidate: Tokens of the system's output.
        references: One or more token lists.
        max_order: Longest n-gram, at least 1.
        smoothing: As `bleu_from_counts`.
        value: As `bleu_from_counts`.
        effective: As `bleu_from_counts`.

    Returns:
        A number from 0 to 1.

    Raises:
        ValueError: As `bleu_counts` and `bleu_from_counts`.

    Examples:
        >>> sentence_bleu("a dog barks at night".split(), ["a dog barks at night".split()])
        1.0
    """
    return bleu_from_counts(bleu_counts(candidate, references, max_order), smoothing, value, effective)


def corpus_bleu(
    candidates: Sequence[Tokens],
    references: Sequence[Sequence[Tokens]],
    max_order: int = 4,
    smoothing: str = "exp",
    value: float | None = None,
) -> float:
    """BLEU of a corpus: the counts of all sentences are added first. It is not the mean of sentence scores.

    Args:
        candidates: N token lists.
        references: For each of the N sentences its one or more references.
        max_order: Longest n-gram, at least 1.
        smoothing: As `bleu_from_counts`.
        value: As `bleu_from_counts`.

    Returns:
        A number from 0 to 1.

    Raises:
        ValueError: No sentence, different numbers of sentences, or as `bleu_counts`.

    Examples:
        >>> corpus_bleu([["a", "b", "c", "d"]], [[["a", "b", "c", "d"], ["e"]]])
        1.0
    """
    require_same_number(candidates, references)
    matches, totals, length, reference_length = [0] * max_order, [0] * max_order, 0, 0
    for candidate, own in zip(candidates, references, strict=True):
        counts = bleu_counts(candidate, own, max_order)
        for order in range(max_order):
            matches[order] += counts.matches[order]
            totals[order] += counts.totals[order]
        length += counts.candidate_length
        reference_length += counts.reference_length
    summed = BleuCounts(tuple(matches), tuple(totals), length, reference_length)
    return bleu_from_counts(summed, smoothing, value)


def require_same_number(candidates: Sequence[object], references: Sequence[object]) -> None:
    """Raise ValueError unless there are as many references as candidates, and at least one."""
    if not candidates or len(candidates) != len(references):
        raise ValueError(
            f"candidates and references must be as many, at least one, got {len(candidates)} and {len(references)}"
        )
