"""The maths room: vectors, windows and analogies on plain lists. Standard library only: it also runs in the browser."""

from nlpbook.maths.analogy import analogy_vector, offset, parallelogram_gap, solve_analogy
from nlpbook.maths.characters import character_codes
from nlpbook.maths.neighbours import nearest
from nlpbook.maths.one_hot import one_hot, vector_times_matrix, zeros_share
from nlpbook.maths.vectors import add, angle_degrees, cosine, dot, euclidean, norm, scale, subtract, unit
from nlpbook.maths.windows import context_pairs, context_window, cooccurrence_counts, count_context_pairs

__all__ = [
    "add",
    "analogy_vector",
    "angle_degrees",
    "character_codes",
    "context_pairs",
    "context_window",
    "cooccurrence_counts",
    "cosine",
    "count_context_pairs",
    "dot",
    "euclidean",
    "nearest",
    "norm",
    "offset",
    "one_hot",
    "parallelogram_gap",
    "scale",
    "solve_analogy",
    "subtract",
    "unit",
    "vector_times_matrix",
    "zeros_share",
]
