"""The theme's style sheets without the rules for what the book has not: right-to-left text, tabs, a hundred icons.

Nothing is painted before a page's style sheet has come. A rule stays if every name in its selector stands in a tag of
some page or anywhere in a script, which may put it into a page later.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from nlpbook.site.scripts import run_script

SHEETS = "assets/stylesheets"
SCRIPTS = ("assets/javascripts/bundle.*.js", "assets/nlpbook/js/**/*.mjs", "assets/nlpbook/js/**/*.js")
TAG = re.compile(rb"<[A-Za-z][^>]*>")
NAME = re.compile(rb"[\w-]+")


def trim_theme(root: Path, site: Path) -> None:
    """Rewrite the theme's sheets in a site whose pages and scripts are there.

    Raises:
        AssetError: A sheet cannot be read as what it is.
    """
    sheets = {file.name: file for file in sorted((site / SHEETS).glob("*.css"))}
    told = {
        "styles": {name: file.read_text(encoding="utf-8") for name, file in sheets.items()},
        "words": sorted(_names(site)),
    }
    for name, style in json.loads(run_script(root, "trim.mjs", told=json.dumps(told))).items():
        sheets[name].write_text(style, encoding="utf-8")


def _names(site: Path) -> set[str]:
    """Every name in a tag of a page, or in a script."""
    tags = {tag for page in site.rglob("*.html") for tag in TAG.findall(page.read_bytes())}
    scripts = [file.read_bytes() for pattern in SCRIPTS for file in site.glob(pattern)]
    return {name.decode(errors="replace") for text in (*tags, *scripts) for name in NAME.findall(text)}
