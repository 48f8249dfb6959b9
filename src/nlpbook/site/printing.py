"""A printed sheet: one HTML page that carries its own styles, typefaces and rendered formulas, and its PDF.

The page asks for nothing else, so that it looks the same from a disk, from a letter and on paper. What is printed -
an exam, its key, a handout - is HTML that others write, in the classes of `css/printed.css`.
"""

from __future__ import annotations

import base64
import re
import subprocess
import tempfile
from html import escape
from pathlib import Path

from nlpbook.site.assets import vendor_folder
from nlpbook.site.formulas import FormulaErrors, formulas_in, put_in, render
from nlpbook.site.programs import CHROMIUM_FLAGS, CHROMIUM_VARIABLE, MissingProgram, find_chromium

STYLES = Path("overrides/assets/nlpbook/css")
PAPERS = ("A4", "letter")
SHEETS = ("tokens.css", "printed.css")
"""Our own style sheets that a printed page needs, in order."""
FONT = re.compile(r"""url\((["']?)(?P<file>[^"')]+\.woff2)\1\)""")
LONGEST_RUN = 180
"""Seconds after which a browser that prints is taken for stuck."""
PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<style>{style}
@page {{ size: {paper} }}</style></head>
<body data-md-color-scheme="default"><main class="nb-printed">{body}</main></body></html>
"""


class PrintError(RuntimeError):
    """A sheet could not be printed; the message says why and what to do."""


def printed_page(root: Path, title: str, body: str, *, lang: str = "en", paper: str = PAPERS[0]) -> str:
    """The whole page around a sheet.

    Args:
        root: The project.
        title: Name of the document.
        body: HTML; formulas are `<span class="arithmatex">`, as Markdown leaves them.
        lang: Language of the sheet.
        paper: One of PAPERS.

    Raises:
        PrintError: KaTeX refuses a formula.
        AssetError: The npm packages are not installed.
    """
    page = PAGE.format(lang=escape(lang), title=escape(title), style=_style(root), paper=paper, body=body)
    try:
        return put_in(page, render(root, formulas_in(page)))
    except FormulaErrors as error:
        raise PrintError(f"{title}: KaTeX cannot read a formula: {error}") from error


def write_printed(
    root: Path, title: str, body: str, out: Path, *, lang: str = "en", paper: str = PAPERS[0]
) -> Path:
    """Write a sheet to `out`: as PDF where the name ends in .pdf, else as HTML. Folders are made.

    Raises:
        PrintError: A formula is wrong, or the browser did not print.
        MissingProgram: A PDF is asked for, and there is no Chromium.
    """
    page = printed_page(root, title, body, lang=lang, paper=paper)
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.suffix.lower() != ".pdf":
        out.write_text(page, encoding="utf-8")
        return out
    with tempfile.TemporaryDirectory(prefix="nlpbook-") as folder:
        source = Path(folder) / "sheet.html"
        source.write_text(page, encoding="utf-8")
        to_pdf(source.as_uri(), out)
    return out


def to_pdf(address: str, out: Path) -> None:
    """Print the page at an address, of a file or of a site on this machine, with a headless Chromium.

    Raises:
        PrintError: The browser did not write the file.
        MissingProgram: There is no Chromium.
    """
    browser = find_chromium()
    if browser is None:
        raise MissingProgram(
            "a PDF is printed by Chromium, Chrome or Edge, and none was found. Install one (`python -m "
            f"nlpbook.site.programs chromium` does), or set {CHROMIUM_VARIABLE} to its path. Without one, give --out a "
            "name that ends in .html, and print that page from the browser you have."
        )
    out.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="nlpbook-") as profile:
        command = [
            str(browser), "--headless", *CHROMIUM_FLAGS, f"--user-data-dir={profile}", "--no-pdf-header-footer",
            f"--print-to-pdf={out.resolve()}", address,
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_RUN, check=False)
        except subprocess.TimeoutExpired as error:
            raise PrintError(f"{out}: the browser did not print within {LONGEST_RUN} seconds") from error
    if not out.exists() or out.stat().st_size == 0:
        said = done.stderr.strip().splitlines()[-3:] or ["it said nothing"]
        raise PrintError(f"{out}: the browser {browser} did not print (status {done.returncode}): {' '.join(said)}")


def _style(root: Path) -> str:
    """All style sheets in one, fonts inside."""
    vendor = vendor_folder(root)
    sheets = [vendor / "katex" / "katex.min.css", vendor / "fonts" / "fonts.css"]
    sheets += [root / STYLES / name for name in SHEETS]
    return "\n".join(_with_fonts(sheet) for sheet in sheets).replace("</", "<\\/")


def _with_fonts(sheet: Path) -> str:
    """A style sheet whose fonts are data in it; a font file that is not there stays an address."""

    def inside(found: re.Match[str]) -> str:
        file = sheet.parent / found["file"]
        if not file.is_file():
            return found[0]
        return f"url(data:font/woff2;base64,{base64.b64encode(file.read_bytes()).decode()})"

    return FONT.sub(inside, sheet.read_text(encoding="utf-8"))
