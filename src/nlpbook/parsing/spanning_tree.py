"""The best tree of all, crossing arcs allowed: the maximum spanning tree, by Chu, Liu and Edmonds."""

from nlpbook.parsing.best_trees import Scores, need_square

__all__ = ["best_heads_alone", "maximum_spanning_tree"]

Weights = dict[int, dict[int, float]]  # dependent -> head -> score


def best_heads_alone(scores: Scores) -> tuple[int, ...]:
    """The best head of each word for itself; the result need not be a tree. Of equal heads the first.

    Args:
        scores: [h][d] is the score of the arc from h to d, 0 is ROOT; N + 1 rows and columns.

    Raises:
        ValueError: The scores are not square, or there are no words.

    Examples:
        >>> best_heads_alone([[0, 1, 2], [0, 0, 9], [0, 9, 0]])  # each holds the other
        (2, 1)
    """
    return tuple(_best(into) for _, into in sorted(_weights(scores).items()))


def maximum_spanning_tree(scores: Scores) -> tuple[int, ...]:
    """The best tree with one root; arcs may cross. About N³ steps here; N² is possible with more care (Tarjan 1977).

    Every word takes its best head. If that makes a cycle, the cycle becomes one word, the scores of the arcs into it
    become what they gain over the arc they would replace, and the smaller problem is solved in the same way.
    One root is had by taking the same large number off all arcs from ROOT.

    Args:
        scores: [h][d] is the score of the arc from h to d, 0 is ROOT; N + 1 rows and columns.

    Raises:
        ValueError: The scores are not square, or there are no words.

    Source:
        Chu and Liu (1965); Edmonds (1967), "Optimum branchings"; McDonald et al. (2005) for parsing.

    Examples:
        >>> maximum_spanning_tree([[0, 1, 2], [0, 0, 9], [0, 9, 0]])
        (2, 0)
    """
    weights = _weights(scores)
    every = [value for into in weights.values() for value in into.values()]
    toll = 1.0 + len(weights) * (max(every) - min(every))
    for into in weights.values():
        into[0] -= toll
    heads = _solve(weights, next_name=len(scores))
    return tuple(heads[word] for word in range(1, len(scores)))


def _weights(scores: Scores) -> Weights:
    """The scores as tables, one per dependent, without arcs into ROOT and from a word to itself."""
    places = range(need_square(scores) + 1)
    return {d: {h: float(scores[h][d]) for h in places if h != d} for d in places if d}


def _solve(weights: Weights, next_name: int) -> dict[int, int]:
    """Head of each node in the best tree that hangs from 0."""
    heads = {word: _best(into) for word, into in weights.items()}
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    smaller, entry, leave = _contract(weights, heads, cycle, next_name)
    solved = _solve(smaller, next_name + 1)
    outside = solved.pop(next_name)
    heads = {word: heads[word] for word in cycle} | {entry[outside]: outside}
    for word, head in solved.items():
        heads[word] = leave[word] if head == next_name else head
    return heads


def _contract(
    weights: Weights, heads: dict[int, int], cycle: set[int], name: int
) -> tuple[Weights, dict[int, int], dict[int, int]]:
    """The problem with the cycle as one node; where each head outside enters it; and each word's head inside it."""
    smaller: Weights = {name: {}}
    entry: dict[int, int] = {}
    leave: dict[int, int] = {}
    for word, into in weights.items():
        if word in cycle:
            for head, value in into.items():
                gain = value - into[heads[word]]
                if head not in cycle and gain > smaller[name].get(head, -float("inf")):
                    smaller[name][head], entry[head] = gain, word
            continue
        smaller[word] = {head: value for head, value in into.items() if head not in cycle}
        inside = {head: value for head, value in into.items() if head in cycle}
        if inside:
            leave[word] = _best(inside)
            smaller[word][name] = inside[leave[word]]
    return smaller, entry, leave


def _find_cycle(heads: dict[int, int]) -> set[int]:
    """The words of one cycle, empty when there is none."""
    done = {0}
    for start in heads:
        path: list[int] = []
        word = start
        while word not in done and word not in path:
            path.append(word)
            word = heads[word]
        if word in path:
            return set(path[path.index(word) :])
        done.update(path)
    return set()


def _best(into: dict[int, float]) -> int:
    """The head with the highest score, of equal ones the first."""
    return max(sorted(into), key=into.__getitem__)
