"""The parsing room: dependency trees, the arc-standard machine, best trees under given scores, and attachment scores.

Words are counted from 1, and 0 stands for ROOT. A tree is a list of heads: entry i is the head of word i + 1.
"""

from nlpbook.parsing.attachment import label_score, unlabelled_score
from nlpbook.parsing.best_trees import best_tree_by_trial, eisner_tree, tree_score
from nlpbook.parsing.counting_trees import all_trees, count_projective_trees, count_trees
from nlpbook.parsing.oracle import oracle_move, oracle_moves
from nlpbook.parsing.spanning_tree import best_heads_alone, maximum_spanning_tree
from nlpbook.parsing.transitions import (
    IllegalMove,
    ParserState,
    apply_move,
    apply_moves,
    buffer_after,
    heads_after,
    legal_moves,
    stack_after,
    start_state,
)
from nlpbook.parsing.trees import DependencyTree, crossing_arcs, dependents_of, is_projective, is_tree

__all__ = [
    "DependencyTree",
    "IllegalMove",
    "ParserState",
    "all_trees",
    "apply_move",
    "apply_moves",
    "best_heads_alone",
    "best_tree_by_trial",
    "buffer_after",
    "count_projective_trees",
    "count_trees",
    "crossing_arcs",
    "dependents_of",
    "eisner_tree",
    "heads_after",
    "is_projective",
    "is_tree",
    "label_score",
    "legal_moves",
    "maximum_spanning_tree",
    "oracle_move",
    "oracle_moves",
    "stack_after",
    "start_state",
    "tree_score",
    "unlabelled_score",
]
