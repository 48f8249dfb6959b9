"""Exam papers: drawn from a blueprint by a seed, marked from verdicts; the same code at build time and in the page.

A blueprint is what `authoring.load_exams` made of a file in `exercises/exams`; the pool is a list of entries, one an
exercise: id, title, kind, level, skills, chapter, and whether it can vary. All of it is plain JSON.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from nlpbook.exercises.draw import Drawing, generator

Blueprint = Mapping[str, Any]
Section = Mapping[str, Any]
Entry = Mapping[str, Any]

FIRST_VARIANT, LAST_VARIANT = 100, 999
"""Variants of an exam: readers who asked for another one like this in a chapter have had 1, 2, 3, ..."""
SHARED = ("vector", "table", "code", "text")
"""Kinds whose parts count by themselves: components, cells, tests, points of the rubric."""
MINUTES = {
    "choice": 1, "choices": 1, "order": 2, "number": 3, "vector": 3, "bugline": 3, "table": 4, "text": 4, "code": 8,
}  # fmt: skip
"""What a question of each kind takes at the least, reading included."""


class PaperError(ValueError):
    """A paper cannot be drawn: a seed out of range, or a pool that cannot fill a section."""


def fits(section: Section, entry: Entry) -> bool:
    """Whether a section may draw an exercise; named exercises are the only ones, else every given filter must hold."""
    if section.get("exercises"):
        return entry["id"] in section["exercises"]
    for name, wanted in (("kind", "kinds"), ("level", "levels"), ("chapter", "chapters")):
        if section.get(wanted) and entry[name] not in section[wanted]:
            return False
    return not section.get("skills") or any(skill in section["skills"] for skill in entry["skills"])


def candidates(section: Section, pool: Iterable[Entry]) -> list[Entry]:
    """The exercises a section may draw, by id: the order of the pool says nothing."""
    return sorted((entry for entry in pool if fits(section, entry)), key=lambda entry: str(entry["id"]))


def drawing_order(sections: Sequence[Section], pool: Sequence[Entry]) -> list[int]:
    """Sections with little to choose from draw first, so that the others cannot empty their pools."""
    spare = [len(candidates(section, pool)) - section["draws"] for section in sections]
    return sorted(range(len(sections)), key=lambda index: (spare[index], index))


def shortages(sections: Sequence[Section], pool: Sequence[Entry]) -> list[tuple[int, int, int]]:
    """Sections that some seed could not fill: (index, exercises that fit, how many earlier draws may take of them).

    Examples:
        >>> shortages([{"draws": 2, "kinds": ["text"]}], [])
        [(0, 0, 0)]
    """
    found, before = [], list[int]()
    for index in drawing_order(sections, pool):
        own = {entry["id"] for entry in candidates(sections[index], pool)}
        taken = 0
        for other in before:
            shared = own & {entry["id"] for entry in candidates(sections[other], pool)}
            taken += min(len(shared), sections[other]["draws"])
        if len(own) - taken < sections[index]["draws"]:
            found.append((index, len(own), taken))
        before.append(index)
    return sorted(found)


def draw_paper(blueprint: Blueprint, pool: Sequence[Entry], seed: int) -> dict[str, Any]:
    """Draw the paper of a seed.

    No exercise comes twice. Each next one is drawn from those whose skills, then whose chapter, the paper has had least
    of so far, so that a paper is spread over what its sections ask for.

    Args:
        blueprint: The exam.
        pool: The exercises there are, in any order.
        seed: Which paper, from 1 to the blueprint's `papers`.

    Returns:
        exam, title, seed, paper (a short name of exactly these questions), minutes, of (points), sections: title, say,
        points (of one question), of, items: number, id, title, kind, variant (0: the book's own numbers), points,
        skills.

    Raises:
        PaperError: The seed is out of range, or a section cannot be filled.
    """
    if type(seed) is not int or not 1 <= seed <= blueprint["papers"]:
        raise PaperError(f"the seed must be a whole number from 1 to {blueprint['papers']}, got {seed!r}")
    sections = blueprint["sections"]
    drawing = Drawing(generator(f"exam/{blueprint['slug']}", seed))
    drawn: dict[int, list[Entry]] = {}
    skills, chapters, taken = Counter[str](), Counter[str](), set[str]()
    for index in drawing_order(sections, pool):
        drawn[index] = _draw_section(sections[index], pool, drawing, skills, chapters, taken)
    written = []
    number = 0
    for index, section in enumerate(sections):
        items = []
        for entry in drawn[index]:
            number += 1
            items.append(_item(entry, section, number, drawing, bool(blueprint["fresh"])))
        written.append({
            "title": section["title"], "say": section.get("say") or "", "points": section["points"],
            "of": section["points"] * len(items), "items": items,
        })  # fmt: skip
    return {
        "exam": blueprint["slug"], "title": blueprint["title"], "seed": seed, "paper": _name(written),
        "minutes": blueprint["minutes"], "of": sum(section["of"] for section in written), "sections": written,
    }  # fmt: skip


def _draw_section(
    section: Section,
    pool: Sequence[Entry],
    drawing: Drawing,
    skills: Counter[str],
    chapters: Counter[str],
    taken: set[str],
) -> list[Entry]:
    """The exercises of one section, easier ones first; the counters and `taken` are carried on."""
    left = drawing.shuffled([entry for entry in candidates(section, pool) if entry["id"] not in taken])
    if len(left) < section["draws"]:
        raise PaperError(f"{section['title']!r} draws {section['draws']} exercises, and only {len(left)} are left")
    chosen: list[Entry] = []
    for _ in range(section["draws"]):
        best = min(left, key=lambda entry: (_worn(entry, skills), chapters[entry["chapter"]]))  # the first of equals
        left.remove(best)
        chosen.append(best)
        skills.update(best["skills"])
        chapters[best["chapter"]] += 1
        taken.add(best["id"])
    return sorted(chosen, key=lambda entry: int(entry["level"]))


def _worn(entry: Entry, skills: Counter[str]) -> Fraction:
    """How often the skills of an exercise have come so far, on average: exact, so that every Python agrees."""
    return Fraction(sum(skills[skill] for skill in entry["skills"]), max(len(entry["skills"]), 1))


def _item(entry: Entry, section: Section, number: int, drawing: Drawing, fresh: bool) -> dict[str, Any]:
    variant = drawing.integer(FIRST_VARIANT, LAST_VARIANT)  # drawn in any case: the next ones do not hang on it
    return {
        "number": number, "id": entry["id"], "title": entry["title"], "kind": entry["kind"],
        "variant": variant if fresh and entry["vary"] else 0, "points": section["points"],
        "skills": list(entry["skills"]),
    }  # fmt: skip


def _name(sections: Sequence[Mapping[str, Any]]) -> str:
    """A name of these questions in this order, so that two readers, or a paper and its key, can be compared."""
    text = " ".join(f"{item['id']}/{item['variant']}/{item['points']}" for one in sections for item in one["items"])
    return format(zlib.crc32(text.encode()), "08x")


def questions(paper: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All questions of a paper in order."""
    return [item for section in paper["sections"] for item in section["items"]]


def points_for(kind: str, points: int, verdict: Mapping[str, Any] | None) -> float:
    """What an answer earns, in half points.

    Right earns all. Partly right earns the share of its parts, rounded down to half a point, where the parts count by
    themselves (see `SHARED`), and half of the points otherwise. Anything else earns nothing.

    Examples:
        >>> points_for("table", 3, {"state": "partial", "score": [2, 4]})
        1.5
        >>> points_for("number", 2, {"state": "partial", "score": [0, 1]})
        1.0
    """
    state = (verdict or {}).get("state")
    if state == "right":
        return float(points)
    if state != "partial":
        return 0.0
    got, of = (verdict or {}).get("score") or (0, 1)
    share = Fraction(got, of) if kind in SHARED and of and 0 <= got <= of else Fraction(1, 2)
    return int(share * points * 2) / 2


def mark_paper(paper: Mapping[str, Any], verdicts: Mapping[str, Mapping[str, Any] | None]) -> dict[str, Any]:
    """Add the points up.

    Args:
        paper: From `draw_paper`.
        verdicts: By exercise id. A question without one was left open; one whose verdict is {"state": "void"} could
            not be judged, through no fault of the reader, and is left out of the sum.

    Returns:
        points, of, sections (title, points, of), skills (by skill: points, of), items (by id: points, of, state, where
        the state is that of the verdict, "open" or "void").
    """
    items: dict[str, dict[str, Any]] = {}
    skills: dict[str, dict[str, float]] = {}
    sections = []
    for section in paper["sections"]:
        for item in section["items"]:
            marked = items[item["id"]] = _marked(item, verdicts.get(item["id"]))
            for skill in item["skills"]:
                sums = skills.setdefault(skill, {"points": 0, "of": 0})
                sums["points"] += marked["points"]
                sums["of"] += marked["of"]
        own = [items[item["id"]] for item in section["items"]]
        sections.append({"title": section["title"], **_sum(own)})
    return {**_sum(items.values()), "sections": sections, "skills": skills, "items": items}


def _marked(item: Mapping[str, Any], verdict: Mapping[str, Any] | None) -> dict[str, Any]:
    state = (verdict or {}).get("state") or "open"
    if state == "malformed":
        state = "open"  # what cannot be read is no answer; in an exam nobody can ask back
    of = 0 if state == "void" else item["points"]
    return {"points": points_for(item["kind"], item["points"], verdict), "of": of, "state": state}


def _sum(marked: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    rows = list(marked)
    return {"points": sum(row["points"] for row in rows), "of": sum(row["of"] for row in rows)}
