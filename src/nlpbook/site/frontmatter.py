"""What stands at the head of a page, between the `---` lines, and what a chapter must say there."""

from __future__ import annotations

import re
from typing import Any

import yaml

from nlpbook.site.lines import FRONT_MATTER
from nlpbook.site.problems import Problem, nearest

# A chapter's entries: name, type, whether it must be there, and how one is written.
ENTRIES: dict[str, tuple[type | tuple[type, ...], bool, str]] = {
    "title": (str, True, "title: Words as points"),
    "id": (str, True, "id: words-as-points"),
    "requires": (list, False, "requires: [n-grams]"),
    "objectives": (list, True, "objectives: [Compute a cosine by hand]"),
    "skills": (list, True, "skills: [cosine-similarity]"),
    "minutes": (int, True, "minutes: 35"),
    "sources": (list, False, "sources: [firth1957]"),
    "lede": (str, True, "lede: One or two sentences under the title."),
    "description": (str, False, "description: One sentence for search engines."),
}
# What Material and MkDocs read.
THEME = {
    "hide",
    "template",
    "search",
    "status",
    "icon",
    "subtitle",
    "tags",
    "date",
    "authors",
    "author",
    "plain",
    "order",
}


def read_front_matter(path: str, text: str, is_chapter: bool) -> tuple[dict[str, Any], list[Problem]]:
    """The front matter of a page, and what is wrong with it; only chapters must have one."""
    found = FRONT_MATTER.match(text)
    if found is None:
        if not is_chapter:
            return {}, []
        return {}, [
            Problem(
                path,
                1,
                "a chapter starts with its front matter",
                f"Begin with ---, then for example `{ENTRIES['title'][2]}`.",
            )
        ]
    body = "\n".join(found[0].rstrip("\n").split("\n")[1:-1])
    try:
        meta = yaml.safe_load(body) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return {}, [
            Problem(
                path,
                mark.line + 2 if mark else 1,
                f"the front matter is not valid YAML: {getattr(error, 'problem', error)}",
                "A text with a colon or a # in it needs quotes.",
            )
        ]
    if not isinstance(meta, dict):
        return {}, [
            Problem(path, 1, "the front matter is not a list of names and values", f"Write `{ENTRIES['title'][2]}`.")
        ]
    return meta, _wrong(path, text, meta) if is_chapter else []


def _wrong(path: str, text: str, meta: dict[str, Any]) -> list[Problem]:
    problems = []
    for name, (kind, needed, example) in ENTRIES.items():
        if name not in meta:
            if needed:
                problems.append(
                    Problem(path, 1, f"the front matter has no {name!r}", f"Add, for example, `{example}`.")
                )
        elif not isinstance(meta[name], kind) or isinstance(meta[name], bool):
            problems.append(
                Problem(path, line_of(text, name), f"{name!r} cannot be {meta[name]!r}", f"Write it like `{example}`.")
            )
    known = {*ENTRIES, *THEME}
    return problems + [
        Problem(path, line_of(text, name), f"the front matter has an unknown entry {name!r}", nearest(str(name), known))
        for name in meta
        if name not in known
    ]


def line_of(text: str, name: str) -> int:
    """The line of a front matter entry, 1 when it is not found."""
    found = re.search(rf"^{re.escape(str(name))}\s*:", text, re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 1
