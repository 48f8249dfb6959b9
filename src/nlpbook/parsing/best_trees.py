"""The best tree under given scores of single arcs: by trying all, and by Eisner's algorithm if arcs may not cross."""

from collections.abc import Sequence

from nlpbook.parsing.counting_trees import all_trees
from nlpbook.parsing.trees import is_projective

__all__ = ["best_tree_by_trial", "eisner_tree", "tree_score"]

Scores = Sequence[Sequence[float]]
"""Entry [h][d] is the score of the arc from h to d; N + 1 rows and columns. Column 0 and the diagonal are not read."""


def tree_score(scores: Scores, heads: Sequence[int]) -> float:
    """The sum of the scores of a tree's arcs.

    Examples:
        >>> tree_score([[0, 1, 5], [0, 0, 2], [0, 3, 0]], [2, 0])
        8
    """
    return sum(scores[head][word] for word, head in enumerate(heads, start=1))


def best_tree_by_trial(scores: Scores, *, projective: bool = False) -> tuple[int, ...]:
    """The best tree with one root, by trying all of them: for at most 7 words. Of equal trees the first.

    Args:
        scores: [h][d] is the score of the arc from h to d, 0 is ROOT; N + 1 rows and columns.
        projective: Whether only trees without crossing arcs count.

    Raises:
        ValueError: The scores are not square, or there are no words or more than 7.

    Examples:
        >>> best_tree_by_trial([[0, 1, 5], [0, 0, 2], [0, 3, 0]])
        (2, 0)
    """
    trees = all_trees(need_square(scores))
    return max((t for t in trees if not projective or is_projective(t)), key=lambda heads: tree_score(scores, heads))


def eisner_tree(scores: Scores) -> tuple[int, ...]:
    """The best tree with one root and without crossing arcs, by Eisner's algorithm: about N³ steps.

    A *complete* span is a word with all its descendants on one side; an *incomplete* span is an arc with what lies
    under it. Longer spans are put together from two shorter ones, and only the best way to each is kept.

    Args:
        scores: [h][d] is the score of the arc from h to d, 0 is ROOT; N + 1 rows and columns.

    Raises:
        ValueError: The scores are not square, or there are no words.

    Source:
        Eisner (1996), "Three new probabilistic models for dependency parsing: an exploration".

    Examples:
        >>> eisner_tree([[0, 1, 5], [0, 0, 2], [0, 3, 0]])
        (2, 0)
    """
    n_words = need_square(scores)
    chart = _Chart(scores)
    for width in range(1, n_words):
        for left in range(1, n_words - width + 1):
            chart.fill(left, left + width)
    heads = [0] * n_words
    root = max(
        range(1, n_words + 1),
        key=lambda r: scores[0][r] + chart.complete[1, r, "left"] + chart.complete[r, n_words, "right"],
    )
    chart.unfold((1, root, "left"), heads)
    chart.unfold((root, n_words, "right"), heads)
    return tuple(heads)


Span = tuple[int, int, str]  # from, to, and the side to which its head's arcs go: "left" has its head at the right end


class _Chart:
    """The best score of each span, and where its two parts meet."""

    def __init__(self, scores: Scores) -> None:
        self.scores = scores
        words = range(1, len(scores))
        self.complete: dict[Span, float] = {(i, i, side): 0.0 for i in words for side in ("left", "right")}
        self.arcs: dict[Span, float] = {}
        self.middle: dict[Span, int] = {}  # where a complete span was put together
        self.arc_middle: dict[tuple[int, int], int] = {}  # where what lies under an arc was put together

    def fill(self, i: int, j: int) -> None:
        """The four spans from i to j, when all shorter ones are known."""
        done, arcs = self.complete, self.arcs
        under = {k: done[i, k, "right"] + done[k + 1, j, "left"] for k in range(i, j)}
        meet = self.arc_middle[i, j] = max(under, key=under.__getitem__)
        arcs[i, j, "right"] = under[meet] + self.scores[i][j]
        arcs[i, j, "left"] = under[meet] + self.scores[j][i]
        right = {k: arcs[i, k, "right"] + done[k, j, "right"] for k in range(i + 1, j + 1)}
        left = {k: done[i, k, "left"] + arcs[k, j, "left"] for k in range(i, j)}
        for side, ways in (("right", right), ("left", left)):
            best = self.middle[i, j, side] = max(ways, key=ways.__getitem__)
            done[i, j, side] = ways[best]

    def unfold(self, span: Span, heads: list[int]) -> None:
        """Write the heads of the words inside a complete span."""
        i, j, side = span
        if i == j:
            return
        k = self.middle[span]
        head, dependent = (i, k) if side == "right" else (j, k)
        heads[dependent - 1] = head
        low, high = min(head, dependent), max(head, dependent)
        meet = self.arc_middle[low, high]
        self.unfold((low, meet, "right"), heads)
        self.unfold((meet + 1, high, "left"), heads)
        self.unfold((k, j, "right") if side == "right" else (i, k, "left"), heads)


def need_square(scores: Scores) -> int:
    """The number of words that square scores are for.

    Raises:
        ValueError: They are not square, or there are no words.
    """
    size = len(scores)
    if size < 2 or any(len(row) != size for row in scores):
        raise ValueError(f"scores must be square, for ROOT and at least one word, got rows of {[*map(len, scores)]}")
    return size - 1
