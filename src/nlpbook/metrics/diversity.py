"""Diversity of generated text: does a model say something new, or the same again?"""

from collections.abc import Sequence

from nlpbook.metrics.bleu import sentence_bleu
from nlpbook.metrics.overlap import Tokens, token_ngrams

__all__ = ["distinct_n", "repeated_share", "self_bleu"]


def distinct_n(texts: Sequence[Tokens], n: int = 2) -> float:
    """Different n-grams divided by all n-grams, over all texts together.

    Args:
        texts: Token lists.
        n: Length of the runs, at least 1.

    Returns:
        A number from 0 to 1; 0 if no text has n tokens. It falls with the amount of text: compare equal amounts.

    Raises:
        ValueError: n is below 1, or a text that is not split.

    Source:
        Li, Galley, Brockett, Gao and Dolan (2016), "A diversity-promoting objective function".

    Examples:
        >>> distinct_n([["a", "b", "a", "b"]], 2)
        0.6666666666666666
    """
    counts = [token_ngrams(text, n) for text in texts]
    total = sum(count.total() for count in counts)
    return len({gram for count in counts for gram in count}) / total if total else 0.0


def repeated_share(tokens: Tokens, n: int = 4) -> float:
    """Share of a text's n-grams that occurred in it before: 0 if it never repeats itself.

    Raises:
        ValueError: n is below 1, or a text that is not split.

    Examples:
        >>> repeated_share("we do it and we do it".split(), 3)
        0.2
    """
    counts = token_ngrams(tokens, n)
    return (counts.total() - len(counts)) / counts.total() if counts else 0.0


def self_bleu(texts: Sequence[Tokens], max_order: int = 4) -> float:
    """Mean BLEU of each text with all others as references: high when the texts are much alike.

    Args:
        texts: At least two token lists.
        max_order: Longest n-gram.

    Raises:
        ValueError: Fewer than two texts, or as `sentence_bleu`.

    Cost:
        The square of the number of texts.

    Source:
        Zhu et al. (2018), "Texygen: a benchmarking platform for text generation models".

    Examples:
        >>> self_bleu([["so", "it", "is"], ["so", "it", "is"]])
        1.0
    """
    if len(texts) < 2:
        raise ValueError(f"texts must be at least two, got {len(texts)}")
    others = [[*texts[:place], *texts[place + 1 :]] for place in range(len(texts))]
    scores = [sentence_bleu(text, rest, max_order) for text, rest in zip(texts, others, strict=True)]
    return sum(scores) / len(scores)
