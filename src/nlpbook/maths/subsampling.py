r"""Subsampling: frequent words are thrown out of the training text at random, before the windows are laid.

Two formulas are about. The paper writes the probability of *discarding* a word; the program released with it, and
gensim after it, keeps words with a slightly higher probability.
"""

import math

__all__ = ["discard_probability", "keep_probability", "keep_probability_in_code"]


def keep_probability(share: float, threshold: float = 1e-5) -> float:
    r"""Chance that one occurrence of a word stays in the text, $\min(1, \sqrt{t / f})$.

    Args:
        share: Part of the running words that this word makes up, f, above 0 and at most 1.
        threshold: Words with a share up to this one, t, are always kept; above 0.

    Returns:
        A number above 0 and at most 1.

    Raises:
        ValueError: An argument is out of its range.

    Source:
        Mikolov, Sutskever, Chen, Corrado and Dean (2013), eq. 5, which gives one minus this number.

    Examples:
        >>> round(keep_probability(0.04, threshold=1e-4), 6)
        0.05
    """
    _require(share, threshold)
    return min(1.0, math.sqrt(threshold / share))


def discard_probability(share: float, threshold: float = 1e-5) -> float:
    r"""Chance that one occurrence of a word is thrown out, $\max(0, 1 - \sqrt{t / f})$.

    Args:
        share: Part of the running words that this word makes up, f, above 0 and at most 1.
        threshold: Words with a share up to this one, t, are never thrown out; above 0.

    Returns:
        A number from 0 up to, and not including, 1.

    Raises:
        ValueError: An argument is out of its range.

    Source:
        Mikolov, Sutskever, Chen, Corrado and Dean (2013), eq. 5.

    Examples:
        >>> round(discard_probability(0.04, threshold=1e-4), 6)
        0.95
    """
    return 1.0 - keep_probability(share, threshold)


def keep_probability_in_code(share: float, threshold: float = 1e-3) -> float:
    r"""Chance to keep a word as word2vec's program and gensim compute it, $\min(1, \sqrt{t / f} + t / f)$.

    Args:
        share: Part of the running words that this word makes up, f, above 0 and at most 1.
        threshold: t, above 0; 0.001 is the default of both programs.

    Returns:
        A number above 0 and at most 1, never below `keep_probability`.

    Raises:
        ValueError: An argument is out of its range.

    Examples:
        >>> round(keep_probability_in_code(0.04, threshold=1e-4), 6)
        0.0525
    """
    _require(share, threshold)
    return min(1.0, math.sqrt(threshold / share) + threshold / share)


def _require(share: float, threshold: float) -> None:
    if not 0 < share <= 1:
        raise ValueError(f"share must be above 0 and at most 1, got {share}")
    if threshold <= 0:
        raise ValueError(f"threshold must be above 0, got {threshold}")
