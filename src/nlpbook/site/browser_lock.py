"""The lock that Pyodide is started with: its own `info`, and our wheel as the only package, written by pyodide-lock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def browser_lock(wheel: Path, pyodide: Path) -> dict[str, Any]:
    """The lock for a page whose only package is our own wheel.

    Args:
        wheel: A pure-Python wheel under its full name, such as `nlpbook-0.1.0-py3-none-any.whl`.
        pyodide: The folder of the npm package pyodide, with its `pyodide-lock.json`.

    Returns:
        `{"info": ..., "packages": {"nlpbook": ...}}`: name, version, file name, sha256, imports. With so short a lock a
        page needs none of the 119 KB that list packages it never loads.

    Raises:
        RuntimeError: The wheel's metadata cannot be read.
    """
    from pyodide_lock import PyodideLockSpec
    from pyodide_lock.spec import InfoSpec
    from pyodide_lock.utils import add_wheels_to_spec

    info = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    version = json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"]
    # Releases of pyodide-lock differ in the fields they know: the one for Python 3.11 still asks for a version, which
    # Pyodide 314 no longer writes. It gets what it knows; the page gets Pyodide's own words.
    known = {name: value for name, value in {**info, "version": version}.items() if name in InfoSpec.model_fields}
    lock = add_wheels_to_spec(PyodideLockSpec(info=InfoSpec(**known), packages={}), [wheel])
    return {"info": info, "packages": {name: spec.model_dump() for name, spec in lock.packages.items()}}
