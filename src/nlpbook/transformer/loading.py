"""Packaged weights into our encoder: the names of BERT's parameters, and where each one goes."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from nlpbook.data.models import encoder_folder
from nlpbook.tokenizers.bert import BertTokenizer
from nlpbook.transformer.encoder import Encoder, EncoderShape

__all__ = ["encoder_from", "load_minilm", "our_name", "read_shape"]

PARTS = {
    "embeddings.word_embeddings": "tokens",
    "embeddings.position_embeddings": "positions",
    "embeddings.token_type_embeddings": "segments",
    "embeddings.LayerNorm": "norm",
    "attention.self.query": "attention.query",
    "attention.self.key": "attention.key",
    "attention.self.value": "attention.value",
    "attention.output.dense": "attention.output",
    "attention.output.LayerNorm": "attention_norm",
    "intermediate.dense": "feed_forward.up",
    "output.dense": "feed_forward.down",
    "output.LayerNorm": "feed_forward_norm",
}
LAYER = "encoder.layer."


def our_name(theirs: str) -> str | None:
    """What a parameter of BERT is called in our encoder; None if we have no such part (pooler, position numbers).

    Examples:
        >>> our_name("encoder.layer.3.attention.self.query.weight")
        'blocks.3.attention.query.weight'
        >>> our_name("pooler.dense.bias") is None
        True
    """
    part, _, kind = theirs.rpartition(".")
    front = ""
    if part.startswith(LAYER):
        number, _, part = part.removeprefix(LAYER).partition(".")
        front = f"blocks.{number}."
    return f"{front}{PARTS[part]}.{kind}" if part in PARTS else None


def read_shape(config: Mapping[str, object]) -> EncoderShape:
    """The sizes from BERT's `config.json`.

    Raises:
        ValueError: It is another kind of model.
    """
    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        raise ValueError("config must be of model_type 'bert' with hidden_act 'gelu', got "
                         f"{config.get('model_type')!r} with {config.get('hidden_act')!r}")  # fmt: skip
    names = {
        "vocabulary": "vocab_size", "width": "hidden_size", "layers": "num_hidden_layers",
        "heads": "num_attention_heads", "inner": "intermediate_size", "longest": "max_position_embeddings",
        "segments": "type_vocab_size", "eps": "layer_norm_eps",
    }  # fmt: skip
    return EncoderShape(**{ours: config[theirs] for ours, theirs in names.items()})  # type: ignore[arg-type]


def encoder_from(folder: Path) -> Encoder:
    """A BERT-like encoder from a folder with `config.json` and `model.safetensors`, ready for use (no dropout).

    Every parameter of ours must be found there, with its shape: `load_state_dict` refuses anything less.
    """
    shape = read_shape(json.loads((folder / "config.json").read_text(encoding="utf-8")))
    weights: dict[str, Tensor] = {}
    for theirs, tensor in load_file(folder / "model.safetensors").items():
        name = our_name(theirs)
        if name is not None:
            weights[name] = tensor
    with torch.device("meta"):  # sizes without numbers: drawing random weights first would take a second
        encoder = Encoder(shape)
    encoder.load_state_dict(weights, assign=True)
    return encoder.eval()


@cache
def _minilm_tokenizer() -> BertTokenizer:
    lines = (encoder_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return BertTokenizer(lines)


def load_minilm() -> tuple[Encoder, BertTokenizer]:
    """all-MiniLM-L6-v2: 6 layers of width 384 with 12 heads, 22.6 million parameters, and its tokenizer.

    Each call returns an encoder of its own, so that one may be changed. About 0.3 s.

    Raises:
        DataError: The data package is missing; says how to get it.
    """
    return encoder_from(encoder_folder()), _minilm_tokenizer()
