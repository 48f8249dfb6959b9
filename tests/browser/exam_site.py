"""The sample site with an exam of its own: nine questions, one of each kind, in three sections."""

from __future__ import annotations

import json
from pathlib import Path

from nlpbook.exercises.authoring import load_exams, load_exercises, pool_of
from nlpbook.site.exams import exam_html
from nlpbook.site.policy import with_policy

from .sample_site import EXERCISES, build_sample_site

BLUEPRINT = """\
title: One of each kind
about: Nine questions.
minutes: 40
rules: [Two decimals., "Spell <terms> out."]
papers: 50
sections:
  - {title: Basic, say: Pick what is true., points: 1, minutes: 1, draws: 2, kinds: [choice, choices]}
  - {title: By hand, points: 2, minutes: 4, draws: 3, kinds: [number, vector, table]}
  - {title: Last, points: 3, minutes: 4, exercises: [sample/text, sample/order, sample/bugline]}
  - {title: Coding, points: 4, minutes: 8, draws: 1, kinds: [code]}
"""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>An exam</title><link rel="icon" href="data:,">
{styles}
<style>html {{ font-size: 125% }} body {{ margin: 0; background: var(--nb-paper); color: var(--nb-ink) }}
main:not(.nb-printed) {{ max-width: 31.5rem; margin: 0 auto; padding: .1rem .5rem; font-family: var(--nb-serif) }}
code {{ font-family: var(--nb-mono); font-size: .85em }} pre {{ white-space: pre-wrap }}</style>
<script type="module" src="assets/nlpbook/js/exam/exam.mjs"></script></head>
<body data-md-color-scheme="{scheme}"><main class="md-typeset"><h1>An exam</h1>{exam}</main></body></html>
"""
STYLES = ("vendor/fonts/fonts", "vendor/katex/katex.min", *(
    f"nlpbook/css/{name}" for name in ("tokens", "exercise", "exam", "print", "printed")
))  # fmt: skip


def build_exam_site(project: Path, out: Path) -> None:
    """Write `exam.html` (light) and `exam-dark.html` beside the sample pages."""
    build_sample_site(project, out)
    folder = out.parent / f"{out.name}-exercises"
    (folder / "exams").mkdir(parents=True)
    (folder / "exams" / "each-kind.yml").write_text(BLUEPRINT, encoding="utf-8")
    exercises = load_exercises(EXERCISES)
    pool = pool_of(exercises.values())
    blueprint = load_exams(folder, exercises)["each-kind"]
    (out / "assets/nlpbook/exams").mkdir(parents=True)
    whole = {"blueprint": blueprint, "pool": pool}
    (out / "assets/nlpbook/exams/each-kind.json").write_text(json.dumps(whole), encoding="utf-8")
    skills = {"cosine-similarity": "the cosine", "analogy": "analogies"}
    book = {"chapters": [], "exercises": {}, "skills": skills, "terms": []}
    (out / "assets/nlpbook/book.json").write_text(json.dumps(book), encoding="utf-8")
    styles = "\n".join(f'<link rel="stylesheet" href="assets/{name}.css">' for name in STYLES)
    for name, scheme in (("exam", "default"), ("exam-dark", "slate")):
        page = with_policy(PAGE.format(scheme=scheme, exam=exam_html(blueprint), styles=styles))
        (out / f"{name}.html").write_text(page, encoding="utf-8")
