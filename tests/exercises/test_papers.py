"""Papers: one seed is one paper, sections are filled, points add up, and a wrong blueprint is told by line."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlpbook.exercises import papers
from nlpbook.exercises.authoring import ExerciseErrors, compile_item, load_exams, load_exercises, pool_of
from nlpbook.exercises.authoring.exams import read_exam
from nlpbook.exercises.authoring.problems import Report
from nlpbook.exercises.exam_sheets import key_html, paper_html
from nlpbook.exercises.page import respond

ROOT = Path(__file__).resolve().parents[2]
NODE = shutil.which("node")
SEEDS = st.integers(1, 9999)
SLUGS = ["five-levels", "thirty-minute-check"]


@cache
def book() -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, dict[str, Any]]]:
    exercises = load_exercises(ROOT / "exercises")
    return dict(exercises), pool_of(exercises.values()), load_exams(ROOT / "exercises", exercises)


def test_the_book_has_its_two_exams() -> None:
    _, _, exams = book()
    assert sorted(exams) == SLUGS
    assert exams["thirty-minute-check"]["minutes"] == 30
    assert exams["five-levels"]["minutes"] == 55
    levels = [section["title"].partition(": ")[2] for section in exams["five-levels"]["sections"]]
    assert levels == ["basic", "explain why", "numeric", "transfer", "coding"]


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=30)
@given(seed=SEEDS)
def test_a_paper_is_what_its_blueprint_says(slug: str, seed: int) -> None:
    _, pool, exams = book()
    paper = papers.draw_paper(exams[slug], pool, seed)
    entries = {entry["id"]: entry for entry in pool}
    items = papers.questions(paper)
    assert [item["number"] for item in items] == list(range(1, len(items) + 1))
    assert len({item["id"] for item in items}) == len(items)
    assert paper["of"] == sum(item["points"] for item in items) == sum(section["of"] for section in paper["sections"])
    for section, planned in zip(paper["sections"], exams[slug]["sections"], strict=True):
        assert len(section["items"]) == planned["draws"]
        for item in section["items"]:
            assert papers.fits(planned, entries[item["id"]])
            assert item["points"] == planned["points"]
            varies = entries[item["id"]]["vary"]
            assert papers.FIRST_VARIANT <= item["variant"] <= papers.LAST_VARIANT if varies else item["variant"] == 0


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=30)
@given(seed=SEEDS, shuffle=st.integers())
def test_the_order_of_the_pool_says_nothing(slug: str, seed: int, shuffle: int) -> None:
    _, pool, exams = book()
    mixed = list(pool)
    random.Random(shuffle).shuffle(mixed)
    assert papers.draw_paper(exams[slug], mixed, seed) == papers.draw_paper(exams[slug], pool, seed)


@pytest.mark.parametrize("slug", SLUGS)
def test_papers_differ_and_reach_the_whole_pool(slug: str) -> None:
    _, pool, exams = book()
    drawn = [papers.draw_paper(exams[slug], pool, seed) for seed in range(1, 161)]
    assert len({paper["paper"] for paper in drawn}) == len(drawn)
    met = {item["id"] for paper in drawn for item in papers.questions(paper)}
    open_to_it = {entry["id"] for section in exams[slug]["sections"] for entry in papers.candidates(section, pool)}
    assert met <= open_to_it
    assert len(met) > 0.9 * len(open_to_it)  # an exercise whose skills every paper has had may stay rare


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=30)
@given(seed=SEEDS)
def test_a_paper_is_spread_over_skills_and_chapters(slug: str, seed: int) -> None:
    """Skills repeat only where a section leaves no choice, and no chapter has more than its share and two."""
    _, pool, exams = book()
    chapters: dict[str, int] = {}
    for item in papers.questions(papers.draw_paper(exams[slug], pool, seed)):
        chapter = item["id"].partition("/")[0]
        chapters[chapter] = chapters.get(chapter, 0) + 1
    assert len(chapters) >= 7
    assert max(chapters.values()) <= 4


@given(st.lists(st.sampled_from(["right", "partial", "wrong", "malformed", "void", None]), min_size=14, max_size=14))
def test_points_add_up(states: list[str | None]) -> None:
    _, pool, exams = book()
    paper = papers.draw_paper(exams["thirty-minute-check"], pool, 5)
    items = papers.questions(paper)
    verdicts = {
        item["id"]: {"state": state, "score": [1, 3]}
        for item, state in zip(items, states, strict=True)
        if state is not None
    }
    marks = papers.mark_paper(paper, verdicts)
    assert marks["points"] == sum(one["points"] for one in marks["items"].values())
    assert marks["points"] == sum(section["points"] for section in marks["sections"])
    void = sum(item["points"] for item, state in zip(items, states, strict=True) if state == "void")
    assert marks["of"] == paper["of"] - void
    for item, state in zip(items, states, strict=True):
        own = marks["items"][item["id"]]
        assert (own["points"] == item["points"]) == (state == "right")
        assert (own["points"] == 0) == (state not in ("right", "partial"))
        assert own["points"] * 2 == int(own["points"] * 2)
    for skill, sums in marks["skills"].items():
        assert sums["of"] == sum(marks["items"][item["id"]]["of"] for item in items if skill in item["skills"])


def test_a_seed_out_of_range_is_refused() -> None:
    _, pool, exams = book()
    for seed in (0, -1, 10_000, 1.5, "3", None, True):
        with pytest.raises(papers.PaperError, match="from 1 to 9999"):
            papers.draw_paper(exams["five-levels"], pool, seed)  # type: ignore[arg-type]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_paper_hides_what_its_key_shows(slug: str) -> None:
    exercises, pool, exams = book()
    paper = papers.draw_paper(exams[slug], pool, 11)
    items = {item["id"]: compile_item(exercises[item["id"]]) for item in papers.questions(paper)}
    question, key = paper_html(exams[slug], paper, items), key_html(exams[slug], paper, items)
    assert question.count('class="np-no"') == key.count('class="np-no"') == len(items)
    assert "np-key" not in question
    assert key.count('<h4>Answer</h4>') + key.count("<h4>Model answer</h4>") >= len(items) - 2
    for sheet in (question, key):
        assert f"Paper {paper['paper']}" in sheet
        assert "Seed 11" in sheet
    assert [item["title"] in question for item in papers.questions(paper)]


GOOD = """\
title: A check
about: About it.
minutes: 10
rules: [Two decimals.]
sections:
  - title: Basic
    draws: 3
    points: 2
    minutes: 3
    kinds: [number]
    levels: [1]
"""
WRONG = [
    ("kinds: [number]", "kinds: [nummber]", 10, "there is no 'nummber'; did you mean 'number'?"),
    ("levels: [1]", "levels: [7]", 11, "there is no 7"),
    ("levels: [1]", "skills: [cosine-similaritty]", 11, "did you mean 'cosine-similarity'?"),
    ("levels: [1]", "chapters: [words-as-pionts]", 11, "did you mean 'words-as-points'?"),
    ("points: 2", "points: 0", 8, "must be a whole number from 1, the points of each question, got 0"),
    ("points: 2", "points: 1.5", 8, "must be a whole number from 1"),
    ("draws: 3", "draws: 300", 7, "draws 300 exercises, but only"),
    ("minutes: 10", "minutes: 8", 3, "the questions need 3 × 3 = 9 minutes, and the exam has 8"),
    ("minutes: 10", "minutes: 60", 3, "the questions need only 3 × 3 = 9 of 60 minutes"),
    ("    minutes: 3", "    minutes: 1", 9, "an exercise of kind number takes 3 or more"),
    ("title: A check", "titel: A check", 1, "did you mean 'title'?"),
    ("title: Basic", "tittle: Basic", 6, "did you mean 'title'?"),
    ("rules: [Two", "numbers: old\nrules: [Two", 4, "must be fresh"),
    ("minutes: 10", "papers: 0\nminutes: 10", 3, "must be a whole number from 1 to 9999"),
    ("    kinds: [number]\n    levels: [1]", "    exercises: [bert/nothing]", 10, "there is no 'bert/nothing'"),
    ("levels: [1]", "exercises: [bert/how-many-gaps]", 11, "takes no kinds, levels, chapters or skills"),
    ("sections:", "sections: none\nothers:", 5, "is required: a list of sections"),
    ("minutes: 10", "minutes: [", 5, "is not YAML"),
]


def problems_of(text: str) -> list[str]:
    report = Report("exercises/exams/a-check.yml")
    read_exam("a-check", text, book()[1], report)
    return [str(problem) for problem in report.problems]


def test_a_good_blueprint_is_read() -> None:
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(("good", "bad", "line", "told"), WRONG, ids=[told for *_, told in WRONG])
def test_a_wrong_blueprint_is_told_by_line(good: str, bad: str, line: int, told: str) -> None:
    text = GOOD.replace(good, bad, 1)
    assert text != GOOD
    found = problems_of(text)
    place = f"exercises/exams/a-check.yml:{line}: "
    assert any(problem.startswith(place) and told in problem for problem in found), found


def test_sections_that_share_a_pool_must_both_be_filled() -> None:
    _, pool, _ = book()
    fitting = len([entry for entry in pool if entry["kind"] == "order"])
    section = "  - {{title: {}, draws: {}, points: 1, minutes: 2, kinds: [order]}}\n"
    head = "title: T\nabout: A.\nminutes: 40\nrules: []\nsections:\n"
    half = fitting // 2
    assert problems_of(head + section.format("A", half) + section.format("B", fitting - half)) == []
    found = problems_of(head + section.format("A", half) + section.format("B", fitting - half + 1))
    assert any("may go to other sections" in problem for problem in found), found


def test_files_that_are_no_blueprint_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "exercises" / "exams"
    folder.mkdir(parents=True)
    (folder / "lost.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    assert load_exercises(tmp_path / "exercises") == {}
    with pytest.raises(ExerciseErrors, match=r"exercises/exams/lost\.md:1: exams are <slug>\.yml"):
        load_exams(tmp_path / "exercises", {})


@pytest.mark.skipif(NODE is None or not (ROOT / "node_modules/pyodide").is_dir(), reason="needs Node and `npm ci`")
def test_both_pythons_draw_and_mark_alike() -> None:
    _, pool, exams = book()
    asked = []
    for slug in SLUGS:
        for seed in (*range(1, 40), 777, 9999):
            asked.append({"do": "paper", "blueprint": exams[slug], "pool": pool, "seed": seed})
        paper = papers.draw_paper(exams[slug], pool, 3)
        states = ["right", "partial", "wrong", "malformed", "void"]
        verdicts = {
            item["id"]: {"state": states[place % 5], "score": [place, 7]}
            for place, item in enumerate(papers.questions(paper))
        }
        asked.append({"do": "marks", "paper": paper, "verdicts": verdicts})
    texts = [json.dumps(request) for request in asked]
    job = json.dumps({"source": str(ROOT / "src"), "requests": texts, "door": "page"})
    command = [str(NODE), str(Path(__file__).with_name("grade_under_pyodide.mjs"))]
    done = subprocess.run(command, input=job, capture_output=True, text=True, timeout=240, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    for text, theirs in zip(texts, json.loads(done.stdout)["answers"], strict=True):
        assert json.loads(respond(text)) == json.loads(theirs)
