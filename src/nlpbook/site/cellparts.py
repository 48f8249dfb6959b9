"""The HTML parts of a cell: printed text, last value, figures, and the line that says where the numbers come from."""

from __future__ import annotations

import html
import re

from nlpbook.execution import CellError, CellResult, Figure, PageResult


def said(printed: str) -> str:
    """Printed text, rendered already."""
    return f'<div class="nb-out">{printed}</div>' if printed.strip() else ""


def value(text: str | None) -> str:
    """The value of a last bare expression, or an exception that was expected, as Python shows it."""
    return f'<div class="nb-out"><pre>{html.escape(text)}</pre></div>' if text else ""


def rich(markup: str | None) -> str:
    """An object's own HTML, such as a table."""
    return f'<div class="nb-out nb-out--rich">{markup}</div>' if markup else ""


def plot(figure: Figure) -> str:
    """One drawing. What it shows is said in words to those who do not see it."""
    return f'<div class="nb-plot">{with_alt(figure.svg, figure.alt)}</div>'


def figure_html(figure: Figure, number: str, label: str, caption: str) -> str:
    """One of several drawings of a cell, its caption below it."""
    anchor = f' id="{html.escape(label)}"' if label else ""
    words = f"<figcaption><b>{number}</b>{caption}</figcaption>" if caption else ""
    return f'<figure class="nb-fig nb-fig--in"{anchor}>{plot(figure)}{words}</figure>'


def side_figure(unit: str, number: str, label: str, caption: str) -> str:
    """A cell with one figure: the caption stands in the note column where there is room."""
    anchor = f' id="{html.escape(label)}"' if label else ""
    return (
        f'<figure class="nb-fig nb-fig--side"{anchor}>{unit}<figcaption><b>{number}</b>{caption}</figcaption></figure>'
    )


def with_alt(svg: str, alt: str | None) -> str:
    """The drawing as an image with a name; one that has a name of its own keeps it."""
    svg = re.sub(r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?", "", svg).strip()
    # Material's instant navigation rewrites everything that has an href, and trips over drawings that do.
    svg = re.sub(r"<use\b([^>]*?)\shref=", r"<use\1 xlink:href=", svg)
    if not alt or "aria-label" in svg[: svg.find(">")]:
        return svg
    svg = re.sub(r'\A<svg\b([^>]*?)\s+role="[^"]*"', r"<svg\1", svg)
    return svg.replace("<svg", f'<svg role="img" aria-label="{html.escape(alt)}"', 1)


def provenance(result: CellResult, page: PageResult) -> str:
    """Where the numbers come from. No time stands here: it would differ between two builds of the same book."""
    origin = result.provenance
    if origin is None:
        first, second = "Computed at build", DEVICES.get(page.device, page.device)
    else:
        versions = ", ".join(f"{name} {version}" for name, version in origin.versions.items())
        first = f"Computed on {origin.device}, kept with the book"
        second = f"{duration(origin.seconds)} on {origin.date}, {versions}"
        if origin.stale:
            first += " (its code has changed since)"
    spans = f"<span>{html.escape(first)}</span><span>{html.escape(second)}</span>"
    return f'<p class="nb-prov" data-search-exclude>{spans}</p>'


DEVICES = {"cpu": "one CPU core", "cuda": "a CUDA device", "mps": "an Apple GPU"}


def duration(seconds: float) -> str:
    """A time in words.

    >>> duration(0.25), duration(3.04), duration(300)
    ('250 ms', '3.0 s', '5 min')
    """
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def missing_notice() -> str:
    """What stands in the place of a result that nobody has computed on this machine."""
    return (
        '<p class="nb-prov nb-missing" data-search-exclude><span>Not computed yet</span>'
        "<span>a build that runs the cells fills this in</span></p>"
    )


def place_holder(number: str, label: str) -> str:
    """Where a figure will stand that is not drawn yet, so that references to it lead somewhere."""
    anchor = f' id="{html.escape(label)}"' if label else ""
    return f'<p class="nb-cap"{anchor}><b>{number}</b>not drawn yet</p>'


def error_notice(error: CellError) -> str:
    """A broken cell while serving: the error in words; the rest of the page stays as it was."""
    trace = (
        f"<details><summary>Traceback</summary><pre>{html.escape(error.traceback)}</pre></details>"
        if error.traceback
        else ""
    )
    return (
        f'<div class="nb-broken" role="alert" data-search-exclude><p><b>{html.escape(error.path)}:{error.line}</b> '
        f"{html.escape(str(error.exception))}</p><pre>{html.escape(error.source_line)}</pre>{trace}"
        "<p>The other cells show their last good results.</p></div>"
    )
