"""Hiding tokens and asking for them back: which places are chosen, and what the model sees there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

__all__ = [
    "IGNORED",
    "Masked",
    "MaskingShares",
    "choose_places",
    "choose_words",
    "corrupt",
    "mask_tokens",
    "masking_shares",
    "word_numbers",
]

IGNORED = -100
"""Label of a place that is not to be predicted; torch's cross-entropy leaves it out by default."""

BERT_SPLIT = (0.8, 0.1, 0.1)
CONTROL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


@dataclass(frozen=True, eq=False)
class Masked:
    """A batch with gaps.

    Attributes:
        inputs: What the model reads, shape (B, T).
        labels: The true token at chosen places, `IGNORED` everywhere else, shape (B, T).
    """

    inputs: Tensor
    labels: Tensor

    @property
    def chosen(self) -> Tensor:
        """True where a token is to be predicted, shape (B, T)."""
        return self.labels != IGNORED


@dataclass(frozen=True)
class MaskingShares:
    """Counts of a masked batch, addable over batches.

    Attributes:
        places: Places that could have been chosen.
        chosen: Places that were.
        masked: Chosen places where the model reads the mask token.
        changed: Chosen places where it reads another token.
        kept: Chosen places where it reads the true one.
    """

    places: int
    chosen: int
    masked: int
    changed: int
    kept: int

    def __add__(self, other: "MaskingShares") -> "MaskingShares":
        """Both batches together."""
        return MaskingShares(
            self.places + other.places,
            self.chosen + other.chosen,
            self.masked + other.masked,
            self.changed + other.changed,
            self.kept + other.kept,
        )


def _check_rate(rate: float) -> None:
    if not 0.0 <= rate <= 1.0:
        raise ValueError(f"rate must lie from 0 to 1, got {rate}")


def ordinary_places(ids: Tensor, special: Collection[int]) -> Tensor:
    """True where the token is none of the special ones; same shape as ids."""
    return ~torch.isin(ids, torch.tensor(sorted(special), dtype=ids.dtype, device=ids.device))


def choose_places(ids: Tensor, special: Collection[int], rate: float, generator: torch.Generator) -> Tensor:
    """Choose each ordinary place with the same probability, each for itself.

    Args:
        ids: Token numbers, shape (B, T).
        special: Numbers of the tokens that are never chosen: [CLS], [SEP], [PAD] and the like.
        rate: Probability of being chosen, from 0 to 1; BERT takes 0.15.
        generator: Seeded source of chance.

    Returns:
        Booleans, shape (B, T).

    Raises:
        ValueError: The rate lies outside 0 to 1.

    Examples:
        >>> ids = torch.tensor([[2, 7, 8, 3, 0]])
        >>> choose_places(ids, {0, 2, 3}, 1.0, torch.Generator()).int().tolist()
        [[0, 1, 1, 0, 0]]
    """
    _check_rate(rate)
    drawn = torch.rand(ids.shape, generator=generator) < rate
    return drawn & ordinary_places(ids, special)


def word_numbers(pieces: Sequence[str]) -> list[int]:
    """Which word of the text each WordPiece belongs to, counted from 0; -1 for control tokens.

    Examples:
        >>> word_numbers(["[CLS]", "un", "##ha", "##ppy", "cat", "[SEP]"])
        [-1, 0, 0, 0, 1, -1]
    """
    numbers, word = [], -1
    for piece in pieces:
        word += piece not in CONTROL and not piece.startswith("##")
        numbers.append(-1 if piece in CONTROL else word)
    return numbers


def choose_words(words: Tensor, rate: float, generator: torch.Generator) -> Tensor:
    """Choose whole words: all pieces of a word together, or none.

    Args:
        words: Which word each place belongs to, shape (B, T), from 0; -1 where nothing may be chosen.
        rate: Probability that a word is chosen, from 0 to 1.
        generator: Seeded source of chance.

    Returns:
        Booleans, shape (B, T).

    Raises:
        ValueError: The rate lies outside 0 to 1.

    Examples:
        >>> choose_words(torch.tensor([[-1, 0, 0, 1, -1]]), 1.0, torch.Generator()).int().tolist()
        [[0, 1, 1, 1, 0]]
    """
    _check_rate(rate)
    drawn = torch.rand((words.shape[0], words.shape[1] + 1), generator=generator) < rate
    return drawn.gather(1, words.clamp(min=0)) & (words >= 0)


def corrupt(
    ids: Tensor,
    chosen: Tensor,
    mask_id: int,
    ordinary: Tensor,
    generator: torch.Generator,
    split: tuple[float, float, float] = BERT_SPLIT,
) -> Masked:
    """Put the mask, a random token or the token itself at each chosen place.

    Args:
        ids: True token numbers, shape (B, T).
        chosen: Booleans, shape (B, T).
        mask_id: Number of [MASK].
        ordinary: Numbers from which random tokens are drawn, shape (N,), N at least 1. The true one may be drawn.
        generator: Seeded source of chance.
        split: Shares of mask, random token and true token; they add up to 1.

    Returns:
        The inputs, a new tensor, and the labels.

    Raises:
        ValueError: The shapes differ, nothing can be drawn, or the shares do not fit.

    Examples:
        >>> ids, chosen = torch.tensor([[5, 6, 7]]), torch.tensor([[False, True, False]])
        >>> masked = corrupt(ids, chosen, 4, torch.tensor([5, 6, 7]), torch.Generator(), (1.0, 0.0, 0.0))
        >>> masked.inputs.tolist(), masked.labels.tolist()
        ([[5, 4, 7]], [[-100, 6, -100]])
    """
    if ids.shape != chosen.shape:
        raise ValueError(f"chosen must have the shape of ids, {tuple(ids.shape)}, got {tuple(chosen.shape)}")
    if ordinary.ndim != 1 or not len(ordinary):
        raise ValueError(f"ordinary must have shape (N,) with N at least 1, got {tuple(ordinary.shape)}")
    if min(split) < 0 or abs(sum(split) - 1.0) > 1e-9:
        raise ValueError(f"split must hold three shares that add up to 1, got {split}")
    die = torch.rand(ids.shape, generator=generator)
    strangers = ordinary[torch.randint(len(ordinary), ids.shape, generator=generator)]
    inputs = torch.where(chosen & (die < split[0]), mask_id, ids)
    inputs = torch.where(chosen & (die >= split[0]) & (die < split[0] + split[1]), strangers, inputs)
    return Masked(inputs, torch.where(chosen, ids, IGNORED))


def mask_tokens(
    ids: Tensor,
    *,
    mask_id: int,
    special: Collection[int],
    vocabulary: int,
    generator: torch.Generator,
    rate: float = 0.15,
    split: tuple[float, float, float] = BERT_SPLIT,
) -> Masked:
    """BERT's masking: choose 15 % of the places; of these 80 % become [MASK], 10 % a random token, 10 % stay.

    Args:
        ids: Token numbers, shape (B, T).
        mask_id: Number of [MASK].
        special: Numbers that are never chosen and never put in at random.
        vocabulary: Number of tokens, V, at least 1.
        generator: Seeded source of chance; the same seed gives the same gaps.
        rate: Probability of being chosen, from 0 to 1.
        split: Shares of mask, random token and true token.

    Returns:
        Inputs and labels.

    Raises:
        ValueError: A number is out of its range, or every token is special.

    Source:
        Devlin et al. (2019), section 3.1 and appendix A.1.
    """
    if ids.numel() and not 0 <= int(ids.min()) <= int(ids.max()) < vocabulary:
        raise ValueError(f"ids must lie from 0 to {vocabulary - 1}, got {int(ids.min())} to {int(ids.max())}")
    numbers = torch.arange(vocabulary)
    ordinary = numbers[ordinary_places(numbers, {*special, mask_id})]
    return corrupt(ids, choose_places(ids, special, rate, generator), mask_id, ordinary, generator, split)


def masking_shares(ids: Tensor, masked: Masked, mask_id: int, special: Collection[int]) -> MaskingShares:
    """Count what a masking did.

    Args:
        ids: The tokens before it, shape (B, T).
        masked: What came out.
        mask_id: Number of [MASK].
        special: Numbers that could not be chosen.

    Examples:
        >>> ids = torch.tensor([[2, 5, 6, 3]])
        >>> masked = Masked(torch.tensor([[2, 4, 6, 3]]), torch.tensor([[-100, 5, 6, -100]]))
        >>> masking_shares(ids, masked, 4, {2, 3})
        MaskingShares(places=2, chosen=2, masked=1, changed=0, kept=1)
    """
    chosen = masked.chosen
    hidden, same = chosen & (masked.inputs == mask_id), chosen & (masked.inputs == ids)
    return MaskingShares(
        int(ordinary_places(ids, special).sum()),
        int(chosen.sum()),
        int(hidden.sum()),
        int((chosen & ~hidden & ~same).sum()),
        int(same.sum()),
    )
