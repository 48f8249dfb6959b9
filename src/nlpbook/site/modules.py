"""Which ES modules the exercises' entry module needs, so that a page can ask for all of them at once."""

from __future__ import annotations

import re
from pathlib import Path

SCRIPTS = Path("assets/nlpbook/js")
IMPORT = re.compile(r'^import\b[^"\n]*"(?P<path>\.[^"]+)";', re.MULTILINE)


def exercise_modules(overrides: Path) -> list[str]:
    """Addresses within the site of `exercise.mjs` and of all modules it imports, itself first.

    A browser finds out about a module's imports only when it has read the module; asked for one layer after another
    they take as many round trips as the tree is deep.
    """
    found: list[Path] = [overrides / SCRIPTS / "exercise.mjs"]
    for module in found:
        if not module.exists():  # a library among the vendor files: it imports nothing
            continue
        for match in IMPORT.finditer(module.read_text(encoding="utf-8")):
            needed = (module.parent / match["path"]).resolve()
            if needed not in [one.resolve() for one in found]:
                found.append(needed)
    return [module.resolve().relative_to(overrides.resolve()).as_posix() for module in found]
