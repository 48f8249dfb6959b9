"""The reading half: one state for each symbol of the source, from both sides."""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from nlpbook.recurrent.cells import GRUCell

__all__ = ["Encoder"]


class Encoder(nn.Module):
    """Reads a source in both directions; the state of a place knows what stands before it and what stands after.

    Source:
        Schuster and Paliwal (1997) for reading in both directions; Bahdanau et al. (2015), section 3.2, in translation.
    """

    def __init__(self, symbols: int, width_in: int, width: int) -> None:
        """Args: symbols of the source (V), numbers per symbol (D), numbers of one direction's state (H)."""
        super().__init__()
        self.embedding = nn.Embedding(symbols, width_in)
        self.forwards = GRUCell(width_in, width)
        self.backwards = GRUCell(width_in, width)

    def forward(self, source: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """Read a batch.

        Args:
            source: Ids, shape (B, S), padded at the end.
            real: True where there is a symbol, False where there is padding, shape (B, S).

        Returns:
            The states of all places, (B, S, 2H), and the two last states side by side, (B, 2H): what the forward
            direction knows after the last symbol, and the backward one after the first.
        """
        x = self.embedding(source)  # (B, S, D)
        steps = range(source.shape[1])
        left = run(self.forwards, x, real, steps)
        right = run(self.backwards, x, real, reversed(steps))
        last = torch.cat([left[-1], right[0]], dim=-1)
        states = [torch.cat(pair, dim=-1) for pair in zip(left, right, strict=True)]
        return torch.stack(states, dim=1), last


def run(cell: GRUCell, x: Tensor, real: Tensor, order: Iterable[int]) -> list[Tensor]:
    """States in order of place, each (B, H); where there is padding the state stays as it was."""
    shares = cell.inputs(x)  # (B, S, 3H)
    state = x.new_zeros(x.shape[0], cell.width)
    keep = real.unsqueeze(-1)  # (B, S, 1)
    states: dict[int, Tensor] = {}
    for place in order:
        state = torch.where(keep[:, place], cell.step(shares[:, place], state), state)
        states[place] = state
    return [states[place] for place in sorted(states)]
