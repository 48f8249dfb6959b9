"""The frozen encoder with a trained head: features are computed once, the rest is logistic regression."""

import torch
from torch import Tensor
from torch.nn import functional

from nlpbook.finetuning.classifier import Classifier, Labelled, in_order

__all__ = ["cache_states", "fit_head", "pooled"]


@torch.no_grad()
def cache_states(model: Classifier, data: Labelled, last: int, size: int = 64) -> Labelled:
    """The states that enter block `last`, computed once and kept, so that training never runs the blocks below.

    Args:
        model: Its blocks below `last` must stay as they are.
        data: Token numbers.
        last: Number of the first block that is not run, counted from 0.
        size: Texts in a batch.

    Returns:
        The same texts with states as inputs, shape (N, T, D): N T D numbers of memory.
    """
    kept = torch.zeros(*data.inputs.shape[:2], model.encoder.shape.width, device=data.inputs.device)
    for which in in_order(len(data), size):
        states = model.states(data.take(which), 0, last)
        kept[which, : states.shape[1]] = states
    return Labelled(kept, data.lengths, data.labels)


@torch.no_grad()
def pooled(model: Classifier, data: Labelled, first: int = 0, size: int = 64) -> Tensor:
    """What the head gets of each text, shape (N, D), from token numbers or from the states that enter block `first`."""
    batches = (data.take(which) for which in in_order(len(data), size))
    return torch.cat([model.pool(model.states(batch, first), batch.lengths) for batch in batches])


def fit_head(model: Classifier, features: Tensor, labels: Tensor, decay: float = 1.0, steps: int = 100) -> float:
    r"""Set the head to the minimum of its loss on fixed features: logistic regression with a penalty on the weights.

    Args:
        model: Only its head is changed.
        features: Shape (N, D).
        labels: Shape (N,).
        decay: The penalty on the N losses together is half of it times the sum of the squared weights, as in
            scikit-learn with C = 1 / decay. Above 0.
        steps: Greatest number of steps of L-BFGS, which uses all texts at once.

    Returns:
        The mean loss reached, in nats, without the penalty.

    Raises:
        ValueError: The penalty is not above 0, or labels are not as many as features.
    """
    if not decay > 0:
        raise ValueError(f"decay must be above 0, got {decay}")
    if len(features) != len(labels):
        raise ValueError(f"labels must be as many as features, {len(features)}, got {len(labels)}")
    head = model.head
    wanted = head.weight.requires_grad
    head.requires_grad_(True)
    optimizer = torch.optim.LBFGS(head.parameters(), max_iter=steps, line_search_fn="strong_wolfe")

    def penalised() -> Tensor:
        optimizer.zero_grad()
        loss = functional.cross_entropy(head(features), labels)
        total = loss + decay / (2 * len(labels)) * head.weight.square().sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimizer.step(penalised)  # type: ignore[no-untyped-call]
    head.zero_grad()
    head.requires_grad_(wanted)
    with torch.no_grad():
        return float(functional.cross_entropy(head(features), labels))
