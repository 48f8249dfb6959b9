r"""How much memory: weights, what training keeps beside them, and activations. Bytes; 1 GB is 10^9, 1 GiB is 2^30."""

from nlpbook.costs.compute import require_positive

__all__ = ["activation_bytes", "gibibytes", "gigabytes", "training_bytes", "weight_bytes"]


def weight_bytes(parameters: float, bits: float = 16) -> float:
    """Memory of the weights alone, as for use without training.

    Args:
        parameters: Number of weights, above 0.
        bits: Bits of each, above 0: 32, 16, 8, 4.

    Raises:
        ValueError: An argument is not above 0.

    Examples:
        >>> weight_bytes(1000, bits=16)
        2000.0
    """
    require_positive(parameters=parameters, bits=bits)
    return parameters * bits / 8


def training_bytes(trained: float, frozen: float = 0, frozen_bits: float = 16) -> float:
    """Memory of weights, gradients and Adam's two averages, without activations.

    A trained weight takes 16 bytes: in plain 32-bit training four
    numbers of 4; in mixed precision 2 for the weight, 2 for its
    gradient, and 4 each for an exact copy and the two averages. A
    frozen weight takes its own bits only.

    Args:
        trained: Weights that are trained, above 0.
        frozen: Weights that are not, at least 0.
        frozen_bits: Bits of each frozen weight, above 0.

    Raises:
        ValueError: An argument is out of range.

    Source:
        Rajbhandari et al. (2020), "ZeRO", section 3.1.

    Examples:
        >>> training_bytes(100, frozen=50)
        1700.0
    """
    require_positive(trained=trained, frozen_bits=frozen_bits)
    if frozen < 0:
        raise ValueError(f"frozen must be at least 0, got {frozen}")
    return 16 * trained + frozen * frozen_bits / 8


def activation_bytes(batch: int, length: int, width: int, layers: int, heads: int) -> float:
    r"""Memory of what the forward pass of a transformer keeps for the backward pass, with 16-bit numbers.

    In symbols $s\,b\,h\,L\,(34 + 5 a s / h)$, without recomputing
    anything and without fused attention.

    Args:
        batch: b, sequences at once.
        length: s, tokens in each.
        width: h, numbers per token.
        layers: L.
        heads: a, attention heads per layer.

    Raises:
        ValueError: An argument is below 1.

    Source:
        Korthikanti et al. (2022), "Reducing activation recomputation
        in large transformer models", equation 2.

    Examples:
        >>> activation_bytes(batch=1, length=2, width=4, layers=1, heads=2)
        312.0
    """
    require_positive(batch=batch, length=length, width=width, layers=layers, heads=heads)
    return length * batch * width * layers * (34 + 5 * heads * length / width)


def gigabytes(size: float) -> float:
    """Bytes in gigabytes of 10^9.

    Examples:
        >>> gigabytes(2.5e9)
        2.5
    """
    return size / 1e9


def gibibytes(size: float) -> float:
    """Bytes in gibibytes of 2^30, as memory is sold.

    Examples:
        >>> gibibytes(2**31)
        2.0
    """
    return size / 2**30
