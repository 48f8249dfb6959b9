"""What a dependency tree is, and which trees can be drawn without crossing arcs."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["DependencyTree", "crossing_arcs", "dependents_of", "is_projective", "is_tree"]


@dataclass(frozen=True)
class DependencyTree:
    """A sentence and who depends on whom in it; three tuples of N entries, one per word.

    Attributes:
        words: The words, in order.
        heads: The place of each word's head, counted from 1; 0 for the one word that hangs from ROOT.
        labels: The relation of each word to its head, as "nsubj".

    Raises:
        ValueError: The three differ in length, or the heads are no tree.

    Examples:
        >>> DependencyTree(("The", "cat", "sat"), (2, 3, 0), ("det", "nsubj", "root")).head_word(2)
        'sat'
    """

    words: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse what is no tree."""
        sizes = len(self.words), len(self.heads), len(self.labels)
        if len(set(sizes)) != 1:
            raise ValueError(f"words, heads and labels must be of one length, got {sizes}")
        if not is_tree(self.heads):
            raise ValueError(f"heads must make a tree with one root, got {list(self.heads)}")

    def head_word(self, place: int) -> str:
        """The head of the word at a place counted from 1, "ROOT" for the root.

        Raises:
            ValueError: There is no such place.
        """
        if not 1 <= place <= len(self.words):
            raise ValueError(f"place must be from 1 to {len(self.words)}, got {place}")
        head = self.heads[place - 1]
        return self.words[head - 1] if head else "ROOT"


def is_tree(heads: Sequence[int]) -> bool:
    """Whether the heads make a tree: one word hangs from ROOT, and from every word the way up ends there.

    Args:
        heads: Entry i is the head of word i + 1, counted from 1; 0 is ROOT.

    Returns:
        False as well for no words at all, and for a head that is no word. Steps: N at most, each word is passed once.

    Examples:
        >>> is_tree([2, 3, 0]), is_tree([2, 1, 0]), is_tree([0, 0])
        (True, False, False)
    """
    n_words = len(heads)
    if list(heads).count(0) != 1 or any(not 0 <= head <= n_words for head in heads):
        return False
    safe = {0}  # known to reach ROOT
    for word in range(1, n_words + 1):
        path: set[int] = set()
        while word not in safe:
            if word in path:
                return False
            path.add(word)
            word = heads[word - 1]
        safe |= path
    return True


def crossing_arcs(heads: Sequence[int]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Every two arcs (head, dependent) that cross when all are drawn above the words, the arc from ROOT included.

    ROOT stands to the left of the first word. Cost: N² / 2 comparisons.

    Raises:
        ValueError: The heads are no tree.

    Examples:
        >>> crossing_arcs([3, 4, 0, 3])  # the arc over the root crosses the one from ROOT as well
        [((3, 1), (4, 2)), ((4, 2), (0, 3))]
    """
    _need_tree(heads)
    arcs = [(head, word) for word, head in enumerate(heads, start=1)]
    return [(a, b) for place, a in enumerate(arcs) for b in arcs[place + 1 :] if _cross(a, b)]


def is_projective(heads: Sequence[int]) -> bool:
    """Whether no two arcs cross: every word between a head and its dependent then descends from that head.

    Raises:
        ValueError: The heads are no tree.

    Examples:
        >>> is_projective([2, 3, 0]), is_projective([3, 4, 0, 3])
        (True, False)
    """
    return not crossing_arcs(heads)


def dependents_of(heads: Sequence[int], place: int) -> list[int]:
    """The places of the words that hang from one word (0: from ROOT), from left to right.

    Examples:
        >>> dependents_of([2, 3, 0, 3], 3)
        [2, 4]
    """
    return [word for word, head in enumerate(heads, start=1) if head == place]


def _cross(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether exactly one end of b lies strictly inside a."""
    (left, right), (low, high) = sorted(a), sorted(b)
    return left < low < right < high or low < left < high < right


def _need_tree(heads: Sequence[int]) -> None:
    if not is_tree(heads):
        raise ValueError(f"heads must make a tree with one root, got {list(heads)}")
