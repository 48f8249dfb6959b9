"""What every classifier of two classes asks of its labels."""

import torch

__all__ = ["require_labels"]


def require_labels(features: torch.Tensor, labels: torch.Tensor) -> None:
    """Raise ValueError unless there is one label, 0 or 1, for each row of the features, and both occur."""
    if features.dim() != 2:
        raise ValueError(f"features must be a matrix, got {features.dim()} dimensions")
    if labels.shape != (features.shape[0],):
        raise ValueError(f"labels must be {features.shape[0]} numbers, one a row, got shape {tuple(labels.shape)}")
    found = sorted(set(labels.tolist()))
    if found != [0, 1]:
        raise ValueError(f"labels must be 0 and 1, both present, got {found[:5]}")
