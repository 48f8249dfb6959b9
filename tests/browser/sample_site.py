"""A small site of exercises alone, one of each kind, on the real assets: for tests of the element."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from nlpbook.exercises.authoring import compile_item, load_exercises
from nlpbook.exercises.markup import card
from nlpbook.exercises.session import view
from nlpbook.site.assets import build_assets
from nlpbook.site.policy import with_policy

EXERCISES = Path(__file__).parent / "exercises"
KINDS = ("number", "vector", "choice", "choices", "order", "bugline", "code", "table", "text")

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Exercises</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/vendor/katex/katex.min.css">
<link rel="stylesheet" href="assets/vendor/fonts/fonts.css">
<link rel="stylesheet" href="assets/nlpbook/css/tokens.css">
<link rel="stylesheet" href="assets/nlpbook/css/exercise.css">
<style>html {{ font-size: 125% }} body {{ margin: 0; background: var(--nb-paper); color: var(--nb-ink) }}
main {{ max-width: 31.5rem; margin: 0 auto; padding: .1rem .5rem }}
.nx-head, .nx-body {{ font-family: var(--nb-serif) }}
code {{ font-family: var(--nb-mono); font-size: .85em }}</style>
<script type="module" src="assets/nlpbook/js/exercise.mjs"></script></head>
<body data-md-color-scheme="{scheme}"><main><h1>Exercises</h1><h2>One of each kind</h2>{cards}</main></body></html>
"""


def build_sample_site(project: Path, out: Path) -> None:
    """Write `index.html` (light) and `dark.html` with one exercise of each kind, and everything they load."""
    shutil.copytree(project / "overrides" / "assets", out / "assets")
    build_assets(project, out)
    items = {name: compile_item(exercise) for name, exercise in load_exercises(EXERCISES).items()}
    for name, item in items.items():
        file = out / "assets" / "exercises" / f"{name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    cards = "\n".join(
        card(view(items[f"sample/{kind}"]), number=f"5.{place}", uid=f"ex-{kind}")
        for place, kind in enumerate(KINDS, 1)
    )
    for name, scheme in (("index", "default"), ("dark", "slate")):
        page = with_policy(PAGE.format(scheme=scheme, cards=cards))
        assert "Content-Security-Policy" in page
        (out / f"{name}.html").write_text(page, encoding="utf-8")
