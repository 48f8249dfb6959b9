"""The vocabularies of real tokenizers: GPT-2, GPT-4 and GPT-4o."""

from functools import cache

from nlpbook.data.files import files_of
from nlpbook.tokenizers.byte_level import PATTERNS, ByteLevelBPE, read_ranks

__all__ = ["load_ranks", "load_tokenizer"]

END_OF_TEXT = {"gpt2": 50_256, "cl100k": 100_257, "o200k": 199_999}


@cache
def load_ranks(name: str) -> dict[bytes, int]:
    """Each token of a real vocabulary with its rank. Read once per process: leave it as it is.

    Args:
        name: "gpt2" (2019), "cl100k" (GPT-4) or "o200k" (GPT-4o).

    Raises:
        ValueError: Another name.
        DataError: The data package is missing; says how to get it.
    """
    if name not in PATTERNS:
        raise ValueError(f"name must be one of {', '.join(PATTERNS)}, got {name!r}")
    with files_of(f"{name}-ranks")[0].open(encoding="ascii") as lines:
        return read_ranks(lines)


@cache
def load_tokenizer(name: str) -> ByteLevelBPE:
    """The tokenizer of GPT-2 ("gpt2"), GPT-4 ("cl100k") or GPT-4o ("o200k"), with its token for the end of a text.

    Raises:
        ValueError: Another name.
        DataError: The data package is missing; says how to get it.
    """
    ranks = load_ranks(name)
    return ByteLevelBPE(ranks, pattern=name, special={"<|endoftext|>": END_OF_TEXT[name]})
