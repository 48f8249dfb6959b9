"""Examples from a treebank, by the static oracle, and the training of the scorer on them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from nlpbook.device import pick_device
from nlpbook.parsers.inventory import Inventory, Sentence
from nlpbook.parsers.machine import LEFT, SHIFT, Machine
from nlpbook.parsers.scorer import N_CHILDREN, MoveScorer

__all__ = ["Examples", "collect_examples", "features_of", "train_scorer"]

UNSEEN = -1


@dataclass(frozen=True)
class Examples:
    """States and the right move in each.

    Attributes:
        places: [S, 10, 3] numbers of word, ending and tag.
        labels: [S, 4] numbers of the labels of four dependents.
        moves: [S] number of the right move; -1 for one that the inventory does not have.
        n_sentences: Sentences they come from.
        n_skipped: Sentences left out, because their arcs cross and no row of moves builds them.
    """

    places: NDArray[np.int64]
    labels: NDArray[np.int64]
    moves: NDArray[np.int64]
    n_sentences: int
    n_skipped: int


def features_of(machine: Machine, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[int]]:
    """What the scorer looks at in one state: [10, 3] numbers, and the labels of four dependents."""
    places = machine.places()
    return rows[places], [machine.labels[place] if place >= 0 else 0 for place in places[-N_CHILDREN:]]


def collect_examples(sentences: Iterable[Sentence], inventory: Inventory) -> Examples:
    """Follow the static oracle through each sentence and note every state with its move.

    A sentence whose arcs cross gets the machine stuck; it is left out as a whole, and counted.

    Raises:
        ValueError: No sentence could be followed to its end.
    """
    numbers = {move: number for number, move in enumerate(inventory.moves)}
    places: list[NDArray[np.int64]] = []
    labels: list[list[int]] = []
    moves: list[int] = []
    n_sentences = n_skipped = 0
    for sentence in sentences:
        steps = _follow(sentence, inventory)
        if steps is None:
            n_skipped += 1
            continue
        n_sentences += 1
        rows = inventory.rows(sentence)
        places.append(rows[np.array([step[0] for step in steps])])
        labels.extend(step[1] for step in steps)
        moves.extend(numbers.get(step[2], UNSEEN) for step in steps)
    if not places:
        raise ValueError("sentences must hold at least one without crossing arcs, got none")
    return Examples(np.concatenate(places), np.array(labels), np.array(moves), n_sentences, n_skipped)


def _follow(sentence: Sentence, inventory: Inventory) -> list[tuple[list[int], list[int], tuple[int, int]]] | None:
    """Places, labels of dependents and right move of each state; None if the oracle gets stuck."""
    heads = [-1, *sentence.heads]
    wanted = [0] * len(heads)
    for head in sentence.heads:
        wanted[head] += 1
    machine = Machine(len(sentence.words))
    steps = []
    while not machine.finished:
        kind = machine.oracle(heads, wanted)
        if kind is None:
            return None
        label = 0
        if kind != SHIFT:
            dependent = machine.stack[-2 if kind == LEFT else -1]
            label = inventory.labels.get(sentence.labels[dependent - 1], 0)
        places = machine.places()
        below = [machine.labels[place] if place >= 0 else 0 for place in places[-N_CHILDREN:]]
        steps.append((places, below, (kind, label)))
        machine.move(kind, label)
    return steps


def train_scorer(
    examples: Examples,
    inventory: Inventory,
    *,
    generator: torch.Generator,
    epochs: int = 3,
    batch: int = 512,
    rate: float = 8e-3,
    width: int = 32,
    hidden: int = 128,
) -> tuple[MoveScorer, list[float]]:
    """Teach a scorer to choose the oracle's moves, by cross-entropy with Adam.

    Args:
        examples: States and right moves.
        inventory: What there is to number.
        generator: A seeded generator, for the start and the order of the examples.
        epochs: Passes over the examples, at least 1.
        batch: States per step, at least 1.
        rate: Learning rate at the start; it falls to 0 in a straight line.
        width: Numbers in a word's embedding.
        hidden: Units of the hidden layer.

    Returns:
        The scorer, ready to be used, and the mean loss of each epoch, in nats per move.

    Raises:
        ValueError: A size is below 1, or the inventory lacks a move of the examples.
    """
    if epochs < 1 or batch < 1:
        raise ValueError(f"epochs and batch must be at least 1, got {epochs} and {batch}")
    if UNSEEN in examples.moves:
        raise ValueError("inventory must have every move of the examples, got examples with others")
    device = pick_device()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(torch.randint(2**31, (1,), generator=generator)))
        scorer = MoveScorer(inventory, width, hidden).to(device)
        tensors = [torch.from_numpy(part).to(device) for part in (examples.places, examples.labels, examples.moves)]
        n_states = len(examples.moves)
        n_steps = epochs * -(-n_states // batch)
        optimiser = torch.optim.Adam(scorer.parameters(), lr=rate, fused=device.type != "mps")
        falling = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / n_steps)
        losses = []
        for _ in range(epochs):
            total = 0.0
            for chosen in torch.split(torch.randperm(n_states, generator=generator), batch):
                places, labels, moves = (tensor[chosen.to(device)] for tensor in tensors)
                loss = functional.cross_entropy(scorer(places, labels), moves)
                optimiser.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                optimiser.step()
                falling.step()
                total += loss.item() * len(chosen)
            losses.append(total / n_states)
    return scorer.eval(), losses
