"""What the page's Python answers beyond `api.handle`."""

import json
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
