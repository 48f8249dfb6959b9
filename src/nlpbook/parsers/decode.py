"""Parsing with a trained scorer: greedily, many sentences at a time, or with a beam."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from nlpbook.parsers.inventory import Inventory, Sentence
from nlpbook.parsers.machine import Machine
from nlpbook.parsers.scorer import MoveScorer
from nlpbook.parsers.training import features_of
from nlpbook.parsing import DependencyTree

__all__ = ["parse_greedily", "parse_with_beam"]


def parse_greedily(sentences: Sequence[Sentence], scorer: MoveScorer, inventory: Inventory) -> list[DependencyTree]:
    """Make the best legal move until done: 2N moves for N words. All sentences advance together.

    Only words and tags are read.
    """
    machines = [Machine(len(sentence.words)) for sentence in sentences]
    rows = [inventory.rows(sentence) for sentence in sentences]
    going = list(range(len(sentences)))
    while going:
        scores = _log_chances([machines[i] for i in going], [rows[i] for i in going], scorer, inventory)
        for i, number in zip(going, scores.argmax(axis=1), strict=True):
            machines[i].move(*inventory.moves[number])
        going = [i for i in going if not machines[i].finished]
    return [_tree(s, m, inventory) for s, m in zip(sentences, machines, strict=True)]


def parse_with_beam(sentence: Sentence, scorer: MoveScorer, inventory: Inventory, size: int) -> DependencyTree:
    """Keep the `size` best rows of moves at each step, by the sum of log-probabilities; a beam of 1 is greedy.

    Raises:
        ValueError: The beam is smaller than 1.
    """
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    rows = inventory.rows(sentence)
    beam = [(0.0, Machine(len(sentence.words)))]
    for _ in range(2 * len(sentence.words)):
        scores = _log_chances([machine for _, machine in beam], [rows] * len(beam), scorer, inventory)
        totals = scores + np.array([[total] for total, _ in beam])
        best = np.argsort(-totals, axis=None, kind="stable")[:size]
        grown = []
        for index in best:
            place, number = divmod(int(index), totals.shape[1])
            if np.isfinite(totals[place, number]):
                machine = beam[place][1].copy()
                machine.move(*inventory.moves[number])
                grown.append((float(totals[place, number]), machine))
        beam = grown
    return _tree(sentence, beam[0][1], inventory)


def _log_chances(
    machines: Sequence[Machine], rows: Sequence[NDArray[np.int64]], scorer: MoveScorer, inventory: Inventory
) -> NDArray[np.float64]:
    """Log-probability of each move in each state, [B, M]; minus infinity where a move is not legal."""
    features = [features_of(machine, row) for machine, row in zip(machines, rows, strict=True)]
    device = next(scorer.parameters()).device
    with torch.inference_mode():
        raw = scorer(
            torch.from_numpy(np.stack([places for places, _ in features])).to(device),
            torch.tensor([labels for _, labels in features], device=device),
        )
        scores: NDArray[np.float64] = torch.log_softmax(raw.double(), dim=1).cpu().numpy()
    legal = np.array([machine.legal() for machine in machines])
    kinds = np.array([kind for kind, _ in inventory.moves])
    return np.where(legal[:, kinds], scores, -np.inf)


def _tree(sentence: Sentence, machine: Machine, inventory: Inventory) -> DependencyTree:
    names = inventory.label_names
    return DependencyTree(
        tuple(sentence.words), tuple(machine.heads[1:]), tuple(names[number] for number in machine.labels[1:])
    )
