"""Which source exercises the book covers: `origin:` of every exercise against the list in `exercises/origins.yml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

import yaml

ORIGINS = "origins.yml"


class OriginsError(ValueError):
    """`exercises/origins.yml` is not what it should be."""


class Covering(Protocol):
    """What coverage needs to know of an exercise."""

    @property
    def id(self) -> str:
        """`<chapter>/<slug>`."""

    @property
    def origin(self) -> Sequence[str]:
        """Ids of the source exercises that this one covers."""


@dataclass(frozen=True)
class Coverage:
    """What is covered, per chapter number, and what is wrong.

    Attributes:
        covered: Source ids that some exercise covers, by chapter number.
        missing: Source ids that none covers yet, by chapter number.
        problems: One line each, `path:line: what, and the nearest right id`.
    """

    covered: Mapping[int, tuple[str, ...]]
    missing: Mapping[int, tuple[str, ...]]
    problems: tuple[str, ...]

    def report(self, chapters: Iterable[int]) -> str:
        """One line per chapter in `chapters`, naming what is still missing there; one per source; the book's total."""
        lines = []
        for number in chapters:
            covered, missing = self.covered.get(number, ()), self.missing.get(number, ())
            rest = f"; still missing: {', '.join(missing)}" if missing else ""
            total = len(covered) + len(missing)
            lines.append(f"chapter {number}: {len(covered)} of {total} source exercises covered{rest}")
        done, open_ = (_by_source(part) for part in (self.covered, self.missing))
        for source in sorted(done.keys() | open_.keys()):
            lines.append(f"source {source}: {done[source]} of {done[source] + open_[source]}")
        return "\n".join([*lines, f"the whole book: {done.total()} of {done.total() + open_.total()}"])


def load_origins(path: Path) -> dict[str, int]:
    """Read `exercises/origins.yml`: source id to the number of the chapter it belongs to.

    Raises:
        OriginsError: The file is not a mapping of chapter number to a list of ids, or an id is listed twice.
    """
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise OriginsError(f"{path}: not readable as YAML: {error}") from error
    if not isinstance(listed, dict):
        raise OriginsError(f"{path}: must map a chapter number to a list of ids, got {type(listed).__name__}")
    origins: dict[str, int] = {}
    for number, ids in listed.items():
        if not isinstance(number, int) or not isinstance(ids, list) or not all(isinstance(i, str) for i in ids):
            raise OriginsError(f"{path}: {number!r} must be a chapter number with a list of ids")
        for source_id in ids:
            if source_id in origins:
                raise OriginsError(f"{path}: {source_id} is listed twice: chapters {origins[source_id]}, {number}")
            origins[source_id] = number
    return origins


def coverage(root: Path, exercises: Iterable[Covering]) -> Coverage:
    """Compare the origins that exercises name with the known list.

    Args:
        root: The exercises folder; `origins.yml` lies in it.
        exercises: All exercises of the book.

    Raises:
        OriginsError: `origins.yml` is malformed.
    """
    known = load_origins(root / ORIGINS)
    named: set[str] = set()
    problems: list[str] = []
    for exercise in exercises:
        for source_id in exercise.origin:
            named.add(source_id)
            if source_id not in known:
                problems.append(_unknown(root / f"{exercise.id}.md", source_id, known))
    return Coverage(_by_chapter(known, named), _by_chapter(known, known.keys() - named), tuple(problems))


def _by_chapter(known: Mapping[str, int], wanted: Iterable[str]) -> dict[int, tuple[str, ...]]:
    """The known ids that are wanted, grouped by chapter, in the order of the list."""
    chosen = set(wanted)
    grouped: dict[int, list[str]] = {}
    for source_id, number in known.items():
        if source_id in chosen:
            grouped.setdefault(number, []).append(source_id)
    return {number: tuple(ids) for number, ids in grouped.items()}


def _by_source(grouped: Mapping[int, Sequence[str]]) -> Counter[str]:
    """How many ids there are of each source: the source of `wb-0.3` is `wb`."""
    return Counter(source_id.partition("-")[0] for ids in grouped.values() for source_id in ids)


def _unknown(path: Path, source_id: str, known: Iterable[str]) -> str:
    """The message for an origin that is not in the list."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    line = next((n for n, text in enumerate(lines, 1) if source_id in text), 1)
    nearest = get_close_matches(source_id, list(known), n=1)
    hint = f"did you mean {nearest[0]}?" if nearest else f"see {ORIGINS} for the ids there are"
    place = f"{path.parent.parent.name}/{path.parent.name}/{path.name}:{line}"
    return f"{place}: origin: {source_id!r} is not a source exercise in {path.parent.parent.name}/{ORIGINS}; {hint}"
