"""One view of each kind, as `nlpbook.exercises.session.view` returns them."""

from typing import Any


def view(kind: str, **changes: Any) -> dict[str, Any]:
    base = {
        "id": f"sample/{kind}", "title": f"A <{kind}>", "kind": kind, "level": 2, "seed": None,
        "prompt_html": "<p>What is it?</p>", "label": "Result", "hint_line": "two decimals",
        "hints": 2, "can_vary": True, "input": INPUTS[kind],
    }
    return base | changes


INPUTS: dict[str, dict[str, Any]] = {
    "number": {"unit": "GB"},
    "vector": {"size": 3, "names": ["cat", "dog", "mat"]},
    "choice": {"options": [{"value": "a < b", "html": "<p>a &lt; b</p>"}, {"value": "both", "html": "both"}]},
    "choices": {"options": [{"value": "one", "html": "one"}, {"value": "two", "html": "two"}]},
    "order": {"tiles": [{"value": 'say "hi"', "html": "say"}, {"value": "add", "html": "add"}], "may_leave_out": True},
    "bugline": {"lines": ["def f(x):", "    return x < 1  # wrong"], "asks_repair": True},
    "code": {"starter": "\ndef f(x):\n    return '</textarea>'\n", "entry": "f"},
    "table": {"columns": ["pair", "cosine"],
              "rows": [{"head": "cat, dog", "cells": [{"input": "0,0", "label": "cat, dog: cosine"}]},
                       {"head": "cat, car", "cells": [{"given": "0.24"}]}]},
    "text": {},
}
