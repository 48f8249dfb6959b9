"""Readers get our scripts and style sheets without comments and blanks; every file stays itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlpbook.site.assets import AssetError
from nlpbook.site.smaller import make_smaller
from tests.site.minibook import MiniBook


def test_the_sites_own_files_are_smaller_and_still_modules(built: MiniBook) -> None:
    ours = built.root / "overrides" / "assets" / "nlpbook"
    files = [file for file in sorted(ours.rglob("*")) if file.suffix in (".mjs", ".css")]
    assert len(files) > 40
    for file in files:
        short = (built.root / "site" / "assets" / "nlpbook" / file.relative_to(ours)).read_text(encoding="utf-8")
        assert 0 < len(short) <= len(file.read_text(encoding="utf-8")), file
    element = (built.root / "site/assets/nlpbook/js/element.mjs").read_text(encoding="utf-8")
    assert '"./store.mjs"' in element and "NlpExercise" in element


def test_a_script_that_is_none_stops_the_build_by_name_and_line(packages: Path, tmp_path: Path) -> None:
    file = tmp_path / "assets" / "nlpbook" / "js" / "broken.mjs"
    file.parent.mkdir(parents=True)
    file.write_text("const a = 1;\nconst = 2;\n", encoding="utf-8")
    with pytest.raises(AssetError, match=r"assets/nlpbook/js/broken\.mjs:2:"):
        make_smaller(packages, tmp_path)
