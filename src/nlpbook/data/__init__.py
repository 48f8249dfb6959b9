"""The data room: what the book's real data are, where they lie, and how to read them.

What one chapter alone reads is imported from its own module, as `nlpbook.data.brown` or `nlpbook.data.vocabularies`:
through this file every page that reads data would depend on it, and a change there would make results stale that have
nothing to do with it.
"""

from nlpbook.data.benchmarks import Analogy, RatedPair, load_analogies, load_rated_pairs
from nlpbook.data.catalogue import CATALOGUE, DataSet, dataset
from nlpbook.data.declaration import load_declaration
from nlpbook.data.files import DataError, data_folder, files_of
from nlpbook.data.shakespeare import load_plays
from nlpbook.data.word_vectors import load_word2vec

__all__ = [
    "CATALOGUE",
    "Analogy",
    "DataError",
    "DataSet",
    "RatedPair",
    "data_folder",
    "dataset",
    "files_of",
    "load_analogies",
    "load_declaration",
    "load_plays",
    "load_rated_pairs",
    "load_word2vec",
]
