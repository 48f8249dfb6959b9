r"""A text as counted words: which words and pairs of words it holds, weighted by how rare they are.

What is counted and how rare it is is *fitted*, so it is learned from training texts alone and applied to others.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import torch

__all__ = ["Features", "fit_features", "word_grams"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[!?]")


def word_grams(text: str, longest: int = 2) -> list[str]:
    """Words in lower case and runs of neighbouring words, up to so many; ! and ? count as words.

    Raises:
        ValueError: `longest` is below 1.

    Examples:
        >>> word_grams("Not bad!")
        ['not', 'bad', '!', 'not bad', 'bad !']
    """
    if longest < 1:
        raise ValueError(f"longest must be at least 1, got {longest}")
    words = _WORD.findall(text.lower())
    return [" ".join(words[i : i + n]) for n in range(1, longest + 1) for i in range(len(words) - n + 1)]


@dataclass(frozen=True)
class Features:
    """What was learned from the training texts: the V grams that count, and their weights.

    Attributes:
        column: Each gram's column, 0 to V - 1, in order of the alphabet.
        weights: V inverse document frequencies, at least 1.
        longest: Most words in a gram.
    """

    column: dict[str, int]
    weights: torch.Tensor
    longest: int

    def counts(self, texts: Sequence[str]) -> torch.Tensor:
        """How often each gram occurs in each text: N × V, sparse; grams that are not known are passed over."""
        rows, columns, values = [], [], []
        for row, text in enumerate(texts):
            for gram, count in Counter(word_grams(text, self.longest)).items():
                if gram in self.column:
                    rows.append(row)
                    columns.append(self.column[gram])
                    values.append(float(count))
        shape = (len(texts), len(self.column))
        places = torch.tensor([rows, columns], dtype=torch.long).reshape(2, -1)
        return torch.sparse_coo_tensor(places, torch.tensor(values), shape, check_invariants=True).coalesce()

    def tfidf(self, texts: Sequence[str]) -> torch.Tensor:
        """Counts times weights, each row scaled to length 1 (a row without known grams stays zero): N × V, sparse."""
        counts = self.counts(texts)
        rows, columns = counts.indices()
        values = counts.values() * self.weights[columns]
        lengths = torch.zeros(len(texts)).index_add_(0, rows, values**2).sqrt()
        return torch.sparse_coo_tensor(
            counts.indices(), values / lengths[rows], counts.shape, check_invariants=True
        ).coalesce()


def fit_features(texts: Sequence[str], longest: int = 2, least: int = 2) -> Features:
    r"""Learn which grams count, and how rare each is: $\ln\frac{1 + N}{1 + n} + 1$ for a gram in n of N texts.

    Args:
        texts: N training texts, at least 1.
        longest: Most words in a gram, at least 1.
        least: In how many texts a gram must occur, at least 1.

    Raises:
        ValueError: An argument is out of range, or no gram is frequent enough.

    Source:
        Spärck Jones (1972), "A statistical interpretation of term specificity"; with the two added ones, so that no
        weight is zero or infinite.

    Examples:
        >>> sorted(fit_features(["good fun", "good plot", "no fun"], longest=1).column)
        ['fun', 'good']
    """
    if least < 1:
        raise ValueError(f"least must be at least 1, got {least}")
    if not texts:
        raise ValueError("texts must hold at least one text, got none")
    found = Counter(gram for text in texts for gram in set(word_grams(text, longest)))
    kept = sorted(gram for gram, n in found.items() if n >= least)
    if not kept:
        raise ValueError(f"least must leave some gram, but none is in {least} of the {len(texts)} texts")
    weights = [math.log((1 + len(texts)) / (1 + found[gram])) + 1 for gram in kept]
    return Features({gram: number for number, gram in enumerate(kept)}, torch.tensor(weights), longest)
