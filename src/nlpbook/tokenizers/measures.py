"""What a vocabulary costs: its size, its table, and the tokens it makes of a text."""

from collections.abc import Callable, Iterable, Sequence

__all__ = ["bytes_per_token", "embedding_parameters", "fertility", "merges_needed", "vocabulary_size"]


def vocabulary_size(n_start: int, n_merges: int, n_special: int = 0) -> int:
    """Start symbols plus one new token for each merge, plus control tokens.

    Raises:
        ValueError: A number is below 0.

    Examples:
        >>> vocabulary_size(256, 50_000, n_special=1)  # GPT-2
        50257
    """
    if min(n_start, n_merges, n_special) < 0:
        raise ValueError(f"n_start, n_merges and n_special must be at least 0, got {n_start}, {n_merges}, {n_special}")
    return n_start + n_merges + n_special


def merges_needed(size: int, n_start: int, n_special: int = 0) -> int:
    """How many merges bring a vocabulary from its start symbols to a given size.

    Raises:
        ValueError: The size is below what there is to begin with.

    Examples:
        >>> merges_needed(50_257, 256, n_special=1)
        50000
    """
    if size < n_start + n_special:
        raise ValueError(f"size must be at least n_start + n_special = {n_start + n_special}, got {size}")
    return size - n_start - n_special


def embedding_parameters(vocabulary: int, width: int) -> int:
    """Numbers in the embedding matrix: one row of `width` for each token.

    Raises:
        ValueError: A number is below 0.

    Examples:
        >>> embedding_parameters(50_257, 768)  # the smallest GPT-2
        38597376
    """
    if vocabulary < 0 or width < 0:
        raise ValueError(f"vocabulary and width must be at least 0, got {vocabulary} and {width}")
    return vocabulary * width


def fertility(words: Iterable[str], tokenize: Callable[[str], Sequence[object]]) -> float:
    """Tokens per word: how many pieces a word is cut into on average, counted over running words.

    Args:
        words: Running words, repeats included.
        tokenize: Word to its tokens.

    Raises:
        ValueError: There is no word.

    Examples:
        >>> fertility(["low", "a"], list)
        2.0
    """
    sizes = [len(tokenize(word)) for word in words]
    if not sizes:
        raise ValueError("words must hold at least one word, got none")
    return sum(sizes) / len(sizes)


def bytes_per_token(text: str, tokenize: Callable[[str], Sequence[object]]) -> float:
    """UTF-8 bytes that one token stands for on average: the compression of a tokenizer on a text.

    Raises:
        ValueError: The text gives no tokens.

    Examples:
        >>> bytes_per_token("যা", list)
        3.0
    """
    n_tokens = len(tokenize(text))
    if n_tokens == 0:
        raise ValueError("text must give at least one token, got none")
    return len(text.encode("utf-8")) / n_tokens
