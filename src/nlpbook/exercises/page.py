"""What the page's Python answers: `api.handle`, plus exercises and their inputs as HTML."""

import json
from typing import Any

from nlpbook.exercises.api import handle
from nlpbook.exercises.markup import answer_area, card, revision
from nlpbook.exercises.session import variant_seed

EXAMS = ("paper", "marks", "sheet")
"""Requests about exams."""


def respond(request_json: str) -> str:
    """Answer one request of the page.

    Args:
        request_json: As for `api.handle`. With "do": "view" go `uid`, the element's id, and `variant`, which fresh
            numbers are asked for (from 1; the n-th is the same for every reader). "card" takes the same, with 0 for the
            book's own numbers, and `number`, the exercise's number in the book. "paper" takes an exam's `blueprint` and
            `pool` with a `seed`, "marks" a `paper` with `verdicts`, "sheet" a `blueprint`, a `paper`, its `items` and
            whether the `key` is wanted. "handout" takes a `chapter` (number and title), its `exercises` (each with
            `number` and `item`) and whether `solutions` are wanted.

    Returns:
        JSON. To "view": the view with `answer_html`, which replaces the answer area. To "card": `html`, the whole
        element, and `seed`. To "paper" and "marks": see `nlpbook.exercises.papers`. To "sheet": `html`. To "handout":
        `html` and `title`. Never raises: {"error": text} instead.
    """
    try:
        request = json.loads(request_json)
        if request["do"] == "view":
            answer = _view(request)
            if "error" not in answer:
                answer["answer_html"] = answer_area(answer, str(request["uid"]))
        elif request["do"] == "card":
            answer = _card(request)
        elif request["do"] in EXAMS:
            answer = _exam(request)
        elif request["do"] == "handout":
            answer = _handout(request)
        else:
            return handle(request_json)
        return json.dumps(answer, ensure_ascii=False)
    except (ValueError, KeyError, TypeError) as error:
        return json.dumps({"error": f"the request was not understood: {error!r}"})


def _view(request: dict[str, Any]) -> dict[str, Any]:
    """The view of a variant, or {"error": text}."""
    variant = int(request["variant"])
    seed = variant_seed(request["item"]["id"], variant) if variant else None
    view: dict[str, Any] = json.loads(handle(json.dumps({**request, "do": "view", "seed": seed})))
    return view


def _card(request: dict[str, Any]) -> dict[str, Any]:
    """A whole element, under the revision of the book's own wording whichever numbers it shows."""
    shown, own = _view(request), _view({**request, "variant": 0})
    if "error" in shown:
        return shown
    html = card(shown, number=str(request.get("number") or ""), uid=str(request["uid"]), wording=revision(own))
    return {"html": html, "seed": shown["seed"]}


def _exam(request: dict[str, Any]) -> dict[str, Any]:
    """A paper, its marks, or a sheet of it; imported here, since most visits need none of it."""
    from nlpbook.exercises import exam_sheets, papers

    if request["do"] == "paper":
        return papers.draw_paper(request["blueprint"], request["pool"], request["seed"])
    if request["do"] == "marks":
        return papers.mark_paper(request["paper"], request["verdicts"])
    write = exam_sheets.key_html if request.get("key") else exam_sheets.paper_html
    return {"html": write(request["blueprint"], request["paper"], request["items"])}


def _handout(request: dict[str, Any]) -> dict[str, Any]:
    """A chapter's exercises for print; imported here, since most visits need none of it."""
    from nlpbook.exercises.handouts import handout_html, handout_title

    chapter, solutions = request["chapter"], bool(request.get("solutions"))
    exercises = [(str(one["number"]), one["item"]) for one in request["exercises"]]
    return {
        "html": handout_html(chapter, exercises, solutions=solutions),
        "title": handout_title(chapter, solutions=solutions),
    }
