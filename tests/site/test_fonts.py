"""Typefaces in parts: every letter is in one of them, and the sheet says in which."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from nlpbook.site.fonts import FACES, LATIN_FACES, PACKAGES, build_fonts, cut


@pytest.fixture(scope="module")
def written(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    build_fonts(project, folder)
    return folder


def letters(file: Path) -> set[int]:
    return set(TTFont(file).getBestCmap())


def test_the_two_files_of_a_face_share_no_letter_and_lose_none(project: Path, written: Path) -> None:
    for face in LATIN_FACES:
        (common,) = written.glob(f"{face.name}.*.woff2")
        (rest,) = written.glob(f"{face.name}-rest.*.woff2")
        whole = set(TTFont(project / PACKAGES / face.source).getBestCmap()) & face.signs
        assert letters(common) | letters(rest) >= whole
        assert not letters(common) & letters(rest) & whole
        assert set(map(ord, "The quick — “fox”’s é × 3")) <= letters(common)


def test_the_sheet_names_every_file_with_letters_that_it_has(project: Path, written: Path) -> None:
    sheet = (written / "fonts.css").read_text(encoding="utf-8")
    rules = re.findall(r'url\("([^"]+)"\).*unicode-range: ([^;]+);', sheet)
    assert [name for name, _ in rules] == [next(written.glob(f"{face.name}.*")).name for face in FACES]
    for face, (name, ranges) in zip(FACES, rules, strict=True):
        ends = [part[2:].split("-") for part in ranges.split(",")]
        named = {point for end in ends for point in range(int(end[0], 16), int(end[-1], 16) + 1)}
        assert named & letters(project / PACKAGES / face.source) <= letters(written / name), name


def test_the_same_face_is_the_same_bytes(project: Path) -> None:
    face = FACES[0]
    again = [cut(project / PACKAGES / face.source, face) for _ in range(2)]
    assert again[0] == again[1]
    assert TTFont(io.BytesIO(again[0])).flavor == "woff2"
