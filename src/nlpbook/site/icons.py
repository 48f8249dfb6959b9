"""The book's icon as PNG, for home screens that do not draw SVG.

The shapes are those of `icon.svg`; each pixel is coloured by its distance to them.
"""

from __future__ import annotations

import hashlib
import shutil
import struct
import zlib
from math import hypot
from pathlib import Path

ICONS = {
    "icon-180.png": (180, False),
    "icon-192.png": (192, False),
    "icon-512.png": (512, False),
    "icon-512-full.png": (512, True),
}
"""Name: (pixels, whether to fill the corners, because the system cuts its own shape out)."""
SIDE, CORNER = 32.0, 5.0
BLUE, WHITE = (0x1B, 0x4F, 0x9C), (0xFF, 0xFF, 0xFF)
FROM, TO, STROKE, DOT = (7.0, 25.0), ((14.0, 9.0), (25.0, 16.0)), 1.3, 3.0


def write_icons(cache: Path, site: Path) -> None:
    """Put the icons into the site; they are drawn once and kept in `cache`."""
    made = cache / f"icons-{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]}"
    made.mkdir(parents=True, exist_ok=True)
    for name, (size, full) in ICONS.items():
        if not (made / name).exists():
            (made / f"{name}.new").write_bytes(draw(size, full))
            (made / f"{name}.new").replace(made / name)
        shutil.copyfile(made / name, site / "assets" / "nlpbook" / name)


def draw(size: int, full: bool) -> bytes:
    """One icon as PNG bytes."""
    unit = SIDE / size
    rows = bytearray()
    for y in range(size):
        rows.append(0)  # each row names its filter: none
        for x in range(size):
            rows += _pixel((x + 0.5) * unit, (y + 0.5) * unit, unit, full)
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _pixel(x: float, y: float, unit: float, full: bool) -> bytes:
    if full:  # inside the safe zone, the inner four fifths, that no system cuts away
        x, y = (x - SIDE / 2) / 0.8 + SIDE / 2, (y - SIDE / 2) / 0.8 + SIDE / 2
    ink = _coverage(min(min(_to_line(x, y, *end) - STROKE, hypot(x - end[0], y - end[1]) - DOT) for end in TO), unit)
    alpha = 1.0 if full else _coverage(_to_square(x, y), unit)
    return bytes([*(round(b + (w - b) * ink) for b, w in zip(BLUE, WHITE, strict=True)), round(255 * alpha)])


def _coverage(distance: float, unit: float) -> float:
    """How much of a pixel lies inside an edge that is `distance` away from its middle, negative when inside."""
    return min(1.0, max(0.0, 0.5 - distance / unit))


def _to_line(x: float, y: float, to_x: float, to_y: float) -> float:
    dx, dy = to_x - FROM[0], to_y - FROM[1]
    along = min(1.0, max(0.0, ((x - FROM[0]) * dx + (y - FROM[1]) * dy) / (dx * dx + dy * dy)))
    return hypot(x - FROM[0] - along * dx, y - FROM[1] - along * dy)


def _to_square(x: float, y: float) -> float:
    """Distance to the square with round corners."""
    over_x, over_y = (abs(value - SIDE / 2) - SIDE / 2 + CORNER for value in (x, y))
    return hypot(max(over_x, 0.0), max(over_y, 0.0)) + min(max(over_x, over_y), 0.0) - CORNER


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
