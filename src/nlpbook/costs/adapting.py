r"""How many weights each way of fine-tuning trains. $d$ is the width of the model, $L$ the number of its layers."""

from nlpbook.costs.compute import require_positive

__all__ = [
    "adapter_parameters",
    "bias_parameters",
    "head_parameters",
    "lora_parameters",
    "prefix_parameters",
    "prompt_parameters",
]


def lora_parameters(inputs: int, outputs: int, rank: int, matrices: int = 1) -> int:
    r"""Weights of LoRA's two factors, $r\,(d_{in} + d_{out})$ for each adapted matrix.

    Args:
        inputs: Numbers that the matrix takes, d_in, at least 1.
        outputs: Numbers that it gives, d_out, at least 1.
        rank: r, at least 1.
        matrices: Adapted matrices of this shape, at least 1.

    Raises:
        ValueError: An argument is below 1.

    Source:
        Hu et al. (2022), "LoRA: Low-rank adaptation of large
        language models", section 4.1.

    Examples:
        >>> lora_parameters(6, 4, rank=2)
        20
        >>> lora_parameters(768, 768, rank=16, matrices=2 * 12)
        589824
    """
    _require_counts(inputs=inputs, outputs=outputs, rank=rank, matrices=matrices)
    return matrices * rank * (inputs + outputs)


def adapter_parameters(width: int, bottleneck: int, adapters: int = 1, biases: bool = False) -> int:
    r"""Weights of bottleneck adapters: down to m numbers and up again, $2\,d\,m$ each.

    Args:
        width: d, at least 1.
        bottleneck: m, at least 1.
        adapters: How many; Houlsby et al. put two in each layer.
        biases: Whether to count the m + d biases as well.

    Raises:
        ValueError: An argument is below 1.

    Source:
        Houlsby et al. (2019), "Parameter-efficient transfer
        learning for NLP", section 2.1.

    Examples:
        >>> adapter_parameters(10, 2)
        40
        >>> adapter_parameters(10, 2, biases=True)
        52
    """
    _require_counts(width=width, bottleneck=bottleneck, adapters=adapters)
    return adapters * (2 * width * bottleneck + (bottleneck + width if biases else 0))


def prefix_parameters(places: int, width: int, layers: int) -> int:
    r"""Weights of prefix tuning: a key and a value for each added place in each layer, $2\,k\,d\,L$.

    Args:
        places: k, added keys and values in each layer.
        width: d.
        layers: L.

    Raises:
        ValueError: An argument is below 1.

    Source:
        Li and Liang (2021), "Prefix-tuning: Optimizing continuous
        prompts for generation", without the network that they use
        while training.

    Examples:
        >>> prefix_parameters(20, 768, 12)
        368640
    """
    _require_counts(places=places, width=width, layers=layers)
    return 2 * places * width * layers


def prompt_parameters(places: int, width: int) -> int:
    r"""Weights of prompt tuning: k trained vectors before the input, $k\,d$.

    Raises:
        ValueError: An argument is below 1.

    Source:
        Lester et al. (2021), "The power of scale for
        parameter-efficient prompt tuning".

    Examples:
        >>> prompt_parameters(20, 768)
        15360
    """
    _require_counts(places=places, width=width)
    return places * width


def bias_parameters(width: int, inner: int, layers: int) -> int:
    r"""Biases of L transformer layers, those of the two layer norms included: $L\,(7 d + d_{ff})$.

    Four of the attention maps, one of each half of the feed-forward
    network, one of each norm.

    Args:
        width: d.
        inner: Width inside the feed-forward network.
        layers: L.

    Raises:
        ValueError: An argument is below 1.

    Source:
        Ben Zaken et al. (2022), "BitFit: Simple
        parameter-efficient fine-tuning", section 3.

    Examples:
        >>> bias_parameters(10, 40, layers=1)
        110
    """
    _require_counts(width=width, inner=inner, layers=layers)
    return layers * (7 * width + inner)


def head_parameters(width: int, classes: int, bias: bool = True) -> int:
    """Weights of a linear classification head, and a bias for each class.

    Raises:
        ValueError: An argument is below 1.

    Examples:
        >>> head_parameters(768, 2)
        1538
        >>> head_parameters(768, 2, bias=False)
        1536
    """
    _require_counts(width=width, classes=classes)
    return width * classes + (classes if bias else 0)


def _require_counts(**numbers: int) -> None:
    """Raise ValueError, naming the argument, unless every number is at least 1."""
    require_positive(**numbers)
    for name, value in numbers.items():
        if value < 1:
            raise ValueError(f"{name} must be at least 1, got {value}")
