"""The quick machine moves as the plain one; the scorer learns a small grammar; baselines and scores are as defined."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.parsers import (
    ArcCounts,
    Machine,
    build_inventory,
    collect_examples,
    next_word_heads,
    parse_greedily,
    parse_with_beam,
    score_parses,
    tag_move_parse,
    train_scorer,
)
from nlpbook.parsing import apply_move, is_tree, legal_moves, maximum_spanning_tree, start_state


@dataclass(frozen=True)
class Tiny:
    words: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]


CAT = Tiny(("The", "cat", "sat"), ("DET", "NOUN", "VERB"), (2, 3, 0), ("det", "nsubj", "root"))
DOG = Tiny(
    ("Dogs", "chase", "the", "cat", "."),
    ("NOUN", "VERB", "DET", "NOUN", "PUNCT"),
    (2, 0, 4, 2, 2),
    ("nsubj", "root", "det", "dobj", "p"),
)
CROSSED = Tiny(("a", "b", "c", "d"), ("X",) * 4, (3, 4, 0, 3), ("x", "x", "root", "x"))
SMALL = [CAT, DOG] * 20


@given(st.integers(1, 9), st.randoms(use_true_random=False))
def test_the_quick_machine_moves_as_the_plain_one(n_words: int, chance: random.Random) -> None:
    names = ("SHIFT", "LEFT-ARC", "RIGHT-ARC")
    plain, quick = start_state(n_words), Machine(n_words)
    while not plain.finished:
        assert not quick.finished
        assert [name for name, may in zip(names, quick.legal(), strict=True) if may] == legal_moves(plain)
        move = chance.choice(legal_moves(plain))
        plain = apply_move(plain, move)
        twin = quick.copy()
        quick.move(names.index(move), 1)
        assert tuple(twin.stack) != tuple(quick.stack)
        assert tuple(quick.stack) == plain.stack
        assert [quick.heads[word] for _, word, _ in plain.arcs] == [head for head, _, _ in plain.arcs]
        for place in range(n_words + 1):
            own = [word for head, word, _ in plain.arcs if head == place]
            assert quick.leftmost[place] == min([w for w in own if w < place], default=-1)
            assert quick.rightmost[place] == max([w for w in own if w > place], default=-1)
    assert quick.finished


def test_sentences_with_crossing_arcs_are_left_out_and_counted() -> None:
    sentences = [CAT, CROSSED, DOG]
    examples = collect_examples(sentences, build_inventory(sentences))
    assert (examples.n_sentences, examples.n_skipped) == (2, 1)
    assert examples.places.shape == (2 * 3 + 2 * 5, 10, 3)
    assert examples.labels.shape == (16, 4)
    with pytest.raises(ValueError, match="without crossing arcs"):
        collect_examples([CROSSED], build_inventory([CROSSED]))


def test_moves_that_training_never_made_are_marked_and_not_trained_on() -> None:
    inventory = build_inventory([CAT])
    examples = collect_examples([DOG], inventory)
    assert (examples.moves == -1).sum() == 2
    with pytest.raises(ValueError, match="must have every move"):
        train_scorer(examples, inventory, generator=torch.Generator())


def test_the_scorer_learns_a_small_grammar_and_the_seed_decides() -> None:
    inventory = build_inventory(SMALL)
    examples = collect_examples(SMALL, inventory)
    runs = [
        train_scorer(examples, inventory, generator=torch.Generator().manual_seed(1), epochs=20, batch=32)
        for _ in range(2)
    ]
    assert runs[0][1] == runs[1][1]
    assert runs[0][1][-1] < 0.05
    scorer = runs[0][0]
    parses = parse_greedily([CAT, DOG], scorer, inventory)
    assert [parse.heads for parse in parses] == [CAT.heads, DOG.heads]
    assert [parse.labels for parse in parses] == [CAT.labels, DOG.labels]
    assert parse_with_beam(DOG, scorer, inventory, 1) == parses[1]
    assert parse_with_beam(DOG, scorer, inventory, 4).heads == DOG.heads


def test_an_untrained_scorer_still_builds_trees() -> None:
    inventory = build_inventory(SMALL)
    examples = collect_examples(SMALL[:2], inventory)
    scorer, _ = train_scorer(examples, inventory, generator=torch.Generator().manual_seed(0), epochs=1, rate=0.0)
    assert all(is_tree(parse.heads) for parse in parse_greedily([CAT, DOG, CROSSED], scorer, inventory))


def test_baselines() -> None:
    assert next_word_heads(3) == (2, 3, 0)
    assert tag_move_parse(SMALL, [CAT, DOG]) == [CAT.heads, DOG.heads]


def test_arc_counts_are_shares_of_the_possible_arcs() -> None:
    scores = ArcCounts([CAT], smoothing=1e-9).scores(CAT.tags)
    assert math.isclose(math.exp(scores[2][1]), 1.0, rel_tol=1e-6)
    assert math.isclose(math.exp(scores[3][1]), 1e-9, rel_tol=1e-6)
    assert maximum_spanning_tree(scores) == CAT.heads


def test_punctuation_is_left_out_unless_asked_for() -> None:
    wrong_stop = [(2, 0, 4, 2, 4)]
    assert score_parses([DOG], wrong_stop).uas == 1
    assert score_parses([DOG], wrong_stop, punctuation=True).uas == 0.8
    assert score_parses([DOG], wrong_stop).las is None
    labelled = score_parses([DOG], [DOG.heads], [("nsubj", "root", "det", "nsubj", "p")])
    assert (labelled.uas, labelled.las, labelled.n_words, labelled.whole) == (1, 0.75, 4, 1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Machine(0), "n_words must be at least 1, got 0"),
        (lambda: next_word_heads(0), "n_words must be at least 1, got 0"),
        (lambda: build_inventory([]), "at least one, got none"),
        (lambda: ArcCounts([CAT], 0), "smoothing must be above 0, got 0"),
        (lambda: score_parses([CAT], []), "one list per sentence, got 0 for 1"),
        (lambda: score_parses([], []), "at least one word"),
    ],
)
def test_mistakes_are_answered(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=message):
        call()
