"""The gated recurrent unit, from its formulas; its weights are laid out as in torch, to be compared with it."""

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

__all__ = ["GRUCell"]


class GRUCell(nn.Module):
    """One step of a gated recurrent unit: from an input and the old state to the new state.

    The input's share of the three gates can be computed for all steps at once (`inputs`), because it does not depend on
    the state; `step` adds the state's share. Calling the cell does both.

    Source:
        Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder". As in torch, the reset gate acts
        after the matrix product.
    """

    def __init__(self, width_in: int, width: int) -> None:
        """Args: numbers in an input (D), numbers in the state (H), both at least 1."""
        super().__init__()
        if width_in < 1 or width < 1:
            raise ValueError(f"width_in and width must be at least 1, got {width_in} and {width}")
        self.width = width
        bound = 1 / math.sqrt(width)
        self.weight_ih = nn.Parameter(torch.empty(3 * width, width_in).uniform_(-bound, bound))
        self.weight_hh = nn.Parameter(torch.empty(3 * width, width).uniform_(-bound, bound))
        self.bias_ih = nn.Parameter(torch.empty(3 * width).uniform_(-bound, bound))
        self.bias_hh = nn.Parameter(torch.empty(3 * width).uniform_(-bound, bound))

    def inputs(self, x: Tensor) -> Tensor:
        """What the inputs contribute to reset gate, update gate and candidate: (..., D) to (..., 3H)."""
        return linear(x, self.weight_ih, self.bias_ih)

    def step(self, from_input: Tensor, state: Tensor) -> Tensor:
        """The new state, (B, H); the input's share is (B, 3H)."""
        from_state = linear(state, self.weight_hh, self.bias_hh)
        reset_x, update_x, new_x = from_input.chunk(3, dim=-1)
        reset_h, update_h, new_h = from_state.chunk(3, dim=-1)
        reset = torch.sigmoid(reset_x + reset_h)  # (B, H)
        update = torch.sigmoid(update_x + update_h)
        candidate = torch.tanh(new_x + reset * new_h)
        return candidate + update * (state - candidate)

    def forward(self, x: Tensor, state: Tensor) -> Tensor:
        """The new state, (B, H), from an input, (B, D), and the old state, (B, H)."""
        return self.step(self.inputs(x), state)
