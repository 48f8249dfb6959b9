"""The static oracle: which move leads to a given tree."""

from collections.abc import Sequence

from nlpbook.parsing.transitions import ParserState, apply_move, start_state
from nlpbook.parsing.trees import crossing_arcs

__all__ = ["oracle_move", "oracle_moves"]


def oracle_move(state: ParserState, heads: Sequence[int]) -> str | None:
    """The next move towards a tree, without its label; None where the machine is stuck.

    LEFT-ARC if the top is the head of the second. RIGHT-ARC if the second is the head of the top and the top has
    all its own dependents: a word that is off the stack can get no more. Else SHIFT, if there is a word left.

    Examples:
        >>> oracle_move(ParserState((0, 1, 2), (3,)), [2, 3, 0])
        'LEFT-ARC'
    """
    if len(state.stack) >= 2:
        second, top = state.stack[-2:]
        if second and heads[second - 1] == top:
            return "LEFT-ARC"
        attached = sum(head == top for head, _, _ in state.arcs)
        if heads[top - 1] == second and attached == list(heads).count(top):
            return "RIGHT-ARC"
    return "SHIFT" if state.buffer else None


def oracle_moves(heads: Sequence[int], labels: Sequence[str] | None = None) -> list[str]:
    """The 2N moves that build a projective tree.

    Args:
        heads: Entry i is the head of word i + 1, counted from 1; 0 is ROOT.
        labels: The relation of each word to its head, written into the moves if given.

    Raises:
        ValueError: The heads are no tree, or two arcs cross: no row of moves builds such a tree. Names the arcs.

    Examples:
        >>> oracle_moves([2, 3, 0], ["det", "nsubj", "root"])
        ['SHIFT', 'SHIFT', 'LEFT-ARC(det)', 'SHIFT', 'LEFT-ARC(nsubj)', 'RIGHT-ARC(root)']
    """
    crossings = crossing_arcs(heads)
    if crossings:
        raise ValueError(f"heads must make a tree without crossing arcs, got {crossings[0][0]} and {crossings[0][1]}")
    if labels is not None and len(labels) != len(heads):
        raise ValueError(f"labels must be one per word, got {len(labels)} for {len(heads)} words")
    state, moves = start_state(len(heads)), []
    while (move := oracle_move(state, heads)) is not None:
        if move != "SHIFT" and labels is not None:
            dependent = state.stack[-2] if move == "LEFT-ARC" else state.stack[-1]
            move = f"{move}({labels[dependent - 1]})"
        state = apply_move(state, move)
        moves.append(move)
    return moves
