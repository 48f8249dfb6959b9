r"""The skip-gram model with its full softmax, by hand: probabilities, loss, and the gradient of every vector.

A centre word has a vector v of D numbers, and every word w of the vocabulary a context vector u_w of D numbers. They
stand in two different tables.
"""

from collections.abc import Sequence

from nlpbook.maths.softmax import log_softmax, softmax
from nlpbook.maths.vectors import Vector, dot, scale, subtract

__all__ = [
    "mean_vector",
    "skip_gram_context_gradients",
    "skip_gram_gradient",
    "skip_gram_loss",
    "skip_gram_probabilities",
]


def skip_gram_probabilities(centre: Vector, contexts: Sequence[Vector]) -> list[float]:
    r"""Chance of each word to stand near the centre word, $P(w \mid c) \propto \exp(u_w \cdot v_c)$.

    Args:
        centre: Vector of the centre word, D numbers.
        contexts: Context vectors of all V words.

    Returns:
        V numbers above 0 that sum to 1.

    Raises:
        ValueError: There is no word, or the sizes differ.

    Cost:
        V dot products.

    Source:
        Mikolov, Chen, Corrado and Dean (2013).

    Examples:
        >>> skip_gram_probabilities([1, 0], [[0, 3], [0, -2]])
        [0.5, 0.5]
    """
    return softmax(_scores(centre, contexts))


def skip_gram_loss(centre: Vector, contexts: Sequence[Vector], observed: int) -> float:
    r"""Loss of one pair, $-\ln P(o \mid c)$, in nats, at least 0.

    Args:
        centre: Vector of the centre word, D numbers.
        contexts: Context vectors of all V words.
        observed: Place of the word that really stood there, counted from 0.

    Raises:
        ValueError: As `skip_gram_probabilities`, or there is no word at that place.

    Examples:
        >>> round(skip_gram_loss([1, 0], [[0, 3], [0, -2]], 0), 4)
        0.6931
    """
    _require_place(observed, contexts)
    return -log_softmax(_scores(centre, contexts))[observed]


def skip_gram_gradient(
    centre: Vector, contexts: Sequence[Vector], observed: int
) -> list[float]:
    r"""Gradient of the loss for the centre vector.

    The context vector that the model expects, minus the one that
    was observed. To learn, step the other way.

    Args:
        centre: Vector of the centre word, D numbers.
        contexts: Context vectors of all V words.
        observed: Place of the word that really stood there.

    Returns:
        D numbers.

    Raises:
        ValueError: As `skip_gram_loss`.

    Examples:
        >>> skip_gram_gradient([1, 0], [[0, 3], [0, -2]], 0)
        [0.0, -2.5]
    """
    _require_place(observed, contexts)
    chances = skip_gram_probabilities(centre, contexts)
    columns = zip(*contexts, strict=True)  # D of them, each (V,)
    expected = [dot(chances, column) for column in columns]
    return subtract(expected, contexts[observed])


def skip_gram_context_gradients(centre: Vector, contexts: Sequence[Vector], observed: int) -> list[list[float]]:
    r"""Gradient of the loss with respect to every context vector, $(P(w \mid c) - [w = o])\, v_c$.

    Returns:
        V lists of D numbers: one pair moves all of them.

    Raises:
        ValueError: As `skip_gram_loss`.

    Examples:
        >>> skip_gram_context_gradients([1, 0], [[0, 3], [0, -2]], 0)
        [[-0.5, 0.0], [0.5, 0.0]]
    """
    _require_place(observed, contexts)
    chances = skip_gram_probabilities(centre, contexts)
    return [[x + 0.0 for x in scale(p - (word == observed), centre)] for word, p in enumerate(chances)]


def mean_vector(vectors: Sequence[Vector]) -> list[float]:
    """Mean of several vectors, component by component: what CBOW makes of a window.

    Raises:
        ValueError: There is no vector, or the sizes differ.

    Examples:
        >>> mean_vector([[1, 4], [3, 0]])
        [2.0, 2.0]
    """
    if not vectors or len({len(u) for u in vectors}) != 1 or not len(vectors[0]):
        raise ValueError(f"vectors must be at least one, all of one size, got sizes {[len(u) for u in vectors]}")
    share = [1 / len(vectors)] * len(vectors)
    return [dot(share, column) for column in zip(*vectors, strict=True)]


def _scores(centre: Vector, contexts: Sequence[Vector]) -> list[float]:
    """The dot product of the centre with every context vector."""
    if not contexts:
        raise ValueError("contexts must hold the vector of at least one word, got none")
    return [dot(u, centre) for u in contexts]


def _require_place(observed: int, contexts: Sequence[Vector]) -> None:
    if not 0 <= observed < len(contexts):
        raise ValueError(f"observed must be a place from 0 to {len(contexts) - 1}, got {observed}")
