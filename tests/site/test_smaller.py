"""Readers get our scripts and style sheets without comments and blanks: each script a file, all style sheets one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nlpbook.site.assets import AssetError
from nlpbook.site.smaller import AS_WRITTEN, make_smaller
from tests.site.minibook import MiniBook


def test_the_sites_own_files_are_smaller_and_still_modules(built: MiniBook) -> None:
    ours = built.root / "overrides" / "assets" / "nlpbook"
    files = [file for file in sorted(ours.rglob("*")) if file.suffix == ".mjs" and file.name != AS_WRITTEN]
    assert len(files) > 40
    for file in files:
        short = (built.root / "site" / "assets" / "nlpbook" / file.relative_to(ours)).read_text(encoding="utf-8")
        assert 0 < len(short) <= len(file.read_text(encoding="utf-8")), file
    element = (built.root / "site/assets/nlpbook/js/element.mjs").read_text(encoding="utf-8")
    assert '"./store.mjs"' in element and "NlpExercise" in element


def test_all_style_sheets_are_one_with_addresses_that_lead_somewhere(built: MiniBook) -> None:
    site = built.root / "site"
    ours = built.root / "overrides" / "assets" / "nlpbook" / "css"
    (sheet,) = (site / "assets" / "nlpbook" / "css").glob("all.*.css")
    for page in site.rglob("*.html"):
        named = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.read_text(encoding="utf-8"))
        assert [name.rpartition("/")[2] for name in named] == [sheet.name], page
    style = sheet.read_text(encoding="utf-8")
    assert len(style) > 100_000, "the theme's is in it"
    for name in ("nb-facts", "nx-options", "KaTeX_Main", "md-header", "Source Serif 4 Variable"):
        assert name in style, f"{name} is gone; {ours} has it"
    places = [place for place in re.findall(r"""url\(["']?([^"')]+)""", style) if not place.startswith(("data:", "#"))]
    assert any(place.endswith(".woff2") for place in places)
    for place in places:
        if place.endswith(".woff2"):
            assert (sheet.parent / place).exists(), place


def test_a_script_that_is_none_stops_the_build_by_name_and_line(packages: Path, tmp_path: Path) -> None:
    file = tmp_path / "assets" / "nlpbook" / "js" / "broken.mjs"
    file.parent.mkdir(parents=True)
    file.write_text("const a = 1;\nconst = 2;\n", encoding="utf-8")
    with pytest.raises(AssetError, match=r"assets/nlpbook/js/broken\.mjs:2:"):
        make_smaller(packages, tmp_path)
