"""The engine: look results up, run what is missing, and report every failing page at once."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal

from nlpbook.execution import frozen, gpu
from nlpbook.execution.errors import CellError, ExecutionFailed
from nlpbook.execution.frozen import GpuResult
from nlpbook.execution.imports import Imports, Project
from nlpbook.execution.jobs import Raw, cell_result, last_good, own_results, payload_of, same_code, steps_of, values_of
from nlpbook.execution.keys import device_class, digest, page_key, sources_of
from nlpbook.execution.model import CellResult, PageResult, PageSource, PageState, Progress
from nlpbook.execution.runner import Ended, Runner
from nlpbook.execution.store import Store

LIMIT = 120.0
"""Seconds of wall time a page may take; `NLPBOOK_TIME_LIMIT` overrides, for slow machines."""
DRAWING = ("matplotlib.pyplot", "matplotlib.backends.backend_svg")


@dataclass
class _Plan:
    """A page on its way through the engine."""

    page: PageSource
    imports: Imports
    key: str = ""
    gpu: dict[int, GpuResult] = field(default_factory=dict)
    shown: dict[int, CellResult] = field(default_factory=dict)
    payload: Raw | None = None
    state: PageState = "missing"
    error: CellError | None = None


class Engine:
    """Runs pages, each in a fresh process, and caches their results in `<root>/.cache/execution/`.

    Args:
        root: The project: pages' paths are relative to it, its `src/` is importable, its files are the pages' data.
        jobs: Pages at a time; by default as many as cores.
        run: False shows only what is cached or frozen; a page without any is "missing".
        keep_going: A failing page gives its last good result with `error` set, instead of raising.
        on_progress: Told when a page starts and ends.
        limit: Seconds of wall time a page may take.
        runner: The runner of an earlier engine, to be used and left open; by default one of its own.

    Examples:
        >>> with Engine(Path("."), run=False) as engine:
        ...     engine.run([])
        {}
    """

    def __init__(
        self, root: Path, *, jobs: int | None = None, run: bool = True, keep_going: bool = False,
        on_progress: Callable[[Progress], None] | None = None, limit: float | None = None,
        runner: Runner | None = None,
    ) -> None:  # fmt: skip
        self.root = root.resolve()
        self.may_run, self.keep_going, self.on_progress = run, keep_going, on_progress
        self.device = device_class()
        self.project = Project(self.root)
        self.store = Store(self.root)
        self.borrowed = runner is not None
        self.runner = runner or new_runner(self.root, jobs, limit)
        self._done = self._total = 0

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __del__(self) -> None:
        if hasattr(self, "runner"):
            self.close()

    def close(self) -> None:
        """End the process that pages are forked from, unless it is borrowed; a later `run` starts a new one."""
        if not self.borrowed:
            self.runner.close()

    def warm(self, pages: Sequence[PageSource]) -> None:
        """Begin to import what these pages will need, without waiting for it; nothing when all results are known.

        Pages with GPU cells are left for `run`, and so is whatever is wrong with a page.
        """
        told, self.on_progress = self.on_progress, None
        plans = [self._plan(page) for page in pages if not any(cell.device for cell in page.cells)]
        self.on_progress = told
        missing = [plan.imports for plan in plans if plan.payload is None and plan.error is None]
        if missing and self.may_run:
            self.runner.preload(preloads(missing))

    def run(self, pages: Sequence[PageSource], *, whole: bool = True) -> dict[str, PageResult]:
        """Results of the pages, by path. Cost: about 1 ms for a cached page, else what its cells take.

        Args:
            pages: What to run, or to look up.
            whole: Whether these are all pages of the book; a shard of it says nothing of the others.

        Raises:
            ExecutionFailed: Pages failed; all the others have been run and cached. Not with `keep_going`.
        """
        self._done, self._total = 0, len(pages)
        plans = [self._plan(page) for page in pages]
        missing = [plan for plan in plans if plan.payload is None and plan.error is None and self.may_run]
        if missing:
            self._run(missing)
        results = {plan.page.path: self._result(plan) for plan in plans}
        if missing and whole:
            self.store.forget_others({page.path for page in pages})
        if whole and self.may_run:
            self.store.note_seconds({plan.page.path: plan.payload["seconds"] for plan in plans if plan.payload})
        self.store.files.remember()
        errors = [result.error for result in results.values() if result.error is not None]
        if errors and not self.keep_going:
            raise ExecutionFailed(errors)
        return results

    def _plan(self, page: PageSource) -> _Plan:
        """Key and cached result of a page; its GPU cells come first, since later cells may use what they keep."""
        plan = _Plan(page, self.project.imports(sources_of(page, [cell for cell in page.cells if not cell.device])))
        try:
            for cell in page.cells:
                if cell.device:
                    plan.gpu[cell.index] = self._gpu(page, cell.index)
                    raw = plan.gpu[cell.index].raw
                    plan.shown[cell.index] = cell_result(page.path, cell, raw, plan.gpu[cell.index].provenance)
        except CellError as error:
            plan.error = error
        except ExecutionFailed as failed:
            plan.error = failed.errors[0]
        if plan.error is not None:
            self._tell(page.path, "failed", 0.0)
            return plan
        handed = {index: digest([index, found.raw["keep"]]) for index, found in plan.gpu.items()}
        plan.key = page_key(page, plan.imports, self.device, handed)
        plan.payload = self.store.load(page.path, plan.key) if needs_run(page) else _nothing(self.device)
        if plan.payload is None and not self.may_run:
            plan.payload = self._of_same_code(plan)
        plan.state = "missing" if plan.payload is None else "cached"
        if plan.payload is not None:
            self._tell(page.path, "cached", plan.payload["seconds"])
        return plan

    def _of_same_code(self, plan: _Plan) -> Raw | None:
        """The latest result of the page's very cells: who edits text may have no torch, and so no key that matches."""
        older = self.store.latest(plan.page.path)
        return older if older is not None and same_code(plan.page, older, plan.gpu) else None

    def _gpu(self, page: PageSource, index: int) -> GpuResult:
        """The result of a GPU cell: from this machine where there is a GPU, else from the repository."""
        cell = page.cells[index]
        imports = self.project.imports([cell.source])
        if self.device == "cuda":
            found = gpu.live(self.runner, self.store, page, cell, imports, may_run=self.may_run)
            if found is not None:
                return found
        return frozen.load(self.root, page.path, cell, imports, accept_stale=self.keep_going or not self.may_run)

    def _run(self, plans: list[_Plan]) -> None:
        """Longest first, so that the last page to end did not start last."""
        plans = sorted(plans, key=lambda plan: -self._expected_seconds(plan))
        by_path = {plan.page.path: plan for plan in plans}
        work: list[tuple[PageSource, list[Raw], dict[str, str]]] = [
            (plan.page, steps_of(plan.page, {index: found.raw["keep"] for index, found in plan.gpu.items()}), {})
            for plan in plans
        ]
        modules = preloads([plan.imports for plan in plans])
        for ended in self.runner.run(work, modules, lambda path: self._tell(path, "start", 0.0)):
            self._keep(by_path[ended.path], ended)

    def _keep(self, plan: _Plan, ended: Ended) -> None:
        if ended.error is not None or ended.outcome is None:
            plan.error = ended.error
            self._tell(plan.page.path, "failed", ended.outcome["seconds"] if ended.outcome else 0.0)
            return
        device = self.device if "torch" in plan.imports.libraries else "cpu"
        payload = payload_of(plan.page, ended.outcome, device, plan.gpu)
        unseen = set(ended.outcome["modules"]) - {str(path.resolve()) for path in plan.imports.files.values()}
        plan.payload = self.store.save(plan.page.path, plan.key, payload, [*ended.outcome["reads"], *sorted(unseen)])
        plan.state = "run"
        self._tell(plan.page.path, "done", payload["seconds"])

    def _result(self, plan: _Plan) -> PageResult:
        page, payload = plan.page, plan.payload
        if plan.error is None and payload is not None:
            try:
                cells = own_results(page, payload, plan.shown)
                return PageResult(
                    page.path, plan.key, plan.state, cells, values_of(payload), payload["seconds"], payload["device"],
                    frozen=plan.shown,
                )  # fmt: skip
            except CellError as error:
                plan.error = error
                self._tell(page.path, "failed", payload["seconds"])
        if plan.error is None:
            self._tell(page.path, "missing", 0.0)
            return PageResult(page.path, plan.key, "missing", frozen=plan.shown)
        older = payload or (self.store.latest(page.path) if self.keep_going else None)
        cells, values = last_good(page, older, plan.shown)
        seconds, device = (older["seconds"], older["device"]) if older else (0.0, self.device)
        state: PageState = "cached" if older else "missing"
        return PageResult(page.path, plan.key, state, cells, values, seconds, device, plan.error, plan.shown)

    def _expected_seconds(self, plan: _Plan) -> float:
        older = self.store.latest(plan.page.path)
        return float(older["seconds"]) if older else math.inf

    def _tell(self, path: str, state: Literal["start", "done", "cached", "failed", "missing"], seconds: float) -> None:
        self._done += state != "start"
        if self.on_progress is not None:
            self.on_progress(Progress(path, state, seconds, min(self._done, self._total), self._total))


def new_runner(root: Path, jobs: int | None = None, limit: float | None = None) -> Runner:
    """A runner for the pages of a project, to be shared by engines one after another and closed by who made it."""
    return Runner(root, jobs or cores(), limit or time_limit(), Project(root), data_folders(root))


def needs_run(page: PageSource) -> bool:
    """Whether anything of the page has to be computed, GPU cells apart."""
    return bool(page.values) or any(not cell.device for cell in page.cells)


def _nothing(device: str) -> Raw:
    return {"cells": [], "facts": [], "values": [], "fields": [], "seconds": 0.0, "device": device, "reads": {}}


def preloads(imports: Sequence[Imports]) -> list[str]:
    """What is worth importing once for these pages: the slow libraries, and only those that a page asks for."""
    wanted = {library for found in imports for library in found.libraries}
    modules = ["numpy"] if wanted else []
    modules += ["torch"] if "torch" in wanted else []
    modules += ["torch._dynamo"] if any(found.trains for found in imports) else []
    return [*modules, *DRAWING] if "matplotlib" in wanted else modules


def time_limit() -> float:
    """Seconds a page may take: `LIMIT`, or what `NLPBOOK_TIME_LIMIT` says.

    Raises:
        ValueError: That variable holds no number above 0.
    """
    said = os.environ.get("NLPBOOK_TIME_LIMIT", "").strip()
    try:
        seconds = float(said or LIMIT)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise ValueError(f"NLPBOOK_TIME_LIMIT must be a number of seconds above 0, got {said!r}; unset it or mend it")
    return seconds


def data_folders(root: Path) -> list[Path]:
    """Where the data packages are installed, if outside the project."""
    elsewhere = os.environ.get("NLPBOOK_DATA")
    return [Path(elsewhere).resolve()] if elsewhere else [root / ".data"]


def cores() -> int:
    """Cores this process may use, containers' quotas counted."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return max(1, min(usable, math.ceil(int(quota) / int(period))))
    except (OSError, ValueError):
        return max(1, usable)
