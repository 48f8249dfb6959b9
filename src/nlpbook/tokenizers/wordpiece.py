"""WordPiece: BERT's greedy longest match, and the score by which its pieces are chosen."""

from collections import Counter
from collections.abc import Collection, Mapping

from nlpbook.tokenizers.bpe import Pair, Words, count_pairs

__all__ = ["CONTINUES", "UNKNOWN", "join_pieces", "learn_wordpiece", "pair_scores", "split_continued", "wordpiece"]

CONTINUES = "##"
"""Marks a piece that does not begin a word."""
UNKNOWN = "[UNK]"
LONGEST_WORD = 100


def wordpiece(
    word: str,
    vocabulary: Collection[str],
    unknown: str = UNKNOWN,
) -> list[str]:
    """Cut one word, always taking the longest piece that fits.

    If at some place nothing fits, the whole word is unknown.

    Args:
        word: One word, without spaces.
        vocabulary: The pieces; those inside a word begin with ##.
        unknown: What stands for a word that cannot be cut.

    Raises:
        ValueError: The word is empty.

    Source:
        The tokenizer of BERT: Devlin et al. (2019).

    Examples:
        >>> wordpiece("unhappy", {"un", "##happ", "##happy"})
        ['un', '##happy']
        >>> wordpiece("unhappier", {"un", "##happ", "##happy"})
        ['[UNK]']
    """
    if not word:
        raise ValueError("word must not be empty")
    if len(word) > LONGEST_WORD:
        return [unknown]  # as BERT does
    pieces: list[str] = []
    start = 0
    while start < len(word):
        mark = CONTINUES if start else ""
        for end in range(len(word), start, -1):  # longest first
            if mark + word[start:end] in vocabulary:
                break
        else:
            return [unknown]
        pieces.append(mark + word[start:end])
        start = end
    return pieces


def join_pieces(pieces: list[str]) -> str:
    """Back from pieces to words: a piece with ## goes on where the last one ended.

    Examples:
        >>> join_pieces(["un", "##happy", "people"])
        'unhappy people'
    """
    return " ".join(pieces).replace(" " + CONTINUES, "")


def split_continued(frequencies: Mapping[str, int]) -> dict[tuple[str, ...], int]:
    """Cut each word into characters, all but the first marked as going on.

    Examples:
        >>> split_continued({"low": 5})
        {('l', '##o', '##w'): 5}
    """
    return {(word[0], *(CONTINUES + letter for letter in word[1:])): n for word, n in frequencies.items() if word}


def pair_scores(words: Words) -> dict[Pair, float]:
    """How surprising each pair is: count(ab) / (count(a) x count(b)).

    Joining the pair with the greatest score raises the likelihood of
    the corpus most for each occurrence, if symbols are drawn one by one.

    Returns:
        Pair to a number above 0, at most 1.

    Source:
        Schuster and Nakajima (2012) choose by likelihood; this form of
        the score is that of the Hugging Face course.

    Examples:
        >>> pair_scores({("a", "##b"): 3, ("a", "##c"): 1})[("a", "##b")]
        0.25
    """
    symbols: Counter[str] = Counter()
    for word, frequency in words.items():
        for symbol in word:
            symbols[symbol] += frequency
    return {(a, b): n / (symbols[a] * symbols[b]) for (a, b), n in count_pairs(words).items() if n}


def learn_wordpiece(frequencies: Mapping[str, int], n_merges: int) -> list[str]:
    """Learn a vocabulary: join the pair with the greatest score, up to n_merges times; ties go to the smallest pair.

    Returns:
        The characters in sorted order, then the joined pieces in the order in which they were learnt.

    Raises:
        ValueError: `n_merges` is below 0.

    Examples:
        >>> learn_wordpiece({"hug": 10, "pug": 5}, 1)
        ['##g', '##u', 'h', 'p', '##ug']
    """
    if n_merges < 0:
        raise ValueError(f"n_merges must be at least 0, got {n_merges}")
    words: Words = split_continued(frequencies)
    learnt = sorted({symbol for symbols in words for symbol in symbols})
    for _ in range(n_merges):
        scores = pair_scores(words)
        if not scores:
            break
        best = min(scores, key=lambda pair: (-scores[pair], pair))
        learnt.append(best[0] + best[1].removeprefix(CONTINUES))
        words = _join(words, best)
    return list(dict.fromkeys(learnt))


def _join(words: Words, pair: Pair) -> Words:
    """Join the pair in every word; the second symbol loses its mark."""
    joined: Counter[tuple[str, ...]] = Counter()
    for symbols, frequency in words.items():
        out: list[str] = []
        place = 0
        while place < len(symbols):
            fits = symbols[place : place + 2] == pair
            out.append(pair[0] + pair[1].removeprefix(CONTINUES) if fits else symbols[place])
            place += 2 if fits else 1
        joined[tuple(out)] += frequency
    return joined
