"""Turn matplotlib's SVG into one that belongs in the page: small, stable, and coloured by the reader's scheme.

* Text stays text, in the page's interface face. Matplotlib laid it out with DejaVu Sans, which is wider, so nothing
  overlaps; Bangla is shaped by the browser, and text is crisp and small. Formulas are drawn as paths (see `drawing`).
* The house colours, which figures draw with as plain hexadecimal numbers, become `var(--nb-…, #hex)`: the fallback
  keeps the file readable outside the book (in a downloaded notebook).
* Numbers are rounded to a hundredth of a point, and ids that matplotlib made from unrounded ones are counted instead,
  so that the last bits of a float do not change the file.
"""

from __future__ import annotations

import html
import math
import re

TOKENS = {
    "#1c1f24": "ink", "#474c55": "ink-2", "#656a74": "ink-3", "#85868a": "line", "#dedad0": "rule",
    "#1b4f9c": "blue", "#e9eff8": "blue-wash", "#123c7c": "blue-deep",
    "#1d6a42": "right", "#e8f3ec": "right-wash", "#80560a": "part", "#f8f0dc": "part-wash",
    "#a8322a": "wrong", "#fbeeeb": "wrong-wash", "#fbfaf7": "paper", "#ffffff": "sheet", "#f3f1ea": "well",
}  # fmt: skip
"""Colours of the light scheme, which follow the reader's scheme."""

DEFAULTS = {"#000000": "ink", "#808080": "line", "#b0b0b0": "rule", "#cccccc": "rule"}
"""Matplotlib's own black and greys (text, grid, frame of a legend): they follow it too."""

PREFIX, ALT = "\ue000", "\ue001"
"""Stand-ins in a stored SVG for the prefix of its ids and for its alt text; `finish` puts them in."""

FAMILIES = (("mono", "var(--nb-mono, monospace)"), ("serif", "var(--nb-serif, serif)"))
TAG = re.compile(r"<[a-zA-Z][^<>]*>")
ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
NUMBER = re.compile(r"-?\d+\.\d+(?:e[-+]?\d+)?")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
FONT = re.compile(r"font: ([^;\"]*?)\s*([\d.]+)px ([^;\"]+)")
FAMILY = re.compile(r"font-family: ([^;\"]+);?")
HASHED = re.compile(r"[A-Za-z]\w*?[0-9a-f]{10}")
REFERENCE = re.compile(r'(\bid="|href="#|url\(#)([^")]+)')
AUTOMATIC = re.compile(r"[A-Za-z][\w.]*_\d+")
SCALE = re.compile(r"(scale|matrix)\(([^)]*)\)")
INVISIBLE = re.compile(r'<path d="[^"]*" style="fill:none"/>')
UNROUNDED = frozenset({"id", "xlink:href", "href", "aria-label", "class"})
NUDGE = 2e-6
"""Matplotlib writes six decimals. Half-way between two hundredths, give or take the last of them, goes outwards."""


def compact(raw: str) -> str:
    """Matplotlib's SVG file as an `<svg>` element with stand-ins for ids and alt text. Cost: linear, about 10 MB/s."""
    body = raw[raw.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", body, flags=re.DOTALL)
    # As it stands this rule would restyle every SVG of the page; the root element passes it on instead.
    body = re.sub(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>", "", body, flags=re.DOTALL)
    body = _counted_ids(body)
    used = set(re.findall(r"url\(#([^)]+)\)", body)) | set(re.findall(r'href="#([^"]+)"', body))
    body = TAG.sub(lambda match: _tag(match[0], used), body)
    body = re.sub(r">\s+<", "><", body)
    body = INVISIBLE.sub("", body)
    body = re.sub(r"<defs>\s*</defs>|<defs/>", "", body)
    return _root(_without_bare_groups(body)).strip()


def _counted_ids(body: str) -> str:
    """Ids that are hashes of coordinates become nb1, nb2, … in the order of the file."""
    names = dict.fromkeys(name for _, name in REFERENCE.findall(body) if HASHED.fullmatch(name))
    count = {name: f"nb{number}" for number, name in enumerate(names, 1)}
    return REFERENCE.sub(lambda match: match[1] + count.get(match[2], match[2]), body)


def finish(stored: str, prefix: str, alt: str) -> str:
    """A stored SVG with ids that are unique in the page (`prefix`) and its alt text.

    Examples:
        >>> finish(f'<svg aria-label="{ALT}"><path id="{PREFIX}a"/></svg>', "fig-1-", 'a "b"')
        '<svg aria-label="a &quot;b&quot;"><path id="fig-1-a"/></svg>'
    """
    return stored.replace(PREFIX, prefix).replace(ALT, html.escape(alt))


def _tag(tag: str, used: set[str]) -> str:
    def attribute(match: re.Match[str]) -> str:
        name, text = match[1], match[2]
        if name == "id":
            return f'id="{PREFIX}{text}"' if text in used or not AUTOMATIC.fullmatch(text) else ""
        if name in {"xlink:href", "href"}:
            return f'href="{f"#{PREFIX}{text[1:]}" if text.startswith("#") else text}"'
        if name in UNROUNDED:
            return match[0]
        if name == "style":
            text = _style(text)
        text = re.sub(r"url\(#", f"url(#{PREFIX}", text)
        if name == "transform":
            text = re.sub(r"rotate\(-?0 [^)]*\)", "", SCALE.sub(_scale, text))
            return f'transform="{_but_scales(text)}"' if text.strip() else ""
        return f'{name}="{NUMBER.sub(_rounded, text).strip()}"'

    return re.sub(r"\s+(/?)>$", r"\1>", re.sub(r"\s+", " ", ATTRIBUTE.sub(attribute, tag)))


def _without_bare_groups(body: str) -> str:
    """Matplotlib nests each artist in groups; those that say nothing are most of the elements."""
    kept: list[bool] = []

    def group(match: re.Match[str]) -> str:
        if match[0] == "</g>":
            return "</g>" if kept.pop() else ""
        kept.append(match[0] != "<g>")
        return match[0] if kept[-1] else ""

    return re.sub(r"<g(?:\s[^<>]*)?(?<!/)>|</g>", group, body)


def _style(style: str) -> str:
    style = FAMILY.sub(lambda match: _family(match[1]), FONT.sub(_font, style))
    style = COLOUR.sub(lambda match: _colour(match[0].lower()), style)
    return re.sub(r"\s*;\s*", ";", style).replace(": ", ":").rstrip(";")


def _colour(colour: str) -> str:
    name = TOKENS.get(colour) or DEFAULTS.get(colour)
    return f"var(--nb-{name}, {colour})" if name else colour


def _font(match: re.Match[str]) -> str:
    """Size and weight stay; the family is the page's, unless the figure asked for monospace or serif."""
    words = match[1].split()
    parts = [f"font-size: {match[2]}px"]
    parts += [f"font-style: {word}" for word in words if word in {"italic", "oblique"}]
    parts += [f"font-weight: {word}" for word in words if word.isdigit() or word in {"bold", "bolder", "lighter"}]
    return f"{'; '.join(parts)}; {_family(match[3])}"


def _family(families: str) -> str:
    """Nothing for the page's own face, which the root element names."""
    first = families.split(",")[0].strip(" '\"").lower()
    if "sans" in first and "mono" not in first:
        return ""
    return next((f"font-family: {family};" for key, family in FAMILIES if key in first), "")


def _scale(match: re.Match[str]) -> str:
    """Factors are small numbers: they keep their digits, where lengths are rounded."""
    factors = " ".join(f"{float(number):.6g}" for number in match[2].replace(",", " ").split())
    return f"{match[1]}({factors})"


def _but_scales(text: str) -> str:
    pieces = SCALE.split(text)  # text, name, factors, text, …
    for index in range(0, len(pieces), 3):
        pieces[index] = NUMBER.sub(_rounded, pieces[index])
    whole = [pieces[0]]
    for index in range(1, len(pieces), 3):
        whole += [f"{pieces[index]}({pieces[index + 1]})", pieces[index + 2]]
    return "".join(whole).strip()


def _rounded(match: re.Match[str]) -> str:
    exact = float(match[0])
    number = f"{exact + math.copysign(NUDGE, exact):.2f}".rstrip("0").rstrip(".")
    return "0" if number == "-0" else number


def _root(body: str) -> str:
    """The opening tag: a unit is a CSS pixel; what the removed rule said; and the role for assistive technology."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', body)
    if box is None:
        raise ValueError("matplotlib wrote an SVG without a viewBox")
    width, height = float(box[1]), float(box[2])
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="nb-svg" viewBox="0 0 {box[1]} {box[2]}" '
        f'width="{width:.0f}" height="{height:.0f}" role="img" aria-label="{ALT}" '
        'stroke-linejoin="round" stroke-linecap="butt" '
        # Matplotlib does not write the colour of what is black, since black is what SVG begins with.
        "style=\"fill:var(--nb-ink, #1c1f24);font-family:var(--nb-sans, 'Inter Variable', Inter, sans-serif)\">"
    )
    return head + body[body.index(">") + 1 :]
