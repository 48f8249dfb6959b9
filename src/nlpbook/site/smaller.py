"""Our own style sheets, and scripts that are no modules, as readers get them: without comments and blanks.

The repository's files are written to be read; the pages' are sent to telephones. What was made once is kept under the
hash of what it was made from.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from nlpbook.site.bundled import CACHE
from nlpbook.site.scripts import SCRIPTS, run_script

SCRIPT = "smaller.mjs"
OURS = "assets/nlpbook"
KINDS = (".js", ".css")


def make_smaller(root: Path, site: Path) -> None:
    """Replace these files in the site by their short forms.

    Raises:
        AssetError: One of them cannot be read as what it is; the message names file and line.
    """
    files = {
        file: file.read_bytes()
        for file in sorted((site / OURS).rglob("*"))
        if file.suffix in KINDS and file.is_file()
    }
    kept = {file: root / CACHE / _key(root, file, code) for file, code in files.items()}
    missing = {file: files[file] for file, place in kept.items() if not place.exists()}
    for file, code in _shorten(root, site, missing).items():
        kept[file].parent.mkdir(parents=True, exist_ok=True)
        draft = kept[file].with_suffix(".new")
        draft.write_text(code, encoding="utf-8")
        draft.replace(kept[file])
    for file, place in kept.items():
        file.write_bytes(place.read_bytes())


def _key(root: Path, file: Path, code: bytes) -> str:
    versions = (root / "package-lock.json").read_bytes() + (root / SCRIPTS / SCRIPT).read_bytes()
    return hashlib.sha256(file.suffix.encode() + versions + code).hexdigest()[:24]


def _shorten(root: Path, site: Path, files: dict[Path, bytes]) -> dict[Path, str]:
    if not files:
        return {}
    names = {file.relative_to(site).as_posix(): file for file in files}
    told = json.dumps({name: files[file].decode() for name, file in names.items()})
    return {names[name]: code for name, code in json.loads(run_script(root, SCRIPT, told=told)).items()}
