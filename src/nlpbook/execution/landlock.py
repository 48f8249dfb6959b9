"""The second wall, on Linux: the kernel refuses what an audit hook cannot see, in native code and started programs.

Landlock needs no privileges and cannot be taken down again. It bounds where files may be changed (reading stays free)
and, from Linux 6.7, refuses TCP; other kinds of packets are left to the audit hook. Where the kernel has no Landlock,
the hook stands alone.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable

CREATE, ADD, RESTRICT = 444, 445, 446  # numbers of the system calls, the same on every architecture
ASK_VERSION = 1
PATH_BENEATH = 1
NO_NEW_PRIVILEGES = 38
# Bits of linux/landlock.h: write, remove and make files and folders of every kind; refer (2), truncate (3).
CHANGES = {1: 1 << 1 | sum(1 << bit for bit in range(4, 13)), 2: 1 << 13, 3: 1 << 14}
TCP, TCP_SINCE = 0b11, 4


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """Version of Landlock that the kernel speaks; 0 where there is none."""
    return max(0, _call(CREATE, None, 0, ASK_VERSION)) if sys.platform == "linux" else 0


def confine(writable: Iterable[str]) -> bool:
    """Let this process and all it starts change files below these folders only; whether the kernel agreed."""
    known = version()
    if not known:
        return False
    changes = sum(bits for since, bits in CHANGES.items() if since <= known)
    wanted = _Ruleset(changes, TCP if known >= TCP_SINCE else 0)
    size = ctypes.sizeof(wanted) if known >= TCP_SINCE else 8
    rules = _call(CREATE, ctypes.byref(wanted), size, 0)
    if rules < 0:
        return False
    try:
        agreed = all(_allow(rules, folder, changes) for folder in writable if os.path.isdir(folder))
        ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return agreed and _call(RESTRICT, rules, 0) == 0
    finally:
        os.close(rules)


def _allow(rules: int, folder: str, changes: int) -> bool:
    handle = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        return _call(ADD, rules, PATH_BENEATH, ctypes.byref(_Beneath(changes, handle)), 0) == 0
    finally:
        os.close(handle)


def _call(number: int, *arguments: object) -> int:
    library = ctypes.CDLL(None)
    library.syscall.restype = ctypes.c_long
    whole = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    return int(library.syscall(ctypes.c_long(number), *whole))
