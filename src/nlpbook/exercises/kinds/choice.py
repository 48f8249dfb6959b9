"""One choice, or all that apply."""

from __future__ import annotations

from random import Random
from typing import Any

from nlpbook.exercises.display import fill, fill_plain
from nlpbook.exercises.draw import Drawing
from nlpbook.exercises.messages import say, say_html
from nlpbook.exercises.scope import Item, Scope
from nlpbook.exercises.verdict import Verdict, malformed, part, verdict


def values(item: Item, scope: Scope) -> list[str]:
    """The options' values, in the order of the file."""
    return [fill_plain(option["text"], scope) for option in item["options"]]


def show(item: Item, scope: Scope, random: Random) -> dict[str, Any]:
    """The options, shuffled unless the author keeps them."""
    options = [
        {"value": value, "html": fill(option["text"], scope)}
        for value, option in zip(values(item, scope), item["options"], strict=True)
    ]
    return {"options": options if item.get("shuffle") is False else Drawing(random).shuffled(options)}


def right_values(item: Item, scope: Scope) -> list[str]:
    """The values that hold."""
    return [value for value, option in zip(values(item, scope), item["options"], strict=True) if option["right"]]


def key(item: Item, scope: Scope) -> Any:
    """The text of the right option, or of all right ones."""
    right = right_values(item, scope)
    return right[0] if item["kind"] == "choice" else right


def key_html(item: Item, scope: Scope) -> str:
    """The right options, each with its reason."""
    return "".join(
        f"<p><strong>{fill(option['text'], scope)}</strong><br>{fill(option['why'], scope)}</p>"
        for option in item["options"]
        if option["right"]
    )


def sound(item: Item, scope: Scope) -> str:
    """Two options with the same text."""
    shown = values(item, scope)
    twice = next((value for value in shown if shown.count(value) > 1), None)
    return f"two options read {twice!r}" if twice is not None else ""


def _chosen(item: Item, answer: Any, scope: Scope) -> set[int] | Verdict:
    """Positions of the chosen options, or the verdict on an answer that names none."""
    answer = [answer] if isinstance(answer, str) and answer else answer
    if answer is None or answer == "" or answer == []:
        return malformed(say("empty"), say_html(f"empty.{item['kind']}"))
    if not isinstance(answer, list | tuple) or not all(isinstance(entry, str) for entry in answer):
        return malformed(say("form.title"), say_html("form"))
    known = {" ".join(value.split()): index for index, value in enumerate(values(item, scope))}
    for entry in answer[: len(known) + 1]:
        if len(entry) > 100_000 or " ".join(entry.split()) not in known:
            return malformed(say("choice.unknown.title"), say_html("choice.unknown", text=entry[:80]))
    if item["kind"] == "choice" and len(answer) > 1:
        return malformed(say("form.title"), say_html("form"))
    return {known[" ".join(entry.split())] for entry in answer[:1000] if " ".join(entry.split()) in known}


def grade(item: Item, answer: Any, scope: Scope) -> Verdict:
    """Judge the chosen option or options; only what was chosen is explained until all is right."""
    chosen = _chosen(item, answer, scope)
    if isinstance(chosen, dict):
        return chosen
    shown, options = values(item, scope), item["options"]
    right = {index for index, option in enumerate(options) if option["right"]}
    done = chosen == right
    parts = []
    for index, option in enumerate(options):
        why = fill(option["why"], scope)
        if index in chosen:
            judged, verb = ("right", say("verb.right")) if index in right else ("wrong", say("verb.yours"))
            parts.append(part(shown[index], judged, verb, why))
        elif done:
            parts.append(part(shown[index], "", say("verb.left_out") if item["kind"] == "choices" else "", why))
        else:
            parts.append(part(shown[index], ""))
    message = fill(item["right"], scope) if done and item.get("right") else ""
    if item["kind"] == "choice":
        if done:
            return verdict("right", say("right"), message, parts=parts)
        return verdict("wrong", say("wrong"), say_html("choice.why"), parts=parts)
    return _several(len(options), chosen, right, message, parts)


def _several(n: int, chosen: set[int], right: set[int], message: str, parts: list[dict[str, str]]) -> Verdict:
    """The verdict on several choices: what is too much and what is missing, by number."""
    over, under = len(chosen - right), len(right - chosen)
    got = n - over - under
    if not over and not under:
        return verdict("right", say("right"), message or say_html("choices.all", n=n), score=(n, n), parts=parts)
    if not chosen & right:
        return verdict("wrong", say("wrong"), say_html("choices.none"), score=(got, n), parts=parts)
    sentences = [say_html("choices.over", n=over)] * bool(over) + [say_html("choices.under", n=under)] * bool(under)
    return verdict("partial", say("choices.partial", got=got, n=n), " ".join(sentences), score=(got, n), parts=parts)
