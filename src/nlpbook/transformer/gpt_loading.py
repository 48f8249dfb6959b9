"""GPT-2's weights, under the names of the transformers library, as weights of our GPT."""

import re
from collections.abc import Mapping

from torch import Tensor

__all__ = ["from_library_names"]

PARTS = {
    "ln_1": "attention_norm",
    "attn.c_proj": "attention.output",
    "ln_2": "feed_forward_norm",
    "mlp.c_fc": "feed_forward.up",
    "mlp.c_proj": "feed_forward.down",
}
TABLES = {"wte.weight": "tokens.weight", "wpe.weight": "positions.weight",
          "ln_f.weight": "norm.weight", "ln_f.bias": "norm.bias"}  # fmt: skip
_NAME = re.compile(r"h\.(\d+)\.(.+)\.(weight|bias)")


def from_library_names(theirs: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """A state dictionary of transformers' GPT2LMHeadModel, renamed and reshaped for our GPT.

    The library keeps a linear map's matrix as (inputs, outputs), the transpose of `nn.Linear`, and query, key and value
    in one matrix beside each other.

    Args:
        theirs: Names (with or without "transformer." in front) to tensors. Masks that old versions stored, and the
            output layer, which is the token table again, are left out.

    Returns:
        What `GPT.load_state_dict` takes.
    """
    ours: dict[str, Tensor] = {}
    for name, tensor in theirs.items():
        name = name.removeprefix("transformer.")
        found = _NAME.fullmatch(name)
        if name in TABLES:
            ours[TABLES[name]] = tensor
        elif found and found[2] == "attn.c_attn":
            for part, piece in zip(("query", "key", "value"), tensor.chunk(3, dim=-1), strict=True):
                ours[f"blocks.{found[1]}.attention.{part}.{found[3]}"] = piece.T if piece.ndim == 2 else piece
        elif found and found[2] in PARTS:
            ours[f"blocks.{found[1]}.{PARTS[found[2]]}.{found[3]}"] = tensor.T if tensor.ndim == 2 else tensor
    return ours
