r"""Classes of Unicode characters for the standard library's `re`, which knows no \p{L}."""

import re
import sys
import unicodedata
from functools import cache

__all__ = ["character_ranges", "expand_properties"]

SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
r"""What \s means in Unicode: without U+001C to U+001F, which Python's \s takes in."""


@cache
def character_ranges(category: str) -> str:
    r"""All characters of a general category as the inside of a character class.

    Args:
        category: Two letters, as "Lu" (capitals), or one for the whole group: "L" letters, "N" numbers, "M" marks.

    Raises:
        ValueError: No character has that category.

    Examples:
        >>> character_ranges("Nd").startswith("0-9")
        True
    """
    codes = [code for code, kind in enumerate(_categories()) if kind.startswith(category)]
    if not category or not codes:
        raise ValueError(f"category must be a general category of Unicode, as 'L' or 'Lu', got {category!r}")
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(re.escape(chr(a)) if a == b else f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)


@cache
def _categories() -> tuple[str, ...]:
    """The category of every code point; takes about 0.1 s, once."""
    return tuple(map(unicodedata.category, map(chr, range(sys.maxunicode + 1))))


def expand_properties(pattern: str) -> str:
    r"""Write \p{...} and \s out as characters, so that `re` reads a pattern made for richer engines.

    Each must stand inside square brackets, as in [\p{L}\p{N}].

    Examples:
        >>> bool(re.fullmatch(expand_properties(r"[\p{L}]+"), "ভাষা"))
        False
        >>> bool(re.fullmatch(expand_properties(r"[\p{L}\p{M}]+"), "ভাষা"))
        True
    """
    spelt = re.sub(r"\\p\{(\w+)\}", lambda found: character_ranges(found[1]), pattern)
    return spelt.replace(r"\s", SPACE)
