r"""Logistic regression: one weight a feature, learned together, so that words that tell the same share their vote."""

from dataclasses import dataclass

import torch

from nlpbook.classifiers.labels import require_labels

__all__ = ["LogisticRegression", "fit_logistic"]


@dataclass(frozen=True)
class LogisticRegression:
    """A fitted model of two classes.

    Attributes:
        weights: V numbers: how much a unit of the feature adds to the log odds of class 1.
        bias: The log odds where all features are 0.
    """

    weights: torch.Tensor
    bias: float

    def scores(self, features: torch.Tensor) -> torch.Tensor:
        """Log odds of class 1 for each of N texts.

        Args:
            features: N × V numbers, sparse or dense.
        """
        return features @ self.weights + self.bias

    def probabilities(self, features: torch.Tensor) -> torch.Tensor:
        """The model's chance of class 1 for each of N texts, in (0, 1)."""
        return torch.sigmoid(self.scores(features))

    def predict(self, features: torch.Tensor) -> torch.Tensor:
        """Class 0 or 1 of each of N texts; a tie goes to 1."""
        return (self.scores(features) >= 0).long()


def fit_logistic(
    features: torch.Tensor, labels: torch.Tensor, penalty: float = 1.0, steps: int = 100
) -> LogisticRegression:
    r"""Minimise the summed cross-entropy plus $\frac{\lambda}{2} \lVert w \rVert^2$; the bias is not penalised.

    The problem is convex and starts from zero, so there is one answer and no seed.

    Args:
        features: N × V numbers, sparse or dense.
        labels: N classes, 0 or 1, both present.
        penalty: λ, above 0: larger keeps weights smaller.
        steps: Most steps of L-BFGS, at least 1.

    Raises:
        ValueError: An argument is out of range or of the wrong shape.

    Cost:
        A few passes over the features per step.

    Examples:
        >>> model = fit_logistic(torch.tensor([[1.0], [-1.0]]), torch.tensor([1, 0]))
        >>> model.predict(torch.tensor([[2.0], [-0.5]])).tolist()
        [1, 0]
    """
    if not penalty > 0:
        raise ValueError(f"penalty must be above 0, got {penalty}")
    if steps < 1:
        raise ValueError(f"steps must be at least 1, got {steps}")
    require_labels(features, labels)
    target = labels.float()
    weights = torch.zeros(features.shape[1], requires_grad=True)
    bias = torch.zeros((), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, bias], max_iter=steps, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = features @ weights + bias
        value = torch.nn.functional.binary_cross_entropy_with_logits(scores, target, reduction="sum")
        value = value + penalty / 2 * weights.square().sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return LogisticRegression(weights.detach(), float(bias.detach()))
