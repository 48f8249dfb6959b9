"""What two token lists share: n-grams, clipped counts, and precision, recall and F made of counts."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from nlpbook.metrics.tokens import require_at_least_one, require_references, require_tokens

__all__ = [
    "PRF",
    "clipped_matches",
    "clipped_precision",
    "f_score",
    "naive_precision",
    "precision_recall_f1",
    "token_ngrams",
]

Tokens = Sequence[str]
Gram = tuple[str, ...]


class PRF(NamedTuple):
    """Precision, recall and their harmonic mean, each from 0 to 1."""

    precision: float
    recall: float
    f1: float


def f_score(precision: float, recall: float, beta: float = 1.0) -> float:
    r"""Weighted harmonic mean, $F_\beta = (1 + \beta^2) P R / (\beta^2 P + R)$; beta above 1 favours recall.

    Returns:
        A number from 0 to 1; 0 if precision or recall is 0.

    Raises:
        ValueError: A share outside 0 to 1, or beta not above 0.

    Source:
        van Rijsbergen (1979), "Information Retrieval".

    Examples:
        >>> f_score(0.5, 1.0)
        0.6666666666666666
    """
    for name, value in (("precision", precision), ("recall", recall)):
        if not 0 <= value <= 1:
            raise ValueError(f"{name} must be from 0 to 1, got {value}")
    if not beta > 0:
        raise ValueError(f"beta must be above 0, got {beta}")
    if precision == 0 or recall == 0:
        return 0.0
    weight = beta * beta
    return (1 + weight) * precision * recall / (weight * precision + recall)


def precision_recall_f1(hits: int, extra: int, missed: int) -> PRF:
    """Precision, recall and F1 from three counts.

    Args:
        hits: Found and right (true positives).
        extra: Found and wrong (false positives).
        missed: Right and not found (false negatives).

    Returns:
        Shares from 0 to 1. A share of nothing, such as the precision of a system that found nothing, counts as 0.

    Raises:
        ValueError: A count is negative.

    Examples:
        >>> precision_recall_f1(hits=3, extra=1, missed=3)
        PRF(precision=0.75, recall=0.5, f1=0.6)
    """
    for name, count in (("hits", hits), ("extra", extra), ("missed", missed)):
        if count < 0:
            raise ValueError(f"{name} must be at least 0, got {count}")
    precision = hits / (hits + extra) if hits + extra else 0.0
    recall = hits / (hits + missed) if hits + missed else 0.0
    total = 2 * hits + extra + missed
    return PRF(precision, recall, 2 * hits / total if total else 0.0)


def token_ngrams(tokens: Tokens, n: int) -> Counter[Gram]:
    """How often each run of n tokens occurs.

    Args:
        tokens: L tokens.
        n: Length of the runs, at least 1.

    Returns:
        Tuple of n tokens to count; the counts add up to L - n + 1, or to 0 if L is below n.

    Raises:
        ValueError: n is below 1, or the tokens are a text that is not split.

    Examples:
        >>> token_ngrams("the cat the cat".split(), 2)[("the", "cat")]
        2
    """
    require_at_least_one("n", n)
    require_tokens("tokens", tokens)
    return Counter(zip(*(tokens[start:] for start in range(n)), strict=False))


def clipped_matches(
    candidate: Tokens,
    references: Sequence[Tokens],
    n: int = 1,
) -> int:
    """N-grams of the candidate that the references account for.

    An n-gram counts at most as often as it occurs in that one
    reference that has it most often.

    Args:
        candidate: Tokens of the text to judge.
        references: One or more token lists.
        n: Length of the runs, at least 1.

    Raises:
        ValueError: n is below 1, no reference, or a text that is
            not split.

    Source:
        Papineni, Roukos, Ward and Zhu (2002), section 2.1.

    Examples:
        >>> said = "the the the".split()
        >>> clipped_matches(said, ["the cat on the mat".split()])
        2
    """
    require_references(references)
    allowed: Counter[Gram] = Counter()
    for reference in references:
        allowed |= token_ngrams(reference, n)  # the larger count
    found = token_ngrams(candidate, n)
    return sum(min(k, allowed[g]) for g, k in found.items())


def clipped_precision(candidate: Tokens, references: Sequence[Tokens], n: int = 1) -> float:
    """Share of the candidate's n-grams that the references account for; BLEU's modified precision.

    Returns:
        A number from 0 to 1; 0 if the candidate has no run of n tokens.

    Raises:
        ValueError: As `clipped_matches`.

    Examples:
        >>> clipped_precision("the the the".split(), ["the cat on the mat".split()])
        0.6666666666666666
    """
    matches = clipped_matches(candidate, references, n)
    return matches / max(len(candidate) - n + 1, 1)


def naive_precision(candidate: Tokens, references: Sequence[Tokens], n: int = 1) -> float:
    """Share of the candidate's n-grams that occur in some reference, however often: what clipping repairs.

    Raises:
        ValueError: As `clipped_matches`.

    Examples:
        >>> naive_precision("the the the".split(), ["the cat on the mat".split()])
        1.0
    """
    require_references(references)
    known = {gram for reference in references for gram in token_ngrams(reference, n)}
    found = token_ngrams(candidate, n)
    hits = sum(count for gram, count in found.items() if gram in known)
    return hits / max(len(candidate) - n + 1, 1)
