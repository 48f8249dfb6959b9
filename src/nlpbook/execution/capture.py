"""Catch what a cell writes to standard output and error, from Python, from C and from processes it starts."""

from __future__ import annotations

import ctypes
import fcntl
import io
import os
import sys
import tempfile

LIMIT = 100_000
"""Bytes of output kept for one cell; more than a reader would read."""


class _Bounded(io.FileIO):
    """Writes to a file descriptor, but after `LIMIT` bytes only counts."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self.written = 0

    def write(self, data: object, /) -> int:
        view = memoryview(data)  # type: ignore[arg-type]  # any buffer, as FileIO takes
        rest = max(0, LIMIT - self.written)
        self.written += len(view)
        if rest:
            super().write(view[:rest])
        return len(view)


class Stream:
    """One captured stream: the descriptor (1 or 2) leads to a file without a name."""

    def __init__(self, descriptor: int, folder: str) -> None:
        handle, name = tempfile.mkstemp(dir=folder)
        os.unlink(name)
        # Appending keeps Python's, C's and child processes' writes in the order in which they happened.
        fcntl.fcntl(handle, fcntl.F_SETFL, fcntl.fcntl(handle, fcntl.F_GETFL) | os.O_APPEND)
        self.file = handle
        os.dup2(self.file, descriptor)
        self.descriptor = descriptor
        self.raw = _Bounded(descriptor)
        self.text = self._wrapped()

    def _wrapped(self) -> io.TextIOWrapper:
        """No buffer in between, as with `python -u`: what Python writes must not fall behind what C writes."""
        return io.TextIOWrapper(self.raw, "utf-8", "backslashreplace", write_through=True)

    def take(self) -> str:
        """What was written since the last call; at most about `LIMIT` bytes, with a note of how much was left out."""
        if self.text.closed:  # by the cell
            self.raw = _Bounded(self.descriptor)
            self.text = self._wrapped()
        self.text.flush()
        total = os.fstat(self.file).st_size
        data = os.pread(self.file, LIMIT, 0)
        left_out = max(total, self.raw.written) - len(data)
        os.ftruncate(self.file, 0)
        self.raw.written = 0
        text = data.decode("utf-8", "ignore" if left_out else "replace").replace("\r\n", "\n")
        return text + (f"\n[… {left_out:,} more bytes of output left out]\n" if left_out else "")


class Capture:
    """Both streams of this process. Cost: two `dup2`; nothing is lost when C code buffers on its own."""

    def __init__(self, folder: str) -> None:
        self.out, self.err = Stream(1, folder), Stream(2, folder)
        sys.stdout, sys.stderr = self.out.text, self.err.text
        self.libc = ctypes.CDLL(None)

    def take(self) -> tuple[str, str]:
        """Standard output and standard error since the last call."""
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:
                stream.flush()
        self.libc.fflush(None)
        taken = self.out.take(), self.err.take()
        sys.stdout, sys.stderr = self.out.text, self.err.text
        return taken
