"""The metrics room: scores, and how far to trust them. Standard library only: it also runs in the browser."""

from nlpbook.metrics.agreement import (
    chance_agreement,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    observed_agreement,
)
from nlpbook.metrics.answers import exact_match, normalize_answer, token_f1
from nlpbook.metrics.bleu import (
    BleuCounts,
    bleu_counts,
    bleu_from_counts,
    brevity_penalty,
    closest_length,
    corpus_bleu,
    sentence_bleu,
)
from nlpbook.metrics.calibration import ReliabilityBin, brier_score, expected_calibration_error, reliability_bins
from nlpbook.metrics.chrf import ChrfCounts, chrf, chrf_counts, chrf_from_counts, corpus_chrf
from nlpbook.metrics.classification import accuracy_score, confusion_counts, label_scores, macro_f1, matthews, micro_f1
from nlpbook.metrics.diversity import distinct_n, repeated_share, self_bleu
from nlpbook.metrics.matching import greedy_matching
from nlpbook.metrics.meteor import MeteorParts, meteor, meteor_parts
from nlpbook.metrics.overlap import (
    PRF,
    clipped_matches,
    clipped_precision,
    f_score,
    naive_precision,
    precision_recall_f1,
    token_ngrams,
)
from nlpbook.metrics.passk import mean_pass_at_k, pass_at_k
from nlpbook.metrics.ratings import bradley_terry, elo_expected, elo_update
from nlpbook.metrics.rouge import lcs_length, longest_common_subsequence, rouge_l, rouge_n
from nlpbook.metrics.significance import (
    Interval,
    PairedBootstrap,
    bootstrap_interval,
    paired_bootstrap,
    sign_flip_test,
    wilson_interval,
)
from nlpbook.metrics.tokens import rouge_tokens, tokenize_13a

__all__ = [
    "PRF",
    "BleuCounts",
    "ChrfCounts",
    "Interval",
    "MeteorParts",
    "PairedBootstrap",
    "ReliabilityBin",
    "accuracy_score",
    "bleu_counts",
    "bleu_from_counts",
    "bootstrap_interval",
    "bradley_terry",
    "brevity_penalty",
    "brier_score",
    "chance_agreement",
    "chrf",
    "chrf_counts",
    "chrf_from_counts",
    "clipped_matches",
    "clipped_precision",
    "closest_length",
    "cohen_kappa",
    "confusion_counts",
    "corpus_bleu",
    "corpus_chrf",
    "distinct_n",
    "elo_expected",
    "elo_update",
    "exact_match",
    "expected_calibration_error",
    "f_score",
    "fleiss_kappa",
    "greedy_matching",
    "krippendorff_alpha",
    "label_scores",
    "lcs_length",
    "longest_common_subsequence",
    "macro_f1",
    "matthews",
    "mean_pass_at_k",
    "meteor",
    "meteor_parts",
    "micro_f1",
    "naive_precision",
    "normalize_answer",
    "observed_agreement",
    "paired_bootstrap",
    "pass_at_k",
    "precision_recall_f1",
    "reliability_bins",
    "repeated_share",
    "rouge_l",
    "rouge_n",
    "rouge_tokens",
    "self_bleu",
    "sentence_bleu",
    "sign_flip_test",
    "token_f1",
    "token_ngrams",
    "tokenize_13a",
    "wilson_interval",
]
