"""METEOR's idea: match words one to one, weigh recall above precision, and charge for broken order."""

from typing import NamedTuple

from nlpbook.metrics.overlap import Tokens
from nlpbook.metrics.tokens import require_tokens

__all__ = ["MeteorParts", "meteor", "meteor_parts"]


class MeteorParts(NamedTuple):
    """The steps of METEOR: how many words match, in how many unbroken chunks, and what follows from it."""

    matches: int
    chunks: int
    precision: float
    recall: float
    mean: float
    penalty: float
    score: float


def meteor_parts(candidate: Tokens, reference: Tokens) -> MeteorParts:
    r"""METEOR with its first stage only, equal words; the full one goes on to stems and synonyms.

    The mean is $10 P R / (R + 9 P)$, the penalty $0.5\,(\text{chunks} / \text{matches})^3$, and the score the mean
    times one minus the penalty. Chunks are found by taking the longest common run first, which is nearly always the
    fewest possible; the exact minimum would need a search.

    Args:
        candidate: Tokens of the system's output.
        reference: Tokens of one reference.

    Returns:
        Counts, and numbers from 0 to 1; the penalty is at most 0.5.

    Raises:
        ValueError: A text that is not split.

    Source:
        Banerjee and Lavie (2005), "METEOR: an automatic metric for MT evaluation".

    Examples:
        >>> parts = meteor_parts("on the mat sat the cat".split(), "the cat sat on the mat".split())
        >>> parts.matches, parts.chunks, parts.penalty
        (6, 3, 0.0625)
    """
    require_tokens("candidate", candidate)
    require_tokens("reference", reference)
    runs = _common_runs(candidate, reference)
    matches = sum(runs)
    if matches == 0:
        return MeteorParts(0, 0, 0.0, 0.0, 0.0, 0.0, 0.0)
    precision, recall = matches / len(candidate), matches / len(reference)
    mean = 10 * precision * recall / (recall + 9 * precision)
    penalty = 0.5 * (len(runs) / matches) ** 3
    return MeteorParts(matches, len(runs), precision, recall, mean, penalty, mean * (1 - penalty))


def meteor(candidate: Tokens, reference: Tokens) -> float:
    """The score of `meteor_parts`, from 0 to 1.

    Examples:
        >>> meteor("a b c d".split(), "a b c d".split())
        0.9921875
    """
    return meteor_parts(candidate, reference).score


def _common_runs(a: Tokens, b: Tokens) -> list[int]:
    """Lengths of disjoint common runs, the longest taken first, until no free word has a free partner."""
    free_a, free_b = [True] * len(a), [True] * len(b)
    runs: list[int] = []
    while True:
        length, at, there = _longest_free_run(a, b, free_a, free_b)
        if length == 0:
            return runs
        runs.append(length)
        free_a[at : at + length] = free_b[there : there + length] = [False] * length


def _longest_free_run(a: Tokens, b: Tokens, free_a: list[bool], free_b: list[bool]) -> tuple[int, int, int]:
    """Length and both starts of the longest common run of free words; the leftmost of equally long ones."""
    best = (0, 0, 0)
    before = [0] * (len(b) + 1)
    for i, x in enumerate(a):
        now = [0] * (len(b) + 1)
        for j, y in enumerate(b):
            if x == y and free_a[i] and free_b[j]:
                now[j + 1] = before[j] + 1
                if now[j + 1] > best[0]:
                    best = (now[j + 1], i + 1 - now[j + 1], j + 1 - now[j + 1])
        before = now
    return best
