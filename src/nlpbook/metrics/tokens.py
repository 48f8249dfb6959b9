"""Cutting text into the tokens that a metric counts, and refusing what is not cut yet.

A score belongs to a tokeniser: the same two sentences, cut in another way, score otherwise.
"""

import re
from collections.abc import Sequence

__all__ = ["rouge_tokens", "tokenize_13a"]

_ENTITIES = (("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"))
_RULES = (
    (re.compile(r"([\{-\~\[-\` -\&\(-\+\:-\@\/])"), r" \1 "),  # signs but ' , - . stand alone
    (re.compile(r"([^0-9])([\.,])"), r"\1 \2 "),  # a dot or comma after a letter
    (re.compile(r"([\.,])([^0-9])"), r" \1 \2"),  # and one before a letter, but not inside 3.14
    (re.compile(r"([0-9])(-)"), r"\1 \2 "),  # a dash after a digit
)
_ROUGE_WORD = re.compile(r"[a-z0-9]+")


def tokenize_13a(text: str) -> list[str]:
    """Split a text as the evaluation script mteval-v13a does, sacrebleu's default for BLEU.

    Args:
        text: One segment, usually a sentence. Case is kept.

    Returns:
        Its tokens; none for an empty text.

    Source:
        Post (2018), "A call for clarity in reporting BLEU scores".

    Examples:
        >>> tokenize_13a("It's 3.14, isn't it?")
        ["It's", '3.14', ',', "isn't", 'it', '?']
    """
    line = text.rstrip().replace("<skipped>", "").replace("-\n", "").replace("\n", " ")
    for entity, sign in _ENTITIES:
        line = line.replace(entity, sign)
    line = f" {line} "
    for pattern, replacement in _RULES:
        line = pattern.sub(replacement, line)
    return line.split()


def rouge_tokens(text: str) -> list[str]:
    """Lower-case runs of the letters a to z and of digits, as the usual ROUGE programs take them, without stemming.

    Every other letter is a gap: accents tear words apart, and nothing is left of a text in another script.

    Examples:
        >>> rouge_tokens("The café, it's OPEN!")
        ['the', 'caf', 'it', 's', 'open']
    """
    return _ROUGE_WORD.findall(text.lower())


def require_tokens(name: str, tokens: Sequence[str]) -> None:
    """Raise ValueError if the argument called `name` is a text instead of a list of tokens."""
    if isinstance(tokens, str):
        raise ValueError(f"{name} must be a list of tokens, got the text {tokens[:30]!r}; split it first")


def require_references(references: Sequence[Sequence[str]]) -> None:
    """Raise ValueError unless there is at least one reference and each is a list of tokens."""
    require_tokens("references", references)  # type: ignore[arg-type]
    if not references:
        raise ValueError("references must hold at least one reference, got none")
    for reference in references:
        if isinstance(reference, str):
            raise ValueError(
                f"references must be a list of token lists, got {reference[:30]!r} in it; "
                "put a single reference in brackets: [reference]"
            )


def require_at_least_one(name: str, value: int) -> None:
    """Raise ValueError unless the whole number called `name` is at least 1."""
    if value < 1:
        raise ValueError(f"{name} must be at least 1, got {value}")
