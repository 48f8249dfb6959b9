"""The costs room: computing, memory and money by rules of thumb. Standard library only: it also runs in the browser."""

from nlpbook.costs.compute import compute_seconds, inference_flops, training_flops
from nlpbook.costs.gpt import cache_bytes, gpt_parameters
from nlpbook.costs.memory import activation_bytes, gibibytes, gigabytes, training_bytes, weight_bytes
from nlpbook.costs.money import api_cost, gpu_cost, serving_cost

__all__ = [
    "activation_bytes",
    "api_cost",
    "cache_bytes",
    "compute_seconds",
    "gibibytes",
    "gigabytes",
    "gpt_parameters",
    "gpu_cost",
    "inference_flops",
    "serving_cost",
    "training_bytes",
    "training_flops",
    "weight_bytes",
]
