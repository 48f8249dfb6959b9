"""Cache keys: a hash of everything that a result depends on, except the data files it reads (`store` checks those)."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from nlpbook.execution.code_only import code_only
from nlpbook.execution.imports import Imports, versions
from nlpbook.execution.model import Cell, PageSource, Value

CHILD_MODULES = ("capture", "child", "drawing", "guard", "landlock", "session", "showing", "svg")
FROZEN_FORMAT = 1


def digest(facts: object) -> str:
    """SHA-256 of a JSON-able object, independent of the order of its keys."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def page_key(page: PageSource, imports: Imports, device: str, gpu: Mapping[int, str]) -> str:
    """Key of a page's results.

    Args:
        page: Its prose, headings and display options do not count.
        imports: What its cells import.
        device: Device class; counts only where torch is imported.
        gpu: By cell index, a digest of what each GPU cell hands to the page.
    """
    facts = {
        "cells": [gpu.get(cell.index) or cell_facts(cell) for cell in page.cells],
        "values": [[value.after, *field_facts(value)] for value in page.values],
        "modules": imports.digests(),
        "libraries": versions(imports.libraries),
        "python": [platform.python_implementation(), *sys.version_info[:3], sys.platform, platform.machine()],
        "device": device if "torch" in imports.libraries else "cpu",
        "runner": runner_version(),
    }
    return digest(facts)


def frozen_key(cell: Cell, imports: Imports) -> str:
    """Key of a frozen result: code and helpers.

    Neither versions nor device count, the provenance tells them; nor do comments and docstrings: a better explanation
    should not send anyone to look for a GPU.
    """
    facts = cell_facts(cell)
    facts["source"] = code_only(facts["source"])
    return digest({"frozen": FROZEN_FORMAT, "cell": facts, "modules": imports.digests(code_only)})


def cell_facts(cell: Cell) -> dict[str, Any]:
    """What of a cell its result depends on."""
    texts = [field_facts(value) for template in cell.templates for value in template.values]
    rows = [row.rstrip() for row in cell.source.split("\n")]
    return {
        "source": "\n".join(rows).strip("\n"),
        "raises": sorted(cell.raises),
        "keep": list(cell.keep),
        "texts": texts,
    }


def field_facts(value: Value) -> list[str]:
    """What of an inline value its result depends on."""
    return [value.expression, value.conversion, value.format]


def sources_of(page: PageSource, cells: Iterable[Cell] | None = None) -> list[str]:
    """The cells' code, and the values' as well: both may import or use what is imported."""
    chosen = page.cells if cells is None else tuple(cells)
    return [cell.source for cell in chosen] + [f"({value.expression})" for value in page.values]


@cache
def runner_version() -> str:
    """A digest of the code that runs in the page's process: when it changes, so may every result."""
    here = Path(__file__).parent
    return digest({name: (here / f"{name}.py").read_text(encoding="utf-8") for name in CHILD_MODULES})


def device_class() -> str:
    """`"cuda"`, `"mps"` or `"cpu"`, without importing torch; `NLPBOOK_DEVICE` overrides."""
    chosen = os.environ.get("NLPBOOK_DEVICE", "").strip().lower()
    if chosen:
        return chosen.split(":")[0]
    try:
        torch = metadata.version("torch")
    except metadata.PackageNotFoundError:
        return "cpu"
    if sys.platform == "darwin":
        return "mps" if platform.machine() == "arm64" else "cpu"
    gpus = Path("/proc/driver/nvidia/gpus")
    hidden = os.environ.get("CUDA_VISIBLE_DEVICES", "all") in {"", "-1"}
    has_gpu = (gpus.is_dir() and any(gpus.iterdir())) or Path("/dev/nvidia0").exists() or Path("/dev/dxg").exists()
    return "cuda" if has_gpu and not hidden and not torch.endswith("+cpu") else "cpu"
