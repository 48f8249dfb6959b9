"""The writing half: one symbol at a time, from the old state, the last symbol and a context."""

import torch
from torch import Tensor, nn

from nlpbook.recurrent.attention import make_score, mix_values
from nlpbook.recurrent.cells import GRUCell

__all__ = ["Decoder", "Memory"]


class Memory:
    """What the decoder may look at: the encoder's states, their prepared form, which are real, and the last state."""

    def __init__(self, states: Tensor, prepared: Tensor, real: Tensor, last: Tensor) -> None:
        """Args: (B, S, K), (B, S, A), (B, S) and (B, K)."""
        self.states, self.prepared, self.real, self.last = states, prepared, real, last

    def rows(self, places: Tensor) -> "Memory":
        """The memories of some rows of the batch, repeated if asked for twice."""
        return Memory(self.states[places], self.prepared[places], self.real[places], self.last[places])


class Decoder(nn.Module):
    """Writes with attention, or, with no score, from the encoder's last state alone.

    The two differ in one line: which vector stands for the source at each step.
    """

    def __init__(self, symbols: int, width_in: int, width: int, key: int, score: str | None) -> None:
        """Args: symbols of the target (V), numbers per symbol (D), per state (H), per key (K), and the score's name."""
        super().__init__()
        self.embedding = nn.Embedding(symbols, width_in)
        self.start = nn.Linear(key, width)
        self.cell = GRUCell(width_in + key, width)
        self.score = make_score(score, width, key, width // 2) if score else None
        self.out = nn.Linear(width + key, symbols)

    def first_state(self, memory: Memory) -> Tensor:
        """The state before the first symbol, (B, H)."""
        return torch.tanh(self.start(memory.last))

    def context(
        self,
        state: Tensor,
        memory: Memory,
    ) -> tuple[Tensor, Tensor | None]:
        """What stands for the source, (B, K); its weights, (B, S)."""
        if self.score is None:
            return memory.last, None
        scores = self.score(state, memory.prepared)
        return mix_values(scores, memory.states, memory.real)

    def step(
        self,
        symbol: Tensor,
        state: Tensor,
        memory: Memory,
    ) -> tuple[Tensor, Tensor, Tensor | None]:
        """Write one symbol.

        Args:
            symbol: Ids of the symbols before, (B,).
            state: The state before, (B, H): it is the query.
            memory: What the encoder left.

        Returns:
            Logits (B, V), the new state (B, H), and the weights
            (B, S), or None without attention.
        """
        context, weights = self.context(state, memory)
        x = torch.cat([self.embedding(symbol), context], dim=-1)
        state = self.cell(x, state)
        logits = self.out(torch.cat([state, context], dim=-1))
        return logits, state, weights
