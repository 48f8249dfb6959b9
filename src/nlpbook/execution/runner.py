"""Hand pages to the zygote, as many at a time as there are cores, and say how each one ended."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlpbook.execution.errors import CellError
from nlpbook.execution.imports import Project
from nlpbook.execution.model import PageSource

PASSED_ON = re.compile(
    r"PATH|LD_LIBRARY_PATH|DYLD_\w+|PYTHONPATH|VIRTUAL_ENV|XDG_CACHE_HOME|CUDA\w*|NVIDIA\w*|NLPBOOK\w*|SYSTEMROOT"
)
"""Environment variables that a page may see; others differ from machine to machine."""
ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
SIGNALS = {-9: "SIGKILL, as when memory runs out", -11: "SIGSEGV, a crash in compiled code", -6: "SIGABRT, an abort"}


@dataclass(frozen=True)
class Ended:
    """How a job ended: with an outcome, or with the error to report."""

    path: str
    outcome: dict[str, Any] | None
    error: CellError | None


class Runner:
    """One zygote and its pages; started on first use, kept for the next run, ended by `close`.

    Args:
        root: The project.
        jobs: Pages at a time.
        limit: Seconds of wall time a page may take.
        project: Knows where the project's modules are.
        data: Folders beside the project that hold its data.
    """

    def __init__(self, root: Path, jobs: int, limit: float, project: Project, data: Sequence[Path]) -> None:
        self.root, self.jobs, self.limit = root, jobs, limit
        self.search, self.sources = [str(path) for path in project.places], [str(path) for path in project.sources]
        self.data = [str(path) for path in data]
        self.process: subprocess.Popen[bytes] | None = None
        self.loaded: set[str] = set()
        self.count = 0

    def run(
        self, work: Sequence[tuple[PageSource, list[dict[str, Any]], dict[str, str]]], modules: Sequence[str],
        started: Callable[[str], None],
    ) -> Iterator[Ended]:  # fmt: skip
        """Run each (page, steps, environment); results come as they are ready.

        Args:
            work: Pages with the steps their processes take.
            modules: What to import once, before forking.
            started: Called with the page's path when its turn has come.
        """
        waiting = list(work)
        running: dict[str, tuple[PageSource, str]] = {}
        try:
            self.preload(modules)
            while waiting or running:
                while waiting and len(running) < self.jobs:
                    page, steps, environment = waiting.pop(0)
                    job = self._job(page, steps, environment)
                    running[job["id"]] = (page, job["folder"])
                    started(page.path)
                    self._send({"do": "run", "job": job, "limit": self.limit})
                event = self._receive()
                page, folder = running.pop(event["job"])
                yield self._ended(page, folder, event)
        except (BrokenPipeError, EOFError):
            said = self._last_words()
            self.close()
            for page, _ in [*running.values(), *((page, "") for page, _, _ in waiting)]:
                yield Ended(
                    page.path, None, CellError(page.path, 1, f"RunnerEnded: the process that runs pages ended{said}")
                )
        finally:
            if running:
                self.close()  # an interrupt: pages must not outlive the build

    def close(self) -> None:
        """End the zygote and whatever it still runs."""
        process, self.process = self.process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self.folder.cleanup()
        self.errors.close()

    def _start(self) -> subprocess.Popen[bytes]:
        if not hasattr(os, "fork"):
            raise RuntimeError("running cells needs fork: use Linux, macOS or the Windows Subsystem for Linux")
        self.folder = tempfile.TemporaryDirectory(prefix="nlpbook-", ignore_cleanup_errors=True)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the zygote
        self.loaded = set()
        run = os.path.join(self.folder.name, "run")
        os.mkdir(run)
        command = [sys.executable, "-m", "nlpbook.execution.zygote", run]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, cwd=run, env=environment(),
            start_new_session=True,
        )  # fmt: skip

    def preload(self, modules: Sequence[str]) -> None:
        """Have the zygote import modules, without waiting for it."""
        if self.process is None or self.process.poll() is not None:
            self.process = self._start()
        missing = [name for name in modules if name not in self.loaded]
        if missing:
            self._send({"do": "preload", "modules": missing})
            self.loaded.update(missing)

    def _job(self, page: PageSource, steps: list[dict[str, Any]], extra: dict[str, str]) -> dict[str, Any]:
        self.count += 1
        folder = os.path.join(self.folder.name, "run", str(self.count))
        os.mkdir(folder)
        prefix = [sys.prefix, str(self.root / ".cache"), str(self.root / ".git"), str(self.root / ".venv")]
        return {
            "id": str(self.count), "path": page.path, "text": page.text, "steps": steps, "folder": folder,
            "root": str(self.root), "search": self.search, "sources": self.sources, "data": self.data,
            "ignored": prefix, "writable": [cache_folder()], "environment": extra,
        }  # fmt: skip

    def _ended(self, page: PageSource, folder: str, event: dict[str, Any]) -> Ended:
        if event["end"] == "outcome":
            outcome = json.loads(Path(folder, "outcome").read_text(encoding="utf-8", errors="surrogatepass"))
            error = outcome["error"]
            return Ended(page.path, outcome, _cell_error(page, error) if error else None)
        line, why = event.get("line", 1), event.get("broken", "")
        with suppress(OSError):
            line = _line_in_trace(Path(folder, "trace").read_text(errors="replace"), page.path) or line
        if event["end"] == "time":
            why = f"TimeLimit: the page was still running after {self.limit:g} s and was stopped"
        elif event["code"] < 0:
            why = f"Killed: the page's process was ended by signal {SIGNALS.get(event['code'], str(-event['code']))}"
        elif not why:
            why = f"ProcessEnded: the page's process ended itself, with status {event['code']}, in the middle of a cell"
        return Ended(page.path, None, _cell_error(page, {"line": line, "exception": why, "traceback": ""}))

    def _send(self, command: dict[str, Any]) -> None:
        if self.process is None or self.process.stdin is None:
            raise EOFError
        self.process.stdin.write(json.dumps(command).encode() + b"\n")
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        line = self.process.stdout.readline() if self.process and self.process.stdout else b""
        if not line:
            raise EOFError
        event: dict[str, Any] = json.loads(line)
        return event

    def _last_words(self) -> str:
        self.errors.seek(0)
        rows = self.errors.read().decode("utf-8", "replace").strip().splitlines()
        return f": {rows[-1]}" if rows else ""


def environment() -> dict[str, str]:
    """What a page's process finds in `os.environ`: one thread, one hash seed, one time zone, one language."""
    kept = {name: text for name, text in os.environ.items() if PASSED_ON.fullmatch(name)}
    if kept.get("NLPBOOK_DATA"):
        kept["NLPBOOK_DATA"] = os.path.abspath(kept["NLPBOOK_DATA"])  # pages have another working directory
    fixed = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "MPLBACKEND": "agg"}
    stable = {"MPLCONFIGDIR": cache_folder(), "CUBLAS_WORKSPACE_CONFIG": ":4096:8", "COLUMNS": "100"}
    return {**kept, **dict.fromkeys(ONE_THREAD, "1"), **fixed, **stable}


def cache_folder() -> str:
    """Where matplotlib may keep its list of fonts: a folder of ours, so that the user's settings do not count."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(base, "nlpbook", "matplotlib")
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError:
        folder = os.path.join(tempfile.gettempdir(), f"nlpbook-matplotlib-{os.getuid()}")
        os.makedirs(folder, mode=0o700, exist_ok=True)
    return folder


def _cell_error(page: PageSource, error: dict[str, Any]) -> CellError:
    rows = page.text.split("\n")
    line = error["line"]
    source = rows[line - 1].strip() if 1 <= line <= len(rows) else ""
    stderr = error.get("stderr", "").strip()
    trace = error["traceback"] + (f"\nstandard error ended with:\n{stderr}" if stderr else "")
    return CellError(page.path, line, error["exception"], source, trace)


def _line_in_trace(trace: str, path: str) -> int | None:
    """The innermost line of the page in what faulthandler wrote (most recent call first)."""
    found = re.search(rf'File "{re.escape(path)}", line (\d+)', trace)
    return int(found[1]) if found else None
