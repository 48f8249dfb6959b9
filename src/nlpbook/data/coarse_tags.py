"""Thirteen coarse parts of speech for the 400 and more tags of the Brown Corpus."""

__all__ = ["COARSE_TAGS", "coarse_tag"]

COARSE_TAGS = (
    "noun", "name", "verb", "modal", "adjective", "adverb", "preposition", "article", "determiner", "pronoun",
    "conjunction", "number", "to",
)  # fmt: skip

_BY_START = {
    "nn": "noun", "nr": "noun", "np": "name", "vb": "verb", "be": "verb", "do": "verb", "hv": "verb", "md": "modal",
    "jj": "adjective", "rb": "adverb", "ql": "adverb", "wr": "adverb", "in": "preposition", "at": "article",
    "ap": "determiner", "dt": "determiner", "ab": "determiner", "pp": "pronoun", "pn": "pronoun", "wp": "pronoun",
    "wd": "pronoun", "cc": "conjunction", "cs": "conjunction", "cd": "number", "od": "number", "to": "to",
}  # fmt: skip


def coarse_tag(tag: str) -> str | None:
    """The coarse part of speech of a tag; None for punctuation, foreign words and what is left.

    Args:
        tag: As the corpus has it. Of joined tags ("ppss+bem") the first counts; "-tl" (in a title) does not.

    Examples:
        >>> [coarse_tag(tag) for tag in ("nns", "np-tl", "bedz", "ppss+bem", ",")]
        ['noun', 'name', 'verb', 'pronoun', None]
    """
    return _BY_START.get(tag[:2])
