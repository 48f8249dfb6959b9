"""How the values of a reader's program are shown, printed and compared; kept as golden files."""

from __future__ import annotations

import collections
import decimal
import fractions
from collections.abc import Callable
from typing import Any

import pytest

from nlpbook.exercises.showing import close, equal, honest, print_of, shown

Golden = Callable[[str, object], None]


class Odd:
    def __init__(self, text: Any) -> None:
        self.text = text

    def __repr__(self) -> Any:
        if isinstance(self.text, type):
            raise self.text
        return self.text

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


def nested(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def entered(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = {1: value}
    return value


def keyed(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = {(value,): 1} if isinstance(value, int) else {tuple(value): 1}
    return value


class Text(str):
    __slots__ = ()


class Number(float):
    def __sub__(self, other: object) -> float:
        return 0.0


VALUES: dict[str, Any] = {
    "int": 5, "big": 2**600 - 1, "bigger": 2**600, "minus bigger": -(2**601), "float": 0.1 + 0.2, "nan": float("nan"),
    "complex": 1 + 2j,
    "bool": True, "none": None, "str": "a'b", "str 200": "x" * 200, "str 197": "x" * 197, "str 198": "x" * 198,
    "str 199": "x" * 199,
    "str 201": "x" * 201, "bytes": b"ab", "bytes 201": b"a" * 201,
    "fraction": fractions.Fraction(1, 3), "decimal": decimal.Decimal("1.50"), "range": range(3), "list": [1, [2.5,
    "a"]], "empty list": [],
    "tuple": (1,), "pair": (1, 2), "empty tuple": (), "set": {3}, "empty set": set(), "words": {"b", "a", "c"},
    "frozen": frozenset({1}),
    "empty frozen": frozenset(), "deque": collections.deque([1, 2]), "dict": {"b": 1.0000000001, "a": [2]},
    "empty dict": {},
    "counter": collections.Counter("aab"), "default": collections.defaultdict(int, a=1),
    "ordered": collections.OrderedDict(b=1, a=2),
    "forty": list(range(40)), "forty-one": list(range(41)), "dict of forty": dict.fromkeys(range(40), 0),
    "dict of forty-one": dict.fromkeys(range(41), 0), "deep 11": nested(11), "deep 12": nested(12),
    "deep 13": nested(13), "deep 60": nested(60),
    "deep dict": {1: {2: {3: [{4: {5: {6: [[[[[[7]]]]]]}}}]}}},
    "dicts 11": entered(11), "dicts 12": entered(12), "dicts 13": entered(13), "keys 11": keyed(11),
    "keys 13": keyed(13),
    "odd": Odd("odd"), "odd empty": Odd(""), "odd number": Odd(3), "odd raises": Odd(ValueError),
    "odd exits": Odd(SystemExit),
    "odd address": Odd("<Odd at 0x7f>"), "odd object": Odd("<Odd object at 7>"), "odd in list": [Odd("x")],
    "odd in dict": {1: Odd("x")},
    "text": Text("a"), "number": Number(1), "a type": int, "function": len, "999 ones": [1] * 999,
    "1000 ones": [1] * 1000,
    "999 pairs": [(1, 2)] * 333, "1000 of them": [(1, 2)] * 333 + [1], "a floaty dict": {0.1 + 0.2: 1 / 3,
    "k": (1 / 3,)}, "mixed set": {1, "a"},
    "a dict of 499": dict.fromkeys(range(499), 1), "a dict of 500": dict.fromkeys(range(500), 1),
}  # fmt: skip


def test_values_are_shown_within_bounds(golden: Golden) -> None:
    rows = {}
    for name, value in VALUES.items():
        if name == "mixed set":
            assert shown(value) in ("{1, 'a'}", "{'a', 1}")
            continue
        prints = print_of(value)
        prints = prints if len(prints) < 300 else f"{prints[:9]}... ({len(prints)}, {prints == shown(value)})"
        rows[name] = [shown(value), prints, honest(value)]
    golden("values", rows)


def test_honest_to_a_depth() -> None:
    assert [honest(nested(depth)) for depth in (0, 48, 49, 50, 51)] == [True, True, True, False, False]
    assert [honest(entered(depth)) for depth in (49, 50, 51)] == [True, True, False]
    assert [honest(keyed(depth)) for depth in (48, 49, 50)] == [True, True, False]
    assert honest({"a": [1, {2}]}) and not honest({"a": [Odd("x")]}) and not honest({Text("a"): 1})
    assert equal([1], [1]) and not equal([1], [2]) and not equal(Odd("x"), 1) and equal(Odd("x"), Odd("y"))
    assert not equal([1], Number(2)) and equal(1, Number(1))


@pytest.mark.parametrize(("a", "b", "near"), [
    (1, 1 + 9e-7, True), (1, 1 + 1.1e-6, False), (100, 100 + 9e-5, True), (100, 100 + 1.1e-4, False), (0.001,
    0.0010009, True), (1, 2, False),
    (0, 9e-7, True), (-100, -100 - 9e-5, True),
    ({"a": 1}, {"a": 1.0}, True), ({"a": 1}, {"b": 1}, False), ({"a": 1}, [1], False), ([1], {"a": 1}, False),
    ({"a": 1, "b": 3}, {"a": 1, "b": 2}, False),
    ({}, {}, True), ({}, [], False), ([], {}, False), ([1, 2], (1, 2), True), ([1, 2], [1, 3], False), ([1], 1,
    False), (1, [1], False), ([], [], True), ([1], [], False),
    ([], 3, False), ({1: 1}, 3, False),
    ("a", "a", True), ("a", "b", False), (None, None, True), (None, 1, False), (float("inf"), float("inf"), True),
    (float("nan"), float("nan"), False),
    (True, 1, True), (10**400, 1.5, False), (Number(1), 1, False), (1, Number(1), False), (decimal.Decimal(1), 1.5,
    False), ({1}, {1}, True),
])  # fmt: skip
def test_close(a: Any, b: Any, near: bool) -> None:
    assert close(a, b) is near


def test_close_with_a_tolerance_of_its_own() -> None:
    assert close([1, {"a": [2]}], [1.05, {"a": [2.1]}], 0.1) and not close([1], [1.2], 0.1) and not close({"a": 1},
        {"a": 1.2}, 0.1)
