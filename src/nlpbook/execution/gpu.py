"""Run GPU cells, each in a process of its own: now, where there is a GPU, or to freeze their results."""

from __future__ import annotations

import datetime
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nlpbook.execution import frozen
from nlpbook.execution.errors import ExecutionFailed
from nlpbook.execution.frozen import GpuResult
from nlpbook.execution.imports import Imports, Project, version_of
from nlpbook.execution.jobs import cell_result, cell_step
from nlpbook.execution.keys import page_key
from nlpbook.execution.model import Cell, PageSource, Provenance
from nlpbook.execution.runner import Runner
from nlpbook.execution.store import Store

FREEZE_LIMIT = 3600.0
"""Seconds a cell may take while it is frozen: that is what freezing is for."""


def run_cell(runner: Runner, page: PageSource, cell: Cell, imports: Imports, device: str) -> GpuResult:
    """Run one cell on its own, on `device`.

    Raises:
        ExecutionFailed: It failed.
    """
    alone = PageSource(page.path, page.text, (cell,))
    modules = ["numpy", "torch"] if "torch" in imports.libraries else []
    ended = next(iter(runner.run([(alone, [cell_step(cell)], {"NLPBOOK_DEVICE": device})], modules, lambda path: None)))
    if ended.error is not None or ended.outcome is None:
        raise ExecutionFailed([ended.error] if ended.error else [])
    raw = ended.outcome["cells"][str(cell.index)]
    return GpuResult(raw, _provenance(imports, ended.outcome["hardware"], raw["seconds"]))


def live(
    runner: Runner, store: Store, page: PageSource, cell: Cell, imports: Imports, *, may_run: bool
) -> GpuResult | None:
    """The cell's result on this machine's GPU, from the cache or by running it; None when neither may be.

    Raises:
        ExecutionFailed: It was run, and failed.
    """
    alone = PageSource(page.path, "", (cell,))
    key = page_key(alone, imports, "cuda", {})
    name = f"{page.path}#{cell.id}"
    payload = store.load(name, key)
    if payload is None:
        if not may_run:
            return None
        made = run_cell(runner, page, cell, imports, "cuda")
        payload = store.save(name, key, {"raw": made.raw, "provenance": vars(made.provenance), "seconds": 0.0}, [])
    return GpuResult(payload["raw"], Provenance(**{**payload["provenance"], "frozen": False}))


def freeze(root: Path, page: PageSource, device: str = "cuda") -> list[Path]:
    """Run the GPU cells of a page and write their results into the repository.

    Args:
        root: The project.
        page: A page of it.
        device: `"cuda"`, or `"cpu"` where no GPU is at hand: the result then says that it was made on a CPU.

    Returns:
        The JSON files written, one a cell.

    Raises:
        ExecutionFailed: A cell failed, or a figure lacks its alt text; nothing is written for it.
    """
    root = root.resolve()
    project = Project(root)
    runner = Runner(root, 1, FREEZE_LIMIT, project, [])
    written = []
    try:
        for cell in page.cells:
            if cell.device:
                imports = project.imports([cell.source])
                result = run_cell(runner, page, cell, imports, device)
                cell_result(page.path, cell, result.raw)  # refuses a figure without alt text
                written.append(frozen.write(root, page.path, cell, imports, result))
    finally:
        runner.close()
    return written


def _provenance(imports: Imports, hardware: Mapping[str, Any], seconds: float) -> Provenance:
    """Where a cell has just run; a cell that did not touch the GPU says so."""
    versions = {"python": hardware["python"]}
    versions |= {name: hardware.get(name) or version_of(name) for name in sorted(imports.libraries)}
    device = hardware.get("gpu") or f"CPU ({_processor()})"
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return Provenance(device, versions, today, round(seconds, 3))


def _processor() -> str:
    try:
        for row in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if row.startswith("model name"):
                return row.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
