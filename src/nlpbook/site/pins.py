"""Writes constraints.txt from pip's own report of what it would install.

    pip install --dry-run --ignore-installed --report report.json -e '.[models,dev]'
    python -m nlpbook.site.pins report.json > constraints.txt
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HEADER = """\
# Exact versions of everything the book is built and tested with, for all extras. Made by `make constraints`.
# Versions only: where packages come from is pip's configuration, not ours.
"""

# They come with torch's build for one kind of GPU and are pinned by torch itself, exactly.
OF_A_TORCH_BUILD = re.compile(r"^(nvidia|cuda|triton)\b")


def constraints(report: Mapping[str, Any]) -> str:
    """The text of constraints.txt for a pip installation report (its format version 1).

    Local version labels are dropped, so that `2.13.0+cpu` pins every build of torch 2.13.0.

    Examples:
        >>> wheel = {"metadata": {"name": "Torch", "version": "2.13.0+cpu"}}
        >>> constraints({"install": [wheel]}).splitlines()[-1]
        'torch==2.13.0'
    """
    pins: dict[str, str] = {}
    for item in report["install"]:
        name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
        if name != "nlpbook" and not OF_A_TORCH_BUILD.match(name):
            pins[name] = item["metadata"]["version"].split("+")[0]
    return HEADER + "".join(f"{name}=={pins[name]}\n" for name in sorted(pins))


if __name__ == "__main__":
    sys.stdout.write(constraints(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
