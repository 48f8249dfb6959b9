"""The fine-tuning room: LoRA, adapters, prefixes, biases; a classifier to adapt; answers to learn; 4-bit weights."""

from nlpbook.finetuning.adapters import Adapter, add_adapters
from nlpbook.finetuning.classifier import Classifier, Labelled, encode_labelled
from nlpbook.finetuning.instructions import IGNORED, Turn, answer_loss, targets_of
from nlpbook.finetuning.lora import LoRALinear, add_lora, lora_layers, merge_all
from nlpbook.finetuning.nf4 import Quantised, even_levels, nf4_levels, quantise, restore
from nlpbook.finetuning.parts import count_trained, count_weights, freeze, thaw, thaw_biases
from nlpbook.finetuning.prefix import Prefix, add_prefixes
from nlpbook.finetuning.probe import cache_states, fit_head, pooled
from nlpbook.finetuning.splitting import split_by_film
from nlpbook.finetuning.training import accuracy, rate_at, shuffled_batches, train

__all__ = [
    "IGNORED",
    "Adapter",
    "Classifier",
    "Labelled",
    "LoRALinear",
    "Prefix",
    "Quantised",
    "Turn",
    "accuracy",
    "add_adapters",
    "add_lora",
    "add_prefixes",
    "answer_loss",
    "cache_states",
    "count_trained",
    "count_weights",
    "encode_labelled",
    "even_levels",
    "fit_head",
    "freeze",
    "lora_layers",
    "merge_all",
    "nf4_levels",
    "pooled",
    "quantise",
    "rate_at",
    "restore",
    "shuffled_batches",
    "split_by_film",
    "targets_of",
    "thaw",
    "thaw_biases",
    "train",
]
