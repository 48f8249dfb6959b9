"""States of words that are already cut: what a frozen encoder says of each word of a tagged sentence."""

from collections.abc import Sequence

import torch
from torch import Tensor

from nlpbook.tokenizers import BertTokenizer
from nlpbook.transformer import Encoder, padding_mask

__all__ = ["word_pieces", "word_states"]


def word_pieces(tokenizer: BertTokenizer, words: Sequence[str]) -> tuple[list[int], list[int]]:
    """Numbers of [CLS] pieces [SEP], and the place of the first piece of each word.

    A word of which the tokenizer leaves nothing (a lone control character) counts as [UNK].

    Examples:
        >>> tokenizer = BertTokenizer(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "play", "##er", "runs"])
        >>> word_pieces(tokenizer, ["player", "runs"])  # [CLS] play ##er runs [SEP]
        ([2, 4, 5, 6, 3], [1, 3])
    """
    numbers, firsts = [tokenizer.ids["[CLS]"]], []
    for word in words:
        firsts.append(len(numbers))
        numbers += [tokenizer.ids[piece] for piece in tokenizer.cut(word) or ["[UNK]"]]
    return [*numbers, tokenizer.ids["[SEP]"]], firsts


def word_states(
    encoder: Encoder, tokenizer: BertTokenizer, sentences: Sequence[Sequence[str]], size: int = 16
) -> Tensor:
    """The state of each word's first piece after every layer.

    Args:
        encoder: Read, not trained.
        tokenizer: Its own tokenizer.
        sentences: Words of each sentence, at least one sentence, no longer than the encoder's `longest` in pieces.
        size: Sentences that are computed together, at least 1.

    Returns:
        Shape (N, L + 1, D), N the words of all sentences in order.

    Raises:
        ValueError: There is no sentence, or `size` is below 1.
    """
    if not sentences or size < 1:
        raise ValueError(f"sentences and size must be at least 1, got {len(sentences)} and {size}")
    found = []
    for start in range(0, len(sentences), size):
        cut = [word_pieces(tokenizer, words) for words in sentences[start : start + size]]
        ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(numbers) for numbers, _ in cut], batch_first=True)
        with torch.no_grad():
            states = encoder(ids, padding_mask([len(numbers) for numbers, _ in cut])).states
        found += [states[row][:, firsts].transpose(0, 1) for row, (_, firsts) in enumerate(cut)]
    return torch.cat(found)
