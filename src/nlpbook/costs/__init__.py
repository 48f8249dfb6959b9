"""The costs room: computing, memory and money by rules of thumb. Standard library only: it also runs in the browser."""

from nlpbook.costs.adapting import (
    adapter_parameters,
    bias_parameters,
    head_parameters,
    lora_parameters,
    prefix_parameters,
    prompt_parameters,
)
from nlpbook.costs.compute import compute_seconds, inference_flops, training_flops
from nlpbook.costs.gpt import cache_bytes, gpt_parameters
from nlpbook.costs.memory import activation_bytes, gibibytes, gigabytes, training_bytes, weight_bytes
from nlpbook.costs.money import api_cost, gpu_cost, serving_cost
from nlpbook.costs.quantised import qlora_bytes, scale_bits

__all__ = [
    "activation_bytes",
    "adapter_parameters",
    "api_cost",
    "bias_parameters",
    "cache_bytes",
    "compute_seconds",
    "gibibytes",
    "gigabytes",
    "gpt_parameters",
    "gpu_cost",
    "head_parameters",
    "inference_flops",
    "lora_parameters",
    "prefix_parameters",
    "prompt_parameters",
    "qlora_bytes",
    "scale_bits",
    "serving_cost",
    "training_bytes",
    "training_flops",
    "weight_bytes",
]
