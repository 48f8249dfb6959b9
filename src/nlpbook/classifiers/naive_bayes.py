r"""Naive Bayes: each word votes for a class by how much more often it was seen there, as if words were independent."""

from dataclasses import dataclass

import torch

from nlpbook.classifiers.labels import require_labels

__all__ = ["NaiveBayes", "fit_naive_bayes"]


@dataclass(frozen=True)
class NaiveBayes:
    """A fitted multinomial model of two classes.

    Attributes:
        votes: V numbers: the log of how much likelier the feature is in a text of class 1 (nats).
        prior: The log odds of class 1 before any word is read.
    """

    votes: torch.Tensor
    prior: float

    def scores(self, counts: torch.Tensor) -> torch.Tensor:
        """Log odds of class 1 for each of N texts.

        Args:
            counts: N × V feature counts, sparse or dense.
        """
        return counts @ self.votes + self.prior

    def predict(self, counts: torch.Tensor) -> torch.Tensor:
        """Class 0 or 1 of each of N texts; a tie goes to 1."""
        return (self.scores(counts) >= 0).long()


def fit_naive_bayes(counts: torch.Tensor, labels: torch.Tensor, added: float = 1.0) -> NaiveBayes:
    r"""Estimate $\ln \frac{P(w \mid 1)}{P(w \mid 0)}$ for each feature from counts, with `added` to each count.

    Args:
        counts: N × V feature counts, sparse or dense, at least 0.
        labels: N classes, 0 or 1, both present.
        added: Smoothing, above 0: without it one unseen word would decide alone.

    Raises:
        ValueError: An argument is out of range or of the wrong shape.

    Cost:
        One pass over the counts.

    Source:
        McCallum and Nigam (1998), "A comparison of event models for naive Bayes text classification".

    Examples:
        >>> model = fit_naive_bayes(torch.tensor([[2.0, 0.0], [0.0, 2.0]]), torch.tensor([1, 0]))
        >>> [round(vote, 3) for vote in model.votes.tolist()]
        [1.099, -1.099]
    """
    if not added > 0:
        raise ValueError(f"added must be above 0, got {added}")
    require_labels(counts, labels)
    share = labels.float()
    totals = torch.stack([(counts.T @ (1 - share)), (counts.T @ share)]) + added
    logs = (totals / totals.sum(1, keepdim=True)).log()
    return NaiveBayes(logs[1] - logs[0], float((share.sum() / (1 - share).sum()).log()))
