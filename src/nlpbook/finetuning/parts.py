"""Which weights of a model are trained: freeze all, thaw some, count them."""

from collections.abc import Iterable

from torch import nn

__all__ = ["count_trained", "count_weights", "freeze", "thaw", "thaw_biases"]


def freeze(model: nn.Module) -> None:
    """Train nothing of a model."""
    model.requires_grad_(False)


def thaw(parts: Iterable[nn.Module]) -> None:
    """Train everything inside these parts."""
    for part in parts:
        part.requires_grad_(True)


def thaw_biases(model: nn.Module) -> int:
    """Train every parameter called "bias", those of the layer norms included: BitFit.

    Returns:
        How many numbers that makes.

    Raises:
        ValueError: The model has no biases.

    Source:
        Ben Zaken et al. (2022), "BitFit: Simple parameter-efficient fine-tuning for transformer-based masked
        language-models".

    Examples:
        >>> thaw_biases(nn.Linear(4, 3))
        3
    """
    biases = [weights for name, weights in model.named_parameters() if name.rpartition(".")[2] == "bias"]
    if not biases:
        raise ValueError("model must have parameters called bias, got none")
    for weights in biases:
        weights.requires_grad_(True)
    return sum(weights.numel() for weights in biases)


def count_trained(model: nn.Module) -> int:
    """How many numbers training will change.

    Examples:
        >>> count_trained(nn.Linear(4, 3))
        15
    """
    return sum(weights.numel() for weights in model.parameters() if weights.requires_grad)


def count_weights(model: nn.Module) -> int:
    """How many numbers the model has, trained or frozen."""
    return sum(weights.numel() for weights in model.parameters())
