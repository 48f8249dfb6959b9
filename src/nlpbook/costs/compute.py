r"""How much computing: floating-point operations of training and of use, and the time they take.

The rules count the multiplications and additions of the matrix products, in which nearly all the work lies, and leave
out attention over the sequence, which stays small while sequences are short beside the model's width.
"""

__all__ = ["compute_seconds", "inference_flops", "training_flops"]


def training_flops(parameters: float, tokens: float) -> float:
    """Operations of training, about 6 per parameter and token: 2 forward, 4 backward.

    Args:
        parameters: N, weights that take part in each token, above 0.
        tokens: D, tokens seen in training: examples × length ×
            epochs, above 0.

    Returns:
        Floating-point operations, about 6 N D.

    Raises:
        ValueError: An argument is not above 0.

    Source:
        Kaplan et al. (2020), "Scaling laws for neural language
        models", section 2.1.

    Examples:
        >>> training_flops(2, 5)
        60
    """
    require_positive(parameters=parameters, tokens=tokens)
    return 6 * parameters * tokens


def inference_flops(parameters: float, tokens: float) -> float:
    """Operations of one forward pass, about 2 per parameter and token: one product and one sum.

    Raises:
        ValueError: An argument is not above 0.

    Examples:
        >>> inference_flops(2, 5)
        20
    """
    require_positive(parameters=parameters, tokens=tokens)
    return 2 * parameters * tokens


def compute_seconds(flops: float, peak: float, utilisation: float) -> float:
    """Seconds that so many operations take on one accelerator.

    Args:
        flops: Operations, above 0.
        peak: What the data sheet promises, operations per second,
            above 0.
        utilisation: The share of it that is reached, in (0, 1];
            trainings reach a third to a half.

    Raises:
        ValueError: An argument is out of range.

    Examples:
        >>> compute_seconds(600, 100, 0.5)
        12.0
    """
    require_positive(flops=flops, peak=peak)
    if not 0 < utilisation <= 1:
        raise ValueError(f"utilisation must be above 0 and at most 1, got {utilisation}")
    return flops / (peak * utilisation)


def require_positive(**numbers: float) -> None:
    """Raise ValueError, naming the argument, unless every number is above 0."""
    for name, value in numbers.items():
        if not value > 0:
            raise ValueError(f"{name} must be above 0, got {value}")
