"""Add-k: every symbol of the vocabulary is treated as if it had been seen k times more often than it was."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from nlpbook.ngrams.counts import Text, ngram_counts, require_order, require_symbol, require_vocabulary

__all__ = ["AddK"]


@dataclass(frozen=True)
class AddK:
    """An n-gram model: the next symbol depends on the `order` - 1 symbols before it.

    Attributes:
        order: Length of a run, context and next symbol together, at least 1.
        k: What is added to every count, at least 0; 0 gives relative frequencies, Laplace's rule is 1.
        vocabulary: The V symbols that share the probability.
        runs: Counts of runs of `order` symbols.
        contexts: How often each context was followed by anything.
    """

    order: int
    k: float
    vocabulary: frozenset[str]
    runs: Counter[Text]
    contexts: Counter[Text]

    @classmethod
    def fit(cls, text: Text, order: int, k: float = 1.0, vocabulary: Iterable[str] | None = None) -> Self:
        """Count a training text.

        Args:
            text: A string (of characters) or a tuple (of words).
            order: At least 1: 1 unigrams, 2 bigrams and so on.
            k: At least 0.
            vocabulary: All symbols that may ever occur; without it, those of the text.

        Raises:
            ValueError: An argument is out of range, or the text has a symbol outside the vocabulary.
        """
        require_order(order)
        if not k >= 0:
            raise ValueError(f"k must be at least 0, got {k}")
        known = frozenset(text if vocabulary is None else vocabulary)
        require_vocabulary(text, known)
        runs = ngram_counts(text, order)
        contexts: Counter[Text] = Counter()
        for run, count in runs.items():
            contexts[run[:-1]] += count
        return cls(order, k, known, runs, contexts)

    def probability(self, symbol: str, context: Text) -> float:
        """Chance of the symbol after the context.

        Args:
            symbol: One of the vocabulary.
            context: What stands before it, of the training text's
                type; only the last `order` - 1 symbols count.

        Returns:
            A number in [0, 1]; over the vocabulary they sum to one.
            After a context never seen, or too short, all symbols
            are equally likely.

        Raises:
            ValueError: The symbol is not in the vocabulary.
        """
        require_symbol(symbol, self.vocabulary)
        context = last(context, self.order - 1)
        seen = self.contexts.get(context, 0)
        if seen == 0:
            return 1 / len(self.vocabulary)
        run = join(context, symbol)
        return (self.runs.get(run, 0) + self.k) / (seen + self.k * len(self.vocabulary))


def last(text: Text, n: int) -> Text:
    """The last n symbols, or all if there are fewer.

    Examples:
        >>> last("abc", 2), last("abc", 0)
        ('bc', '')
    """
    return text[max(0, len(text) - n) :]


def join(context: Text, symbol: str) -> Text:
    """Context and symbol as one run.

    Examples:
        >>> join("ab", "c"), join(("a",), "b")
        ('abc', ('a', 'b'))
    """
    return context + symbol if isinstance(context, str) else (*context, symbol)
