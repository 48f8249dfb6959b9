r"""Sizes of a GPT: its parameters, and the cache of keys and values that it keeps while it writes."""

from nlpbook.costs.compute import require_positive

__all__ = ["cache_bytes", "gpt_parameters"]


def gpt_parameters(vocabulary: int, width: int, layers: int, longest: int) -> int:
    r"""Parameters of a GPT-2-like model: in symbols $V D + T D + L (12 D^2 + 13 D) + 2 D$.

    Two embedding tables, L blocks (attention 4 D² + 4 D, feed-forward
    8 D² + 5 D, two norms 4 D) and a last norm. The output layer is
    the token table again and costs nothing.

    Args:
        vocabulary: V, tokens.
        width: D.
        layers: L.
        longest: T, places with a position vector.

    Raises:
        ValueError: An argument is not above 0.

    Source:
        Radford et al. (2019), "Language models are unsupervised
        multitask learners".

    Examples:
        >>> gpt_parameters(50_257, width=768, layers=12, longest=1024)
        124439808
    """
    require_positive(vocabulary=vocabulary, width=width, layers=layers, longest=longest)
    tables = (vocabulary + longest) * width
    return tables + layers * (12 * width**2 + 13 * width) + 2 * width


def cache_bytes(layers: int, width: int, length: int, batch: int = 1, bits: float = 16) -> float:
    r"""Memory of the cached keys and values: two vectors of width D per layer, place and text.

    Args:
        layers: L.
        width: D, of all heads together.
        length: Tokens read and written so far.
        batch: Texts at once.
        bits: Bits of each number.

    Raises:
        ValueError: An argument is not above 0.

    Examples:
        >>> cache_bytes(layers=2, width=4, length=3)
        96.0
    """
    require_positive(layers=layers, width=width, length=length, batch=batch, bits=bits)
    return 2 * layers * width * length * batch * bits / 8
