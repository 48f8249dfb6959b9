"""Training learns, writing stops, and a beam of one is greedy."""

from __future__ import annotations

import random
from itertools import islice, product

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.recurrent import (
    END,
    START,
    Batch,
    PairCount,
    Symbols,
    Translator,
    beam_search,
    count_by_length,
    edit_distance,
    endless_batches,
    train,
    write,
)

COPIES = [("".join(word), tuple("".join(word).upper())) for word in product("abc", repeat=3)]
CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def trained() -> Translator:
    translator = Translator.fresh(COPIES, score="additive", width=16, width_in=8)
    train(translator, COPIES, steps=150, size=9, rate=0.02)
    return translator


def test_the_loss_falls_and_the_copies_are_right(trained: Translator) -> None:
    fresh = Translator.fresh(COPIES, score="additive", width=16, width_in=8)
    batch = trained.batch(COPIES)
    assert trained.loss(batch).item() < 0.2 * fresh.loss(batch).item()
    written = write(trained, [source for source, _ in COPIES])
    assert sum(one.symbols == target for one, (_, target) in zip(written, COPIES, strict=True)) > 20


def test_training_twice_gives_the_same() -> None:
    runs = []
    for _ in range(2):
        translator = Translator.fresh(COPIES, score="dot", width=8, width_in=4, seed=3)
        runs.append(train(translator, COPIES, steps=5, size=4, seed=5))
        torch.rand(7)  # the global generator plays no part
    assert runs[0] == runs[1]


@pytest.mark.parametrize("score", ["additive", "general", "dot", None])
def test_a_beam_of_one_is_greedy(score: str | None) -> None:
    translator = Translator.fresh(COPIES, score=score, width=8, width_in=4, seed=2)
    for source in ("a", "abc", "cab"):
        greedy = write(translator, [source], limit=6)[0]
        beam = beam_search(translator, source, 1, limit=6)
        assert [one.symbols for one in beam] == [greedy.symbols]
        assert beam[0].log_chance == pytest.approx(greedy.log_chance, abs=1e-4)
        assert len(beam[0].weights) == len(greedy.weights)


def test_beams_come_in_order_and_their_chances_are_true(trained: Translator) -> None:
    found = beam_search(trained, "abc", 4)
    chances = [one.log_chance for one in found]
    assert len(found) == 4
    assert chances == sorted(chances, reverse=True)
    assert len({one.symbols for one in found}) == 4
    for one in found:
        batch = trained.batch([("abc", one.symbols)])
        total = -trained.loss(batch).item() * batch.after.shape[1]
        assert one.log_chance == pytest.approx(total, abs=1e-3)


def test_a_wide_beam_finds_the_best_of_all(trained: Translator) -> None:
    every = [symbols for size in range(5) for symbols in product("ABC", repeat=size)]
    best = max(every, key=lambda symbols: -trained.loss(trained.batch([("bca", symbols)])).item() * (len(symbols) + 1))
    assert beam_search(trained, "bca", 30)[0].symbols == best


def test_weights_are_rows_of_the_real_source(trained: Translator) -> None:
    for one, length in zip(write(trained, ["ab", "abcab"]), (2, 5), strict=True):
        assert len(one.weights) == len(one.symbols) + 1
        for row in one.weights:
            assert len(row) == length
            assert sum(row) == pytest.approx(1, abs=1e-5)


def test_writing_in_a_batch_is_writing_alone(trained: Translator) -> None:
    words = ["a", "cabba", "bb"]
    together = [one.symbols for one in write(trained, words)]
    assert together == [write(trained, [word])[0].symbols for word in words]


def test_the_target_is_moved_on_by_one() -> None:
    letters = Symbols.of(["ab"])
    batch = Batch.of([("ab", "ba"), ("a", "b")], letters, letters, CPU)
    assert batch.before.tolist() == [[START, 4, 3], [START, 4, 0]]
    assert batch.after.tolist() == [[4, 3, END], [4, END, 0]]
    assert batch.real.tolist() == [[True, True], [True, False]]


def test_padding_is_not_in_the_loss() -> None:
    translator = Translator.fresh(COPIES, score="dot", width=8, width_in=4)
    pairs = [("abc", ("A", "B", "C")), ("a", ("A",))]
    sizes = [4, 2]  # symbols with the end mark
    alone = [translator.loss(translator.batch([pair])).item() * size for pair, size in zip(pairs, sizes, strict=True)]
    assert translator.loss(translator.batch(pairs)).item() == pytest.approx(sum(alone) / 6, rel=1e-5)


@given(st.integers(1, 7), st.integers(1, 5))
def test_every_pair_comes_once_a_round(pairs: int, size: int) -> None:
    given_pairs = [("a" * (n + 1), "b") for n in range(pairs)]
    rounds = -(-pairs // size)
    found = [pair for batch in islice(endless_batches(given_pairs, size, random.Random(0)), rounds) for pair in batch]
    assert sorted(found) == sorted(given_pairs)


def test_bad_arguments_are_named(trained: Translator) -> None:
    with pytest.raises(ValueError, match="known symbols, got 'z'"):
        write(trained, ["az"])
    with pytest.raises(ValueError, match="width must be at least 1, got 0"):
        beam_search(trained, "a", 0)
    with pytest.raises(ValueError, match="limit must be at least 1, got 0"):
        write(trained, ["a"], limit=0)
    with pytest.raises(ValueError, match="none with an empty source"):
        write(trained, [""])
    with pytest.raises(ValueError, match="steps must be at least 1"):
        train(trained, COPIES, steps=0)
    with pytest.raises(ValueError, match="pairs and size must be at least 1, got 0 and 2"):
        next(endless_batches([], 2, random.Random(0)))


words = st.text("ab", max_size=5)


@given(words, words, words)
def test_edit_distance_is_a_distance(one: str, two: str, three: str) -> None:
    assert (edit_distance(one, two) == 0) == (one == two)
    assert edit_distance(one, two) == edit_distance(two, one)
    assert edit_distance(one, three) <= edit_distance(one, two) + edit_distance(two, three)
    assert abs(len(one) - len(two)) <= edit_distance(one, two) <= max(len(one), len(two))


def test_counts_add_up() -> None:
    counts = count_by_length(["ab", "cd", "e"], ["x", "yy", ""], ["x", "yz", "w"])
    assert list(counts) == [1, 2]
    total = sum(counts.values(), PairCount())
    assert (total.pairs, total.exact, total.edits, total.symbols) == (3, 1, 2, 4)
    assert (total.accuracy, total.error_rate) == (pytest.approx(1 / 3), 0.5)
    assert (PairCount().accuracy, PairCount().error_rate) == (0.0, 0.0)
    with pytest.raises(ValueError, match="must be as many"):
        count_by_length(["a"], [], ["b"])
