"""What the page's Python answers: `api.handle`, plus the inputs of an exercise with fresh numbers as HTML."""

import json

from nlpbook.exercises.api import handle
from nlpbook.exercises.markup import answer_area


def respond(request_json: str) -> str:
    """Answer one request of the page.

    Args:
        request_json: As for `api.handle`; `uid`, the element's id, goes with "do": "view".

    Returns:
        JSON. To "view": the view with `answer_html`, which replaces the answer area. Never raises: {"error": text} instead.
    """
    answer = handle(request_json)
    request = json.loads(request_json) if request_json.startswith("{") else {}
    if request.get("do") != "view":
        return answer
    view = json.loads(answer)
    if "error" not in view:
        view["answer_html"] = answer_area(view, str(request.get("uid", "exercise")))
    return json.dumps(view, ensure_ascii=False)
