"""What the browser gets beside pages: Pyodide, KaTeX's style, the editor, the typefaces and our own wheel.

Made once from the pinned npm packages and kept in `.cache/assets/<key>`; a build links those files into the site. The
key is the npm lock and every script and module that takes part, so nothing is made twice and nothing stale is served.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

from nlpbook.site import fonts
from nlpbook.site.sandbox import write_frame
from nlpbook.site.scripts import SCRIPTS, AssetError, run_script
from nlpbook.site.wheel import build_wheel, lock_entry

CACHE = ".cache/assets"
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


def build_assets(root: Path, out: Path) -> None:
    """Put everything under `out`/assets: vendor/, python/, nlpbook/runtime.json and the sandbox's frame.

    Raises:
        AssetError: The npm packages are not installed, or a build script failed.
    """
    made = vendor_folder(root)
    _link_tree(made, out / "assets" / "vendor")
    wheel = build_wheel(root / "src" / "nlpbook" if (root / "src" / "nlpbook").exists() else Path(__file__).parents[1])
    (out / "assets" / "python").mkdir(parents=True, exist_ok=True)
    (out / "assets" / "python" / "nlpbook.whl").write_bytes(wheel)
    (out / "assets" / "nlpbook").mkdir(parents=True, exist_ok=True)
    text = json.dumps(runtime(root, made, wheel), indent=1, sort_keys=True)
    (out / "assets" / "nlpbook" / "runtime.json").write_text(text + "\n", encoding="utf-8")
    write_frame(root / "overrides", out)


def runtime(root: Path, vendor: Path, wheel: bytes) -> dict[str, object]:
    """What the page must know before it starts Python: addresses, sizes and hashes, and a lock with our wheel alone."""
    files = {
        name: _described(f"assets/vendor/pyodide/{name}", (vendor / "pyodide" / name).read_bytes()) for name in RUNTIME
    }
    files["nlpbook.whl"] = _described("assets/python/nlpbook.whl", wheel)
    lock = json.loads((root / "node_modules" / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    return {"files": files, "lock": {"info": lock["info"], "packages": {"nlpbook": lock_entry(wheel)}}}


def vendor_key(root: Path) -> str:
    """Names one state of everything that the vendor files are made of."""
    digest = hashlib.sha256()
    files = [root / "package-lock.json", *sorted((root / SCRIPTS).glob("*.mjs")), Path(fonts.__file__)]
    for file in files:
        digest.update(file.name.encode() + (file.read_bytes() if file.exists() else b""))
    return digest.hexdigest()[:20]


def vendor_folder(root: Path) -> Path:
    """The folder with vendor files, made now if there is none for this state."""
    target = root / CACHE / vendor_key(root)
    if (target / "complete").exists():
        return target
    if not (root / "node_modules" / "pyodide").exists():
        raise AssetError("the browser's packages are not installed. Run `make serve`, or `npm ci` in the project.")
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        run_script(root, "vendor.mjs", draft)
    except AssetError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    fonts.build_fonts(root, draft / "fonts")
    (draft / "complete").touch()
    shutil.rmtree(target, ignore_errors=True)
    draft.replace(target)
    return target


def _described(url: str, data: bytes) -> dict[str, object]:
    return {"url": url, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _link_tree(source: Path, target: Path) -> None:
    """Copy a tree by hard links where the disk can, so that a build does not write 15 MB again."""
    for file in sorted(source.rglob("*")):
        if file.is_dir() or file.name == "complete":
            continue
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        try:
            os.link(file, place)
        except OSError:
            shutil.copyfile(file, place)
