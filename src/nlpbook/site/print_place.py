"""Where a chapter is printed from: a closed box among its facts, which a script brings to life."""

from __future__ import annotations

from html import escape

from nlpbook.site.state import SitePage

WAYS = {"exercises": "Its exercises", "solutions": "Its exercises with solutions"}


def print_place(page: SitePage) -> str:
    """The box of a chapter; without exercises it offers the chapter alone."""
    name = escape(str(page.meta.get("id") or ""))
    ways = {"chapter": "This chapter", **(WAYS if page.numbers.exercises and name else {})}
    buttons = "".join(
        f'<button type="button" class="nx-link" data-part="{part}">{said}</button>' for part, said in ways.items()
    )
    return (
        f'<nlp-print data-chapter="{name}"><details><summary>Print</summary><div class="nb-print-ways">{buttons}'
        '<p role="status"></p><noscript><p>The sheets of exercises are written by Python in this page, which needs '
        "JavaScript. Your browser&#39;s own command prints the chapter.</p></noscript></div></details></nlp-print>"
    )
