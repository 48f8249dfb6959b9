"""WordPiece, the unigram model, word lists and measures; the `tokenizers` library is the outside truth."""

from __future__ import annotations

import math
from collections import Counter

import pytest
import tokenizers
from hypothesis import assume, given
from hypothesis import strategies as st
from tokenizers import models, trainers

from nlpbook.tokenizers import (
    UNKNOWN,
    bpe_vocabulary,
    build_vocabulary,
    bytes_per_token,
    count_pairs,
    em_step,
    embedding_parameters,
    encode_word,
    encode_words,
    expected_counts,
    fertility,
    join_pieces,
    learn_merges,
    learn_unigram,
    learn_wordpiece,
    merges_needed,
    pair_scores,
    prune,
    seed_pieces,
    segment,
    segmentations,
    split_continued,
    split_words,
    trace_merges,
    unknown_share,
    vocabulary_size,
    wordpiece,
)

WORD = st.text("abc", min_size=1, max_size=9)
FREQUENCIES = st.dictionaries(st.text("abc", min_size=1, max_size=7), st.integers(1, 9), min_size=1, max_size=10)
PIECES = st.dictionaries(st.text("abc", min_size=2, max_size=4), st.floats(-9, -0.1), max_size=8)
HUGS = {"hug": 10, "pug": 5, "pun": 12, "bun": 4, "hugs": 5}


@given(FREQUENCIES, WORD, st.integers(0, 25))
def test_bpe_gives_the_tokens_of_the_library(frequencies: dict[str, int], word: str, n_merges: int) -> None:
    words = split_words(frequencies, end="")
    merges = learn_merges(words, n_merges)
    vocabulary = {token: number for number, token in enumerate(bpe_vocabulary(words, merges))}
    assume(set(word) <= set(vocabulary))
    theirs = tokenizers.Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    assert encode_word(word, merges) == theirs.encode(word).tokens


@given(FREQUENCIES, st.integers(1, 12))
def test_bpe_learns_what_the_library_learns_where_no_tie_decides(frequencies: dict[str, int], n_merges: int) -> None:
    words = split_words(frequencies, end="")
    steps = trace_merges(words, n_merges)
    before = [words, *(step.words for step in steps)]
    for state, step in zip(before, steps, strict=False):
        assume(list(count_pairs(state).values()).count(step.count) == 1)
    start = len({letter for word in frequencies for letter in word})
    theirs = tokenizers.Tokenizer(models.BPE())
    theirs.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    trainer = trainers.BpeTrainer(vocab_size=start + len(steps), show_progress=False)
    theirs.train_from_iterator([" ".join([word] * n) for word, n in frequencies.items()], trainer)
    ours = bpe_vocabulary(words, [step.pair for step in steps])
    if len(ours) == start + len(steps):  # no two merges made the same token
        assert set(theirs.get_vocab()) == set(ours)


@given(st.sets(st.text("abc", min_size=1, max_size=3), max_size=10), WORD)
def test_wordpiece_gives_the_pieces_of_the_library(stems: set[str], word: str) -> None:
    vocabulary = [UNKNOWN, *sorted(stems), *sorted("##" + stem for stem in stems if "a" in stem)]
    ids = {piece: number for number, piece in enumerate(vocabulary)}
    theirs = tokenizers.Tokenizer(models.WordPiece(vocab=ids, unk_token=UNKNOWN))
    pieces = wordpiece(word, vocabulary)
    assert pieces == theirs.encode(word).tokens
    assert pieces == [UNKNOWN] or join_pieces(pieces) == word


def test_wordpiece_takes_the_longest_and_gives_up_on_the_whole_word() -> None:
    vocabulary = {"un", "unha", "##ha", "##happy", "##ppy", "##iness"}
    assert wordpiece("unhappy", vocabulary) == ["unha", "##ppy"]
    assert wordpiece("unhappiness", vocabulary) == [UNKNOWN]
    assert wordpiece("a" * 101, {"a", "##a"}) == [UNKNOWN]


def test_wordpiece_prefers_what_is_rarely_apart() -> None:
    """The example of the Hugging Face course: not the most frequent pair, but "gs", is joined first."""
    scores = pair_scores(split_continued(HUGS))
    assert max(scores, key=scores.__getitem__) == ("##g", "##s")
    assert scores[("##g", "##s")] == pytest.approx(1 / 20)
    assert scores[("##u", "##g")] == pytest.approx(20 / (36 * 20))
    assert learn_wordpiece(HUGS, 3)[-3:] == ["##gs", "##ug", "##ugs"]


@given(PIECES, WORD)
def test_viterbi_finds_the_best_of_all_cuts_as_the_library_does(pieces: dict[str, float], word: str) -> None:
    chances = {"a": -2.0, "b": -3.0, "c": -4.0} | pieces
    found, value = segment(word, chances)
    ranked = sorted((total for _, total in segmentations(word, chances)), reverse=True)
    assert value == pytest.approx(ranked[0])
    assert "".join(found) == word
    assert math.fsum(chances[piece] for piece in found) == pytest.approx(value)
    if len(ranked) == 1 or ranked[0] - ranked[1] > 1e-6:
        theirs = tokenizers.Tokenizer(models.Unigram([("<unk>", -99.0), *chances.items()], unk_id=0))
        assert theirs.encode(word).tokens == found


@given(PIECES, WORD)
def test_expected_counts_agree_with_counting_all_cuts(pieces: dict[str, float], word: str) -> None:
    chances = {"a": -2.0, "b": -3.0, "c": -4.0} | pieces
    cuts = list(segmentations(word, chances))
    total = math.fsum(math.exp(value) for _, value in cuts)
    plain: Counter[str] = Counter()
    for cut, value in cuts:
        for piece in cut:
            plain[piece] += math.exp(value) / total
    counts, likelihood = expected_counts({word: 1}, chances)
    assert counts == pytest.approx(dict(plain))
    assert likelihood == pytest.approx(math.log(total))


@given(FREQUENCIES)
def test_each_step_of_em_sums_to_one_and_never_lowers_the_likelihood(frequencies: dict[str, int]) -> None:
    chances = seed_pieces(frequencies, 20)
    last = -math.inf
    for _ in range(4):
        chances, likelihood = em_step(frequencies, chances)
        assert likelihood >= last - 1e-9
        assert math.fsum(map(math.exp, chances.values())) == pytest.approx(1.0)
        last = likelihood


@given(FREQUENCIES, st.integers(1, 12))
def test_the_trained_unigram_model_still_cuts_every_word(frequencies: dict[str, int], n_pieces: int) -> None:
    chances = learn_unigram(frequencies, n_pieces)
    letters = {letter for word in frequencies for letter in word}
    assert len(chances) <= max(n_pieces, len(letters))
    for word in frequencies:
        assert "".join(segment(word, chances)[0]) == word


def test_pruning_keeps_the_characters_and_sums_to_one() -> None:
    chances = prune(HUGS, seed_pieces(HUGS, 20), 9)
    assert len(chances) == 9
    assert set("hugpnbs") <= set(chances)
    assert math.fsum(map(math.exp, chances.values())) == pytest.approx(1.0)


def test_word_lists_know_what_they_lack() -> None:
    vocabulary = build_vocabulary("b a b c a b".split(), 3)
    assert vocabulary == {UNKNOWN: 0, "b": 1, "a": 2}
    assert encode_words(["c", "b"], vocabulary) == [UNKNOWN, "b"]
    assert unknown_share(["c", "b"], vocabulary) == 0.5


def test_sizes() -> None:
    assert vocabulary_size(256, 32_000) == 32_256
    assert merges_needed(1_000, 256) == 744
    assert embedding_parameters(100_000, 768) - embedding_parameters(32_000, 768) == 52_224_000
    assert embedding_parameters(100_000, 300) == 30_000_000
    assert fertility(["ab", "c"], list) == 1.5
    assert bytes_per_token("ক", list) == 3.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: wordpiece("", {"a"}), "word must not be empty"),
        (lambda: learn_wordpiece(HUGS, -1), "n_merges must be at least 0, got -1"),
        (lambda: segment("ab", {"a": -1.0}), "cover the word, got none for 'ab'"),
        (lambda: expected_counts({"ab": 1}, {"a": -1.0}), "cover the word, got none for 'ab'"),
        (lambda: seed_pieces(HUGS, 0), "must be at least 1, got 0"),
        (lambda: learn_unigram(HUGS, 0), "must be at least 1, got 0"),
        (lambda: build_vocabulary(["a"], 0), "size must be at least 1, got 0"),
        (lambda: unknown_share([], {"a"}), "at least one word"),
        (lambda: vocabulary_size(-1, 0), "at least 0, got -1"),
        (lambda: merges_needed(100, 256), "at least n_start . n_special = 256, got 100"),
        (lambda: embedding_parameters(-1, 3), "at least 0, got -1"),
        (lambda: fertility([], list), "at least one word"),
        (lambda: bytes_per_token("", list), "at least one token"),
    ],
)
def test_mistakes_are_answered(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=message):
        call()
