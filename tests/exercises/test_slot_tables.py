"""Foreseen mistakes of answers with several parts: what they expect, and which cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from nlpbook.exercises.judging import Accept
from nlpbook.exercises.several import Slot, mistake_values, sound_slots, typed_mistake

SLOTS = [Slot("0", 1.5, Accept("decimals", 1), "The first"), Slot("1", 2.5, Accept("decimals", 1), "The second")]


CELLS = [Slot("0,0", 1.5, Accept("decimals", 1), "A"), Slot("1,0", "cat", Accept(), "B")]


@pytest.mark.parametrize(("mistake", "slots", "values", "typed"), [
    ({"value": "9"}, SLOTS, {"0": 9, "1": 9}, {"0": 9, "1": 2.5}), ({"value": "9", "slot": "1"}, SLOTS, {"1": 9},
    {"0": 1.5, "1": 9}), ({"value": "1.5"}, SLOTS, {"0": 1.5, "1": 1.5}, {"0": 1.5, "1": 1.5}),
    ({"value": "[1.5, 3]"}, SLOTS, {"0": 1.5, "1": 3}, {"0": 1.5, "1": 3}), ({"value": "[1.5, 2.5]"}, SLOTS,
    {"0": 1.5, "1": 2.5}, None), ({"value": "1.5", "slot": "0"}, SLOTS, {"0": 1.5}, None),
    ({"value": "[3]"}, SLOTS, {"0": 3}, {"0": 3, "1": 2.5}), ({"value": "[3, 4, 5]"}, SLOTS, {"0": 3, "1": 4},
    {"0": 3, "1": 4}), ({"value": "[[3], ['dog']]"}, CELLS, {"0,0": 3, "1,0": "dog"}, {"0,0": 3, "1,0": "dog"}),
    ({"value": "[[3], 4]"}, CELLS, {"0,0": 3}, {"0,0": 3, "1,0": "cat"}), ({"value": "((3,), ('cat',))"}, CELLS,
    {"0,0": 3, "1,0": "cat"}, {"0,0": 3, "1,0": "cat"}), ({"value": "'cat'"}, CELLS, {"0,0": "cat", "1,0": "cat"},
    {"0,0": "cat", "1,0": "cat"}),
    ({"value": "9", "slot": "7"}, SLOTS, {}, None),
])  # fmt: skip
def test_values_of_a_mistake(mistake: dict[str, Any], slots: list[Slot], values: dict[str, Any], typed: Any) -> None:
    assert mistake_values(mistake, slots, {}) == values
    assert typed_mistake(mistake, slots, {}) == typed


@pytest.mark.parametrize(("slots", "mistakes", "told"), [
    (SLOTS, [], ""), (SLOTS, ["9", "[9, 9]"], ""), (SLOTS, ["9", "[9]"],
    "mistake 2 ([9]) has other parts than the answer"), (SLOTS, ["[9, 9, 9]"], ""),
    (SLOTS, ["inf"], "mistake 1 (inf) gives inf, neither a finite number nor a word"), (SLOTS, ["9", "[9, nan]"],
    "mistake 2 ([9, nan]) gives nan, neither a finite number nor a word"),
    (SLOTS, ["[1.5, 2.5]"], "mistake 1 ([1.5, 2.5]) is accepted as the answer"), (SLOTS, ["None"],
    "mistake 1 (None) gives None, neither a finite number nor a word"),
    ([Slot("0", float("inf"), Accept(), "The First")], [],
    "the key of the first is inf, neither a finite number nor a word"), (CELLS, ["'dog'"], ""), (CELLS,
    ["[[1.5], ['cat']]"], "mistake 1 ([[1.5], ['cat']]) is accepted as the answer"),
])  # fmt: skip
def test_soundness(slots: list[Slot], mistakes: list[str], told: str) -> None:
    scope = {"inf": float("inf"), "nan": float("nan")}
    assert sound_slots({"mistakes": [{"value": value} for value in mistakes]}, slots, scope) == told
    if not mistakes:
        assert sound_slots({"mistakes": None}, slots, scope) == sound_slots({}, slots, scope) == told


def test_a_mistake_that_speaks_of_no_part() -> None:
    assert sound_slots({"mistakes": [{"value": "9", "slot": "7"}]}, SLOTS,
        {}) == "mistake 1 (9) speaks of no part of the answer"
