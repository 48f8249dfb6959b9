r"""Perplexity: how many equally likely choices a model's uncertainty is worth, in three forms that agree.

All start from the probabilities that a model gave, one after the other, to the tokens that really came.
"""

import math
import sys
from collections.abc import Sequence

from nlpbook.maths.information import require_probability, surprisal

__all__ = [
    "bits_per_byte",
    "bits_per_character",
    "mean_surprisal",
    "perplexity",
    "perplexity_by_bits",
    "perplexity_by_product",
    "perplexity_from_bits",
    "perplexity_from_nats",
    "perplexity_per_unit",
    "total_surprisal",
    "utf8_bytes",
]

Probabilities = Sequence[float]


def perplexity(probabilities: Probabilities) -> float:
    """Perplexity: e to the power of the mean nats per token.

    Args:
        probabilities: What the model gave to each of N tokens that
            really came, each in [0, 1].

    Returns:
        At least 1; 1 if every token was certain, infinite if one
        was held to be impossible.

    Raises:
        ValueError: There is no token, or a number is no
            probability.

    Examples:
        >>> round(perplexity([0.5, 0.125]), 6)
        4.0
    """
    nats = mean_surprisal(probabilities, math.e)
    return perplexity_from_nats(nats)


def perplexity_by_bits(probabilities: Probabilities) -> float:
    """Perplexity: 2 to the power of the mean bits per token.

    Arguments, result and errors as `perplexity`.

    Examples:
        >>> perplexity_by_bits([0.5, 0.125])
        4.0
    """
    return perplexity_from_bits(mean_surprisal(probabilities))


def perplexity_by_product(probabilities: Probabilities) -> float:
    r"""Perplexity: $(\prod_t p_t)^{-1/N}$, for short texts only.

    Arguments and result as `perplexity`.

    Raises:
        ValueError: As `perplexity`, or the product is smaller than
            a float can hold: a few hundred tokens suffice for it.

    Examples:
        >>> perplexity_by_product([0.5, 0.125])
        4.0
    """
    require_probabilities(probabilities)
    if 0 in probabilities:
        return math.inf
    product = math.prod(probabilities)
    if product < sys.float_info.min:
        size = len(probabilities)
        raise ValueError(
            f"probabilities must have a product that a float can hold, got {size} numbers with product {product}; "
            "use perplexity, which adds logarithms"
        )
    return float(product ** (-1 / len(probabilities)))


def mean_surprisal(probabilities: Probabilities, base: float = 2) -> float:
    r"""Average surprise per token, $-\frac1N \sum_t \log_b p_t$: a model's cross-entropy measured on a text.

    Args:
        probabilities: What the model gave to each of N tokens that really came, each in [0, 1].
        base: Unit, above 1: 2 for bits, `math.e` for nats.

    Returns:
        At least 0; infinite if a token was held to be impossible.

    Raises:
        ValueError: There is no token, a number is no probability, or the base is out of range.

    Examples:
        >>> mean_surprisal([0.5, 0.125])
        2.0
    """
    return total_surprisal(probabilities, base) / len(probabilities)


def total_surprisal(probabilities: Probabilities, base: float = 2) -> float:
    """Sum of the surprises at all tokens: in bits, the size to which the model could compress the text.

    Arguments and errors as `mean_surprisal`.

    Examples:
        >>> total_surprisal([0.5, 0.125])
        4.0
    """
    require_probabilities(probabilities)
    return math.fsum(surprisal(p, base) for p in probabilities)


def perplexity_from_nats(nats: float) -> float:
    """Perplexity of a cross-entropy in nats per token, e to the power of it; infinite beyond the largest float.

    Raises:
        ValueError: The number is negative.

    Examples:
        >>> round(perplexity_from_nats(3.5), 1)
        33.1
    """
    return _power(math.e, "nats", nats)


def perplexity_from_bits(bits: float) -> float:
    """Perplexity of a cross-entropy in bits per token, 2 to the power of it; infinite beyond the largest float.

    Raises:
        ValueError: The number is negative.

    Examples:
        >>> perplexity_from_bits(3)
        8.0
    """
    return _power(2, "bits", bits)


def perplexity_per_unit(token_perplexity: float, tokens: int, units: int) -> float:
    r"""The same total surprise shared out over other units, $\mathrm{PP}^{N / M}$.

    Args:
        token_perplexity: Perplexity per token, at least 1.
        tokens: Number N of tokens of the text, at least 1.
        units: Number M of the other units of the same text (words, characters, bytes), at least 1.

    Returns:
        Perplexity per unit: more than before if the units are larger than the tokens.

    Raises:
        ValueError: An argument is below 1.

    Examples:
        >>> perplexity_per_unit(8, tokens=8, units=4)
        64.0
    """
    return perplexity_from_bits(_bits_per_unit(token_perplexity, tokens, units, "units"))


def bits_per_character(token_perplexity: float, tokens: int, characters: int) -> float:
    r"""Total surprise per character, $N \log_2 \mathrm{PP} / C$: comparable across ways to cut a text into tokens.

    Args:
        token_perplexity: Perplexity per token, at least 1.
        tokens: Number N of tokens of the text, at least 1.
        characters: Number C of characters of the same text, at least 1.

    Raises:
        ValueError: An argument is below 1.

    Examples:
        >>> bits_per_character(256, tokens=10, characters=40)
        2.0
    """
    return _bits_per_unit(token_perplexity, tokens, characters, "characters")


def bits_per_byte(token_perplexity: float, tokens: int, n_bytes: int) -> float:
    r"""Total surprise per byte of the file, $N \log_2 \mathrm{PP} / B$: 8 would be no compression at all.

    Args:
        token_perplexity: Perplexity per token, at least 1.
        tokens: Number N of tokens of the text, at least 1.
        n_bytes: Number B of bytes of the same text in UTF-8, at least 1.

    Raises:
        ValueError: An argument is below 1.

    Examples:
        >>> bits_per_byte(256, tokens=10, n_bytes=80)
        1.0
    """
    return _bits_per_unit(token_perplexity, tokens, n_bytes, "n_bytes")


def utf8_bytes(text: str) -> int:
    """Bytes that a text takes in UTF-8: 1 for an English letter, 3 for a Bengali one.

    Examples:
        >>> utf8_bytes("tea"), utf8_bytes("চা")
        (3, 6)
    """
    return len(text.encode("utf-8"))


def require_probabilities(probabilities: Probabilities) -> None:
    """Raise ValueError unless there is at least one number and all are in [0, 1]."""
    if len(probabilities) == 0:
        raise ValueError(f"probabilities must have at least one number, got {list(probabilities)}")
    for place, p in enumerate(probabilities):
        require_probability(f"probabilities[{place}]", p)


def _bits_per_unit(token_perplexity: float, tokens: int, units: int, name: str) -> float:
    """Bits of the whole text over the number of units called `name`."""
    for argument, value in (("token_perplexity", token_perplexity), ("tokens", tokens), (name, units)):
        if not value >= 1:
            raise ValueError(f"{argument} must be at least 1, got {value}")
    return tokens * math.log2(token_perplexity) / units


def _power(base: float, name: str, exponent: float) -> float:
    """The power, infinite where a float cannot hold it; the exponent called `name` may not be negative."""
    if not exponent >= 0:
        raise ValueError(f"{name} must be at least 0, got {exponent}")
    try:
        return float(math.exp(exponent) if base == math.e else base**exponent)
    except OverflowError:
        return math.inf
