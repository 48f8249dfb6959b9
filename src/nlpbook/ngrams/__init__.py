"""The n-gram room: language models that only count. Standard library only: it also runs in the browser."""

from nlpbook.ngrams.add_k import AddK
from nlpbook.ngrams.blended import Blended
from nlpbook.ngrams.counts import Text, frequent_symbols, ngram_counts, replace_unknown
from nlpbook.ngrams.scoring import NextSymbol, draw_text, text_probabilities, text_surprisal

__all__ = [
    "AddK",
    "Blended",
    "NextSymbol",
    "Text",
    "draw_text",
    "frequent_symbols",
    "ngram_counts",
    "replace_unknown",
    "text_probabilities",
    "text_surprisal",
]
