"""The theme's sheets keep what the book can meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlpbook.site.scripts import AssetError
from nlpbook.site.trimmed import trim_theme

PAGE = '<html><body><article class="md-content" data-md-state="new"><p hidden>text</p></article></body></html>'
SHEET = """
.md-content { margin: 0 }
.md-tabs { margin: 1px }
[dir=rtl] .md-content { margin: 2px }
.md-content[hidden], p[hidden] { display: none }
.md-dialog { margin: 3px }
.highlight .kc { color: red }
@media print { .md-tabs { margin: 4px } }
:root { --md-hue: 225deg }
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "assets/stylesheets").mkdir(parents=True)
    (tmp_path / "assets/javascripts").mkdir(parents=True)
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "assets/stylesheets/main.css").write_text(SHEET, encoding="utf-8")
    (tmp_path / "assets/javascripts/bundle.1.js").write_text('make("md-dialog")', encoding="utf-8")
    return tmp_path


def test_what_pages_and_scripts_name_stays(site: Path, project: Path) -> None:
    trim_theme(project, site)
    style = (site / "assets/stylesheets/main.css").read_text(encoding="utf-8")
    for kept in (".md-content {", "p[hidden]", ".md-dialog", ".highlight .kc", "--md-hue"):
        assert kept in style
    for gone in ("md-tabs", "rtl"):
        assert gone not in style


def test_a_broken_sheet_is_told(site: Path, project: Path) -> None:
    (site / "assets/stylesheets/main.css").write_text(".md-content { margin: 0", encoding="utf-8")
    with pytest.raises(AssetError, match=r"trim\.mjs failed[^$]*Unclosed block"):
        trim_theme(project, site)
