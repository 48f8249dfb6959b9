"""Byte-level encoding: any text goes there and back, and real vocabularies give the ids of OpenAI's own library."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator

import pytest
import tiktoken
from hypothesis import given
from hypothesis import strategies as st
from tiktoken_ext import openai_public

from nlpbook.data import data_folder, load_declaration
from nlpbook.data.vocabularies import load_ranks, load_tokenizer
from nlpbook.tokenizers import (
    ByteLevelBPE,
    byte_characters,
    from_characters,
    learn_merges_fast,
    merge_by_rank,
    pre_tokenize,
    read_ranks,
    to_characters,
)
from nlpbook.tokenizers.byte_level import PATTERNS
from nlpbook.tokenizers.unicode_classes import character_ranges, expand_properties

present = pytest.mark.skipif(not list(data_folder().glob("whisper*")), reason="the data packages are not installed")
ENCODINGS = {"gpt2": "r50k_base", "cl100k": "cl100k_base", "o200k": "o200k_base"}
# Characters that this Python knows: later versions of Unicode have more, and the libraries may know them already.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cn", "Co")), max_size=40)
ODD = [
    "",
    " ",
    "  two  spaces ",
    "\n\n\n",
    " \n a\r\n\tb",
    "I'll we'VE don't 'S",
    "½ Ⅷ ² x² 12345 ১২৩",
    "বাংলা ভাষার বাক্য",
    "e\u0301 naïve 👩‍👩‍👧 \U0001f600",
    "a_b __init__ <|endoftext|>",
    "\x1c\x1d\x85\xa0\u2028end",
    "漢字かな交じり文",
    "camelCaseWord HTTPServer",
]


@pytest.fixture(scope="module")
def theirs() -> Iterator[dict[str, tiktoken.Encoding]]:
    """tiktoken's own patterns over the ranks of our data packages: nothing is downloaded."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        for ours, name in ENCODINGS.items():
            patch.setattr(openai_public, "load_tiktoken_bpe", lambda *_, ours=ours, **__: load_ranks(ours))
            found[ours] = tiktoken.Encoding(**(getattr(openai_public, name)() | {"name": f"test-{name}"}))
        yield found


@present
@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("text", ODD)
def test_odd_texts_get_the_ids_of_tiktoken(theirs: dict[str, tiktoken.Encoding], name: str, text: str) -> None:
    assert load_tokenizer(name).encode(text) == theirs[name].encode_ordinary(text)


@present
@pytest.mark.parametrize("name", ENCODINGS)
@given(TEXT)
def test_any_text_gets_the_ids_of_tiktoken(theirs: dict[str, tiktoken.Encoding], name: str, text: str) -> None:
    ids = load_tokenizer(name).encode(text)
    assert ids == theirs[name].encode_ordinary(text)
    assert load_tokenizer(name).decode(ids) == text


@present
@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("language", ["eng", "ben", "rus", "tam", "cmn_hans"])
def test_a_real_text_gets_the_ids_of_tiktoken(theirs: dict[str, tiktoken.Encoding], name: str, language: str) -> None:
    text = "\n".join(load_declaration(language))
    assert load_tokenizer(name).encode(text) == theirs[name].encode_ordinary(text)


@present
def test_special_tokens_must_be_asked_for(theirs: dict[str, tiktoken.Encoding]) -> None:
    gpt2 = load_tokenizer("gpt2")
    text = "end<|endoftext|>start"
    assert len(gpt2) == 50_257
    assert 50_256 not in gpt2.encode(text)
    ids = gpt2.encode(text, allow_special=True)
    assert ids == theirs["gpt2"].encode(text, allowed_special="all")
    assert ids.count(50_256) == 1
    assert gpt2.decode(ids) == text


@given(TEXT)
def test_without_any_merge_every_text_is_its_bytes(text: str) -> None:
    tokenizer = ByteLevelBPE.from_merges([])
    assert len(tokenizer) == 256
    assert len(tokenizer.encode(text)) == len(text.encode("utf-8"))
    assert tokenizer.decode(tokenizer.encode(text)) == text
    assert from_characters(to_characters(text)).decode("utf-8") == text


@given(st.lists(st.text("abé ক", min_size=1, max_size=6), max_size=10), TEXT)
def test_learnt_merges_go_there_and_back(words: list[str], text: str) -> None:
    corpus = {tuple(to_characters(word)): 1 for word in words}
    tokenizer = ByteLevelBPE.from_merges(learn_merges_fast(corpus, 20))
    assert tokenizer.decode(tokenizer.encode(text)) == text


def test_the_table_of_bytes_is_one_to_one_and_visible() -> None:
    table = byte_characters()
    assert sorted(table) == list(range(256))
    assert len(set(table.values())) == 256
    assert not any(character.isspace() for character in table.values())
    assert table[10] == "Ċ"


@given(TEXT, st.sampled_from(sorted(PATTERNS)))
def test_chunks_joined_are_the_text(text: str, pattern: str) -> None:
    assert "".join(pre_tokenize(text, pattern)) == text


@pytest.mark.parametrize("category", ["L", "N", "M", "Lu"])
def test_classes_hold_exactly_their_characters(category: str) -> None:
    import re

    pattern = re.compile(f"[{character_ranges(category)}]")
    drawn = [chr(code) for code in random.Random(0).sample(range(sys.maxunicode), 20_000)] + list("aÅ1½ক\u09be_ ")
    for character in drawn:
        assert bool(pattern.match(character)) == unicodedata.category(character).startswith(category)


def test_the_broken_character_is_shown_as_such() -> None:
    tokenizer = ByteLevelBPE.from_merges([])
    first, *_ = tokenizer.encode("ক")
    assert tokenizer.decode([first]) == "\ufffd"
    assert tokenizer.pieces("ক") == [b"\xe0", b"\xa6", b"\x95"]


def test_ranks_need_not_be_without_gaps() -> None:
    assert merge_by_rank(b"abab", {b"ab": 900, b"ba": 800}) == [b"a", b"ba", b"b"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ByteLevelBPE({b"a": 0}), "all 256 single bytes, 255 are missing, first 0"),
        (lambda: ByteLevelBPE.from_merges([], special={"<x>": 3}), "must all differ"),
        (lambda: ByteLevelBPE.from_merges([], pattern="gpt9"), "pattern must be one of gpt2, cl100k, o200k"),
        (lambda: ByteLevelBPE.from_merges([]).decode([256]), "vocabulary of 256, got 256"),
        (lambda: from_characters(" "), "must each stand for a byte, got ' '"),
        (lambda: read_ranks(["IQ== 0", "nonsense"]), "line 2 must be a token in base 64"),
        (lambda: character_ranges("Xx"), "category must be a general category"),
        (lambda: expand_properties(r"[\p{Qq}]"), "category must be"),
        (lambda: ByteLevelBPE.from_merges([]).encode("\ud800"), "surrogates not allowed"),
        (lambda: load_ranks("gpt9"), "name must be one of gpt2"),
    ],
)
def test_mistakes_are_answered(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=message):
        call()
