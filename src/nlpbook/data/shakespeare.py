"""Shakespeare's plays as lists of words, one list per speech."""

import re
from functools import cache

from nlpbook.data.files import files_of

__all__ = ["load_plays", "speeches_of"]

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
_DIRECTION = re.compile(r"_[^_]*_|\[[^\]]*\]")


@cache
def load_plays() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The 38 plays, each as its speeches, each speech as its words in lower case.

    Headings, stage directions and the names of speakers are left out; "king's" stays one word.

    Returns:
        Name of the play (as "hamlet") to its speeches in order. Read once per process, in a fraction of a second.

    Raises:
        DataError: The data package is missing; says how to get it.
    """
    return {path.stem: speeches_of(path.read_text(encoding="utf-8")) for path in files_of("shakespeare")}


def speeches_of(markdown: str) -> tuple[tuple[str, ...], ...]:
    r"""The speeches of one play's Markdown as words in lower case, without headings, directions and speakers.

    Examples:
        >>> speeches_of("## ACT I\n\n**LEAR**  \nNothing will come of nothing: _Aside_  \nspeak again.")
        (('nothing', 'will', 'come', 'of', 'nothing', 'speak', 'again'),)
    """
    found: list[tuple[str, ...]] = []
    for block in re.split(r"\n\s*\n", markdown):
        if block.lstrip().startswith("#"):
            continue
        spoken = [line for line in block.splitlines() if not line.startswith("**")]
        words = _WORD.findall(_DIRECTION.sub(" ", "\n".join(spoken)).lower().replace("’", "'"))
        if words:
            found.append(tuple(words))
    return tuple(found)
