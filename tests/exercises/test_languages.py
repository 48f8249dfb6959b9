"""The element in two languages: both tables say the same, and the grader answers in the one that is asked for."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from nlpbook.exercises.api import handle
from nlpbook.exercises.authoring import compile_item, load_exercises
from nlpbook.exercises.cardwords import WORDS
from nlpbook.exercises.markup import LEVELS, MARK_WORDS, card, revision
from nlpbook.exercises.messages import TABLES, number_word, ordinal, say, speaking
from nlpbook.exercises.page import respond
from nlpbook.exercises.running import fault_html
from nlpbook.exercises.session import view
from nlpbook.exercises.stage import Fault
from nlpbook.site.programs import find_node

BENGALI = re.compile("[\u0980-\u09ff]")
ENGLISH, BANGLA = TABLES["en"], TABLES["bn"]
SAME_COUNT = {"count", "word", "n"}  # three ways to say one number
EXERCISES = Path(__file__).parent.parent / "browser" / "exercises"


@pytest.fixture(scope="module")
def items() -> dict[str, dict[str, Any]]:
    return {name: compile_item(exercise) for name, exercise in load_exercises(EXERCISES).items()}


@pytest.fixture(scope="module")
def page_tables(project: Path) -> dict[str, Any]:
    """The tables of `strings.mjs`; a function becomes what it says of the arguments 2, 3 and 4."""
    script = """
        const { TABLES } = await import(process.argv[1]);
        const plain = (value) => typeof value === "function" ? { arity: value.length, says: value(2, 3, 4) } : value;
        console.log(JSON.stringify(TABLES, (_, value) => plain(value)));
    """
    strings = project / "overrides" / "assets" / "nlpbook" / "js" / "strings.mjs"
    command = [find_node(), "--input-type=module", "-e", script, strings.as_uri()]
    tables: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return tables


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def shape(value: Any) -> Any:
    """What must be the same in all languages: keys, lengths of lists, arities."""
    if isinstance(value, dict):
        return {key: entry if key == "arity" else shape(entry) for key, entry in value.items()}
    return [shape(entry) for entry in value] if isinstance(value, list) else type(value).__name__


def test_the_graders_tables_have_the_same_keys_and_fields() -> None:
    assert ENGLISH.keys() == BANGLA.keys()
    for key in ENGLISH:
        assert fields(ENGLISH[key]) - SAME_COUNT == fields(BANGLA[key]) - SAME_COUNT, key
        assert bool(fields(ENGLISH[key]) & SAME_COUNT) == bool(fields(BANGLA[key]) & SAME_COUNT), key


@pytest.mark.parametrize("language", TABLES)
def test_a_question_about_a_name_ends_as_a_question(language: str) -> None:
    with speaking(language):
        told = fault_html(Fault("NameError", "name 'MAXI' is not defined"), {"MAX": 1})
    assert re.search(r"MAX\b[^.।]*\?$", told), told


def test_every_bangla_sentence_is_in_bangla() -> None:
    only_fields = {"plain", "parts.unreadable", "parts.near", "part.first", "code.raised.nowhere"}
    assert {key for key, text in BANGLA.items() if not BENGALI.search(text)} == only_fields
    assert not [key for key, text in ENGLISH.items() if BENGALI.search(text)]


def test_the_pages_tables_have_the_same_keys_and_arities(page_tables: dict[str, Any]) -> None:
    assert shape(page_tables["en"]) == shape(page_tables["bn"])
    assert len(page_tables["en"]) > 50
    flat = json.dumps(page_tables["en"], ensure_ascii=False)
    assert not BENGALI.search(flat)


def test_a_functions_arguments_are_all_said_in_both_languages(page_tables: dict[str, Any]) -> None:
    for key, english in page_tables["en"].items():
        if isinstance(english, dict) and "arity" in english and not key.startswith("megabytes"):
            bangla = page_tables["bn"][key]
            for place in range(english["arity"]):
                digit = str(place + 2)
                assert (digit in english["says"]) == (digit in bangla["says"]), key


def test_the_cards_words_are_those_of_the_page(page_tables: dict[str, Any]) -> None:
    assert page_tables["en"]["card"] == WORDS
    assert page_tables["en"]["mark"] == MARK_WORDS
    assert {key for key in WORDS if key.startswith("level.")} == {f"level.{level}" for level in LEVELS}
    bangla = page_tables["bn"]["card"]
    assert {key for key, text in WORDS.items() if "{x}" in text} == {k for k, text in bangla.items() if "{x}" in text}


def test_every_marked_word_of_every_kind_is_known(items: dict[str, dict[str, Any]]) -> None:
    for name, item in items.items():
        html = card(view(item), number="5.3", uid="u")
        keys = re.findall(r'data-word(?:-label)?="([^"]+)"', html)
        assert len(keys) > 5, name
        assert set(keys) <= WORDS.keys()


def test_a_card_holds_its_precision_in_both_languages(items: dict[str, dict[str, Any]]) -> None:
    html = card(view(items["sample/number"]))
    assert 'data-in-bn="(দশমিকের পর দুই ঘর)">(two decimals)</span>' in html


def test_another_language_is_no_other_wording(items: dict[str, dict[str, Any]]) -> None:
    shown = view(items["sample/number"])
    assert revision(shown) == revision({**shown, "hint_line_in": {}})


def test_speaking_ends_with_its_block_and_knows_what_it_does_not_know() -> None:
    with speaking("bn"):
        assert say("near.few", n=2, noun=say("noun.decimals")) == "মান ঠিক, তবে দুইটি দশমিক ঘর কম"
        assert say("parts.title", got=1, n=3, noun=say("noun.vector")) == "3টি উপাংশের মধ্যে 1টি ঠিক"
        assert (ordinal(1), ordinal(11)) == ("দ্বিতীয়", "12 নম্বর")
        assert [number_word(n) for n in (0, 12, 13)] == ["শূন্য", "বারো", "13"]
        with speaking("xx"):
            assert say("right") == "Right"
        assert say("right") == "ঠিক"
    assert say("right") == "Right"


def grade(item: dict[str, Any], answer: Any, language: str | None) -> dict[str, Any]:
    request = {"do": "grade", "item": item, "seed": None, "answer": answer}
    said: dict[str, Any] = json.loads(handle(json.dumps({**request, **({"language": language} if language else {})})))
    return said


def test_a_verdict_comes_in_the_language_asked_for(items: dict[str, dict[str, Any]]) -> None:
    item = items["sample/number"]
    assert grade(item, "0.98", "bn")["headline"] == "ঠিক: 0.98"
    assert grade(item, "0.98", None)["headline"] == grade(item, "0.98", "fr")["headline"] == "Right: 0.98"
    misread, english = grade(item, "x", "bn"), grade(item, "x", "en")
    assert (misread["state"], misread["score"]) == (english["state"], english["score"])
    assert "পড়া গেছে “x”" in misread["message_html"]
    assert misread["note"] == "এটি চেষ্টা হিসেবে গোনা হয়নি।"


@pytest.mark.parametrize("answer", ["", "0", [], {}, None, "x = (", {"line": 1}, {"text": "mine", "points": [0]}])
def test_the_language_changes_words_and_nothing_else(items: dict[str, dict[str, Any]], answer: Any) -> None:
    for name, item in items.items():
        english, bangla = grade(item, answer, "en"), grade(item, answer, "bn")
        for key in ("state", "score", "counts", "mistake", "self_graded"):
            assert english[key] == bangla[key], (name, key)
        assert [part["judged"] for part in english["parts"]] == [part["judged"] for part in bangla["parts"]]
        assert BENGALI.search(bangla["headline"]), name


def test_a_view_is_english_whatever_is_asked_since_the_page_translates_it(items: dict[str, dict[str, Any]]) -> None:
    request = {"do": "view", "item": items["sample/number"], "variant": 2, "uid": "u"}
    assert respond(json.dumps(request)) == respond(json.dumps({**request, "language": "bn"}))
