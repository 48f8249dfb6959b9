"""The parsers room: parsers that learn from a treebank, with torch; the trees and the machine are in `parsing`."""

from nlpbook.parsers.arc_counts import ArcCounts
from nlpbook.parsers.baselines import next_word_heads, tag_move_parse
from nlpbook.parsers.decode import parse_greedily, parse_with_beam
from nlpbook.parsers.evaluate import Scores, score_parses
from nlpbook.parsers.inventory import Inventory, build_inventory
from nlpbook.parsers.machine import Machine
from nlpbook.parsers.scorer import MoveScorer
from nlpbook.parsers.training import collect_examples, train_scorer

__all__ = [
    "ArcCounts",
    "Inventory",
    "Machine",
    "MoveScorer",
    "Scores",
    "build_inventory",
    "collect_examples",
    "next_word_heads",
    "parse_greedily",
    "parse_with_beam",
    "score_parses",
    "tag_move_parse",
    "train_scorer",
]
