"""Instruction tuning: a conversation as one row of tokens, of which only the answers are to be learnt."""

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor
from torch.nn import functional

__all__ = ["IGNORED", "Turn", "answer_loss", "targets_of"]

IGNORED = -100
"""The target that cross-entropy passes over, by torch's convention."""


@dataclass(frozen=True)
class Turn:
    """A part of a conversation.

    Attributes:
        tokens: Numbers of its tokens, marks of beginning and end included.
        learnt: Whether the model should learn to write it: True for answers.
    """

    tokens: tuple[int, ...]
    learnt: bool


def targets_of(turns: Sequence[Turn]) -> tuple[list[int], list[int]]:
    """One row of inputs, and for each place the token that should come next, or `IGNORED`.

    Args:
        turns: At least two tokens together.

    Returns:
        Two lists, one shorter than the conversation: the last token is never an input, the first never a target.

    Raises:
        ValueError: There are fewer than two tokens, or nothing is learnt.

    Examples:
        >>> targets_of([Turn((7, 8), False), Turn((9, 1), True)])
        ([7, 8, 9], [-100, 9, 1])
    """
    tokens = [token for turn in turns for token in turn.tokens]
    learnt = [turn.learnt for turn in turns for _ in turn.tokens]
    if len(tokens) < 2 or not any(learnt[1:]):
        raise ValueError(f"turns must hold a token to learn after the first one, got {len(tokens)} tokens")
    targets = [token if wanted else IGNORED for token, wanted in zip(tokens, learnt, strict=True)]
    return tokens[:-1], targets[1:]


def answer_loss(scores: Tensor, targets: Tensor) -> Tensor:
    """Mean cross-entropy in nats over the places that have a target.

    Args:
        scores: Shape (T, V), for each place the scores of what comes next.
        targets: Shape (T,), numbers below V, or `IGNORED`.

    Returns:
        A single number.

    Raises:
        ValueError: All targets are ignored: the mean of nothing would be "not a number".

    Examples:
        >>> import torch
        >>> round(answer_loss(torch.zeros(3, 4), torch.tensor([IGNORED, 2, 0])).item(), 4)  # ln 4
        1.3863
    """
    if not (targets != IGNORED).any():
        raise ValueError("targets must hold a token that is not ignored, got none")
    return functional.cross_entropy(scores, targets, ignore_index=IGNORED)
