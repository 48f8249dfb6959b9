"""What it costs: hours of accelerators, tokens of a service, a day of serving. Any currency; results in the same."""

from nlpbook.costs.compute import require_positive

__all__ = ["api_cost", "gpu_cost", "serving_cost"]

HOUR = 3600  # seconds


def gpu_cost(seconds: float, price_per_hour: float, gpus: int = 1) -> float:
    """Price of so many seconds on so many accelerators at once.

    Raises:
        ValueError: An argument is not above 0.

    Examples:
        >>> gpu_cost(1800, price_per_hour=3, gpus=2)
        3.0
    """
    require_positive(seconds=seconds, price_per_hour=price_per_hour, gpus=gpus)
    return seconds / HOUR * price_per_hour * gpus


def api_cost(
    requests: float, input_tokens: float, output_tokens: float, input_price: float, output_price: float
) -> float:
    """Price of so many requests to a service that counts tokens.

    Args:
        requests: How many, above 0.
        input_tokens: Tokens that each sends, above 0.
        output_tokens: Tokens that each gets back, above 0.
        input_price: For a million tokens sent, above 0.
        output_price: For a million tokens received, above 0.

    Raises:
        ValueError: An argument is not above 0.

    Examples:
        >>> api_cost(1000, 500, 100, input_price=2, output_price=10)
        2.0
    """
    require_positive(requests=requests, input_tokens=input_tokens, output_tokens=output_tokens)
    require_positive(input_price=input_price, output_price=output_price)
    return requests * (input_tokens * input_price + output_tokens * output_price) / 1e6


def serving_cost(tokens: float, tokens_per_second: float, price_per_hour: float) -> float:
    """Price of generating so many tokens on accelerators that are always busy.

    Args:
        tokens: Tokens to generate, above 0.
        tokens_per_second: What one accelerator generates, all its
            requests together, above 0.
        price_per_hour: Of one accelerator, above 0.

    Raises:
        ValueError: An argument is not above 0.

    Examples:
        >>> serving_cost(72_000, tokens_per_second=10, price_per_hour=3)
        6.0
    """
    require_positive(tokens=tokens, tokens_per_second=tokens_per_second)
    return gpu_cost(tokens / tokens_per_second, price_per_hour)
