"""What the page's Python answers: `api.handle`, plus the inputs of an exercise with fresh numbers as HTML."""

import json

from nlpbook.exercises.api import handle
from nlpbook.exercises.markup import answer_area
from nlpbook.exercises.session import variant_seed


def respond(request_json: str) -> str:
    """Answer one request of the page.

    Args:
        request_json: As for `api.handle`. With "do": "view" go `uid`, the element's id, and `variant`, which fresh
            numbers are asked for (from 1; the n-th is the same for every reader).

    Returns:
        JSON. To "view": the view with `answer_html`, which replaces the answer area. Never raises: {"error": text}
        instead.
    """
    try:
        request = json.loads(request_json)
        if request["do"] != "view":
            return handle(request_json)
        request["seed"] = variant_seed(request["item"]["id"], int(request["variant"]))
        view = json.loads(handle(json.dumps(request)))
        if "error" not in view:
            view["answer_html"] = answer_area(view, str(request["uid"]))
        return json.dumps(view, ensure_ascii=False)
    except (ValueError, KeyError, TypeError) as error:
        return json.dumps({"error": f"the request was not understood: {error!r}"})
