"""BERT's tokenizer; the `tokenizers` library with the packaged file is the outside truth."""

from __future__ import annotations

import pytest
import tokenizers
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.data.models import encoder_folder
from nlpbook.tokenizers import BertTokenizer, basic_words

SMALL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "tea", "##m", ",", "cup"]
LETTERS = st.sampled_from("abcdefghij ABC zoëéÅßİıœ.,;!?'\"-–—()[]{}$%^&*_+=<>/\\|~`@#0123456789\t\n\u00a0\u200b\u2028"
                          "ভাষা ক্ষি 你好世界 한글 日本語 привет Ελλάς مرحبا 🙂 ½ ² ﬁ \x00\ufffd\u0301")  # fmt: skip


@pytest.fixture(scope="module")
def theirs() -> tokenizers.Tokenizer:
    tokenizer = tokenizers.Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@pytest.fixture(scope="module")
def ours() -> BertTokenizer:
    return BertTokenizer((encoder_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines())


@given(text=st.text(LETTERS, max_size=30))
def test_the_tokens_are_the_librarys(ours: BertTokenizer, theirs: tokenizers.Tokenizer, text: str) -> None:
    assert ours.encode(text) == theirs.encode(text).ids


def test_words_and_pairs_are_the_librarys(ours: BertTokenizer, theirs: tokenizers.Tokenizer) -> None:
    first, second = "Unbelievably, Zoë's naïveté annoyed us.", "ভাষা শেখা 2026-এ antidisestablishmentarianism!"
    assert ours.pieces(first, second) == theirs.encode(first, second).tokens
    assert ours.decode(ours.encode(first)) == "[CLS] unbelievably , zoe ' s naivete annoyed us . [SEP]"


def test_texts_are_filled_up_and_cut_short() -> None:
    tokenizer = BertTokenizer(SMALL)
    assert tokenizer.encode_batch(["team, tea", "cup"]) == ([[2, 4, 5, 6, 4, 3], [2, 7, 3, 0, 0, 0]], [6, 3])
    assert tokenizer.pieces("tea tea tea cup", longest=4) == ["[CLS]", "tea", "tea", "[SEP]"]
    assert tokenizer.pieces("coffee") == ["[CLS]", "[UNK]", "[SEP]"]
    assert len(tokenizer) == 8


def test_special_tokens_in_a_text_are_text() -> None:
    assert basic_words("[SEP]") == ["[", "sep", "]"]


def test_arguments_are_checked() -> None:
    tokenizer = BertTokenizer(SMALL)
    with pytest.raises(ValueError, match=r"vocabulary must hold \['\[SEP\]'\] once"):
        BertTokenizer(["[PAD]", "[UNK]", "[CLS]"])
    with pytest.raises(ValueError, match="1 repetitions"):
        BertTokenizer([*SMALL, "tea"])
    with pytest.raises(ValueError, match="longest must be at least 2"):
        tokenizer.pieces("tea", longest=1)
    with pytest.raises(ValueError, match="longest must hold both texts, 5 tokens, got 4"):
        tokenizer.pieces("tea", "cup", longest=4)
    with pytest.raises(ValueError, match="texts must hold at least one"):
        tokenizer.encode_batch([])
