"""The recurrent room: networks with a memory, and encoder and decoder with and without attention, in torch."""

from nlpbook.recurrent.attention import SCORES, AdditiveScore, DotScore, GeneralScore, make_score, mix_values
from nlpbook.recurrent.cells import GRUCell
from nlpbook.recurrent.decoder import Decoder, Memory
from nlpbook.recurrent.decoding import Written, beam_search, write
from nlpbook.recurrent.encoder import Encoder
from nlpbook.recurrent.judging import PairCount, count_by_length, edit_distance, judge
from nlpbook.recurrent.model import Seq2Seq
from nlpbook.recurrent.pairs import END, PAD, START, Batch, Symbols, endless_batches
from nlpbook.recurrent.translator import Translator, train

__all__ = [
    "END",
    "PAD",
    "SCORES",
    "START",
    "AdditiveScore",
    "Batch",
    "Decoder",
    "DotScore",
    "Encoder",
    "GRUCell",
    "GeneralScore",
    "Memory",
    "PairCount",
    "Seq2Seq",
    "Symbols",
    "Translator",
    "Written",
    "beam_search",
    "count_by_length",
    "edit_distance",
    "endless_batches",
    "judge",
    "make_score",
    "mix_values",
    "train",
    "write",
]
