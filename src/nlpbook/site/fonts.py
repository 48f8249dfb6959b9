"""The book's typefaces, cut down to the letters, weights and features that it uses, and the sheet that names them.

The files of the fontsource packages carry small capitals, weights from hairline to black and ligatures that the book
never shows; without them a face weighs 22 KB instead of 48. Fallback faces get the measures of ours, so that text
does not move when a face arrives.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

PACKAGES = "node_modules/@fontsource-variable"
LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
    "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
BENGALI = (
    "U+0951-0952,U+0964-0965,U+0980-09FE,U+1CD0,U+1CD2,U+1CD5-1CD6,U+1CD8,"
    "U+1CE1,U+1CEA,U+1CED,U+1CF2,U+1CF5-1CF7,U+200C-200D,U+20B9,U+25CC,U+A8F1"
)
TEXT = ("kern", "liga", "lnum", "tnum", "mark", "mkmk", "ccmp", "locl")


@dataclass(frozen=True)
class Face:
    """One font file: where it comes from, what is kept of it, and how style sheets call it."""

    name: str
    family: str
    source: str
    features: tuple[str, ...] | None
    limits: dict[str, tuple[float, float] | float]
    weight: str
    style: str = "normal"
    letters: str = LATIN
    text: str = ""  # only these words are ever set in it; all that its source has, if empty


FACES = (
    Face(
        "serif",
        "Source Serif 4 Variable",
        "source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
        TEXT,
        {"wght": (400, 700)},
        "400 700",
    ),
    Face(
        "serif-italic",
        "Source Serif 4 Variable",
        "source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
        TEXT,
        {"wght": 400},  # 18 KB instead of 33: bold italics are so rare that the browser may embolden them
        "400",
        "italic",
    ),
    Face(
        "serif-display",
        "Source Serif 4 Display",
        "source-serif-4/files/source-serif-4-latin-opsz-normal.woff2",
        ("kern", "liga", "lnum"),
        {"wght": 600, "opsz": 40},
        "600",
    ),
    Face(
        "sans",
        "Inter Variable",
        "inter/files/inter-latin-wght-normal.woff2",
        ("kern", "tnum", "cv11", "ss03", "ccmp"),
        {"wght": (400, 650)},
        "400 650",
    ),
    Face(
        "mono",
        "JetBrains Mono Variable",
        "jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
        ("mark", "ccmp"),
        {"wght": 400},
        "400",
    ),
    Face(
        "bangla",
        "Noto Sans Bengali Variable",
        "noto-sans-bengali/files/noto-sans-bengali-bengali-wght-normal.woff2",
        None,
        {"wght": 400},  # 43 KB instead of 74
        "400",
        letters=BENGALI,
    ),
    Face(
        "bangla-label",
        "Bangla Label",
        "noto-sans-bengali/files/noto-sans-bengali-bengali-wght-normal.woff2",
        None,
        {"wght": 600},  # 2 KB: a page whose Bangla notes are closed needs no more
        "600",
        letters=", ".join(f"U+{ord(letter):04X}" for letter in sorted(set("বাংলায়"))),
        text="বাংলায়",
    ),
)
# Our face, a face that is everywhere, and how the second is set to take the room of the first. Ratios of mean letter
# widths over English text, and the ascent and descent of our face divided by that ratio.
FALLBACKS = (
    ("Source Serif 4 Fallback", "Georgia", "106.7%", "97.1%", "31.4%"),
    ("Inter Fallback", "Arial", "107.1%", "90.4%", "22.5%"),
)


def build_fonts(root: Path, out: Path) -> list[Path]:
    """Write the font files into `out`, their content's hash in the name, and `fonts.css` beside them.

    Raises:
        FileNotFoundError: `npm ci` has not brought the font packages.
    """
    out.mkdir(parents=True, exist_ok=True)
    rules, written = [], []
    for face in FACES:
        data = cut(root / PACKAGES / face.source, face)
        file = out / f"{face.name}.{hashlib.sha256(data).hexdigest()[:8]}.woff2"
        file.write_bytes(data)
        written.append(file)
        rules.append(_rule(face, file.name))
    rules += [_fallback(*fallback) for fallback in FALLBACKS]
    sheet = out / "fonts.css"
    sheet.write_text("\n".join(rules) + "\n", encoding="utf-8")
    return [*written, sheet]


def cut(source: Path, face: Face) -> bytes:
    """One face with only its features and the range of its axes, as WOFF2. The same input gives the same bytes."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(
        layout_features=list(face.features) if face.features else ["*"],
        hinting=False,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[] if face.text else list(font.getBestCmap()), text=face.text)
    subsetter.subset(font)
    font = _reread(font)  # the instancer needs tables as they are in a file
    font = instantiateVariableFont(font, dict(face.limits))
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _reread(font: TTFont) -> TTFont:
    plain = io.BytesIO()
    font.flavor = None
    font.save(plain)
    plain.seek(0)
    return TTFont(plain, recalcTimestamp=False)


def _rule(face: Face, name: str) -> str:
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; font-weight: {face.weight}; '
        f'font-display: swap; src: url("{name}") format("woff2"); unicode-range: {face.letters}; }}'
    )


def _fallback(family: str, local: str, size: str, ascent: str, descent: str) -> str:
    return (
        f'@font-face {{ font-family: "{family}"; src: local("{local}"); size-adjust: {size}; '
        f"ascent-override: {ascent}; descent-override: {descent}; line-gap-override: 0%; }}"
    )
