"""What the page's Python answers beyond `api.handle`."""

import json
import re
from pathlib import Path

import pytest

from nlpbook.exercises.authoring import compile_item, load_exercises
from nlpbook.exercises.page import respond
from nlpbook.exercises.session import variant_seed

EXERCISES = Path(__file__).parent.parent / "browser" / "exercises"


@pytest.fixture(scope="module")
def item() -> dict[str, object]:
    return compile_item(load_exercises(EXERCISES)["sample/number"])


def test_a_variant_comes_with_its_inputs_and_is_the_same_for_everyone(item: dict[str, object]) -> None:
    request = json.dumps({"do": "view", "item": item, "variant": 3, "uid": "ex-one"})
    first, second = json.loads(respond(request)), json.loads(respond(request))
    assert first == second
    assert first["seed"] == variant_seed("sample/number", 3)
    assert 'id="ex-one-in"' in first["answer_html"]
    other = json.loads(respond(json.dumps({"do": "view", "item": item, "variant": 4, "uid": "ex-one"})))
    assert other["prompt_html"] != first["prompt_html"]


def test_everything_else_goes_to_the_grader(item: dict[str, object]) -> None:
    verdict = json.loads(respond(json.dumps({"do": "grade", "item": item, "answer": "0.98"})))
    assert verdict["state"] == "right"


NONSENSE = ["", "[]", "{}", '{"do": "view"}', '{"do": "view", "item": {"id": 1}, "variant": "x"}']


@pytest.mark.parametrize("request_json", NONSENSE)
def test_nonsense_gets_an_answer_too(request_json: str) -> None:
    assert "error" in json.loads(respond(request_json))


def test_a_card_for_another_page_shows_the_variant_under_the_revision_of_the_book(item: dict[str, object]) -> None:
    asked = {"do": "card", "item": item, "uid": "placed", "number": "5.3"}
    own = json.loads(respond(json.dumps({**asked, "variant": 0})))
    fresh = json.loads(respond(json.dumps({**asked, "variant": 2})))
    assert own["seed"] is None and fresh["seed"] == variant_seed("sample/number", 2)
    assert own["html"] != fresh["html"]
    revisions = {re.search(r'data-revision="(\w+)"', answer["html"])[1] for answer in (own, fresh)}
    assert len(revisions) == 1
    assert 'id="placed-title"' in fresh["html"] and "Exercise 5.3" in fresh["html"]
