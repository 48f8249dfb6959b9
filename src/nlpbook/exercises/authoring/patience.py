"""A time limit for proofs, so that an expression that never ends does not stop a build."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class PatienceError(BaseException):
    """Time is up. Not an `Exception`, so that what evaluates expressions does not take it for one of theirs."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raise `PatienceError` inside the block when it takes longer than this.

    It works where alarms do: in the main thread, on systems that have them. Elsewhere the block just runs.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise PatienceError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
