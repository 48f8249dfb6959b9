"""A table of word vectors: V words, a V x D matrix, and the row of each word."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt

__all__ = ["FloatArray", "WordVectors"]

FloatArray = npt.NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class WordVectors:
    """Words with their vectors; `vectors["cat"]` is one row, `vectors.rows(["cat", "dog"])` a matrix.

    Attributes:
        words: V different words, in the order of the rows.
        matrix: Shape (V, D). Not copied; do not write into it.
        row_of: Word to row number.
        lengths: Length of each row, shape (V,), so that a cosine with all of them is one product and one division.
    """

    words: tuple[str, ...]
    matrix: FloatArray
    row_of: dict[str, int] = field(init=False, repr=False)
    lengths: FloatArray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check the shapes and number the rows."""
        if self.matrix.ndim != 2 or len(self.matrix) != len(self.words):
            raise ValueError(f"matrix must have shape ({len(self.words)}, D), got {self.matrix.shape}")
        object.__setattr__(self, "row_of", {word: row for row, word in enumerate(self.words)})
        object.__setattr__(self, "lengths", np.linalg.norm(self.matrix, axis=1))
        if len(self.row_of) != len(self.words):
            raise ValueError(f"words must be different, got {len(self.words) - len(self.row_of)} repetitions")

    def __len__(self) -> int:
        """How many words there are, V."""
        return len(self.words)

    def __contains__(self, word: object) -> bool:
        """Whether the word has a vector."""
        return word in self.row_of

    def __getitem__(self, word: str) -> FloatArray:
        """The vector of a word, shape (D,); KeyError with the nearest spellings if it has none."""
        return np.asarray(self.matrix[self._row(word)])

    def rows(self, words: Iterable[str]) -> FloatArray:
        """The vectors of several words, shape (N, D), as a copy."""
        return self.matrix[[self._row(word) for word in words]]

    def normalised(self) -> "WordVectors":
        """The same words with every vector scaled to length 1.

        Raises:
            ValueError: A vector is all zeros; names its word.
        """
        self.require_directions()
        return WordVectors(self.words, self.matrix / self.lengths[:, None])

    def require_directions(self) -> None:
        """Raise ValueError if a vector is all zeros; names its word."""
        if not self.lengths.all():
            word = self.words[int(np.argmin(self.lengths))]
            raise ValueError(f"matrix must have no zero row, but the vector of {word!r} is all zeros")

    def _row(self, word: str) -> int:
        """Row number of a word."""
        if word not in self.row_of:
            near = get_close_matches(word, self.words, n=3)
            hint = f"; similar spellings: {', '.join(near)}" if near else ""
            raise KeyError(f"no vector for {word!r} among {len(self)} words{hint}")
        return self.row_of[word]
