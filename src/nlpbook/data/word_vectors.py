"""Pre-trained word vectors, read from word2vec's binary format."""

from functools import cache
from pathlib import Path

import numpy as np

from nlpbook.data.files import files_of
from nlpbook.embeddings.store import WordVectors

__all__ = ["load_word2vec", "read_word2vec_binary"]


@cache
def load_word2vec() -> WordVectors:
    """The 26,423 most usual lower-case words of the Google News vectors, 300 numbers each, most frequent first.

    Returns:
        Vectors of length 1 (the file holds them normalised). Read once per process, in about a quarter of a second.

    Raises:
        DataError: The data package is missing; says how to get it.

    Source:
        Mikolov, Sutskever, Chen, Corrado and Dean (2013); the selection is that of Bolukbasi et al. (2016).
    """
    return read_word2vec_binary(files_of("word2vec-news")[0])


def read_word2vec_binary(path: Path) -> WordVectors:
    """Read a file in word2vec's binary format.

    The format: a line "V D", then V times a word, a space, D little-endian 32-bit floats (and often a line feed).

    Raises:
        ValueError: The first line is not "V D", or the file ends too early.
    """
    raw = path.read_bytes()
    header, _, _ = raw.partition(b"\n")
    try:
        n_words, size = (int(number) for number in header.split())
    except ValueError:
        raise ValueError(f"{path}: the first line must hold two whole numbers, got {header[:40]!r}") from None
    words: list[str] = []
    matrix = np.empty((n_words, size), dtype=np.float32)  # (V, D)
    place = len(header) + 1
    for row in range(n_words):
        space = raw.find(b" ", place)
        end = space + 1 + 4 * size
        if space < 0 or end > len(raw):
            raise ValueError(f"{path}: must hold {n_words} words of {size} numbers, ends in word {row + 1}")
        words.append(raw[place:space].decode("utf-8").lstrip("\n"))
        matrix[row] = np.frombuffer(raw, dtype="<f4", count=size, offset=space + 1)
        place = end
    return WordVectors(tuple(words), matrix)
