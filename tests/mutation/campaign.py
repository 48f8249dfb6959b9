"""Collect the tests once, see which of them reach which function, then try mutant after mutant in forks."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from .graft import graft
from .mutants import Mutant

ROOT = Path(__file__).resolve().parents[2]
GRADER = ROOT / "src" / "nlpbook" / "exercises"
SECONDS, MEMORY = 20, 4 * 2**30
"""Processor seconds and bytes of one trial; a mutant that needs more is noticed by that."""
SLOWEST = 4.0
"""Tests that take longer are left out: they start processes or read the whole book."""


def grader_files() -> list[Path]:
    """The files that also run in the browser."""
    return sorted([*GRADER.glob("*.py"), *(GRADER / "kinds").glob("*.py")])


@dataclass
class Campaign:
    """A pytest plugin that runs the tests once to see what they reach, then once per mutant until one fails."""

    mutants: list[Mutant]
    tell: Callable[[Mutant, str], None]
    reach: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[int, float] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Stands in for pytest's own loop."""
        for index, item in enumerate(session.items):
            self._look(index, item)
        for mutant in self.mutants:
            self.tell(mutant, self._try(mutant, session.items))
        return True

    def _look(self, index: int, item: pytest.Item) -> None:
        """Run one test and note the functions of the grader that it calls, and how long it takes."""
        called: set[tuple[str, str]] = set()
        home = str(GRADER)

        def trace(frame: Any, event: str, argument: Any) -> None:
            code = frame.f_code
            if code.co_filename.startswith(home):
                called.add((code.co_filename, code.co_qualname.partition(".")[0]))

        begin = time.process_time()
        sys.settrace(trace)
        try:
            reports = runtestprotocol(item, log=False, nextitem=None)
        finally:
            sys.settrace(None)
        self.seconds[index] = time.process_time() - begin
        if any(report.failed for report in reports):
            self.broken.append(item.nodeid)  # such as one that counts frames, which tracing adds to
            return
        for place in called:
            self.reach[place].add(index)

    def _try(self, mutant: Mutant, items: list[pytest.Item]) -> str:
        """ "killed", "killed by the limit", or "survived"."""
        child = os.fork()
        if not child:
            self._in_child(mutant, items)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return "killed by the limit"
        return "survived" if os.WEXITSTATUS(status) == 0 else "killed"

    def _in_child(self, mutant: Mutant, items: list[pytest.Item]) -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS,) * 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        code = 1
        with suppress(BaseException):
            graft(mutant, _module(mutant.file))
            code = int(any(self._fails(items[index]) for index in self._chosen(mutant)))
        os._exit(code)

    def _chosen(self, mutant: Mutant) -> list[int]:
        """The tests that call the function around the change, quick ones first; for a table all that reach its file."""
        file = str(mutant.file)
        around = next((place for place in self.reach if place == (file, _function_at(mutant))), None)
        found = (
            self.reach[around] if around else set().union(*(self.reach[p] for p in list(self.reach) if p[0] == file))
        )
        return sorted((index for index in found if self.seconds[index] < SLOWEST), key=self.seconds.__getitem__)

    def _fails(self, item: Any) -> bool:
        """Run one test without pytest's reports, which cost more than most tests."""
        item._initrequest()
        state = item.session._setupstate
        try:
            state.setup(item)
            item.runtest()
        except BaseException:
            return True
        finally:
            state.teardown_exact(None)
        return False


def _function_at(mutant: Mutant) -> str:
    import ast

    tree = ast.parse(mutant.file.read_text(encoding="utf-8"))
    top = next(top for top in tree.body if top.lineno == mutant.top)
    return getattr(top, "name", "")


def _module(file: Path) -> Any:
    name = ".".join(file.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
    __import__(name)
    return sys.modules[name]
