"""Put a finished site where readers look for it, so that at every moment a complete one stands there."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

HERE = -100  # AT_FDCWD
EXCHANGE = 2  # RENAME_EXCHANGE


def draft_of(out: Path) -> Path:
    """The folder beside `out` that a build writes into, empty; and what a build that was killed left, mended."""
    old, draft = _old(out), out.with_name(f"{out.name}.new")
    if old.exists() and not out.exists():
        old.rename(out)  # killed between the two renames of `take_place`
    for rest in (old, draft):
        shutil.rmtree(rest, ignore_errors=True)
    return draft


def take_place(draft: Path, out: Path) -> None:
    """Exchange a complete draft with the site that stands there; the old one goes last.

    On Linux both change places in one step. Elsewhere, and on file systems that cannot, two renames follow each other.
    """
    old = _old(out)
    if not out.exists():
        draft.rename(out)
    elif exchange(draft, out):
        draft.rename(old)
    else:
        out.rename(old)
        draft.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Swap two names of one disk in a single step; whether the system could."""
    swap = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    return swap is not None and swap(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0


def _old(out: Path) -> Path:
    return out.with_name(f"{out.name}.old")
