"""What a newcomer does first: a new exercise, a new chapter, text without results. Each goes through a real build."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from nlpbook.cli import KINDS
from nlpbook.exercises.authoring import load_exercises, new_exercise, prove
from nlpbook.site import check
from nlpbook.site.new_chapter import new_chapter
from tests.site.minibook import MiniBook


def test_a_new_chapter_builds_as_it_stands(book: MiniBook) -> None:
    new_chapter(book.root, "meaning/learning", 6)
    page = (book.build() / "meaning" / "learning" / "index.html").read_text(encoding="utf-8")
    assert "Learning word vectors" in page
    assert "<svg" in page


def test_new_exercises_of_all_kinds_are_proven_placed_and_shown(book: MiniBook) -> None:
    for kind in KINDS:
        new_exercise(kind, f"points/new-{kind}", book.root / "exercises")
    names = ["product", *(f"new-{kind}" for kind in KINDS)]
    book.chapter("\n\n".join(f"/// exercise | points/{name}\n///" for name in names))
    assert check(book.root) == []
    page = (book.build() / "meaning" / "points" / "index.html").read_text(encoding="utf-8")
    assert all(f'data-kind="{kind}"' in page for kind in KINDS)


def test_text_is_shown_without_results_and_links_to_its_figures_wait(book: MiniBook) -> None:
    page = (book.build(run=False) / "meaning" / "points" / "index.html").read_text(encoding="utf-8")
    assert "Not computed yet" in page
    assert 'href="#fig-line"' in page


def test_check_tells_what_is_covered_and_refuses_an_unknown_origin(
    book: MiniBook, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write("exercises/origins.yml", "5: [wb-0.2, wb-0.3]\n")
    text = (book.root / "exercises" / "points" / "product.md").read_text(encoding="utf-8")
    book.write("exercises/points/product.md", text.replace("level: 1", "level: 1\norigin: [wb-0.2]"))
    assert check(book.root) == []
    assert "chapter 5: 1 of 2 source exercises covered; still missing: wb-0.3" in capsys.readouterr().out
    book.write("exercises/points/product.md", text.replace("level: 1", "level: 1\norigin: [wb-0.22]"))
    (problem,) = check(book.root)
    assert problem.startswith("exercises/points/product.md:5: origin: 'wb-0.22' is not a source exercise")


def test_a_broken_exercise_is_one_message_not_one_for_every_page_that_shows_it(book: MiniBook) -> None:
    text = (book.root / "exercises" / "points" / "product.md").read_text(encoding="utf-8")
    book.write("exercises/points/product.md", text.replace("dot(u, v)", "dto(u, v)"))
    said = "\n".join(check(book.root))
    assert "exercises/points/product.md" in said
    assert "did you mean 'dot'" in said
    assert "there is no exercise" not in said


def test_the_exercise_in_the_contributing_guide_is_proven(book: MiniBook, project: Path) -> None:
    guide = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    example = guide.split("```markdown\n   ---\n")[1].split("\n   ```")[0]
    book.write("exercises/points/length-of-cat.md", "---\n" + dedent("   " + example.lstrip()))
    exercise = load_exercises(book.root / "exercises")["points/length-of-cat"]
    assert prove(exercise) == []
