"""Linear probes: how much of something can be read off a state by one linear map?"""

import torch
from torch import Tensor

__all__ = ["Probe", "fit_probe"]


class Probe:
    """A linear map from states to classes.

    Attributes:
        weights: Shape (D + 1, K); the last row is the bias.
    """

    def __init__(self, weights: Tensor) -> None:
        """Keep the weights."""
        self.weights = weights

    def __call__(self, states: Tensor) -> Tensor:
        """The class with the best score for each state: (N, D) to (N,)."""
        return (states.double() @ self.weights[:-1] + self.weights[-1]).argmax(-1)

    def accuracy(self, states: Tensor, classes: Tensor) -> float:
        """Share of the N states that get their class."""
        return (self(states) == classes).double().mean().item()


def fit_probe(states: Tensor, classes: Tensor, n_classes: int, ridge: float = 1e-3) -> Probe:
    """Fit by least squares to one-hot targets, with a little shrinkage: one system of equations, no training loop.

    Args:
        states: Shape (N, D).
        classes: Numbers from 0 to K - 1, shape (N,).
        n_classes: K.
        ridge: Added to the diagonal, as a share of its mean; at least 0.

    Returns:
        The probe.

    Raises:
        ValueError: The shapes do not fit, or a class is out of range.

    Examples:
        >>> probe = fit_probe(torch.tensor([[0.0], [1.0], [4.0], [5.0]]), torch.tensor([0, 0, 1, 1]), 2)
        >>> probe(torch.tensor([[0.5], [4.5]])).tolist()
        [0, 1]
    """
    if states.ndim != 2 or classes.shape != states.shape[:1] or not len(states):
        raise ValueError(
            f"states and classes must have shapes (N, D) and (N,), got {tuple(states.shape)} and {tuple(classes.shape)}"
        )
    low, high = int(classes.min()), int(classes.max())
    if not 0 <= low <= high < n_classes:
        raise ValueError(f"classes must lie from 0 to {n_classes - 1}, got {low} to {high}")
    if ridge < 0:
        raise ValueError(f"ridge must be at least 0, got {ridge}")
    x = torch.cat([states, torch.ones(len(states), 1)], dim=1).double()
    targets = torch.nn.functional.one_hot(classes, n_classes).double()
    square = x.T @ x
    square += ridge * square.diagonal().mean() * torch.eye(len(square), dtype=torch.float64)
    return Probe(torch.linalg.solve(square, x.T @ targets))
