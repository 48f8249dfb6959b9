"""What a model says about a text: the probability of each symbol, the average surprise, and new text drawn from it."""

import math
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Protocol

from nlpbook.maths import surprisal
from nlpbook.ngrams.add_k import join, last
from nlpbook.ngrams.counts import Text

__all__ = ["NextSymbol", "draw_text", "text_probabilities", "text_surprisal"]


class NextSymbol(Protocol):
    """Anything that gives the next symbol a probability."""

    @property
    def order(self) -> int:
        """One more than the number of symbols before the next one that count."""

    @property
    def vocabulary(self) -> frozenset[str]:
        """The symbols that share the probability."""

    def probability(self, symbol: str, context: Text) -> float:
        """Chance of the symbol after the context."""


def text_probabilities(model: NextSymbol, text: Text) -> list[float]:
    """What the model gives to each symbol of the text, in order; the first symbols have shorter contexts.

    Raises:
        ValueError: The text has a symbol outside the model's vocabulary.
    """
    return [model.probability(symbol, context) for context, symbol in _steps(model, text)]


def text_surprisal(model: NextSymbol, text: Text, base: float = 2) -> float:
    """Average surprise of the model per symbol of the text.

    Args:
        model: A model of the text's kind of symbol.
        text: At least one symbol.
        base: Unit, above 1: 2 for bits, `math.e` for nats.

    Returns:
        At least 0; infinite if the model gives some symbol no
        chance.

    Raises:
        ValueError: The text is empty, or a symbol is unknown.

    Cost:
        One probability for each different run of the text.
    """
    if not text:
        raise ValueError("text must have at least one symbol, got none")
    steps = Counter(_steps(model, text))
    terms = (n * surprisal(model.probability(symbol, context), base) for (context, symbol), n in steps.items())
    return math.fsum(terms) / len(text)


def draw_text(model: NextSymbol, length: int, rng: Random, start: Text = "") -> Text:
    """Continue the start by so many symbols, each drawn with the model's probability.

    Args:
        model: A model of the start's kind of symbol.
        length: How many symbols to draw, at least 0.
        rng: Where chance comes from.
        start: A string for characters, a tuple for words.

    Raises:
        ValueError: The length is negative.
    """
    if length < 0:
        raise ValueError(f"length must be at least 0, got {length}")
    symbols = sorted(model.vocabulary)
    text = start
    for _ in range(length):
        near = last(text, model.order - 1)
        weights = [model.probability(symbol, near) for symbol in symbols]
        text = join(text, rng.choices(symbols, weights)[0])
    return text


def _steps(model: NextSymbol, text: Text) -> Iterator[tuple[Text, str]]:
    """Context and symbol at each place of the text."""
    width = model.order - 1
    return ((text[max(0, i - width) : i], symbol) for i, symbol in enumerate(text))
