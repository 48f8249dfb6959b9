"""ROUGE-N and ROUGE-L: how much of the reference comes back, as runs of words or as a common subsequence."""

from collections.abc import Sequence

from nlpbook.metrics.overlap import PRF, Tokens, precision_recall_f1, token_ngrams
from nlpbook.metrics.tokens import require_tokens

__all__ = ["lcs_length", "longest_common_subsequence", "rouge_l", "rouge_n"]


def rouge_n(candidate: Tokens, reference: Tokens, n: int = 1) -> PRF:
    """Overlap in n-grams, each counted at most as often as it occurs in both.

    Args:
        candidate: Tokens of the summary to judge.
        reference: Tokens of the summary a person wrote.
        n: Length of the runs, at least 1.

    Returns:
        Precision (share of the candidate's n-grams), recall (share of the reference's) and F1, each 0 to 1.

    Raises:
        ValueError: n is below 1, or a text that is not split.

    Source:
        Lin (2004), "ROUGE: a package for automatic evaluation of summaries". The paper defines the recall.

    Examples:
        >>> rouge_n("the cat sat".split(), "the cat sat down".split(), 1)
        PRF(precision=1.0, recall=0.75, f1=0.8571428571428571)
    """
    require_tokens("candidate", candidate)
    require_tokens("reference", reference)
    mine, theirs = token_ngrams(candidate, n), token_ngrams(reference, n)
    hits = (mine & theirs).total()
    return precision_recall_f1(hits, mine.total() - hits, theirs.total() - hits)


def rouge_l(candidate: Tokens, reference: Tokens) -> PRF:
    """Overlap as the longest common subsequence: words in the same order, with gaps allowed.

    Returns:
        The subsequence's share of the candidate (precision) and of
        the reference (recall), and F1, each 0 to 1.

    Raises:
        ValueError: A text that is not split.

    Source:
        Lin (2004), section 3, with beta 1.

    Examples:
        >>> rouge_l("a c b".split(), "a b c d".split()).recall
        0.5
    """
    require_tokens("candidate", candidate)
    require_tokens("reference", reference)
    hits = lcs_length(candidate, reference)
    extra, missed = len(candidate) - hits, len(reference) - hits
    return precision_recall_f1(hits, extra, missed)


def lcs_length(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence of two sequences.

    Cost:
        len(a) times len(b) comparisons, one row of memory.

    Examples:
        >>> lcs_length("police killed the gunman".split(),
        ...            "police kill the gunman".split())
        3
    """
    row = [0] * (len(b) + 1)  # row[j]: best for the part of a so far
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, start=1):
            above = row[j]
            row[j] = diagonal + 1 if x == y else max(above, row[j - 1])
            diagonal = above
    return row[-1]


def longest_common_subsequence(a: Sequence[str], b: Sequence[str]) -> list[str]:
    """One longest common subsequence itself; of several the one whose items come earliest in a.

    Cost:
        As `lcs_length`, with the whole table in memory.

    Examples:
        >>> longest_common_subsequence("the cat sat".split(), "the sat cat".split())
        ['the', 'cat']
    """
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]  # best[i][j]: for a[i:] and b[j:]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            same = a[i] == b[j]
            best[i][j] = best[i + 1][j + 1] + 1 if same else max(best[i + 1][j], best[i][j + 1])
    found, j = [], 0
    for i, x in enumerate(a):
        left = best[i][j]
        place = next((k for k in range(j, len(b)) if b[k] == x), None)
        if place is not None and best[i + 1][place + 1] + 1 == left:
            found.append(x)
            j = place + 1
    return found
