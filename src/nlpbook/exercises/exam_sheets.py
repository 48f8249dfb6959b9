"""An exam on paper: the paper of a seed, and apart from it its marked key; standard library, for page and build."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from nlpbook.exercises.session import variant_seed
from nlpbook.exercises.sheets import key, points_in_words, question

Items = Mapping[str, Mapping[str, Any]]


def paper_html(blueprint: Mapping[str, Any], paper: Mapping[str, Any], items: Items) -> str:
    """The paper: title, lines for name and date, rules, the sections with room for answers.

    Args:
        blueprint: The exam.
        paper: From `papers.draw_paper`.
        items: The compiled exercises of the paper, by id.
    """
    lines = '<div class="np-lines"><span>Name</span><span>Date</span><span>Points</span></div>'
    return f"{_head(paper, '')}{lines}{_rules(blueprint)}{_sections(paper, items, marked=False)}{_sum(paper)}"


def key_html(blueprint: Mapping[str, Any], paper: Mapping[str, Any], items: Items) -> str:
    """The marked key of the same paper: answer, worked solution and points of each question."""
    note = (
        '<p class="np-say">A right answer earns all its points. One that is partly right earns the share of its parts '
        "(components, cells, tests, points of a rubric), rounded down to half a point; where it has no parts that "
        "count by themselves, half.</p>"
    )
    return f"{_head(paper, 'Key')}{note}{_sections(paper, items, marked=True)}{_sum(paper)}"


def _head(paper: Mapping[str, Any], name: str) -> str:
    title = escape(str(paper["title"])) + (f": {name.lower()}" if name else "")
    time = f"{paper['minutes']} minutes, {points_in_words(paper['of'])}"
    facts = [time, f"Seed {paper['seed']}", f"Paper {paper['paper']}"]
    told = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    return f'<header class="np-head"><h1>{title}</h1><p class="np-facts">{told}</p></header>'


def _rules(blueprint: Mapping[str, Any]) -> str:
    rules = "".join(f"<li>{escape(str(rule))}</li>" for rule in blueprint["rules"])
    return f'<ul class="np-rules">{rules}</ul>' if rules else ""


def _sections(paper: Mapping[str, Any], items: Items, marked: bool) -> str:
    write = key if marked else question
    parts = []
    for section in paper["sections"]:
        worth = f"{len(section['items'])} × {points_in_words(section['points'])}"
        parts.append(f'<h2 class="np-section">{escape(section["title"])}<span>{worth}</span></h2>')
        if section["say"] and not marked:
            parts.append(f'<p class="np-say">{escape(section["say"])}</p>')
        for one in section["items"]:
            seed = variant_seed(one["id"], one["variant"]) if one["variant"] else None
            parts.append(write(items[one["id"]], seed, str(one["number"]), one["points"]))
    return "".join(parts)


def _sum(paper: Mapping[str, Any]) -> str:
    return f'<p class="np-sum"><span>Points: ________ of {paper["of"]}</span></p>'
