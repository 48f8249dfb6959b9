r"""Skip-gram with negative sampling, by hand: loss, gradients, one step of learning, and the noise it draws from."""

from collections.abc import Mapping, Sequence

from nlpbook.maths.softmax import log_sigmoid, sigmoid
from nlpbook.maths.vectors import Vector, add, dot, scale, subtract

__all__ = [
    "noise_distribution",
    "sgns_centre_gradient",
    "sgns_context_gradient",
    "sgns_loss",
    "sgns_loss_of_scores",
    "sgns_negative_gradient",
    "sgns_step",
]


def sgns_loss_of_scores(
    positive: float, negatives: Sequence[float]
) -> float:
    r"""Loss of one pair from its dot products, in nats.

    Args:
        positive: Dot product of the centre with the true context.
        negatives: Dot products of the centre with k noise words.

    Returns:
        A number above 0.

    Raises:
        ValueError: There is no noise word.

    Source:
        Mikolov, Sutskever, Chen, Corrado and Dean (2013), eq. 4,
        with the sign turned.

    Examples:
        >>> round(sgns_loss_of_scores(0.0, [0.0, 0.0]), 4)
        2.0794
    """
    if not negatives:
        raise ValueError("negatives must hold at least one word")
    loss = -log_sigmoid(positive)
    for score in negatives:
        loss -= log_sigmoid(-score)  # mind the inner minus
    return loss


def sgns_loss(centre: Vector, context: Vector, negatives: Sequence[Vector]) -> float:
    r"""Loss of one pair and k noise words, $-\ln\sigma(u_o \cdot v_c) - \sum_k \ln\sigma(-u_k \cdot v_c)$, in nats.

    Args:
        centre: Vector of the centre word, D numbers.
        context: Context vector of the word that stood near it.
        negatives: Context vectors of k noise words, k at least 1.

    Raises:
        ValueError: There is no noise word, or the sizes differ.

    Cost:
        k + 1 dot products, whatever the size of the vocabulary.

    Examples:
        >>> round(sgns_loss([1, 0], [0, 1], [[0, 5]]), 4)
        1.3863
    """
    return sgns_loss_of_scores(dot(context, centre), [dot(u, centre) for u in negatives])


def sgns_centre_gradient(centre: Vector, context: Vector, negatives: Sequence[Vector]) -> list[float]:
    r"""Gradient of the loss for the centre, $(\sigma(u_o \cdot v_c) - 1)\,u_o + \sum_k \sigma(u_k \cdot v_c)\,u_k$.

    Returns:
        D numbers. Subtract a part of them from the centre to lower the loss.

    Raises:
        ValueError: The sizes differ.

    Examples:
        >>> sgns_centre_gradient([1, 0], [0, 2], [[0, 4]])
        [0.0, 1.0]
    """
    total = scale(sigmoid(dot(context, centre)) - 1.0, context)
    for u in negatives:
        total = add(total, scale(sigmoid(dot(u, centre)), u))
    return [x + 0.0 for x in total]


def sgns_context_gradient(centre: Vector, context: Vector) -> list[float]:
    r"""Gradient of the loss for the true context vector, $(\sigma(u_o \cdot v_c) - 1)\,v_c$.

    Examples:
        >>> sgns_context_gradient([1, 3], [0, 0])
        [-0.5, -1.5]
    """
    return scale(sigmoid(dot(context, centre)) - 1.0, centre)


def sgns_negative_gradient(centre: Vector, negative: Vector) -> list[float]:
    r"""Gradient of the loss for the context vector of a noise word, $\sigma(u_k \cdot v_c)\,v_c$: plus in both places.

    Examples:
        >>> sgns_negative_gradient([1, 3], [0, 0])
        [0.5, 1.5]
    """
    return scale(sigmoid(dot(negative, centre)), centre)


def sgns_step(
    centre: Vector,
    context: Vector,
    negatives: Sequence[Vector],
    rate: float,
) -> tuple[list[float], list[float], list[list[float]]]:
    """One step of gradient descent; nothing is overwritten.

    Args:
        centre: Vector of the centre word, D numbers.
        context: Context vector of the word that stood near it.
        negatives: Context vectors of k noise words.
        rate: Learning rate, above 0.

    Returns:
        The new centre, the new context, the new noise vectors.

    Raises:
        ValueError: The rate is not above 0, or the sizes differ.

    Examples:
        >>> sgns_step([1, 0], [0, 2], [[0, 4]], rate=0.5)
        ([1.0, -0.5], [0.25, 2.0], [[-0.25, 4.0]])
    """
    if rate <= 0:
        raise ValueError(f"rate must be above 0, got {rate}")
    slope = sgns_centre_gradient(centre, context, negatives)
    new_centre = subtract(centre, scale(rate, slope))
    slope = sgns_context_gradient(centre, context)
    new_context = subtract(context, scale(rate, slope))
    new_negatives = []
    for u in negatives:
        slope = sgns_negative_gradient(centre, u)
        new_negatives.append(subtract(u, scale(rate, slope)))
    return new_centre, new_context, new_negatives


def noise_distribution(
    counts: Mapping[str, float], power: float = 0.75
) -> dict[str, float]:
    r"""Chance of each word to be drawn as noise.

    Counts are raised to a power before they are divided by their
    sum, which lifts rare words and lowers frequent ones.

    Args:
        counts: Word to its count, above 0.
        power: 1 keeps the shares, 0 makes all words equal.

    Returns:
        Word to a number above 0; they sum to 1.

    Raises:
        ValueError: There is no word, or a count is not above 0.

    Source:
        Mikolov, Sutskever, Chen, Corrado and Dean (2013): 3/4.

    Examples:
        >>> noise_distribution({"tea": 16, "gong": 1})["tea"]
        0.8888888888888888
    """
    if not counts or min(counts.values()) <= 0:
        raise ValueError(f"counts must all be above 0, got {dict(counts)}")
    raised = {word: n**power for word, n in counts.items()}
    total = sum(raised.values())
    return {word: n / total for word, n in raised.items()}
