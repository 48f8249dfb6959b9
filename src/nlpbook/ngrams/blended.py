"""Blending orders: a long context is trusted as far as it was seen, for the rest the next shorter one is asked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from nlpbook.ngrams.add_k import AddK, join, last
from nlpbook.ngrams.counts import Text, require_order, require_symbol

__all__ = ["Blended"]


@dataclass(frozen=True)
class Blended:
    """An n-gram model that adds `weight` invented observations, shared out as the next shorter context predicts.

    With c(h, x) the count of symbol x after context h, c(h) that of the context and h' the context without its first
    symbol, p(x | h) = (c(h, x) + weight · p(x | h')) / (c(h) + weight). Below the empty context lies 1 / V.

    Attributes:
        weight: How many observations a shorter context is worth, above 0.
        vocabulary: The V symbols that share the probability.
        runs: For each length from 1 to the order, the counts of runs.
        contexts: For each length from 0 to order - 1, how often each context was followed by anything.

    Source:
        MacKay and Peto (1995), "A hierarchical Dirichlet language model".
    """

    weight: float
    vocabulary: frozenset[str]
    runs: tuple[Counter[Text], ...]
    contexts: tuple[Counter[Text], ...]

    @classmethod
    def fit(cls, text: Text, order: int, weight: float = 5.0, vocabulary: Iterable[str] | None = None) -> Self:
        """Count a training text once for each length of run.

        Args:
            text: A string (of characters) or a tuple (of words).
            order: Longest run, at least 1.
            weight: Above 0.
            vocabulary: All symbols that may ever occur; without it, those of the text.

        Raises:
            ValueError: An argument is out of range, or the text has a symbol outside the vocabulary.
        """
        require_order(order)
        if not weight > 0:
            raise ValueError(f"weight must be above 0, got {weight}")
        known = frozenset(text if vocabulary is None else vocabulary)
        counted = [AddK.fit(text, length, 0, known) for length in range(1, order + 1)]
        return cls(weight, known, tuple(m.runs for m in counted), tuple(m.contexts for m in counted))

    @property
    def order(self) -> int:
        """Length of the longest run, context and next symbol together."""
        return len(self.runs)

    def cut(self, order: int) -> Self:
        """The same model with shorter runs only; nothing is counted again.

        Raises:
            ValueError: The order is not from 1 to the model's own.
        """
        if not 1 <= order <= self.order:
            raise ValueError(f"order must be from 1 to {self.order}, got {order}")
        return type(self)(self.weight, self.vocabulary, self.runs[:order], self.contexts[:order])

    def add_k(self, order: int, k: float) -> AddK:
        """The add-k model of that order from the same counts; nothing is counted again.

        Raises:
            ValueError: The order is not from 1 to the model's own, or k is negative.
        """
        short = self.cut(order)
        if not k >= 0:
            raise ValueError(f"k must be at least 0, got {k}")
        return AddK(order, k, self.vocabulary, short.runs[-1], short.contexts[-1])

    def probability(self, symbol: str, context: Text) -> float:
        """Chance of the symbol after the context.

        Args:
            symbol: One of the vocabulary.
            context: What stands before it, of the training text's
                type; only the last `order` - 1 symbols count.

        Returns:
            A number above 0; over the vocabulary they sum to one.

        Raises:
            ValueError: The symbol is not in the vocabulary.
        """
        require_symbol(symbol, self.vocabulary)
        value = 1 / len(self.vocabulary)
        longest = min(self.order - 1, len(context))
        for length in range(longest + 1):
            near = last(context, length)
            seen = self.contexts[length].get(near, 0)
            if seen == 0:
                break  # then no longer context was seen either
            count = self.runs[length].get(join(near, symbol), 0)
            total = seen + self.weight
            value = (count + self.weight * value) / total
        return value
