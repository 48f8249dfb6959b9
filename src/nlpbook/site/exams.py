"""Exams on the site: read with the exercises, written for the browser, described on their pages, printed."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from nlpbook.exercises.papers import candidates, draw_paper, questions
from nlpbook.exercises.sheets import points_in_words
from nlpbook.site.cards import site_error
from nlpbook.site.commands import address_of
from nlpbook.site.problems import Problem, SiteError, nearest
from nlpbook.site.state import SiteState

FOLDER = "assets/nlpbook/exams"
"""Where the browser finds an exam: its blueprint and the exercises that it can draw."""

PLAN_HEAD = "".join(f'<th scope="col">{name}</th>' for name in ("Section", "Questions", "Each", "Time"))


def read_exams(root: Path, exercises: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """All blueprints of the project, by slug.

    Raises:
        SiteError: Some blueprint is wrong; names file, line and field.
    """
    if not (root / "exercises" / "exams").is_dir():
        return {}
    from nlpbook.exercises.authoring import ExerciseErrors, load_exams

    try:
        return load_exams(root / "exercises", exercises)
    except ExerciseErrors as error:
        raise site_error(error) from error


def pool_for(blueprint: Mapping[str, Any], exercises: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The exercises that an exam can draw."""
    from nlpbook.exercises.authoring import pool_of

    pool = pool_of(exercises.values())
    ids = {entry["id"] for section in blueprint["sections"] for entry in candidates(section, pool)}
    return [entry for entry in pool if entry["id"] in ids]


def write_exams(state: SiteState, site: Path) -> None:
    """One JSON file an exam: {"blueprint", "pool"}."""
    for slug, blueprint in state.exams.items():
        file = site / FOLDER / f"{slug}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = {"blueprint": blueprint, "pool": pool_for(blueprint, state.exercises)}
        file.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True), encoding="utf-8")


def exam_problems(state: SiteState) -> list[Problem]:
    """Blocks that name an exam which does not exist, and exams that no page shows."""
    problems, shown = [], set()
    for page in state.pages.values():
        for block in page.blocks:
            if block.name != "exam" or not block.argument:
                continue
            shown.add(block.argument)
            if block.argument not in state.exams:
                fix = nearest(block.argument, state.exams) or "Write its blueprint in exercises/exams."
                problems.append(Problem(page.path, block.line, f"there is no exam {block.argument!r}", fix))
    for slug, blueprint in state.exams.items():
        if slug not in shown:
            fix = f"Write docs/exams/{slug}.md with `/// exam | {slug}`, then `///`."
            problems.append(Problem(blueprint["path"], 1, "no page shows this exam", fix))
    return problems


def exam_html(blueprint: Mapping[str, Any]) -> str:
    """What an exam's page says of it without any script, and the element that a script fills."""
    of = sum(section["draws"] * section["points"] for section in blueprint["sections"])
    rows = "".join(
        f"<tr><td>{escape(section['title'])}</td><td>{section['draws']}</td><td>{points_in_words(section['points'])}</td>"
        f"<td>{section['draws']} × {section['minutes']} = {section['draws'] * section['minutes']} min</td></tr>"
        for section in blueprint["sections"]
    )
    needed = sum(section["draws"] * section["minutes"] for section in blueprint["sections"])
    draws = sum(section["draws"] for section in blueprint["sections"])
    rules = "".join(f"<li>{escape(str(rule))}</li>" for rule in blueprint["rules"])
    return (
        f'<nlp-exam data-exam="{escape(blueprint["slug"])}" data-state="loading">'
        f'<div class="ne-about"><table class="ne-plan"><thead><tr>{PLAN_HEAD}</tr></thead>'
        f"<tbody>{rows}</tbody><tfoot><tr><td>{blueprint['minutes']} minutes</td><td>{draws}</td>"
        f"<td>{points_in_words(of)}</td>"
        f"<td>{needed} min, {blueprint['minutes'] - needed} to look it over</td></tr></tfoot></table>"
        f'<ul class="ne-rules">{rules}</ul></div>'
        '<noscript><p class="ne-note">Taking an exam needs JavaScript: the clock and the marking run in this page. '
        f"Without it, a paper and its key can be printed with <code>nlpbook exam {escape(blueprint['slug'])} --seed 1"
        "</code>.</p></noscript></nlp-exam>"
    )


def list_html(state: SiteState) -> str:
    """The list of exams on the page being rendered: title, length, what it is; a script adds the reader's results."""
    addresses = _addresses(state)
    exams = dict(sorted(state.exams.items(), key=lambda entry: (entry[1]["minutes"], entry[0])))
    rows = "".join(
        f'<li data-exam="{escape(slug)}"><a href="{escape(addresses[slug])}"><b>{escape(one["title"])}</b></a>'
        f"<p>{escape(one['about'])}</p><span>{one['minutes']} minutes, "
        f"{points_in_words(sum(section['draws'] * section['points'] for section in one['sections']))}</span></li>"
        for slug, one in exams.items()
        if slug in addresses
    )
    return f'<nlp-exams><ul class="ne-list">{rows}</ul></nlp-exams>'


def _addresses(state: SiteState) -> dict[str, str]:
    """The page of each exam, seen from the page being rendered."""
    here = address_of(state.current.path) if state.current else ""
    return {
        block.argument: f"{posixpath.relpath(address_of(page.path), here or '.')}/"
        for page in state.pages.values()
        for block in page.blocks
        if block.name == "exam"
    }


def sheet(root: Path, slug: str, seed: int, key: bool) -> tuple[str, str]:
    """Title and HTML of a paper, or of its key, for `printing.write_printed`.

    Raises:
        SiteError: An exercise or a blueprint is wrong, or there is no such exam.
        PaperError: The seed is out of range.
    """
    from nlpbook.exercises.authoring import ExerciseErrors, compile_item, load_exercises
    from nlpbook.exercises.exam_sheets import key_html, paper_html

    try:
        exercises = load_exercises(root / "exercises")
    except ExerciseErrors as error:
        raise site_error(error) from error
    exams = read_exams(root, exercises)
    if slug not in exams:
        raise SiteError([Problem("exercises/exams", 0, f"there is no exam {slug!r}", nearest(slug, exams))])
    paper = draw_paper(exams[slug], pool_for(exams[slug], exercises), seed)
    items = {one["id"]: compile_item(exercises[one["id"]]) for one in questions(paper)}
    write = key_html if key else paper_html
    return f"{paper['title']}{', key' if key else ''}, seed {seed}", write(exams[slug], paper, items)
