"""The page that `nlpbook new chapter` writes is a chapter as the book's own checks want one."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlpbook.execution import parse_page
from nlpbook.site.blocksyntax import NAMES, read_blocks
from nlpbook.site.frontmatter import read_front_matter
from nlpbook.site.new_chapter import new_chapter

PLACE = "docs/meaning/next-one.md"


@pytest.fixture
def written(tmp_path: Path) -> str:
    (tmp_path / "docs").mkdir()
    listed = '- part: Meaning\n  chapters:\n    - {number: 6, title: "Vectors: learning them"}\n'
    (tmp_path / "docs" / "chapters.yml").write_text(listed, encoding="utf-8")
    return new_chapter(tmp_path, "meaning/next-one", 6).read_text(encoding="utf-8")


def test_its_front_matter_is_complete(written: str) -> None:
    meta, problems = read_front_matter(PLACE, written, is_chapter=True)
    assert problems == []
    assert meta["title"] == "Vectors: learning them"


def test_its_blocks_are_right_and_show_the_kinds_there_are(written: str) -> None:
    blocks, problems = read_blocks(PLACE, written)
    assert problems == []
    elsewhere = {"exam", "exams", "exercise-list", "formulas", "glossary", "guide", "sheets"}  # on pages of their own
    assert {block.name for block in blocks} >= NAMES - elsewhere - {"exercise", "note", "bangla"}


def test_its_cell_and_values_are_understood(written: str) -> None:
    page = parse_page(PLACE, written)
    assert len(page.cells) == 1
    assert len(page.values) >= 5


def test_nothing_of_the_template_is_left_over(written: str) -> None:
    assert "TITLE" not in written
    assert "ID" not in written
