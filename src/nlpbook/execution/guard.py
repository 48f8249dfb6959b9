"""What a page's process may touch: no network, no writes outside its scratch folder; and what it read.

An audit hook sees what Python code does. It is a fence against accidents and for true cache keys, not a prison:
C code that opens its own sockets passes it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import FrameType

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
SOCKETS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
PROCESSES = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile"})
CHANGES = {
    "os.remove": 1, "os.rename": 2, "os.mkdir": 1, "os.rmdir": 1, "os.link": 2, "os.symlink": 2,
    "os.truncate": 1, "os.chmod": 1, "os.chown": 1, "shutil.rmtree": 1, "os.utime": 1,
}  # fmt: skip
IMPORTER = "<frozen importlib"


class Refused(PermissionError):
    """A cell asked for something that would make the page depend on more than the project."""


class Guard:
    """Audit hook of one page's process.

    Args:
        path: The page, as its code objects name it.
        root: The project; reads below it are recorded.
        data: Folders beside the project whose files count as its data.
        writable: Folders that may be written to.
        ignored: Folders whose files never count as data (the environment, the cache).
    """

    def __init__(
        self, path: str, root: str, data: Sequence[str], writable: Sequence[str], ignored: Sequence[str]
    ) -> None:
        self.path = path
        self.data = tuple(_folder(name) for name in (root, *data))
        self.writable = (*(_folder(name) for name in writable), "/dev/", "/proc/self/")
        self.ignored = tuple(_folder(name) for name in ignored)
        self.reads: set[str] = set()
        self.open = False

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        """Judge one audit event; raising stops what the cell was about to do."""
        if self.open:
            return
        if event == "open":
            writes = isinstance(args[2], int) and bool(args[2] & WRITING)
            (self._write if writes else self._read)(args[0], sys._getframe(1))
        elif event in {"os.listdir", "os.scandir"}:
            self._read(args[0] if args[0] is not None else ".", sys._getframe(1), suffix="/")
        elif event in CHANGES:
            for name in args[: CHANGES[event]]:
                self._write(name, sys._getframe(1))
        elif event in LOOKUPS or (event in SOCKETS and _leaves_the_machine(args)):
            self._network(event, args)
        elif event in PROCESSES and _asked_by(self.path, sys._getframe(1)):
            raise Refused("a cell may not start programs: the result would depend on more than the project")

    def _read(self, name: object, caller: FrameType, suffix: str = "") -> None:
        where = _absolute(name)
        if where is None or not where.startswith(self.data) or where.startswith((*self.ignored, *self.writable)):
            return
        if not where.endswith((".pyc", "__pycache__")) and not _importing(caller):
            self.reads.add(where + suffix)

    def _write(self, name: object, caller: FrameType) -> None:
        where = _absolute(name)
        if where is None or where.startswith(self.writable) or _importing(caller):
            return
        raise Refused(f"a cell may only write in its own folder, which is its working directory, not to {name!r}")

    def _network(self, event: str, args: tuple[object, ...]) -> None:
        wanted = args[0] if event in LOOKUPS else args[1]
        raise Refused(
            f"a cell may not use the network (it asked for {wanted!r}); "
            "name a package that holds the data in data-requirements.txt"
        )


def _leaves_the_machine(args: tuple[object, ...]) -> bool:
    """Sockets between processes of this page (AF_UNIX) have a path for an address."""
    return len(args) > 1 and isinstance(args[1], tuple)


def _folder(name: str) -> str:
    return os.path.realpath(name).rstrip("/") + "/"


def _absolute(name: object) -> str | None:
    """The real path behind the argument of an audit event; None for a descriptor."""
    try:
        text = os.fsdecode(name)  # type: ignore[arg-type]
    except TypeError:
        return None
    folder, last = os.path.split(os.path.abspath(text))
    return os.path.join(os.path.realpath(folder), last)


def _importing(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith(IMPORTER)


def _asked_by(path: str, frame: FrameType | None) -> bool:
    """Whether the first frame that is not the standard library's own belongs to the page."""
    standard = os.path.dirname(os.__file__) + os.sep
    while frame is not None:
        name = frame.f_code.co_filename
        if name == path:
            return True
        inside = name.startswith(standard) and "site-packages" not in name
        if not inside and not name.startswith("<frozen"):
            return False
        frame = frame.f_back
    return False
