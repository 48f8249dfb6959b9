"""The book's own text: everything written is used, and code fits the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from nlpbook.execution import parse_page
from nlpbook.site.book import load_book

WIDTH = 66  # letters of code that fit the measure


def chapters(project: Path) -> list[Path]:
    """Pages of the chapters that are written."""
    return [project / "docs" / chapter.path for chapter in load_book(project).chapters if chapter.path]


def placed(page: Path) -> list[str]:
    """Ids of the exercises on a page, in order."""
    return re.findall(r"^/// exercise \| (\S+)$", page.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_exercise_stands_in_one_chapter_once(project: Path) -> None:
    on_pages = [name for page in chapters(project) for name in placed(page)]
    files = {f"{path.parent.name}/{path.stem}" for path in (project / "exercises").glob("*/*.md")}
    assert sorted(on_pages) == sorted(set(on_pages))
    assert set(on_pages) == files


def test_shown_code_fits_the_measure(project: Path) -> None:
    too_long = []
    for page in [project / "docs/index.md", *chapters(project)]:
        for cell in parse_page(page.relative_to(project).as_posix(), page.read_text(encoding="utf-8")).cells:
            shown = cell.options.get("source") == "above"
            rows = enumerate(cell.source.split("\n"), start=cell.line)
            too_long += [f"{page.name}:{number}" for number, row in rows if shown and len(row) > WIDTH]
    assert too_long == []


def test_every_reference_is_cited_somewhere(project: Path) -> None:
    keys = re.findall(r"^@\w+\{([\w-]+),", (project / "docs/references.bib").read_text(encoding="utf-8"), re.MULTILINE)
    text = "\n".join(path.read_text(encoding="utf-8") for path in (project / "docs").rglob("*.md"))
    cited = set(re.findall(r"@(\w+)", text))
    assert sorted(set(keys) - cited) == []
    assert len(keys) == len(set(keys))


def test_glossary_entries_are_complete_and_in_order(project: Path) -> None:
    entries = yaml.safe_load((project / "docs/glossary.yml").read_text(encoding="utf-8"))
    terms = [entry["term"] for entry in entries]
    assert terms == sorted(terms, key=str.lower)
    for entry in entries:
        assert all(entry.get(key) for key in ("meaning", "bangla", "example", "chapter")), entry["term"]


@pytest.mark.parametrize("part", ["ask", "hand", "mistake", "formula", "bangla", "summary", "exercise"])
def test_chapters_have_every_part_of_the_template(project: Path, part: str) -> None:
    for page in chapters(project):
        text = page.read_text(encoding="utf-8")
        assert re.search(rf"^/// {part}\b", text, re.MULTILINE), f"{page.name} has no {part}"
        assert "## In practice" in text
        assert "## Further reading" in text


NOT_TAUGHT = {"sec-exercises", "sec-summary", "sec-exam", "sec-projects"}  # and what has no number


def sections(page: Path) -> list[tuple[str, str]]:
    """The numbered sections of a chapter that teach something: anchor and text."""
    parts = re.split(r"^## .*\{ #(sec-[\w-]+) \}$|^## .*$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [(anchor, text) for anchor, text in zip(parts[1::2], parts[2::2], strict=True) if anchor]


def notes(text: str) -> list[str]:
    return re.findall(r"^/// bangla\n(.*?)\n///$", text, re.MULTILINE | re.DOTALL)


def test_every_section_that_teaches_has_one_bangla_note(project: Path) -> None:
    found = {
        f"{page.name}#{anchor}": len(notes(text))
        for page in chapters(project)
        for anchor, text in sections(page)
        if anchor not in NOT_TAUGHT
    }
    assert len(found) > 100
    assert {where: count for where, count in found.items() if count != 1} == {}


def test_bangla_notes_are_short_and_in_bengali_script(project: Path) -> None:
    for page in chapters(project):
        for note in notes(page.read_text(encoding="utf-8")):
            words = note.split()
            bengali = [word for word in words if re.search("[\u0980-\u09ff]", word)]
            assert len(bengali) > 0.75 * len(words), f"{page.name}: {note}"
            assert 1 <= len(re.findall(r"[।?!](?=\s|$)", note)) <= 5, f"{page.name}: {note}"
            assert all(len(line) <= 150 for line in note.split("\n")), f"{page.name}: {note}"
