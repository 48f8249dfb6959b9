"""Readers get scripts and style sheets without comments and blanks: scripts in few files, style sheets in one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from nlpbook.site.assets import vendor_folder
from nlpbook.site.bundled import APART, ENTRIES, FOLDER, LIBRARIES, bundle_scripts
from nlpbook.site.scripts import AssetError
from nlpbook.site.smaller import make_smaller
from tests.site.minibook import MiniBook

IMPORT = re.compile(r"""(?:from|import)\(?["'](\.[^"']+)["']""")


def test_modules_come_in_few_files_that_lead_to_each_other(built: MiniBook) -> None:
    ours = built.root / "overrides" / FOLDER
    folder = built.root / "site" / FOLDER
    written = [file for file in ours.rglob("*.mjs") if file.parent.name != "sandbox"]
    files = sorted(folder.rglob("*.mjs"))
    assert 10 < len(files) < len(written) / 2
    assert {*ENTRIES, APART} <= {file.relative_to(folder).as_posix() for file in files}
    for file in files:
        for path in IMPORT.findall(file.read_text(encoding="utf-8")):
            assert (file.parent / path).resolve() in files, (file, path)
    assert sum(file.stat().st_size for file in files) < sum(file.stat().st_size for file in written)


def test_a_module_runs_once_whoever_asks_for_it(built: MiniBook) -> None:
    """What the page uses and what is asked for by address are the same desk."""
    folder = built.root / "site" / FOLDER
    defining = [file for file in folder.rglob("*.mjs") if "indexedDB" in file.read_text(encoding="utf-8")]
    assert len(defining) == 1
    assert "indexedDB" not in (folder / "desk" / "desk.mjs").read_text(encoding="utf-8")


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


@pytest.fixture
def scripts(packages: Path, built: MiniBook, tmp_path: Path) -> Path:
    """A site with nothing but our modules and their libraries, as they are before they are bundled."""
    shutil.copytree(built.root / "overrides" / FOLDER, tmp_path / FOLDER)
    shutil.copytree(vendor_folder(packages) / "libraries", tmp_path / LIBRARIES)
    return tmp_path


def test_a_script_that_is_none_stops_the_build_by_name_and_line(packages: Path, scripts: Path) -> None:
    (scripts / FOLDER / "mark.mjs").write_text("const a = 1;\nconst = 2;\n", encoding="utf-8")
    with pytest.raises(AssetError, match=r"mark\.mjs:2:"):
        bundle_scripts(packages, scripts)
    (scripts / FOLDER / "book" / "late-search.js").write_text("const a = 1;\nconst = 2;\n", encoding="utf-8")
    with pytest.raises(AssetError, match=r"book/late-search\.js:2:"):
        make_smaller(packages, scripts)


def test_a_module_that_is_not_there_stops_the_build(packages: Path, scripts: Path) -> None:
    (scripts / FOLDER / "mark.mjs").unlink()
    with pytest.raises(AssetError, match=r'Could not resolve ".*mark\.mjs"'):
        bundle_scripts(packages, scripts)
