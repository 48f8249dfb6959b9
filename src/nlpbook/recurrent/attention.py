"""Scores of every key against a query, and the context that they select: Bahdanau's way and Luong's."""

import math

import torch
from torch import Tensor, nn

__all__ = ["SCORES", "AdditiveScore", "DotScore", "GeneralScore", "make_score", "mix_values"]


class AdditiveScore(nn.Module):
    """Bahdanau's score, v · tanh(query W_q + key W_k), with a hidden layer of A units."""

    def __init__(self, query: int, key: int, hidden: int) -> None:
        """Args: numbers of a query (Q), of a key (K), of the hidden layer (A)."""
        super().__init__()
        self.from_query = nn.Linear(query, hidden, bias=False)
        self.from_key = nn.Linear(key, hidden, bias=False)
        self.v = nn.Linear(hidden, 1, bias=False)

    def prepare(self, keys: Tensor) -> Tensor:
        """What depends on the keys alone: (B, S, K) to (B, S, A). Once a sentence is enough."""
        return self.from_key(keys)  # type: ignore[no-any-return]

    def forward(self, query: Tensor, prepared: Tensor) -> Tensor:
        """Scores (B, S) of a query (B, Q) against the prepared keys."""
        from_query = self.from_query(query).unsqueeze(1)  # (B, 1, A)
        hidden = torch.tanh(from_query + prepared)  # (B, S, A)
        return self.v(hidden).squeeze(-1)  # type: ignore[no-any-return]


class GeneralScore(nn.Module):
    """Luong's general score, query · (W key): sizes may differ."""

    def __init__(self, query: int, key: int, hidden: int = 0) -> None:
        """Args: numbers of a query (Q) and of a key (K); `hidden` is not used."""
        super().__init__()
        self.from_key = nn.Linear(key, query, bias=False)

    def prepare(self, keys: Tensor) -> Tensor:
        """Keys in the query's space: (B, S, K) to (B, S, Q)."""
        return self.from_key(keys)  # type: ignore[no-any-return]

    def forward(self, query: Tensor, prepared: Tensor) -> Tensor:
        """Scores (B, S) of a query (B, Q) against the prepared keys."""
        return (prepared @ query.unsqueeze(-1)).squeeze(-1)


class DotScore(nn.Module):
    """Luong's dot score, query · key: no weights, and both must have the same size."""

    def __init__(self, query: int, key: int, hidden: int = 0) -> None:
        """Args: numbers of a query and of a key, which must be equal; `hidden` is not used."""
        super().__init__()
        if query != key:
            raise ValueError(f"query and key must have the same size for the dot score, got {query} and {key}")

    def prepare(self, keys: Tensor) -> Tensor:
        """The keys, as they are."""
        return keys

    def forward(self, query: Tensor, prepared: Tensor) -> Tensor:
        """Scores (B, S) of a query (B, K) against the keys (B, S, K)."""
        return (prepared @ query.unsqueeze(-1)).squeeze(-1)


Score = AdditiveScore | GeneralScore | DotScore
SCORES: dict[str, type[AdditiveScore] | type[GeneralScore] | type[DotScore]] = {
    "additive": AdditiveScore,
    "general": GeneralScore,
    "dot": DotScore,
}


def make_score(name: str, query: int, key: int, hidden: int) -> Score:
    """The score of that name.

    Raises:
        ValueError: Another name, or sizes that do not fit.
    """
    if name not in SCORES:
        raise ValueError(f"name must be one of {', '.join(SCORES)}, got {name!r}")
    return SCORES[name](query, key, hidden)


def mix_values(
    scores: Tensor,
    values: Tensor,
    real: Tensor,
) -> tuple[Tensor, Tensor]:
    """Turn scores into weights, and mix the values by them.

    Args:
        scores: Any numbers, shape (B, S).
        values: What is mixed, shape (B, S, K).
        real: False where a place is padding and must get no
            weight, shape (B, S).

    Returns:
        Context (B, K) and weights (B, S), each row summing to 1.

    Raises:
        ValueError: A row has no real place.
    """
    if not bool(real.any(dim=1).all()):
        raise ValueError("real must be True somewhere in each row")
    scores = scores.masked_fill(~real, -math.inf)  # a new tensor
    weights = torch.softmax(scores, dim=1)  # (B, S)
    context = (weights.unsqueeze(1) @ values).squeeze(1)
    return context, weights
