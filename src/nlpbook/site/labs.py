"""Labs: jupytext files run by the book's engine, rendered as notebooks by mkdocs-jupyter, offered as .py and .ipynb."""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from nlpbook.execution import PageResult, PageSource, lab_notebook
from nlpbook.site.cellparts import with_alt
from nlpbook.site.state import SiteState

CACHE = ".cache/labs"
# mkdocs-jupyter puts JupyterLab's style sheet (600 KB) and scripts, one of them from a CDN, into each page.
UNWANTED = re.compile(
    r"<(style|script)\b[^>]*>.*?</\1>|<clipboard-copy\b.*?</clipboard-copy>|"
    r"<div\b[^>]*clipboard-copy-txt[^>]*>.*?</div>",
    re.S,
)
HIGHLIGHT = re.compile(
    r'<div class="\s*highlight-ipynb hl-[\w+-]+\s*"><pre>(?:<span></span>)?(?P<code>.*?)</pre></div>', re.S
)
FOLDS = re.compile(
    r'<div class="zeroclipboard-container">\s*</div>|<div class="jp-(?:Cell-inputCollapser|Cell-outputCollapser|'
    r'Collapser)[^>]*>\s*</div>|<div class="jp-InputPrompt[^>]*>.*?</div>|<div class="jp-OutputPrompt[^>]*>.*?</div>',
    re.S,
)
DRAWN = re.compile(r'<img\b[^>]*\bsrc="data:image/svg\+xml;base64,(?P<data>[^"]+)"[^>]*>')
CODE = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>|<svg\b.*?</svg>|<[^>]*>)", re.S)
MATHS = re.compile(r"\$\$(?P<display>.+?)\$\$|(?<![\\$\w])\$(?P<line>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?!\d)", re.S)


def add_labs(state: SiteState, files: Files, config: MkDocsConfig) -> Files:
    """A notebook for each lab joins the site's files; the .py itself is published as it is."""
    folder = state.root / CACHE
    folder.mkdir(parents=True, exist_ok=True)
    for source in state.labs:
        result = state.results.get(source.path) or PageResult(source.path, "", "missing")
        file = folder / f"{Path(source.path).stem}.ipynb"
        _write_if_new(file, notebook_text(source, result))
        files.append(File(f"labs/{file.name}", str(folder.parent), config.site_dir, config.use_directory_urls))
    return files


def notebook_text(source: PageSource, result: PageResult) -> str:
    """The executed notebook as JSON."""
    return (
        json.dumps(lab_notebook(source.path, source.text, result), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    )


def publish_labs(state: SiteState, site: Path) -> None:
    """Both downloads of each lab lie beside its page."""
    for source in state.labs:
        name = Path(source.path).stem
        (site / "labs").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(state.root / CACHE / f"{name}.ipynb", site / "labs" / f"{name}.ipynb")
        shutil.copyfile(state.root / source.path, site / "labs" / f"{name}.py")


def clean_lab(state: SiteState, page: Page, content: str) -> str:
    """A notebook page without foreign style and script, with our code blocks, formulas and downloads.

    Drawings go back into the page: as images they would know neither its colours nor their own description.
    """
    if not page.file.src_uri.startswith("labs/"):
        return content
    page.edit_url = page.edit_url and page.edit_url.removesuffix(".ipynb") + ".py"
    content = UNWANTED.sub("", content)
    content = FOLDS.sub("", FOLDS.sub("", content))
    content = HIGHLIGHT.sub(
        lambda found: f'<div class="highlight"><pre><code>{found["code"].strip()}</code></pre></div>', content
    )
    content = DRAWN.sub(lambda found: with_alt(base64.b64decode(found["data"]).decode(), None), content)
    content = "".join(piece if piece.startswith("<") else MATHS.sub(_formula, piece) for piece in CODE.split(content))
    return _with_downloads(content, Path(page.file.src_uri).stem)


def _formula(found: re.Match[str]) -> str:
    if found["display"] is not None:
        return f'<div class="arithmatex" data-search-exclude>\\[{found["display"]}\\]</div>'
    return f'<span class="arithmatex" data-search-exclude>\\({found["line"]}\\)</span>'


def _with_downloads(content: str, name: str) -> str:
    """Links to both files, right below the title."""
    shown = html.escape(name)
    files = (("notebook (.ipynb)", "ipynb"), ("Python (.py)", "py"))
    anchors = " ".join(f'<a href="../{shown}.{ending}" download>{words}</a>' for words, ending in files)
    links = f'<p class="nb-downloads" data-search-exclude>Take it with you: {anchors}</p>'
    return (
        re.sub(r"(</h1>)", lambda found: f"{found[0]}{links}", content, count=1)
        if "</h1>" in content
        else links + content
    )


def _write_if_new(file: Path, text: str) -> None:
    """Leave a file alone that says the same already: a watching server would build again."""
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")
