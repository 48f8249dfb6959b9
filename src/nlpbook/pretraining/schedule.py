"""How large a step to take, by the time of training."""

import math

__all__ = ["warmup_cosine"]


def warmup_cosine(step: int, peak: float, warmup: int, total: int, floor: float = 0.0) -> float:
    """Learning rate: straight up to the peak, then down along half a cosine to the floor.

    Args:
        step: From 0.
        peak: Highest rate, above 0.
        warmup: Steps on the way up, at least 0; the peak is reached
            at this step.
        total: Steps in all, above `warmup`; later steps get the floor.
        floor: Lowest rate after the peak, from 0 to the peak.

    Raises:
        ValueError: An argument is out of range.

    Examples:
        >>> [round(warmup_cosine(s, 1.0, warmup=2, total=6), 2) for s in range(7)]
        [0.33, 0.67, 1.0, 0.85, 0.5, 0.15, 0.0]
    """
    if not peak > 0 or not 0 <= floor <= peak:
        raise ValueError(f"peak must be above 0 and floor from 0 to peak, got {peak} and {floor}")
    if step < 0 or warmup < 0 or total <= warmup:
        raise ValueError(f"step and warmup must be at least 0 and total above warmup, got {step}, {warmup}, {total}")
    if step < warmup:
        return peak * (step + 1) / (warmup + 1)
    done = min(1.0, (step - warmup) / (total - warmup))
    return floor + (peak - floor) * (1 + math.cos(math.pi * done)) / 2
