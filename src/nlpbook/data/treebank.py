"""A treebank: sentences whose dependencies people drew by hand, read from CoNLL-U."""

from dataclasses import dataclass
from functools import cache

from nlpbook.data.files import files_of

__all__ = ["TreebankSentence", "load_treebank", "read_conllu"]


@dataclass(frozen=True)
class TreebankSentence:
    """One sentence and its tree, all tuples of N entries, one per token.

    Attributes:
        words: The tokens as written.
        tags: Their universal parts of speech, as "NOUN".
        heads: The place of each token's head, counted from 1; 0 for the root.
        labels: The relation of each token to its head, as "nsubj".
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]


@cache
def load_treebank(part: str) -> tuple[TreebankSentence, ...]:
    """The sentences of one part of the Turkish treebank, in its order.

    Words are split at the borders of their inflectional groups, so that a suffix may be a token of its own.

    Args:
        part: "web" or "wiki".

    Raises:
        ValueError: There is no such part.
        DataError: The data package is missing; says how to get it.
    """
    found = [path for path in files_of("turkish-treebank") if path.stem == part]
    if not found:
        raise ValueError(f"part must be 'web' or 'wiki', got {part!r}")
    return read_conllu(found[0].read_text(encoding="utf-8"))


def read_conllu(text: str) -> tuple[TreebankSentence, ...]:
    r"""The trees of a text in CoNLL-U; lines of words written together (1-2) and of words left out (1.1) are skipped.

    Raises:
        ValueError: A line has fewer than eight columns, or a head is no number; names the line.

    Examples:
        >>> read_conllu("1\tBirds\t_\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\tfly\t_\tVERB\t_\t_\t0\troot\t_\t_\n")[0].heads
        (2, 0)
    """
    found: list[TreebankSentence] = []
    rows: list[tuple[str, str, int, str]] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip() and not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) < 8 or not (columns[6].isdigit() or not columns[0].isdigit()):
                raise ValueError(f"line {number} must have eight columns and a number as head, got {line!r}")
            if columns[0].isdigit():
                rows.append((columns[1], columns[3], int(columns[6]), columns[7]))
        elif rows and not line.strip():
            words, tags, heads, labels = zip(*rows, strict=True)
            found.append(TreebankSentence(words, tags, heads, labels))
            rows = []
    return tuple(found)
