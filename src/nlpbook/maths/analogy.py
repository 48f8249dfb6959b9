"""Analogies as arithmetic: a is to b as c is to which word?"""

from collections.abc import Mapping, Sequence

from nlpbook.maths.neighbours import nearest
from nlpbook.maths.vectors import add, norm, subtract

__all__ = ["analogy_vector", "offset", "parallelogram_gap", "solve_analogy"]

Vector = Sequence[float]


def offset(start: Vector, end: Vector) -> list[float]:
    """The step that leads from one point to the other, end - start.

    Raises:
        ValueError: A vector is empty, or the sizes differ.

    Examples:
        >>> offset([1, 1], [3, 0])
        [2, -1]
    """
    return subtract(end, start)


def analogy_vector(a: Vector, b: Vector, c: Vector) -> list[float]:
    """The point c + (b - a): start at c and take the step that leads from a to b.

    For "man is to woman as king is to ?", a is man, b is woman and c is king: king - man + woman.

    Args:
        a: Start of the known pair, D numbers.
        b: End of the known pair, D numbers.
        c: Start of the asked pair, D numbers.

    Returns:
        D numbers. As a rule no word lies exactly there.

    Raises:
        ValueError: A vector is empty, or the sizes differ.

    Examples:
        >>> analogy_vector([1, 0], [1, 2], [5, 0])
        [5, 2]
    """
    return add(subtract(c, a), b)


def solve_analogy(a: str, b: str, c: str, vectors: Mapping[str, Vector], *, exclude_inputs: bool = True) -> str:
    """Answer "a is to b as c is to ?" by the cosine with c + (b - a).

    Args:
        a: Start of the known pair.
        b: End of the known pair.
        c: Start of the asked pair.
        vectors: Word to vector of D numbers; holds a, b and c.
        exclude_inputs: Leave a, b and c out of the candidates, as
            the published method does.

    Returns:
        One word of `vectors`; the alphabetically first of equals.

    Raises:
        ValueError: A word has no vector, or no candidate is left.

    Source:
        Levy and Goldberg (2014), who call the method 3CosAdd.

    Examples:
        >>> toy = {"man": [1, 0], "woman": [1, 2], "king": [5, 0]}
        >>> toy["queen"] = [5, 2.5]
        >>> solve_analogy("man", "woman", "king", toy)
        'queen'
    """
    require_vectors(vectors, a=a, b=b, c=c)
    target = analogy_vector(vectors[a], vectors[b], vectors[c])
    hidden = (a, b, c) if exclude_inputs else ()
    found = nearest(target, vectors, exclude=hidden)
    if not found:
        raise ValueError(f"vectors must hold a candidate besides the inputs, got only {sorted(vectors)}")
    return found[0][0]


def require_vectors(vectors: Mapping[str, Vector], **words: str) -> None:
    """Raise ValueError unless every word has a vector; the message names the argument."""
    for name, word in words.items():
        if word not in vectors:
            raise ValueError(f"{name} must be a word with a vector, got {word!r}")


def parallelogram_gap(a: Vector, b: Vector, c: Vector, d: Vector) -> float:
    """How far four points are from a parallelogram: the length of (b - a) - (d - c), at least 0.

    Examples:
        >>> parallelogram_gap([0, 0], [1, 2], [4, 0], [5, 2])
        0.0
    """
    return norm(subtract(offset(a, b), offset(c, d)))
