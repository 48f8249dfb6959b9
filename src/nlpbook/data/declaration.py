"""The Universal Declaration of Human Rights: one text in hundreds of languages."""

import html
import re
from functools import cache

from nlpbook.data.files import files_of

__all__ = ["load_declaration"]

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


@cache
def load_declaration(language: str) -> tuple[str, ...]:
    """The paragraphs of the declaration in one language, without headings.

    Args:
        language: Code of ISO 639-3, as "eng", "ben", "deu_1996" or "cmn_hans".

    Raises:
        ValueError: The collection lacks that language.
        DataError: The data package is missing; says how to get it.
    """
    found = [path for path in files_of("declaration") if path.stem == language]
    if not found:
        raise ValueError(f"language must be a code of the collection, as 'eng' or 'ben', got {language!r}")
    text = found[0].read_text(encoding="utf-8")
    return tuple(html.unescape(paragraph) for paragraph in _PARAGRAPH.findall(text))
