"""Parsers that need no network: the next word as head, and the move most often right for two tags."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from nlpbook.parsers.inventory import Sentence
from nlpbook.parsers.machine import Machine

__all__ = ["next_word_heads", "tag_move_parse"]


def next_word_heads(n_words: int) -> tuple[int, ...]:
    """Every word hangs from the next one, and the last from ROOT.

    Raises:
        ValueError: There is no word.

    Examples:
        >>> next_word_heads(3)
        (2, 3, 0)
    """
    if n_words < 1:
        raise ValueError(f"n_words must be at least 1, got {n_words}")
    return (*range(2, n_words + 1), 0)


def tag_move_parse(train: Iterable[Sentence], sentences: Sequence[Sentence]) -> list[tuple[int, ...]]:
    """Heads by the move that the oracle made most often for the tags of second, top and next word in training.

    Args:
        train: Sentences with their trees; those with crossing arcs are used up to where the oracle is stuck.
        sentences: Sentences to parse; only their tags are read.
    """
    seen: defaultdict[tuple[str, ...], Counter[int]] = defaultdict(Counter)
    for sentence in train:
        heads = [-1, *sentence.heads]
        wanted = [0] * len(heads)
        for head in sentence.heads:
            wanted[head] += 1
        machine = Machine(len(sentence.tags))
        while not machine.finished and (kind := machine.oracle(heads, wanted)) is not None:
            seen[_view(machine, sentence.tags)][kind] += 1
            machine.move(kind)
    return [_parse(sentence.tags, seen) for sentence in sentences]


def _parse(tags: Sequence[str], seen: dict[tuple[str, ...], Counter[int]]) -> tuple[int, ...]:
    machine = Machine(len(tags))
    while not machine.finished:
        counts = seen.get(_view(machine, tags), Counter())
        legal = [kind for kind, may in enumerate(machine.legal()) if may]
        machine.move(max(legal, key=lambda kind: counts[kind]))
    return tuple(machine.heads[1:])


def _view(machine: Machine, tags: Sequence[str]) -> tuple[str, ...]:
    """Tags of the second and the top of the stack and of the next word."""
    top, second, _, ahead, *_ = machine.places()
    return tuple("ROOT" if place == 0 else tags[place - 1] if place > 0 else "" for place in (second, top, ahead))
