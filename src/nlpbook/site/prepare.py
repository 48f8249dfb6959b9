"""A page before rendering: everything in its Markdown that is ours is checked, numbered and put into plain Markdown.

Line numbers stay true throughout, so that every message names the author's own line.
"""

from __future__ import annotations

import re

from nlpbook.execution import PageResult, PageSource, SourceError, show_source
from nlpbook.site.blocksyntax import exercise_problems, read_blocks
from nlpbook.site.citations import cite
from nlpbook.site.frontmatter import read_front_matter
from nlpbook.site.guides import guide_problems
from nlpbook.site.lines import FENCE, read_lines, without_front_matter
from nlpbook.site.numbering import fill_references, number_page
from nlpbook.site.problems import Problem
from nlpbook.site.state import SitePage, SiteState
from nlpbook.site.values import substitute

SOURCE = re.compile(r"""source=(["'])(?P<ref>[\w.]+:[\w.]+)\1""")
EXECUTED = re.compile(r"""exec=(["']?)(?!(no|off|false|0)\b)""", re.I)


def check_page(state: SiteState, source: PageSource) -> tuple[SitePage, list[Problem]]:
    """What a page holds and what is wrong with it, before anything runs."""
    chapter = state.book.chapter_at(source.path.removeprefix("docs/"))
    meta, problems = read_front_matter(source.path, source.text, chapter is not None)
    blocks, wrong = read_blocks(source.path, source.text)
    problems += wrong + exercise_problems(source.path, blocks, state.exercises, state.exercises)
    numbers, wrong = number_page(source.path, source.text, source.cells, blocks, chapter.number if chapter else None)
    problems += wrong + guide_problems(source.path, source.text, blocks)
    fill_references(source.path, source.text, numbers, problems)
    cite(source.path, source.text, state.references, problems)
    empty = PageResult(source.path, "", "missing")
    return SitePage(source, empty, chapter, blocks, numbers, meta), problems


def prepare_page(state: SiteState, page: SitePage, result: PageResult) -> list[Problem]:
    """Write `page.markdown`, what Python-Markdown is given, and keep what its cells and values gave."""
    problems: list[Problem] = []
    page.result = result
    text, page.values = substitute(page.source.text, page.source.values, result.values)
    text = _mark_cells(text, page.source)
    text = fill_references(page.path, text, page.numbers, problems)
    text, page.cited = cite(page.path, text, state.references, problems)
    text, wrong = _show_sources(state, page.path, text)
    page.markdown = without_front_matter(text)
    return problems + wrong


def _mark_cells(text: str, source: PageSource) -> str:
    """Write each cell's number into its fence: markdown-exec's formatter sees neither the page nor the place."""
    lines = text.split("\n")
    for cell in source.cells:
        opener = cell.line - 2
        head, brace = re.fullmatch(r"(.*?)(\}?)\s*", lines[opener]).groups()  # type: ignore[union-attr]
        lines[opener] = f'{head} nbcell="{cell.index}"{brace}'
    return "\n".join(lines)


def _show_sources(state: SiteState, path: str, text: str) -> tuple[str, list[Problem]]:
    """Put package code into the fences that ask for it with `source="package.module:name"`."""
    lines, problems = text.split("\n"), []
    inserted: dict[int, list[str]] = {}
    for line in read_lines(text):
        found = SOURCE.search(line.text) if line.opens else None
        opener = FENCE.match(line.text)
        if not found or not opener:
            continue
        try:
            shown = show_source(found["ref"], state.root, (path, line.number))
        except SourceError as error:
            problems.append(Problem(error.path, error.line, error.problem))
            continue
        indent = line.text[: opener.start("mark")]
        origin = f"{shown[1]}, line {shown[2]}"
        code = [f"{indent}{row}" for row in shown[0].rstrip("\n").split("\n")]
        if EXECUTED.search(line.text):
            mark = f"{indent}{opener['mark']}"
            inserted[line.number] = [f'{mark}python exec="on" nbfrom="{origin}"', *code, mark, ""]
            lines[line.number - 1] = SOURCE.sub("", line.text)
        else:
            lines[line.number - 1] = f'{indent}{opener["mark"]}python exec="on" nbfrom="{origin}"'
            inserted[line.number + 1] = code
    for number in sorted(inserted, reverse=True):
        lines[number - 1 : number - 1] = inserted[number]
    return "\n".join(lines), problems
