"""Citations from docs/references.bib: `[@firth1957]` in the text, a list of what was cited at the end of the page.

pybtex reads the file; the author-year style is ours, because neither pybtex nor mkdocs-bibtex has one without pandoc.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pybtex.database import BibliographyData, Entry, Person, parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from nlpbook.site.lines import in_prose
from nlpbook.site.problems import Problem, SiteError, nearest

REFERENCES = "docs/references.bib"
CITATION = re.compile(r"\[(?P<all>@[^\]\[]+)\](?!\()")
ONE = re.compile(r"^@(?P<key>[\w:.+/-]*[\w])(?:,\s*(?P<where>.+))?$")
REQUIRED = ("title", "year")


@dataclass(frozen=True)
class Reference:
    """One entry of the bibliography, ready to be shown."""

    key: str
    short: str
    year: str
    html: str
    sorting: tuple[str, str]


@lru_cache(maxsize=4)
def _read(text: str) -> dict[str, Reference]:
    return _told_apart([_reference(key, entry) for key, entry in _parse(text).entries.items()])


def _told_apart(references: list[Reference]) -> dict[str, Reference]:
    """Two works by the same people in one year become 2013a and 2013b."""
    alike: dict[tuple[str, str], list[str]] = {}
    for reference in references:
        alike.setdefault((reference.short, reference.year), []).append(reference.key)
    told = {}
    for reference in references:
        others = alike[reference.short, reference.year]
        letter = chr(ord("a") + others.index(reference.key)) if len(others) > 1 else ""
        text = reference.html.replace(f"({reference.year})", f"({reference.year}{letter})", 1)
        year = f"{reference.year}{letter}"
        told[reference.key] = Reference(reference.key, reference.short, year, text, (reference.sorting[0], year))
    return told


def _parse(text: str) -> BibliographyData:
    try:
        return parse_string(text, "bibtex")
    except PybtexError as error:
        line = getattr(error, "lineno", 0) or 0
        raise SiteError([Problem(REFERENCES, int(line), f"not valid BibTeX: {error}")]) from error


def load_references(root: Path) -> Mapping[str, Reference]:
    """Every entry of docs/references.bib by key; empty without the file.

    Raises:
        SiteError: The file cannot be read, or an entry has no author, title or year.
    """
    file = root / REFERENCES
    if not file.exists():
        return {}
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    problems = []
    for key, entry in _parse(text).entries.items():
        missing = [name for name in REQUIRED if not entry.fields.get(name)]
        missing += [] if entry.persons.get("author") or entry.persons.get("editor") else ["author"]
        if missing:
            line = next((number for number, line in enumerate(lines, 1) if line.startswith("@") and key in line), 0)
            problems.append(Problem(REFERENCES, line, f"the entry {key!r} has no {' and no '.join(missing)}"))
    if problems:
        raise SiteError(problems)
    return _read(text)


def cite(
    path: str, text: str, references: Mapping[str, Reference], problems: list[Problem]
) -> tuple[str, list[Reference]]:
    """Replace citations by links, and return what was cited in the order of the list."""
    used: dict[str, Reference] = {}

    def change(piece: str, line: int) -> str:
        return CITATION.sub(lambda found: _parenthesis(path, line, found["all"], references, used, problems), piece)

    changed = in_prose(text, change)
    return changed, sorted(used.values(), key=lambda reference: reference.sorting)


def _parenthesis(
    path: str,
    line: int,
    keys: str,
    references: Mapping[str, Reference],
    used: dict[str, Reference],
    problems: list[Problem],
) -> str:
    """`@a; @b, p. 3` as `(A, 1957; B, 2013, p. 3)`, each a link to the list."""
    links = []
    for one in keys.split(";"):
        found = ONE.match(one.strip())
        if found is None or found["key"] not in references:
            name = found["key"] if found else one.strip()
            problems.append(Problem(path, line, f"{REFERENCES} has no entry {name!r}", nearest(name, references)))
            continue
        reference = used.setdefault(found["key"], references[found["key"]])
        where = f", {html.escape(found['where'])}" if found["where"] else ""
        links.append(
            f'<a class="nb-cite" href="#ref-{anchor(reference.key)}">{reference.short}, {reference.year}</a>{where}'
        )
    return f"({'; '.join(links)})"


def reference_list(used: list[Reference]) -> str:
    """The list at the end of a page, as HTML; empty when nothing was cited."""
    if not used:
        return ""
    rows = "\n".join(f'<li id="ref-{anchor(reference.key)}">{reference.html}</li>' for reference in used)
    heading = '<h2 id="references">References</h2>'
    return f'<section class="nb-refs" data-search-exclude>\n{heading}\n<ul>\n{rows}\n</ul>\n</section>\n'


def anchor(key: str) -> str:
    """A key as part of an id."""
    return re.sub(r"[^\w-]", "-", key)


def _reference(key: str, entry: Entry) -> Reference:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names, year = [_family(person) for person in people], _field(entry, "year")
    short = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    title = _field(entry, "title")
    parts = [f"{_all_names(people)} ({year}).", f"<cite>{title}</cite>.", _venue(entry), _link(entry)]
    return Reference(key, short, year, " ".join(part for part in parts if part), ((names or [""])[0].lower(), year))


def _field(entry: Entry, name: str) -> str:
    """A field as HTML text, its LaTeX accents and braces resolved."""
    return html.escape(str(Text.from_latex(entry.fields.get(name, ""))), quote=False)


def _family(person: Person) -> str:
    return " ".join(str(Text.from_latex(name)) for name in [*person.prelast_names, *person.last_names])


def _all_names(people: list[Person]) -> str:
    shown = []
    for person in people[:8]:
        given = [str(Text.from_latex(name)) for name in [*person.first_names, *person.middle_names]]
        shown.append(" ".join([*(f"{name[0]}." for name in given if name), _family(person)]))
    if len(people) > 8:
        return f"{', '.join(shown)} and others"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _venue(entry: Entry) -> str:
    """Where it appeared: journal with volume and pages, proceedings, publisher, or what `howpublished` says."""
    place = next(
        (
            _field(entry, name)
            for name in ("journal", "booktitle", "publisher", "school", "institution", "howpublished", "organization")
            if entry.fields.get(name)
        ),
        "",
    )
    volume, number, pages = (_field(entry, name) for name in ("volume", "number", "pages"))
    detail = volume + (f"({number})" if number and volume else "")
    detail = ", ".join(part for part in (detail, pages.replace("--", "–")) if part)
    text = ", ".join(part for part in (f"<i>{place}</i>" if place else "", detail) if part)
    return f"{text}." if text else ""


def _link(entry: Entry) -> str:
    doi, url, eprint = entry.fields.get("doi"), entry.fields.get("url"), entry.fields.get("eprint")
    address = f"https://doi.org/{doi}" if doi else url or (f"https://arxiv.org/abs/{eprint}" if eprint else "")
    if not address:
        return ""
    shown = f"doi:{doi}" if doi else re.sub(r"^https?://(www\.)?|/$", "", address)
    return f'<a href="{html.escape(address)}">{html.escape(shown)}</a>'
