"""One sentence of Markdown as HTML, for what stands in front matter."""

from __future__ import annotations

import markdown


def inline(text: str) -> str:
    """A sentence of Markdown without the paragraph around it.

    >>> inline("A *short* chapter.")
    'A <em>short</em> chapter.'
    """
    return markdown.markdown(text).removeprefix("<p>").removesuffix("</p>")
