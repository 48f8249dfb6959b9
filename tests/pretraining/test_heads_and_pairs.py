"""Heads, pairs, rows and probes: shapes, rules and small cases that can be checked by hand."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.pretraining.heads import SpanHead, TagHead, TextHead, best_span, first_pieces, mean_pool
from nlpbook.pretraining.next_sentence import make_pairs
from nlpbook.pretraining.probing import fit_probe
from nlpbook.pretraining.word_rows import WordRows

SCORES = st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=1, max_size=8)


def seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_heads_have_their_shapes() -> None:
    states = torch.randn(2, 5, 8, generator=seeded(0))
    assert TextHead(8, 3)(states).shape == (2, 3)
    assert TagHead(8, 4)(states).shape == (2, 5, 4)
    assert [scores.shape for scores in SpanHead(8)(states)] == [(2, 5), (2, 5)]


def test_the_text_head_reads_the_first_place_alone() -> None:
    states = torch.randn(2, 5, 8, generator=seeded(0))
    changed = states.clone()
    changed[:, 1:] += 1.0
    head = TextHead(8, 3)
    assert torch.equal(head(states), head(changed))


@given(scores=SCORES, longest=st.integers(1, 8))
def test_the_best_span_is_allowed_and_unbeaten(scores: list[tuple[int, int]], longest: int) -> None:
    starts, ends = [float(s) for s, _ in scores], [float(e) for _, e in scores]
    first, last = best_span(starts, ends, longest)
    assert 0 <= last - first < longest
    for i in range(len(starts)):
        for j in range(i, min(i + longest, len(ends))):
            assert starts[first] + ends[last] >= starts[i] + ends[j]


def test_filling_does_not_move_the_mean() -> None:
    states = torch.randn(1, 4, 3, generator=seeded(0))
    real = torch.tensor([[True, True, True, False]])
    torch.testing.assert_close(mean_pool(states, real), states[:, :3].mean(1))
    with pytest.raises(ValueError, match="at least one place in each row"):
        mean_pool(states, torch.zeros(1, 4, dtype=torch.bool))


def test_labels_go_to_first_pieces() -> None:
    assert first_pieces([-1, 0, 1, 1, 2, -1], [5, 6, 7]) == [-100, 5, 6, -100, 7, -100]
    with pytest.raises(ValueError, match="one for each of 2 words, got 1"):
        first_pieces([0, 1], [5])


@given(seed=st.integers(0, 500), share=st.floats(0, 1))
def test_pairs_are_what_they_say(seed: int, share: float) -> None:
    texts = [[[f"{d}.{s}"] for s in range(4)] for d in range(3)]
    for pair in make_pairs(texts, 5, seeded(seed), share):
        (d1, s1), (d2, s2) = (part[0].split(".") for part in (pair.first, pair.second))
        assert (d1 == d2 and int(s2) == int(s1) + 1) if pair.follows else d1 != d2


def test_half_of_the_pairs_follow() -> None:
    texts = [[["a"], ["b"]], [["c"], ["d"]]]
    pairs = make_pairs(texts, 2000, seeded(0))
    assert abs(sum(pair.follows for pair in pairs) / 2000 - 0.5) < 4 * 0.5 / 2000**0.5
    assert pairs == make_pairs(texts, 2000, seeded(0))
    with pytest.raises(ValueError, match="documents must be at least two"):
        make_pairs(texts[:1], 1, seeded(0))
    with pytest.raises(ValueError, match="share must lie from 0 to 1, got 2"):
        make_pairs(texts, 1, seeded(0), share=2)


def test_rows_number_words_by_frequency() -> None:
    rows = WordRows([["B", "a", "b"], ["c", "a"]], size=7)
    assert rows.tokens[5:] == ("a", "b")
    assert len(rows) == 7
    assert rows.encode(["b", "c", "[MASK]"]) == [2, 6, 1, 4, 3]
    with pytest.raises(ValueError, match="size must be above 5, got 5"):
        WordRows([["a"]], size=5)
    with pytest.raises(ValueError, match="sentences must hold at least one"):
        rows.batch([])


def test_a_probe_finds_what_is_linear_and_only_that() -> None:
    x = torch.randn(600, 2, generator=seeded(0))
    corner, sign = (x[:, 0] * x[:, 1] > 0).long(), (x[:, 0] > 0.3).long()
    assert fit_probe(x, sign, 2).accuracy(x, sign) > 0.9
    assert fit_probe(x, corner, 2).accuracy(x, corner) < 0.65
    with pytest.raises(ValueError, match="classes must lie from 0 to 0"):
        fit_probe(x, sign, 1)
    with pytest.raises(ValueError, match="states and classes must have shapes"):
        fit_probe(x, sign[:3], 2)
    with pytest.raises(ValueError, match="ridge must be at least 0"):
        fit_probe(x, sign, 2, ridge=-1.0)
