"""What holds of the sections of an exam: filters that name something, pools that suffice, times that add up."""

from __future__ import annotations

from typing import Any

from nlpbook.exercises.authoring.fields import Fields
from nlpbook.exercises.authoring.problems import Report, did_you_mean
from nlpbook.exercises.kinds import KINDS
from nlpbook.exercises.papers import MINUTES, candidates, shortages

SECTION = ("title", "say", "draws", "points", "minutes", "kinds", "levels", "chapters", "skills", "exercises")
FILTERS = ("kinds", "levels", "chapters", "skills")
LEVELS = (1, 2, 3, 4)
LEAST_FILLED = 0.6
"""The share of an exam's minutes that its questions must need; else its time was a slip."""
Pool = list[dict[str, Any]]


def read_section(fields: Fields, index: int, pool: Pool) -> dict[str, Any]:
    """One section as plain JSON; what is wrong with it goes to the report."""
    place = f"sections[{index}]"
    given = fields.values["sections"][index]
    if not isinstance(given, dict):
        fields.bad(place, "must be a section: title, draws, points, minutes and what it draws from")
        return {}
    own = Fields(
        given, {name.removeprefix(f"{place}."): line for name, line in fields.lines.items()}, _Inside(fields, place)
    )
    for name in given:
        if name not in SECTION:
            own.bad(str(name), f"sections have no such field; {did_you_mean(str(name), SECTION)}")
    section: dict[str, Any] = {"title": own.text("title", required=True), "say": own.text("say")}
    known: dict[str, list[Any]] = {
        "kinds": list(KINDS), "levels": list(LEVELS), "chapters": sorted({entry["chapter"] for entry in pool}),
        "skills": sorted({skill for entry in pool for skill in entry["skills"]}),
        "exercises": sorted(entry["id"] for entry in pool),
    }  # fmt: skip
    for name, words in known.items():
        section[name] = _listed(own, name, words)
    if section["exercises"] and any(section[name] for name in FILTERS):
        own.bad("exercises", "names what is drawn from, so the section takes no kinds, levels, chapters or skills")
    draws = given.get("draws", len(section["exercises"]) or None)
    section["draws"] = _positive(own, "draws", draws, "how many exercises")
    section["points"] = _positive(own, "points", given.get("points"), "the points of each question")
    section["minutes"] = _positive(own, "minutes", given.get("minutes"), "the minutes for each question")
    return section


def check_sums(fields: Fields, sections: list[dict[str, Any]], pool: Pool) -> None:
    """Every seed must be able to fill every section."""
    for index, fitting, taken in shortages(sections, pool):
        also = f", and {taken} of them may go to other sections" if taken else ""
        _bad(
            fields, index, "draws",
            f"this section draws {sections[index]['draws']} exercises, but only {fitting} "
            f"{'fits' if fitting == 1 else 'fit'} it{also}; widen its kinds, levels, chapters or skills, or draw fewer",
        )  # fmt: skip
    named: set[str] = set()
    for index, section in enumerate(sections):
        for identifier in section["exercises"]:
            if identifier in named:
                _bad(fields, index, "exercises", f"{identifier!r} is named twice in this exam")
            named.add(identifier)


def check_time(fields: Fields, sections: list[dict[str, Any]], minutes: int, pool: Pool) -> None:
    """Each question must be given what its kind takes, and all of them must fit into the exam's minutes."""
    for index, section in enumerate(sections):
        kinds = {entry["kind"] for entry in candidates(section, pool)}
        slowest = max(kinds, key=lambda kind: (MINUTES[kind], kind), default="")
        if slowest and section["minutes"] < MINUTES[slowest]:
            _bad(
                fields, index, "minutes",
                f"{section['minutes']} for a question is too little: an exercise of kind {slowest} takes "
                f"{MINUTES[slowest]} or more",
            )  # fmt: skip
    needed = sum(section["draws"] * section["minutes"] for section in sections)
    sum_told = " + ".join(f"{section['draws']} × {section['minutes']}" for section in sections)
    if needed > minutes:
        fields.bad("minutes", f"the questions need {sum_told} = {needed} minutes, and the exam has {minutes}")
    elif needed < LEAST_FILLED * minutes:
        fields.bad(
            "minutes", f"the questions need only {sum_told} = {needed} of {minutes} minutes; draw more, or give less"
        )


class _Inside(Report):
    """A report for one section: its fields by their place in the whole file."""

    def __init__(self, fields: Fields, place: str) -> None:
        super().__init__(fields.report.path)
        self._fields, self._place = fields, place

    def add(self, line: int, field: str, message: str) -> None:
        """Note one problem."""
        name = f"{self._place}.{field}" if field else self._place
        self._fields.report.add(self._fields.lines.get(name, self._fields.line(self._place)), name, message)


def _bad(fields: Fields, index: int, field: str, message: str) -> None:
    _Inside(fields, f"sections[{index}]").add(0, field, message)


def _listed(own: Fields, name: str, known: list[Any]) -> list[Any]:
    """A filter: a list of known words (or of one, written alone)."""
    given = own.values.get(name, [])
    given = given if isinstance(given, list) else [given]
    if name in own.values and not given:
        own.bad(name, "is an empty list, which nothing fits; leave the field out to draw from all")
    for word in given:
        if word not in known:
            own.bad(name, f"there is no {word!r}; {did_you_mean(str(word), [str(entry) for entry in known])}")
    return given


def _positive(own: Fields, name: str, value: Any, what: str) -> int:
    if type(value) is not int or value < 1:
        own.bad(name, f"must be a whole number from 1, {what}, got {value!r}")
        return 1
    return value
