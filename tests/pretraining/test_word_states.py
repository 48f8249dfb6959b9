"""States of words: one for each word, the same however the sentences are batched."""

from __future__ import annotations

import pytest
import torch

from nlpbook.data.brown import load_brown
from nlpbook.data.coarse_tags import COARSE_TAGS, coarse_tag
from nlpbook.pretraining.word_states import word_pieces, word_states
from nlpbook.transformer.loading import load_minilm


def test_states_do_not_depend_on_the_batch() -> None:
    encoder, tokenizer = load_minilm()
    sentences = [["The", "unhappiness", "of", "snorfs"], ["Well", ","], ["It", "\u200b", "rained"]]
    together, alone = (word_states(encoder, tokenizer, sentences, size=size) for size in (3, 1))
    assert together.shape == (4 + 2 + 3, 7, 384)
    torch.testing.assert_close(together, alone, atol=1e-4, rtol=0)
    numbers, firsts = word_pieces(tokenizer, sentences[0])
    assert [tokenizer.tokens[numbers[place]] for place in firsts] == ["the", "un", "of", "s"]
    with pytest.raises(ValueError, match="sentences and size must be at least 1, got 0"):
        word_states(encoder, tokenizer, [])


def test_nearly_every_word_of_the_corpus_has_a_coarse_tag() -> None:
    tags = [
        coarse_tag(tag)
        for s in load_brown()[:5000]
        for word, tag in zip(s.words, s.tags, strict=True)
        if word[0].isalpha()
    ]
    assert set(tags) - {None} == set(COARSE_TAGS)
    assert tags.count(None) / len(tags) < 0.03
