r"""What a quantised weight really takes, the numbers that scale it included, and what QLoRA takes with it."""

from nlpbook.costs.compute import require_positive
from nlpbook.costs.memory import training_bytes

__all__ = ["qlora_bytes", "scale_bits"]


def scale_bits(block: int, bits: float = 32, group: int = 0, group_bits: float = 32) -> float:
    r"""Bits that the scales add to each weight: $b / B$, and with double quantisation $b / B + b_2 / (B\,G)$.

    Weights are quantised in blocks, and each block keeps one number
    by which its codes are multiplied. Double quantisation stores
    these numbers in few bits too, in groups with one exact number
    each.

    Args:
        block: B, weights that share a scale, at least 1.
        bits: b, bits of a scale, above 0.
        group: G, scales that share a second scale; 0 for none.
        group_bits: b_2, bits of a second scale, above 0.

    Returns:
        Bits per weight.

    Raises:
        ValueError: An argument is out of range.

    Source:
        Dettmers et al. (2023), "QLoRA: Efficient finetuning of
        quantized LLMs", section 3.

    Examples:
        >>> scale_bits(64)
        0.5
        >>> round(scale_bits(64, bits=8, group=256), 3)
        0.127
    """
    require_positive(block=block, bits=bits, group_bits=group_bits)
    if group < 0:
        raise ValueError(f"group must be at least 0, got {group}")
    return bits / block + (group_bits / (block * group) if group else 0.0)


def qlora_bytes(parameters: float, trained: float, bits: float = 4, overhead: float = 0.0) -> float:
    """Memory of a quantised, frozen model and a LoRA trained on top of it, without activations.

    Args:
        parameters: Weights of the frozen model, above 0.
        trained: Weights of the LoRA factors, above 0, at 16 bytes
            each as in `training_bytes`.
        bits: Bits of a frozen weight, above 0.
        overhead: Bits that its scales add, as from `scale_bits`, at
            least 0.

    Returns:
        Bytes.

    Raises:
        ValueError: An argument is out of range.

    Source:
        Dettmers et al. (2023), "QLoRA: Efficient finetuning of
        quantized LLMs".

    Examples:
        >>> qlora_bytes(1000, 10)
        660.0
    """
    require_positive(parameters=parameters, bits=bits)
    if overhead < 0:
        raise ValueError(f"overhead must be at least 0, got {overhead}")
    return training_bytes(trained, frozen=parameters, frozen_bits=bits + overhead)
