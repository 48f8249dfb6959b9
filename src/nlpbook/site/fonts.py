"""The book's typefaces, cut down to the letters, weights and features that it uses, and the sheet that names them.

The files of the fontsource packages carry small capitals, weights from hairline to black and ligatures that the book
never shows. What is left is two files: the letters of English text, and the rest, which a browser fetches only for a
page that has one of them. Fallback faces get the measures of ours, so that text does not move when a face arrives.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, replace
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

PACKAGES = "node_modules"
LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
    "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
ENGLISH = (
    "U+0009-000A,U+0020-007E,U+00A0,U+00B1-00B3,U+00B6-00B7,U+00B9,U+00BD,U+00D7,U+00E9,U+00EF,U+00F7,"
    "U+2009,U+200B-200D,U+2011,U+2013-2014,U+2018-2019,U+201C-201D,U+2022,U+2026,U+2191,U+2193,U+2212"
)
BENGALI = (
    "U+0951-0952,U+0964-0965,U+0980-09FE,U+1CD0,U+1CD2,U+1CD5-1CD6,U+1CD8,"
    "U+1CE1,U+1CEA,U+1CED,U+1CF2,U+1CF5-1CF7,U+200C-200D,U+20B9,U+25CC,U+A8F1"
)
# What most formulas consist of. KaTeX's own sheet names its whole faces, which serve every other sign.
FORMULAS = (
    "U+0020-007E,U+00A0,U+00AF,U+00B1,U+00B7,U+00D7,U+0302,U+0304,U+0394,U+03A3,U+200B,U+2026,U+2032,U+20D7,U+2192,"
    "U+2202,U+2208,U+220F,U+2211-2212,U+221A,U+221D-221E,U+2223,U+2225,U+2248,U+2260-2261,U+2264-2265,U+22A4,U+22C5,"
    "U+22EF,U+27E8-27E9"
)
LARGE = "U+0028-0029,U+005B,U+005D,U+007B,U+007D,U+02C6,U+02DC,U+0302-0303,U+220F,U+2211,U+221A,U+2223,U+2225"
VARIABLES = "U+0041-005A,U+0061-007A,U+03B1-03B5,U+03B7-03B8,U+03BB-03BC,U+03C0-03C1,U+03C3-03C4,U+03C6,U+03C9,U+03F5"
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
    without: str = ""  # letters that another file of the same face has
    text: str = ""  # only these words are ever set in it; all that its source has, if empty

    @property
    def signs(self) -> set[int]:
        """The code points that a browser takes from this file."""
        return _points(self.letters) - _points(self.without)


def _points(ranges: str) -> set[int]:
    """The code points of ranges as style sheets write them: `_points("U+0041-0043,U+00E9") == {65, 66, 67, 233}`."""
    ends = [part.strip().removeprefix("U+").split("-") for part in ranges.split(",") if part.strip()]
    return {point for first, *last in ends for point in range(int(first, 16), int((last or [first])[0], 16) + 1)}


def _ranges(points: set[int]) -> str:
    """The other way round."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{first:04X}" if first == last else f"U+{first:04X}-{last:04X}" for first, last in runs)


def _in_two(face: Face) -> tuple[Face, Face]:
    """The letters of English text, and the rest."""
    return replace(face, letters=ENGLISH), replace(face, name=f"{face.name}-rest", without=ENGLISH)


LATIN_FACES = (
    Face(
        "serif",
        "Source Serif 4 Variable",
        "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
        TEXT,
        {"wght": (400, 700)},
        "400 700",
    ),
    Face(
        "serif-italic",
        "Source Serif 4 Variable",
        "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
        TEXT,
        {"wght": 400},  # 18 KB instead of 33: bold italics are so rare that the browser may embolden them
        "400",
        "italic",
    ),
    Face(
        "serif-display",
        "Source Serif 4 Display",
        "@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2",
        ("kern", "liga", "lnum"),
        {"wght": 600, "opsz": 40},
        "600",
    ),
    Face(
        "sans",
        "Inter Variable",
        "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
        ("kern", "tnum", "cv11", "ss03", "ccmp"),
        {"wght": (400, 650)},
        "400 650",
    ),
    Face(
        "mono",
        "JetBrains Mono Variable",
        "@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
        ("mark", "ccmp"),
        {"wght": 400},
        "400",
    ),
)
BANGLA = "@fontsource-variable/noto-sans-bengali/files/noto-sans-bengali-bengali-wght-normal.woff2"
FACES = (
    *(part for face in LATIN_FACES for part in _in_two(face)),
    Face(
        "bangla",
        "Noto Sans Bengali Variable",
        BANGLA,
        None,
        {"wght": 400},  # 43 KB instead of 74
        "400",
        letters=BENGALI,
    ),
    Face(
        "bangla-label",
        "Bangla Label",
        BANGLA,
        None,
        {"wght": 600},  # 2 KB: a page whose Bangla notes are closed needs no more
        "600",
        letters=",".join(f"U+{ord(letter):04X}" for letter in sorted(set("বাংলায়"))),
        text="বাংলায়",
    ),
    Face("formulas", "KaTeX_Main", "katex/dist/fonts/KaTeX_Main-Regular.woff2", (), {}, "400", letters=FORMULAS),
    Face(
        "variables", "KaTeX_Math", "katex/dist/fonts/KaTeX_Math-Italic.woff2", (), {}, "400", "italic",
        letters=VARIABLES,
    ),
    *(
        Face(
            f"large-{n}", f"KaTeX_Size{n}", f"katex/dist/fonts/KaTeX_Size{n}-Regular.woff2", (), {}, "400",
            letters=LARGE,
        )
        for n in (1, 2, 3)
    ),
)  # fmt: skip
# Our face, a face that some systems bring (Windows and Apple's, Android, Linux), and how the second is set to take the
# room of the first: ratios of mean letter widths over the book's own text, ascent and descent of ours divided by them.
FALLBACKS = (
    ("Source Serif 4 Fallback", "Georgia", "106.7%", "97.1%", "31.4%"),
    ("Source Serif 4 Fallback 2", "Noto Serif", "99.6%", "104%", "33.6%"),
    ("Source Serif 4 Fallback 3", "Times New Roman", "117.6%", "88.1%", "28.5%"),
    ("Source Serif 4 Display Fallback", "Georgia Bold", "84.5%", "122.6%", "39.7%"),
    ("Source Serif 4 Display Fallback 3", "Times New Roman Bold", "100.8%", "102.7%", "33.2%"),
    ("Inter Fallback", "Arial", "107.1%", "90.4%", "22.5%"),
    ("Inter Fallback 2", "Roboto", "107.4%", "90.2%", "22.5%"),
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
        layout_features=["*"] if face.features is None else list(face.features),
        hinting=False,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[] if face.text else face.signs & font.getBestCmap().keys(), text=face.text)
    subsetter.subset(font)
    if face.limits:
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
        f'font-display: swap; src: url("{name}") format("woff2"); unicode-range: {_ranges(face.signs)}; }}'
    )


def _fallback(family: str, local: str, size: str, ascent: str, descent: str) -> str:
    return (
        f'@font-face {{ font-family: "{family}"; src: local("{local}"); size-adjust: {size}; '
        f"ascent-override: {ascent}; descent-override: {descent}; line-gap-override: 0%; }}"
    )
