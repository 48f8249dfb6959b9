"""Words and how they sound: spelling to phonemes, English and Bangla."""

import gzip
import json
import re
from functools import cache

from nlpbook.data.files import files_of

__all__ = ["load_pronunciations"]

_PLAIN = re.compile(r"[a-z]+")
_BENGALI = re.compile(r"[\u0980-\u09ff]+")


@cache
def load_pronunciations(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Pairs of a word and its phonemes, in order of the dictionary; of several pronunciations, the first.

    English phonemes are those of the CMU dictionary without the digits for stress ("cat": K AE T). Only words of the
    26 letters are taken. Bangla phonemes are those of Google's lexicon, without its marks between syllables.

    Args:
        language: "en" or "bn".

    Raises:
        ValueError: There is no dictionary of that language.
        DataError: The data package is missing; says how to get it.
    """
    if language == "en":
        return _english()
    if language == "bn":
        return _bangla()
    raise ValueError(f"language must be 'en' or 'bn', got {language!r}")


def _english() -> tuple[tuple[str, tuple[str, ...]], ...]:
    text = files_of("pronunciations-en")[0].read_text(encoding="utf-8")
    words = json.loads(text[text.index("= {") + 2 :])  # a module of JavaScript that holds one object
    return tuple(
        (word, tuple(re.findall("[A-Z]+", sounds))) for word, sounds in words.items() if _PLAIN.fullmatch(word)
    )


def _bangla() -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, tuple[str, ...]] = {}
    with gzip.open(files_of("pronunciations-bn")[0], "rt", encoding="utf-8") as lines:
        for line in lines:
            word, _, rest = line.rstrip("\n").partition("\t")
            if _BENGALI.fullmatch(word):
                sounds = rest.split("\t")[0].split()
                found.setdefault(word, tuple(sound for sound in sounds if sound != "."))
    return tuple(found.items())
