"""The arc-standard machine: a stack, a buffer, the arcs so far, and three moves with their conditions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = [
    "IllegalMove",
    "ParserState",
    "apply_move",
    "apply_moves",
    "buffer_after",
    "heads_after",
    "legal_moves",
    "stack_after",
    "start_state",
]

ROOT = 0
_MOVE = re.compile(r"(SHIFT|LEFT-ARC|RIGHT-ARC)(?:\(([^()]*)\))?")


class IllegalMove(ValueError):
    """A move whose condition does not hold; says which."""


@dataclass(frozen=True)
class ParserState:
    """Where the machine stands. Words are places counted from 1; 0 is ROOT.

    Attributes:
        stack: Words being worked on, the top last.
        buffer: Words not yet read, the next first.
        arcs: The arcs so far, each (head, dependent, label), in the order in which they were drawn.
    """

    stack: tuple[int, ...]
    buffer: tuple[int, ...]
    arcs: tuple[tuple[int, int, str], ...] = ()

    @property
    def finished(self) -> bool:
        """Whether the buffer is empty and only ROOT is left on the stack."""
        return not self.buffer and self.stack == (ROOT,)


def start_state(n_words: int) -> ParserState:
    """ROOT on the stack, all words in the buffer, no arcs.

    Raises:
        ValueError: There is no word.

    Examples:
        >>> start_state(3)
        ParserState(stack=(0,), buffer=(1, 2, 3), arcs=())
    """
    if n_words < 1:
        raise ValueError(f"n_words must be at least 1, got {n_words}")
    return ParserState((ROOT,), tuple(range(1, n_words + 1)))


def legal_moves(state: ParserState) -> list[str]:
    """The moves whose conditions hold, without labels; empty when the parse is finished.

    SHIFT needs a word in the buffer. LEFT-ARC needs two words on the stack, the second of which is not ROOT.
    RIGHT-ARC needs two on the stack; if the second is ROOT, the buffer must be empty, so that ROOT gets one dependent.

    Source:
        Nivre (2008), "Algorithms for deterministic incremental dependency parsing", with ROOT at the bottom.

    Examples:
        >>> legal_moves(start_state(3))
        ['SHIFT']
    """
    return [kind for kind in ("SHIFT", "LEFT-ARC", "RIGHT-ARC") if _objection(state, kind) is None]


def apply_move(state: ParserState, move: str) -> ParserState:
    """The state after one move.

    Args:
        state: Where the machine stands.
        move: "SHIFT", "LEFT-ARC" or "RIGHT-ARC", the last two with a label if wanted, as "LEFT-ARC(det)".

    Raises:
        IllegalMove: The condition of the move does not hold.
        ValueError: There is no such move.

    Examples:
        >>> apply_move(ParserState((0, 1, 2), (3,)), "LEFT-ARC(det)")
        ParserState(stack=(0, 2), buffer=(3,), arcs=((2, 1, 'det'),))
    """
    kind, label = _read(move)
    objection = _objection(state, kind)
    if objection is not None:
        raise IllegalMove(f"{kind} {objection}, got stack {list(state.stack)} and buffer {list(state.buffer)}")
    if kind == "SHIFT":
        return ParserState((*state.stack, state.buffer[0]), state.buffer[1:], state.arcs)
    *rest, second, top = state.stack
    if kind == "LEFT-ARC":
        return ParserState((*rest, top), state.buffer, (*state.arcs, (top, second, label)))
    return ParserState((*rest, second), state.buffer, (*state.arcs, (second, top, label)))


def apply_moves(n_words: int, moves: Iterable[str]) -> list[ParserState]:
    """The start and the state after each move: one state more than there are moves.

    Raises:
        IllegalMove: A condition does not hold.
        ValueError: There is no word, or no such move.

    Examples:
        >>> apply_moves(1, ["SHIFT", "RIGHT-ARC(root)"])[-1].finished
        True
    """
    states = [start_state(n_words)]
    for move in moves:
        states.append(apply_move(states[-1], move))
    return states


def stack_after(words: Sequence[str], moves: Iterable[str]) -> list[str]:
    """The stack as words, bottom first, after the moves; ROOT is written "ROOT".

    Raises:
        IllegalMove: A condition does not hold.

    Examples:
        >>> stack_after(["The", "cat", "sat"], ["SHIFT", "SHIFT", "LEFT-ARC(det)"])
        ['ROOT', 'cat']
    """
    return [words[place - 1] if place else "ROOT" for place in apply_moves(len(words), moves)[-1].stack]


def buffer_after(words: Sequence[str], moves: Iterable[str]) -> list[str]:
    """The buffer as words, the next first, after the moves.

    Raises:
        IllegalMove: A condition does not hold.

    Examples:
        >>> buffer_after(["The", "cat", "sat"], ["SHIFT"])
        ['cat', 'sat']
    """
    return [words[place - 1] for place in apply_moves(len(words), moves)[-1].buffer]


def heads_after(n_words: int, moves: Iterable[str]) -> list[int | None]:
    """The head of each word after the moves, None where there is none yet.

    Raises:
        IllegalMove: A condition does not hold.

    Examples:
        >>> heads_after(3, ["SHIFT", "SHIFT", "LEFT-ARC"])
        [2, None, None]
    """
    heads: list[int | None] = [None] * n_words
    for head, dependent, _ in apply_moves(n_words, moves)[-1].arcs:
        heads[dependent - 1] = head
    return heads


def _objection(state: ParserState, kind: str) -> str | None:
    """Why a move may not be made, None if it may."""
    if kind == "SHIFT":
        return None if state.buffer else "needs a word in the buffer"
    if len(state.stack) < 2:
        return "needs two words on the stack"
    if state.stack[-2] == ROOT and kind == "LEFT-ARC":
        return "must not make ROOT a dependent"
    if state.stack[-2] == ROOT and state.buffer:
        return "from ROOT must wait until the buffer is empty"
    return None


def _read(move: str) -> tuple[str, str]:
    """Kind and label of a written move."""
    found = _MOVE.fullmatch(move)
    if found is None or (found[1] == "SHIFT" and found[2] is not None):
        raise ValueError(f"move must be SHIFT, LEFT-ARC(label) or RIGHT-ARC(label), got {move!r}")
    return found[1], found[2] or ""
