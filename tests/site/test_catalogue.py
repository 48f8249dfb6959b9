"""The file from which the reader's desk knows the book."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlpbook.site.catalogue import skill_names
from nlpbook.site.problems import SiteError
from tests.site.minibook import MiniBook


def test_the_catalogue_names_chapters_exercises_skills_and_terms(built: MiniBook) -> None:
    book = json.loads((built.root / "site/assets/nlpbook/book.json").read_text(encoding="utf-8"))
    [chapter] = book["chapters"]
    assert chapter["title"] == "Words as points" and chapter["address"] == "meaning/points/"
    for place, identifier in enumerate(chapter["exercises"], 1):
        exercise = book["exercises"][identifier]
        assert exercise["number"] == f"5.{place}" and exercise["chapter"] == 5
        page, _, anchor = exercise["address"].partition("#")
        text = (built.root / "site" / page / "index.html").read_text(encoding="utf-8")
        assert f'id="{anchor}"' in text and f'data-revision="{exercise["revision"]}"' in text
        assert set(exercise["skills"]) <= set(book["skills"])
    assert {"id", "term", "meaning", "bangla", "example", "chapter"} == set(book["terms"][0])


def test_a_skill_is_written_as_the_list_says(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    file = tmp_path / "exercises" / "skills.yml"
    file.write_text("# names\nbleu: BLEU\n", encoding="utf-8")
    assert skill_names(tmp_path, ["bleu", "dot-product"]) == {"bleu": "BLEU", "dot-product": "dot product"}
    with pytest.raises(SiteError, match=r"exercises/skills\.yml:2: no exercise practises the skill 'bleu'"):
        skill_names(tmp_path, ["dot-product"])
