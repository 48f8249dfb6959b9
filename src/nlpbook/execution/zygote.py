"""The process that pages are forked from: it imports what is slow to import once, then only forks, watches and kills.

It speaks JSON, one object a line. In: `{"do": "preload", "modules": […]}` and
`{"do": "run", "job": {…}, "limit": seconds}`. Out: `{"job": id, "end": "outcome" | "time" | "exit" | "broken", …}`.
It ends, with all pages, when its input ends.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import shutil
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from nlpbook.execution.child import live
from nlpbook.execution.drawing import warm_up

TICK, GRACE = 0.25, 0.3
"""Seconds between looks at the clock, and seconds that a late page gets to say where it is."""


@dataclass
class Child:
    """A running page: its process, when it must be done, and what it last said about itself."""

    job: dict[str, Any]
    pid: int
    deadline: float
    buffer: bytes = b""
    said: dict[str, Any] = field(default_factory=dict)


class Zygote:
    """The loop; `commands` is read, `events` written."""

    def __init__(self, commands: int, events: int) -> None:
        self.commands, self.events = commands, events
        self.children: dict[int, Child] = {}
        self.selector = selectors.DefaultSelector()
        self.selector.register(commands, selectors.EVENT_READ)
        self.pending = b""
        self.over = False

    def serve(self) -> None:
        """Until the input ends."""
        while not self.over:
            for key, _ in self.selector.select(TICK if self.children else None):
                if key.fd == self.commands:
                    self._read_commands()
                elif key.fd in self.children:
                    self._read_status(key.fd)
            for status, child in list(self.children.items()):
                # A process that the page left running can hold the pipe open, so its end is not enough of a sign.
                ended, raw = os.waitpid(child.pid, os.WNOHANG)
                if ended:
                    self._report(status, raw, late=False)
                elif time.monotonic() >= child.deadline:
                    self._report(status, _stop(child.pid), late=True)
        for child in self.children.values():
            _kill(child.pid)

    def _read_commands(self) -> None:
        data = os.read(self.commands, 1 << 20)
        self.over = not data
        *lines, self.pending = (self.pending + data).split(b"\n")
        for line in lines:
            command = json.loads(line)
            if command["do"] == "preload":
                preload(command["modules"])
            else:
                self._start(command["job"], command["limit"])

    def _start(self, job: dict[str, Any], limit: float) -> None:
        status, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            for descriptor in (self.commands, self.events, status, *self.children):
                os.close(descriptor)
            self.selector.close()
            live(job, theirs)
        os.close(theirs)
        self.children[status] = Child(job, pid, time.monotonic() + limit)
        self.selector.register(status, selectors.EVENT_READ)

    def _read_status(self, status: int) -> None:
        child = self.children[status]
        data = os.read(status, 1 << 16)
        *lines, child.buffer = (child.buffer + data).split(b"\n")
        for line in lines:
            said = json.loads(line)
            child.said.update(said if said.get("step", 0) >= 0 else {"line": said["line"]})
        if not data:
            self._report(status, os.waitpid(child.pid, 0)[1], late=False)

    def _report(self, status: int, raw: int, *, late: bool) -> None:
        """The page's process has ended: say how, and take away what it may have left running."""
        child = self.children.pop(status)
        self.selector.unregister(status)
        os.close(status)
        _kill(child.pid)
        code = os.waitstatus_to_exitcode(raw)
        done = os.path.exists(os.path.join(child.job["folder"], "outcome"))
        end = "outcome" if done else "time" if late else "broken" if "broken" in child.said else "exit"
        self._send({"job": child.job["id"], "end": end, "code": code, **child.said})

    def _send(self, event: dict[str, Any]) -> None:
        os.write(self.events, json.dumps(event).encode() + b"\n")


def preload(modules: list[str]) -> None:
    """Import what many pages need; a library that cannot be imported is reported by the cell that wants it."""
    for name in modules:
        with suppress(Exception):
            importlib.import_module(name)
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)
    if "matplotlib.pyplot" in modules:
        with suppress(Exception):
            warm_up()
    gc.collect()
    gc.freeze()  # forked pages share these pages of memory for longer


def _stop(pid: int) -> int:
    """End a page that is late; before that, it writes the line it is at to its trace file."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGUSR1)
    time.sleep(GRACE)
    _kill(pid)
    return os.waitpid(pid, 0)[1]


def _kill(pid: int) -> None:
    for end in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)


def main() -> None:
    """Serve on standard input and output; whatever a library prints while it is imported goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    commands, events = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    try:
        Zygote(commands, events).serve()
    finally:
        shutil.rmtree(sys.argv[1], ignore_errors=True)


if __name__ == "__main__":
    main()
