"""The maths room: vectors, windows, softmax, attention, surprise. Standard library only: it runs in the browser too."""

from nlpbook.maths.analogy import analogy_vector, offset, parallelogram_gap, solve_analogy
from nlpbook.maths.attention import attend, attention_weights, weighted_sum
from nlpbook.maths.characters import character_codes
from nlpbook.maths.information import (
    bits_to_nats,
    conditional_entropy,
    cross_entropy,
    entropy,
    joint_entropy,
    kl_divergence,
    mutual_information,
    nats_to_bits,
    surprisal,
)
from nlpbook.maths.matrices import matmul, transpose
from nlpbook.maths.neighbours import nearest
from nlpbook.maths.one_hot import one_hot, vector_times_matrix, zeros_share
from nlpbook.maths.perplexity import (
    bits_per_byte,
    bits_per_character,
    mean_surprisal,
    perplexity,
    perplexity_by_bits,
    perplexity_by_product,
    perplexity_from_bits,
    perplexity_from_nats,
    perplexity_per_unit,
    total_surprisal,
    utf8_bytes,
)
from nlpbook.maths.scores import additive_score, general_score
from nlpbook.maths.softmax import log_sigmoid, log_softmax, log_sum_exp, sigmoid, softmax
from nlpbook.maths.vectors import add, angle_degrees, cosine, dot, euclidean, norm, scale, subtract, unit
from nlpbook.maths.windows import context_pairs, context_window, cooccurrence_counts, count_context_pairs

__all__ = [
    "add",
    "additive_score",
    "analogy_vector",
    "angle_degrees",
    "attend",
    "attention_weights",
    "bits_per_byte",
    "bits_per_character",
    "bits_to_nats",
    "character_codes",
    "conditional_entropy",
    "context_pairs",
    "context_window",
    "cooccurrence_counts",
    "cosine",
    "count_context_pairs",
    "cross_entropy",
    "dot",
    "entropy",
    "euclidean",
    "general_score",
    "joint_entropy",
    "kl_divergence",
    "log_sigmoid",
    "log_softmax",
    "log_sum_exp",
    "matmul",
    "mean_surprisal",
    "mutual_information",
    "nats_to_bits",
    "nearest",
    "norm",
    "offset",
    "one_hot",
    "parallelogram_gap",
    "perplexity",
    "perplexity_by_bits",
    "perplexity_by_product",
    "perplexity_from_bits",
    "perplexity_from_nats",
    "perplexity_per_unit",
    "scale",
    "sigmoid",
    "softmax",
    "solve_analogy",
    "subtract",
    "surprisal",
    "total_surprisal",
    "transpose",
    "unit",
    "utf8_bytes",
    "vector_times_matrix",
    "weighted_sum",
    "zeros_share",
]
