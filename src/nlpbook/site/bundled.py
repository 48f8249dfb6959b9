"""Our scripts as readers get them: a hundred modules in a handful of files, without comments and blanks.

The repository's modules are small, one idea each; a telephone that fetches them one by one waits for each layer of
imports. While serving they stay as they are written. What was made once is kept under the hash of what it was made
from.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from nlpbook.site.scripts import SCRIPTS, run_script

CACHE = ".cache/smaller"
SCRIPT = "bundle.mjs"
FOLDER = "assets/nlpbook/js"
LIBRARIES = "assets/vendor/libraries"
ENTRIES = ("book/main.mjs", "exercise.mjs", "desk/desk.mjs", "catalogue.mjs", "review/kept.mjs", "review/queue.mjs",
           "offline/register.mjs")  # fmt: skip
"""The page's own script, and modules that keep their address because tests and `make bench` ask for them there."""
ELEMENTS = {
    "nlp-desk": "deskpage/page.mjs",
    "nlp-review": "review/page.mjs",
    "nlp-exercises": "exercises-page.mjs",
    "nlp-exam": "exam/exam.mjs",
}
"""What a page of one element brings at once: its files are asked for together, not layer after layer of imports."""
MAIN = re.compile(r'<script src="(?P<root>[^"]*)assets/nlpbook/js/book/main\.mjs" type="module">')
APART = "offline/version.mjs"
"""The build writes its version into it, later, and the service worker reads it there."""


def bundle_scripts(root: Path, site: Path) -> None:
    """Replace our modules in the site by their bundles.

    Raises:
        AssetError: One of them cannot be read as what it is, or imports what is not there; names file and line.
    """
    folder = site / FOLDER
    modules = [file for file in sorted(folder.rglob("*.mjs")) if file.relative_to(folder).as_posix() != APART]
    kept = root / CACHE / f"{_key(root, site, modules)}.json"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(".new")
        draft.write_text(_bundled(root, folder), encoding="utf-8")
        draft.replace(kept)
    for module in modules:
        module.unlink()
    made = json.loads(kept.read_text(encoding="utf-8"))
    for path, code in made["files"].items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code, encoding="utf-8")
    _ask_together(site, made["needs"])


def _ask_together(site: Path, needs: Mapping[str, list[str]]) -> None:
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        modules = [module for element, module in ELEMENTS.items() if f"<{element}>" in text or f"<{element} " in text]
        main = MAIN.search(text)
        if not modules or main is None:
            continue
        files = dict.fromkeys(file for module in ("book/main.mjs", *modules) for file in needs[module])
        links = "".join(f'<link rel="modulepreload" href="{main["root"]}{FOLDER}/{file}">' for file in files)
        page.write_text(text.replace("</head>", f"{links}</head>", 1), encoding="utf-8")


def _key(root: Path, site: Path, modules: list[Path]) -> str:
    digest = hashlib.sha256((root / "package-lock.json").read_bytes() + (root / SCRIPTS / SCRIPT).read_bytes())
    for file in (*modules, *sorted((site / LIBRARIES).glob("*.mjs"))):
        digest.update(file.relative_to(site).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:24]


def _bundled(root: Path, folder: Path) -> str:
    told = json.dumps({"folder": str(folder.resolve()), "entries": ENTRIES, "apart": APART})
    return run_script(root, SCRIPT, told=told)
