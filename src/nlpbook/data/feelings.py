"""Words and emoji with the feeling that people read in them."""

from functools import cache

from nlpbook.data.files import files_of

__all__ = ["load_feelings"]


@cache
def load_feelings() -> dict[str, float]:
    """Each word or emoticon with the mean of ten people's ratings, from -4 (most negative) to 4 (most positive).

    Raises:
        DataError: The data package is missing; says how to get it.

    Source:
        Hutto and Gilbert (2014), "VADER".
    """
    lines = files_of("vader-lexicon")[0].read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip()]
    return {row[0]: float(row[1]) for row in rows}
