"""Attachment scores over many sentences, punctuation left out unless asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from nlpbook.parsers.inventory import Sentence

__all__ = ["Scores", "score_parses"]


@dataclass(frozen=True)
class Scores:
    """Shares from 0 to 1.

    Attributes:
        uas: Words with the right head.
        las: Words with the right head and label; None where no labels were given.
        n_words: Words that were counted.
        whole: Sentences all of whose counted words have the right head.
    """

    uas: float
    las: float | None
    n_words: int
    whole: float


def score_parses(
    gold: Sequence[Sentence],
    heads: Sequence[Sequence[int]],
    labels: Sequence[Sequence[str]] | None = None,
    *,
    punctuation: bool = False,
) -> Scores:
    """UAS and LAS over all words of all sentences.

    Args:
        gold: The sentences with their right trees.
        heads: The heads found for each.
        labels: The labels found for each, if any.
        punctuation: Whether words tagged PUNCT count.

    Raises:
        ValueError: The numbers of sentences or words differ, or no word counts.
    """
    if len(gold) != len(heads) or (labels is not None and len(labels) != len(gold)):
        raise ValueError(f"heads must be one list per sentence, got {len(heads)} for {len(gold)}")
    n_words = n_heads = n_both = n_whole = 0
    for place, sentence in enumerate(gold):
        named = labels[place] if labels is not None else sentence.labels
        rows = zip(sentence.tags, sentence.heads, heads[place], sentence.labels, named, strict=True)
        hits = [(h == found, label == name) for tag, h, found, label, name in rows if punctuation or tag != "PUNCT"]
        n_words += len(hits)
        n_heads += sum(head for head, _ in hits)
        n_both += sum(head and label for head, label in hits)
        n_whole += all(head for head, _ in hits)
    if not n_words:
        raise ValueError("gold must hold at least one word that counts, got none")
    return Scores(n_heads / n_words, n_both / n_words if labels is not None else None, n_words, n_whole / len(gold))
