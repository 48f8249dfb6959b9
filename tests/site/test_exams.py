"""Exams on the site: their pages, what stops the build, and the printed sheets."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nlpbook.cli import main
from nlpbook.site.loading import read_site
from nlpbook.site.printing import PrintError, printed_page, write_printed
from nlpbook.site.problems import SiteError
from tests.site.minibook import MiniBook

EXAM = """\
title: A small exam
about: One question.
minutes: 4
rules: ["Spell <terms> out."]
papers: 3
sections:
  - {title: By hand, draws: 1, points: 2, minutes: 3, kinds: [number]}
"""
PAGE = "# A small exam\n\n/// exam | small\n///\n"


@pytest.fixture
def exam_book(book: MiniBook) -> MiniBook:
    book.write("exercises/exams/small.yml", EXAM)
    book.write("docs/exams/small.md", PAGE)
    book.write("docs/exams/index.md", "# Exams\n\n/// exams\n///\n")
    return book


def problems(book: MiniBook) -> str:
    with pytest.raises(SiteError) as caught:
        read_site(book.root)
    return str(caught.value)


def test_an_exam_has_its_page_its_file_and_its_place_in_the_list(exam_book: MiniBook) -> None:
    site = exam_book.build(run=False, strict=False)
    page = (site / "exams/small/index.html").read_text(encoding="utf-8")
    assert '<nlp-exam data-exam="small"' in page
    assert "1 × 3 = 3 min" in page
    assert "Spell &lt;terms&gt; out." in page
    listed = (site / "exams/index.html").read_text(encoding="utf-8")
    assert re.search(r'<a href="[./]*small/"><b>A small exam</b>', listed)
    whole = json.loads((site / "assets/nlpbook/exams/small.json").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in whole["pool"]] == ["points/product"]
    assert whole["blueprint"]["minutes"] == 4


def test_a_wrong_blueprint_stops_the_build_with_its_line(exam_book: MiniBook) -> None:
    exam_book.write("exercises/exams/small.yml", EXAM.replace("points: 2", "points: 0"))
    assert "exercises/exams/small.yml:7: sections[0].points: must be a whole number from 1" in problems(exam_book)


def test_a_page_must_name_an_exam_that_is_there(exam_book: MiniBook) -> None:
    exam_book.write("docs/exams/small.md", PAGE.replace("| small", "| smal"))
    told = problems(exam_book)
    assert "docs/exams/small.md:3: there is no exam 'smal'" in told
    assert "Did you mean small?" in told
    assert "exercises/exams/small.yml:1: no page shows this exam" in told


def test_the_command_line_prints_paper_and_key(exam_book: MiniBook, capsys: pytest.CaptureFixture[str]) -> None:
    paper, key = exam_book.root / "out/paper.html", exam_book.root / "out/key.html"
    command = ["--root", str(exam_book.root), "exam", "small", "--seed", "2"]
    assert main([*command, "--out", str(paper)]) == 0
    assert main([*command, "--key", "--out", str(key)]) == 0
    question, answers = (file.read_text(encoding="utf-8") for file in (paper, key))
    for sheet in (question, answers):
        assert "A product by hand" in sheet and "katex" in sheet
        assert not re.search(r"""(src|href)=|url\((?!data:)["']?https?:""", sheet)  # nothing is fetched
    assert '<div class="np-key">' in answers and '<div class="np-key">' not in question
    assert main([*command[:-1], "4"]) == 1
    assert main([*command[:3], "smal", "--seed", "1"]) == 1
    told = capsys.readouterr().err
    assert "the seed must be a whole number from 1 to 3, got 4" in told
    assert "Did you mean small?" in told


def test_a_sheet_becomes_a_pdf(packages: Path, chromium: Path, tmp_path: Path) -> None:
    out = write_printed(packages, "Two pages", '<h1>One</h1><h1 class="np-break">Two</h1>', tmp_path / "sheet.pdf")
    pdf = out.read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2


def test_a_wrong_formula_is_told(packages: Path) -> None:
    with pytest.raises(PrintError, match=r"Two: KaTeX cannot read a formula"):
        printed_page(packages, "Two", r'<span class="arithmatex">\(\nonsense{\)</span>')
