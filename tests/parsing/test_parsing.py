"""Trees, the machine and its oracle, attachment scores, and the best trees against trial and networkx."""

from __future__ import annotations

import random
from itertools import product

import networkx as nx  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.parsing import (
    DependencyTree,
    IllegalMove,
    all_trees,
    apply_move,
    apply_moves,
    best_heads_alone,
    best_tree_by_trial,
    buffer_after,
    count_projective_trees,
    count_trees,
    crossing_arcs,
    dependents_of,
    eisner_tree,
    heads_after,
    is_projective,
    is_tree,
    label_score,
    legal_moves,
    maximum_spanning_tree,
    oracle_move,
    oracle_moves,
    stack_after,
    start_state,
    tree_score,
    unlabelled_score,
)

CAT = "The cat sat on the mat".split()
CAT_HEADS = [2, 3, 0, 3, 6, 4]
SCORES = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=n + 1, max_size=n + 1), min_size=n + 1, max_size=n + 1)
)


@st.composite
def trees(draw: st.DrawFn, most: int = 9) -> list[int]:
    """Heads of a tree: words join a growing tree in a random order."""
    order = draw(st.permutations(range(1, draw(st.integers(1, most)) + 1)))
    heads = [0] * len(order)
    for place, word in enumerate(order[1:], start=1):
        heads[word - 1] = order[draw(st.integers(0, place - 1))]
    return heads


@pytest.mark.parametrize("n_words", [1, 2, 3, 4, 5])
def test_the_formulas_count_what_trying_finds(n_words: int) -> None:
    found = list(all_trees(n_words))
    assert len(found) == len(set(found)) == count_trees(n_words)
    assert sum(map(is_projective, found)) == count_projective_trees(n_words)


@given(st.lists(st.integers(-1, 6), max_size=6))
def test_is_tree_agrees_with_networkx(heads: list[int]) -> None:
    graph = nx.DiGraph((head, word) for word, head in enumerate(heads, start=1))
    right = bool(heads) and heads.count(0) == 1 and nx.is_arborescence(graph) and set(graph) == {*range(len(heads) + 1)}
    assert is_tree(heads) == right


@given(trees())
def test_projective_means_that_every_span_is_the_heads_own(heads: list[int]) -> None:
    graph = nx.DiGraph((head, word) for word, head in enumerate(heads, start=1))
    own = all(
        between in nx.descendants(graph, head)
        for word, head in enumerate(heads, start=1)
        for between in range(min(word, head) + 1, max(word, head))
    )
    assert is_projective(heads) == own


@given(trees())
def test_the_oracle_rebuilds_every_projective_tree_in_two_moves_a_word(heads: list[int]) -> None:
    if not is_projective(heads):
        with pytest.raises(ValueError, match="without crossing arcs"):
            oracle_moves(heads)
        return
    moves = oracle_moves(heads)
    assert len(moves) == 2 * len(heads)
    assert heads_after(len(heads), moves) == heads
    assert apply_moves(len(heads), moves)[-1].finished


@given(st.integers(1, 8), st.randoms(use_true_random=False))
def test_any_legal_moves_end_in_a_projective_tree_after_two_moves_a_word(n_words: int, chance: random.Random) -> None:
    state, n_moves = start_state(n_words), 0
    while not state.finished:
        state = apply_move(state, chance.choice(legal_moves(state)))
        n_moves += 1
    heads = [head for _, head in sorted((word, head) for head, word, _ in state.arcs)]
    assert n_moves == 2 * n_words
    assert is_projective(heads)
    assert legal_moves(state) == []


def test_a_crossing_tree_gets_the_oracle_stuck() -> None:
    heads = [3, 4, 0, 3]
    state = start_state(4)
    while (move := oracle_move(state, heads)) is not None:
        state = apply_move(state, move)
    assert not state.finished
    assert state.stack == (0, 1, 2, 3, 4)
    assert ((3, 1), (4, 2)) in crossing_arcs(heads)


def test_the_cat_sat_on_the_mat() -> None:
    moves = oracle_moves(CAT_HEADS, ["det", "nsubj", "root", "prep", "det", "pobj"])
    assert len(moves) == 12
    assert moves[:3] == ["SHIFT", "SHIFT", "LEFT-ARC(det)"]
    assert stack_after(CAT, moves[:3]) == ["ROOT", "cat"]
    assert buffer_after(CAT, moves[:3]) == ["sat", "on", "the", "mat"]
    assert moves[-3:] == ["RIGHT-ARC(pobj)", "RIGHT-ARC(prep)", "RIGHT-ARC(root)"]
    assert dependents_of(CAT_HEADS, 3) == [2, 4]


def test_right_arc_waits_for_the_dependents() -> None:
    """Joined as soon as possible, "on" would leave the stack before "mat" is read."""
    state = apply_moves(6, oracle_moves(CAT_HEADS)[:6])[-1]
    assert state.stack == (0, 3, 4)
    assert oracle_move(state, CAT_HEADS) == "SHIFT"


@given(SCORES)
def test_eisner_finds_the_best_tree_without_crossings(scores: list[list[int]]) -> None:
    found = eisner_tree(scores)
    assert is_projective(found)
    assert tree_score(scores, found) == tree_score(scores, best_tree_by_trial(scores, projective=True))


@given(SCORES)
def test_the_spanning_tree_is_the_best_of_all(scores: list[list[int]]) -> None:
    found = maximum_spanning_tree(scores)
    assert is_tree(found)
    assert tree_score(scores, found) == tree_score(scores, best_tree_by_trial(scores))
    alone = best_heads_alone(scores)
    assert tree_score(scores, alone) >= tree_score(scores, found)
    if is_tree(alone):
        assert tree_score(scores, alone) == tree_score(scores, found)


@pytest.mark.parametrize("seed", range(20))
def test_the_spanning_tree_agrees_with_networkx_on_long_sentences(seed: int) -> None:
    chance = random.Random(seed)
    size = chance.randint(8, 25)
    scores = [[chance.uniform(-5, 5) for _ in range(size)] for _ in range(size)]
    graph = nx.DiGraph()
    for head, word in product(range(size), range(1, size)):
        if head != word:
            graph.add_edge(head, word, weight=scores[head][word] - (1000 if head == 0 else 0))
    best = nx.maximum_spanning_arborescence(graph)
    expected = tuple(head for _, head in sorted((word, head) for head, word in best.edges))
    found = maximum_spanning_tree(scores)
    assert found == expected
    assert tree_score(scores, eisner_tree(scores)) <= tree_score(scores, found)


@given(trees(), st.data())
def test_scores_count_heads_and_labels(heads: list[int], data: st.DataObject) -> None:
    n_words = len(heads)
    other = data.draw(st.lists(st.integers(0, n_words), min_size=n_words, max_size=n_words))
    names = data.draw(st.lists(st.sampled_from("ab"), min_size=n_words, max_size=n_words))
    uas = unlabelled_score(heads, other)
    assert 0 <= label_score(heads, ["a"] * n_words, other, names) <= uas <= 1
    assert unlabelled_score(heads, heads) == 1
    assert label_score(heads, names, other, names) == uas


def test_punctuation_can_be_left_out() -> None:
    assert unlabelled_score([2, 0, 2], [2, 0, 1], counted=[True, True, False]) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: DependencyTree(("a",), (0, 1), ("root",)), "of one length, got"),
        (lambda: DependencyTree(("a", "b"), (2, 1), ("x", "y")), "must make a tree with one root, got"),
        (lambda: DependencyTree(("a",), (0,), ("root",)).head_word(2), "place must be from 1 to 1, got 2"),
        (lambda: crossing_arcs([0, 0]), "one root"),
        (lambda: count_trees(0), "n_words must be at least 1, got 0"),
        (lambda: all_trees(8), "at most 7"),
        (lambda: start_state(0), "n_words must be at least 1, got 0"),
        (lambda: apply_move(start_state(2), "REDUCE"), "move must be SHIFT"),
        (lambda: apply_move(start_state(2), "SHIFT(det)"), "move must be SHIFT"),
        (lambda: oracle_moves([0], []), "labels must be one per word"),
        (lambda: unlabelled_score([0], [0, 1]), "of one length, got 1 and 2"),
        (lambda: unlabelled_score([], []), "at least one word, got none"),
        (lambda: label_score([0], [], [0], ["root"]), "labels must be one per word"),
        (lambda: eisner_tree([[0]]), "scores must be square"),
        (lambda: maximum_spanning_tree([[0, 1], [0]]), "scores must be square"),
    ],
)
def test_mistakes_are_answered(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("moves", "message"),
    [
        (["SHIFT", "SHIFT", "SHIFT"], "SHIFT needs a word in the buffer"),
        (["LEFT-ARC"], "LEFT-ARC needs two words on the stack"),
        (["SHIFT", "LEFT-ARC"], "LEFT-ARC must not make ROOT a dependent"),
        (["SHIFT", "RIGHT-ARC"], "RIGHT-ARC from ROOT must wait"),
    ],
)
def test_illegal_moves_say_why(moves: list[str], message: str) -> None:
    with pytest.raises(IllegalMove, match=message):
        apply_moves(2, moves)
