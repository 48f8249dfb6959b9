"""The embeddings room: word vectors by the thousand, with numpy and torch; the by-hand versions are in `maths`."""

from nlpbook.embeddings.analogies import AnalogyCount, answer_analogies, count_by_category
from nlpbook.embeddings.correlation import spearman
from nlpbook.embeddings.counting import cooccurrence_vectors, frequent_words
from nlpbook.embeddings.hubness import neighbour_counts
from nlpbook.embeddings.neighbours import nearest_words
from nlpbook.embeddings.projection import principal_components, random_rotation
from nlpbook.embeddings.similarity import cosine_matrix, euclidean_matrix, unit_rows
from nlpbook.embeddings.store import WordVectors

__all__ = [
    "AnalogyCount",
    "WordVectors",
    "answer_analogies",
    "cooccurrence_vectors",
    "cosine_matrix",
    "count_by_category",
    "euclidean_matrix",
    "frequent_words",
    "nearest_words",
    "neighbour_counts",
    "principal_components",
    "random_rotation",
    "spearman",
    "unit_rows",
]
