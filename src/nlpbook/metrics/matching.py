"""Greedy matching: BERTScore's way to turn a table of similarities into precision, recall and F."""

from collections.abc import Sequence

from nlpbook.metrics.overlap import PRF

__all__ = ["greedy_matching"]


def greedy_matching(
    similarities: Sequence[Sequence[float]],
) -> PRF:
    """Let every token take its most similar partner, and average.

    Args:
        similarities: C rows, one per token of the candidate, by R
            columns, one per token of the reference; usually cosines.

    Returns:
        Mean of the rows' maxima (precision), of the columns' maxima
        (recall), and their harmonic mean, 0 if either is not above 0.

    Raises:
        ValueError: The table is empty or its rows differ in length.

    Source:
        Zhang, Kishore, Wu, Weinberger and Artzi (2020), "BERTScore",
        without weights and rescaling.

    Examples:
        >>> greedy_matching([[1.0, 0.2], [0.4, 0.6], [0.0, 0.5]]).recall
        0.8
    """
    require_table(similarities)
    columns = list(zip(*similarities, strict=True))
    precision = sum(map(max, similarities)) / len(similarities)
    recall = sum(map(max, columns)) / len(columns)
    if min(precision, recall) <= 0:
        return PRF(precision, recall, 0.0)
    f1 = 2 * precision * recall / (precision + recall)
    return PRF(precision, recall, f1)


def require_table(similarities: Sequence[Sequence[float]]) -> None:
    """Raise ValueError unless there is a row, and all rows have the same number of values, at least one."""
    widths = {len(row) for row in similarities}
    if len(widths) != 1 or 0 in widths:
        raise ValueError(f"similarities must be a table with equal rows, got rows of {sorted(widths)} numbers")
