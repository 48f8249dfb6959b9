"""The life of one page's process, from the fork to its end."""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from functools import partial
from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES, ExtensionFileLoader, FileFinder, SourceFileLoader
from types import CodeType
from typing import Any, NoReturn

from nlpbook.execution.capture import Capture
from nlpbook.execution.guard import Guard
from nlpbook.execution.landlock import confine
from nlpbook.execution.session import Session, seed
from nlpbook.execution.showing import describe

LARGEST_FILE = 4 << 30
"""Bytes one file may grow to: an endless loop of C output must not fill the disk."""
DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def live(job: dict[str, Any], status: int) -> NoReturn:
    """Run the job, write its outcome next to its scratch folder, and end; never returns to the caller's stack.

    Args:
        job: See `jobs.job_of`.
        status: Descriptor that is told which step is running, as lines of JSON.
    """
    code = 1
    try:
        _settle(job)
        capture = Capture(job["folder"])
        outcome = _run(job, capture, status)
        _write(job, outcome)
        code = 0
    except BaseException as error:
        with suppress(OSError):
            os.write(status, json.dumps({"broken": describe(error)}).encode() + b"\n")
    os._exit(code)


def _settle(job: dict[str, Any]) -> None:
    """A place of its own: process group, folder, environment, limits; and word from us when the parent dies."""
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)
        with suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
            score.write("600")  # when memory runs out, the page goes before the build
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    trace = open(os.path.join(job["folder"], "trace"), "w")  # noqa: SIM115  # stays open for the handler
    faulthandler.enable(trace, all_threads=False)
    faulthandler.register(signal.SIGUSR1, trace, all_threads=False)
    scratch = os.path.join(job["folder"], "scratch")
    os.mkdir(scratch)
    os.chdir(scratch)
    os.environ.update(HOME=scratch, TMPDIR=scratch, PWD=scratch, **job["environment"])
    tempfile.tempdir = None
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    bounded = LARGEST_FILE if hard == resource.RLIM_INFINITY else min(LARGEST_FILE, hard)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bounded, hard))
    _forget_the_book(job["search"], job["sources"])
    random.seed(0)
    seed()


def _forget_the_book(search: list[str], sources: list[str]) -> None:
    """Pages import the project's modules as they are now; a name the runner has loaded must not shadow them."""
    for name in [name for name in sys.modules if name == "nlpbook" or name.startswith("nlpbook.")]:
        del sys.modules[name]
    sys.path[:] = [*search, *(name for name in sys.path if name not in {"", *search})]
    sys.argv[:] = [""]
    sys.path_hooks.insert(0, partial(_fresh_finder, tuple(os.path.join(place, "") for place in sources)))
    sys.path_importer_cache.clear()
    gc.collect()


class _FreshLoader(SourceFileLoader):
    """Compiles from the source each time.

    Bytecode files are believed when size and second of the source match, so an edit within a second could be missed,
    and the result of the old code filed under the key of the new.
    """

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


def _fresh_finder(sources: tuple[str, ...], path: str) -> FileFinder:
    if not os.path.join(os.path.realpath(path), "").startswith(sources):
        raise ImportError(f"{path} is no part of the project")
    return FileFinder(path, (_FreshLoader, SOURCE_SUFFIXES), (ExtensionFileLoader, EXTENSION_SUFFIXES))


def _run(job: dict[str, Any], capture: Capture, status: int) -> dict[str, Any]:
    def tell(step: int, line: int) -> None:
        os.write(status, json.dumps({"step": step, "line": line}).encode() + b"\n")

    scratch = os.getcwd()
    guard = Guard(job["path"], job["root"], job["data"], [scratch, *job["writable"]], job["ignored"], job["sources"])
    walled = confine([job["folder"], *job["writable"], "/dev"])
    sys.dont_write_bytecode = True  # beside a library's source there is no place for a page to write
    sys.addaudithook(guard)
    started = time.perf_counter()
    session = Session(job, capture, tell, guard.refused_elsewhere, walled)
    outcome = session.run(job["steps"])
    outcome["seconds"] = time.perf_counter() - started
    guard.open = True
    os.chdir("/")
    outcome["reads"] = sorted(guard.reads)
    outcome["modules"] = _project_modules(job["sources"])
    outcome["hardware"] = _hardware()
    shutil.rmtree(scratch, ignore_errors=True)
    return outcome


def _project_modules(sources: list[str]) -> list[str]:
    """Files of the project's own modules that the page really imported, also where no import statement says so."""
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    places = tuple(os.path.join(place, "") for place in sources)
    found = {os.path.realpath(name) for name in files if isinstance(name, str)}
    return sorted(name for name in found if name.startswith(places) and name.endswith(".py") and not _of_runner(name))


def _of_runner(name: str) -> bool:
    return os.path.dirname(name) == os.path.dirname(os.path.realpath(__file__))


def _hardware() -> dict[str, str]:
    """Name of the GPU that was used, and versions of what was imported."""
    facts = {"python": sys.version.split()[0]}
    for name in ("torch", "numpy", "matplotlib"):
        module = sys.modules.get(name)
        if module is not None:
            facts[name] = str(getattr(module, "__version__", ""))
    torch: Any = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_initialized():
        facts["gpu"] = torch.cuda.get_device_name()
    return facts


def _write(job: dict[str, Any], outcome: dict[str, Any]) -> None:
    place = os.path.join(job["folder"], "outcome")
    with open(place + ".part", "w", encoding="utf-8", errors="surrogatepass") as file:
        json.dump(outcome, file)
    os.rename(place + ".part", place)
