"""How much of a tree is right: attachment scores, with and without labels."""

from collections.abc import Sequence

__all__ = ["label_score", "unlabelled_score"]


def unlabelled_score(gold: Sequence[int], found: Sequence[int], counted: Sequence[bool] | None = None) -> float:
    """UAS: the share of words with the right head, from 0 to 1.

    Args:
        gold: The right head of each word.
        found: The head that was found for each word.
        counted: Which words count, one entry per word; all by default. Give False for punctuation to leave it out.

    Raises:
        ValueError: The lists differ in length, or no word counts.

    Examples:
        >>> unlabelled_score([2, 3, 0, 3], [2, 3, 0, 2])
        0.75
    """
    places = _counted(len(gold), len(found), counted)
    return sum(gold[i] == found[i] for i in places) / len(places)


def label_score(
    gold: Sequence[int],
    gold_labels: Sequence[str],
    found: Sequence[int],
    found_labels: Sequence[str],
    counted: Sequence[bool] | None = None,
) -> float:
    """LAS: the share of words with the right head and the right label, from 0 to 1; never above UAS.

    Args:
        gold: The right head of each word.
        gold_labels: The right label of each word.
        found: The head that was found for each word.
        found_labels: The label that was found for each word.
        counted: Which words count, one entry per word; all by default.

    Raises:
        ValueError: The lists differ in length, or no word counts.

    Examples:
        >>> label_score([2, 0], ["nsubj", "root"], [2, 0], ["obj", "root"])
        0.5
    """
    if len(gold_labels) != len(gold) or len(found_labels) != len(found):
        raise ValueError(f"labels must be one per word, got {len(gold_labels)} and {len(found_labels)}")
    places = _counted(len(gold), len(found), counted)
    return sum(gold[i] == found[i] and gold_labels[i] == found_labels[i] for i in places) / len(places)


def _counted(n_gold: int, n_found: int, counted: Sequence[bool] | None) -> list[int]:
    """Places of the words that count."""
    if n_gold != n_found or (counted is not None and len(counted) != n_gold):
        raise ValueError(f"gold, found and counted must be of one length, got {n_gold} and {n_found}")
    places = [i for i in range(n_gold) if counted is None or counted[i]]
    if not places:
        raise ValueError("counted must hold at least one word, got none")
    return places
