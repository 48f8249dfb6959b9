"""Prove an exercise: type its key, its mistakes and nonsense at it, and read what comes back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from nlpbook.exercises import session
from nlpbook.exercises.authoring.compile import compile_item
from nlpbook.exercises.authoring.exercise import Exercise
from nlpbook.exercises.authoring.notations import notations
from nlpbook.exercises.authoring.patience import PatienceError, patience
from nlpbook.exercises.authoring.problems import ExerciseErrors, Problem
from nlpbook.exercises.authoring.prove_programs import prove_bugline, prove_code
from nlpbook.exercises.display import fill
from nlpbook.exercises.expressions import ExpressionError, evaluate
from nlpbook.exercises.kinds import kind_of, table, vector
from nlpbook.exercises.parts import accept_of, display
from nlpbook.exercises.scope import NoVariantError, Scope, given_scope, variant_scope
from nlpbook.exercises.several import Slot, typed_mistake

SAMPLES = 20
SECONDS = 120.0
"""How long one proof may take; usually it is a tenth of a second, with programs one second."""
MOST_DRAWS = 50
"""Draws per variant, on average, above which a filter lets too little through."""
NONSENSE: tuple[Any, ...] = (
    None, "", " ", [], {}, "?", "nan", "inf", "-", "0,9.8", "1e999999999", "1/0", "=" * 50, "9" * 10_000,
    "(" * 5_000, "\x00", "𝟙𝟚x", "ক",
    ["", ""], ["?"] * 3, [[]], {"0,0": ""}, {"line": None}, {"line": 10**30}, {"text": ""}, {"text": 3},
    True, [None], {"points": [99]},
)  # fmt: skip
"""Input that no exercise can read as an answer; right answers in words and programs are looked at separately."""


def prove(exercise: Exercise, samples: int = SAMPLES, seconds: float = SECONDS) -> list[Problem]:
    """Everything that does not hold of an exercise, for its own numbers and for drawn variants.

    Args:
        exercise: A loaded exercise.
        samples: How many variants to draw, if it varies.
        seconds: How long the whole proof may take.

    Returns:
        Problems with path and line; none if all is well. Programs run in a process of their own, with a time limit.
    """
    try:
        with patience(seconds):
            return _prove(exercise, samples)
    except PatienceError:
        told = f"the proof took longer than {seconds:.0f} seconds: does an expression never end?"
        return [_problem(exercise, told, "answer", "vary", "kind")]


def _prove(exercise: Exercise, samples: int) -> list[Problem]:
    try:
        item = compile_item(exercise)
    except ExerciseErrors as errors:
        return errors.problems
    problems = list(_prove_seed(exercise, item, None))
    if item.get("vary") and not problems:
        draws = 0
        for n in range(1, samples + 1):
            seed = session.variant_seed(exercise.id, n)
            try:
                draws += variant_scope(item, seed, kind_of(exercise.kind).sound)[1]
            except (NoVariantError, ExpressionError) as error:
                return [_problem(exercise, f"variant with seed {seed}: {error}", "where", "vary")]
            problems += _prove_seed(exercise, item, seed)
            if problems:
                return problems
        if draws > MOST_DRAWS * samples:
            problems.append(
                _problem(
                    exercise,
                    f"lets only {samples} of {draws} drawn variants through; draw closer to what it wants",
                    "where",
                )
            )
    return problems


def _problem(exercise: Exercise, message: str, *fields: str) -> Problem:
    field = next((name for name in fields if name in exercise.lines), fields[0] if fields else "")
    return Problem(exercise.path, exercise.line(*fields), field, message)


def _prove_seed(exercise: Exercise, item: dict[str, Any], seed: int | None) -> Iterator[Problem]:
    """What does not hold for one set of numbers."""
    where = "" if seed is None else f"variant with seed {seed}: "
    try:
        scope = given_scope(item) if seed is None else session.scope(item, seed)
        unsound = kind_of(exercise.kind).sound(item, scope)
        if unsound:
            yield _problem(exercise, where + unsound, *_place(unsound), "answer", "kind")
            return
    except ExpressionError as error:
        yield _problem(exercise, f"{where}{error}", *_guilty(exercise, str(error)), "answer")
        return
    try:
        session.view(item, seed)
        session.solution(item, seed)
        for n in range(len(item["hints"])):
            session.hint(item, n, seed)
        for _name, entry in _sayings(item):
            fill(entry, scope)
    except (ExpressionError, ValueError, TypeError) as error:
        yield _problem(exercise, f"{where}a field cannot be filled: {error}", "title")
        return
    if exercise.kind == "code":
        yield from prove_code(exercise, item)
    elif exercise.kind == "bugline":
        yield from prove_bugline(exercise, item)
    yield from _prove_answers(exercise, item, seed, scope, where)


def _sayings(item: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Templates that no view shows: what mistakes and right answers say, reasons of options and rules."""
    found = [(f"mistakes[{index}].say", mistake["say"]) for index, mistake in enumerate(item.get("mistakes") or [])]
    found += [("right", item["right"])] if item.get("right") else []
    found += [("option", option["why"]) for option in item.get("options", [])]
    found += [("tile", tile["why"]) for tile in item.get("tiles", []) if tile.get("why")]
    return found + [("or", chain["say"]) for chain in item.get("chains", []) if chain.get("say")]


def _place(message: str) -> tuple[str, ...]:
    match = re.match(r"mistake (\d+)", message)
    return (f"mistakes[{int(match[1]) - 1}].value", f"mistakes[{int(match[1]) - 1}]") if match else ()


def _guilty(exercise: Exercise, message: str) -> tuple[str, ...]:
    """The field whose expression a message quotes."""
    for name, source in [*exercise.draft.get("let", []), ("", exercise.draft.get("answer"))]:
        if source and message.startswith(repr(source)):
            return (f"let.{name}",) if name else ("answer",)
    for mistake in exercise.draft.get("mistakes") or []:
        if "value" in mistake and message.startswith(repr(mistake["value"])):
            return (f"{mistake['at']}.value",)
    return ()


def _prove_answers(
    exercise: Exercise, item: dict[str, Any], seed: int | None, scope: Scope, where: str
) -> Iterator[Problem]:
    """Type the key in every notation, every mistake, and nonsense."""
    for typed in keys(item, scope):
        said = session.grade(item, typed, seed)
        if said["state"] != "right":
            yield _problem(
                exercise,
                f"{where}the key, typed as {_short(typed)}, is {said['state']}: {_said(said)}",
                "answer",
                "kind",
            )
    claimed: dict[str, int] = {}
    for index, typed in mistakes(item, scope):
        said = session.grade(item, typed, seed)
        name = f"mistakes[{index}]"
        if said["state"] == "right":
            yield _problem(
                exercise, f"{where}this mistake, typed as {_short(typed)}, is called right", f"{name}.value", name
            )
        elif said["mistake"] is None:
            yield _problem(
                exercise,
                f"{where}this mistake, typed as {_short(typed)}, gets {_said(said)!r}, not its own sentence",
                f"{name}.value",
                name,
            )
        elif said["mistake"] != index and seed is None:
            other = f"mistakes[{said['mistake']}]"
            told = f"this mistake, typed as {_short(typed)}, gets the sentence of {other}: they give the same"
            yield _problem(exercise, told, f"{name}.value", name)
        claimed[str(typed)] = index
    for typed in nonsense(item):
        try:
            said = session.grade(item, typed, seed)
        except Exception as error:
            yield _problem(exercise, f"{where}the input {_short(typed)} raises {type(error).__name__}: {error}", "kind")
            continue
        if (
            said["state"] == "right"
            or (said["state"] == "malformed") == said["counts"]
            or (_hopeless(typed) and said["counts"])
        ):
            yield _problem(exercise, f"{where}the input {_short(typed)} is called {said['state']}", "kind")


def _hopeless(typed: Any) -> bool:
    return typed is None or typed in ("", " ", [], {}) or (isinstance(typed, str) and len(typed) > 9_000)


def _short(typed: Any) -> str:
    text = repr(typed)
    return text if len(text) <= 80 else text[:77] + "..."


def _said(said: dict[str, Any]) -> str:
    return html.unescape(re.sub("<[^>]+>", "", f"{said['headline']}. {said['message_html']}")).strip()


def keys(item: dict[str, Any], scope: Scope) -> list[Any]:
    """The right answer in every way that must be accepted."""
    kind = item["kind"]
    if kind == "number":
        return list(notations(scope["answer"], accept_of(item)))
    if kind == "vector":
        accept = accept_of(item)
        columns = [notations(value, accept) for value in scope["answer"]]
        return [[column[n % len(column)] for column in columns] for n in range(max(map(len, columns)))]
    if kind == "table":
        slots = table.slots(item, scope)
        columns = [notations(slot.key, slot.accept) for slot in slots]
        ways = range(max(map(len, columns)))
        return [{slot.id: column[n % len(column)] for slot, column in zip(slots, columns, strict=True)} for n in ways]
    key = kind_of(kind).key(item, scope)
    if kind == "text":
        return [{"text": "An answer.", "points": list(range(len(item["rubric"])))}]
    if kind == "bugline":
        return [key, {"line": key}, {"line": key, "repair": None}]
    return [] if kind == "code" else [key]


def mistakes(item: dict[str, Any], scope: Scope) -> Iterator[tuple[int, Any]]:
    """Every foreseen mistake, as a reader would type it."""
    kind, n = item["kind"], len(item.get("mistakes") or [])
    for index in range(n):
        mistake = item["mistakes"][index]
        if kind == "number":
            yield index, display(evaluate(mistake["value"], scope), accept_of(item))
        elif kind in ("vector", "table"):
            slots: list[Slot] = (vector if kind == "vector" else table).slots(item, scope)
            typed = typed_mistake(mistake, slots, scope)
            if typed is not None:
                shown = {slot.id: display(typed[slot.id], slot.accept) for slot in slots}
                yield index, list(shown.values()) if kind == "vector" else shown
        elif kind == "order":
            yield index, _order_with(item, mistake, scope)
        elif kind == "bugline":
            yield index, mistake["line"]


def _order_with(item: dict[str, Any], mistake: dict[str, Any], scope: Scope) -> list[str]:
    """A full order that makes this mistake: the right one with the two tiles exchanged."""
    from nlpbook.exercises.kinds.order import size, values

    order = list(mistake.get("order") or range(size(item)))
    if "before" in mistake:
        first, second = mistake["before"]
        order = [tile for tile in order if tile != first]
        order.insert(order.index(second) if second in order else 0, first)
    return [values(item, scope)[tile] for tile in order]


def nonsense(item: dict[str, Any]) -> list[Any]:
    """Input that must be called malformed or be judged, cost nothing if malformed, and never raise."""
    if item["kind"] == "code":
        return [None, "", " ", [], {}, 3, "x" * 60_000, "def (", "\x00"]
    if item["kind"] == "text":
        return [None, "", " ", [], {}, {"text": 3}, {"text": "a", "points": [10**20]}, {"text": "a", "points": "all"}]
    return list(NONSENSE)
