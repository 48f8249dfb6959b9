"""The arc-standard machine once more, changed in place: as the one in `parsing`, but quick enough to train with."""

from collections.abc import Sequence

__all__ = ["LEFT", "RIGHT", "SHIFT", "Machine"]

SHIFT, LEFT, RIGHT = 0, 1, 2
NOBODY = -1


class Machine:
    """A stack, a buffer and the tree so far. Words are places counted from 1; 0 is ROOT, -1 is nobody.

    Attributes:
        stack: Places, the top last.
        next: The first word in the buffer; N + 1 when it is empty.
        heads: Head of each place, -1 where there is none yet; entry 0 is ROOT's.
        labels: Number of the relation of each place to its head, 0 where there is none yet.

    Raises:
        ValueError: There is no word.
    """

    def __init__(self, n_words: int) -> None:
        if n_words < 1:
            raise ValueError(f"n_words must be at least 1, got {n_words}")
        self.n_words = n_words
        self.stack = [0]
        self.next = 1
        self.heads = [NOBODY] * (n_words + 1)
        self.labels = [0] * (n_words + 1)
        self.leftmost = [NOBODY] * (n_words + 1)
        self.rightmost = [NOBODY] * (n_words + 1)
        self.n_dependents = [0] * (n_words + 1)

    @property
    def finished(self) -> bool:
        """Whether all words have a head."""
        return self.next > self.n_words and len(self.stack) == 1

    def legal(self) -> tuple[bool, bool, bool]:
        """Whether SHIFT, LEFT-ARC and RIGHT-ARC may be made; conditions as in `nlpbook.parsing.legal_moves`."""
        can_shift = self.next <= self.n_words
        two = len(self.stack) >= 2
        from_root = two and self.stack[-2] == 0
        return can_shift, two and not from_root, two and not (from_root and can_shift)

    def move(self, kind: int, label: int = 0) -> None:
        """Make a move that is legal.

        Args:
            kind: 0 for SHIFT, 1 for LEFT-ARC, 2 for RIGHT-ARC.
            label: Number of the relation.
        """
        if kind == SHIFT:
            self.stack.append(self.next)
            self.next += 1
            return
        dependent = self.stack.pop(-2 if kind == LEFT else -1)
        head = self.stack[-1]
        self.heads[dependent], self.labels[dependent] = head, label
        self.n_dependents[head] += 1
        if kind == LEFT:
            self.leftmost[head] = dependent  # arc-standard attaches the nearest first, so the last one is outermost
        else:
            self.rightmost[head] = dependent

    def oracle(self, heads: Sequence[int], wanted: Sequence[int]) -> int | None:
        """The move towards a tree, None if stuck.

        Args:
            heads: Head of each place, entry 0 unused.
            wanted: How many dependents each place has in the tree.
        """
        if len(self.stack) >= 2:
            second, top = self.stack[-2:]
            if second and heads[second] == top:
                return LEFT
            if heads[top] == second and self.n_dependents[top] == wanted[top]:
                return RIGHT
        return SHIFT if self.next <= self.n_words else None

    def places(self) -> list[int]:
        """The ten places the scorer looks at: three of the stack, three of the buffer, four outermost dependents."""
        stack = [NOBODY] * (3 - len(self.stack)) + self.stack[-3:]
        third, second, top = stack
        ahead = [place if place <= self.n_words else NOBODY for place in range(self.next, self.next + 3)]
        children = [
            side[place] if place != NOBODY else NOBODY
            for place in (top, second)
            for side in (self.leftmost, self.rightmost)
        ]
        return [top, second, third, *ahead, *children]

    def copy(self) -> "Machine":
        """A machine in the same state that can go another way."""
        twin = Machine.__new__(Machine)
        twin.n_words, twin.next = self.n_words, self.next
        for name in ("stack", "heads", "labels", "leftmost", "rightmost", "n_dependents"):
            setattr(twin, name, list(getattr(self, name)))
        return twin
