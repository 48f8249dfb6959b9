"""Text as a reader sees it: without markup, with formulas and numbers as they are read."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from nlpbook.exercises.display import fill, fill_plain
from nlpbook.exercises.scope import Scope


def seen(template: Mapping[str, Any], scope: Scope) -> str:
    """A rendered text without its tags, in one spelling of minus."""
    return html.unescape(re.sub("<[^>]+>", "", fill(template, scope))).replace("-", "−")


def length(template: Mapping[str, Any], scope: Scope) -> int:
    """Letters and signs of an option as they are read: without the marks of Markdown and TeX."""
    return len(re.sub(r"\\[a-zA-Z]+|[*`$\\{}_^]", "", fill_plain(template, scope)))


def folded(text: str) -> str:
    """A text for finding another in it: one space, no capitals, no quotation marks."""
    return " ".join(re.sub(r"[*`$\"“”‘’.]", "", text).casefold().split())
