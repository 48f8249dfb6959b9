"""What a page's process may touch: no network, no writes outside its scratch folder; and what it read.

An audit hook sees what Python code does, and says why it refuses. It is a fence against accidents and for true cache
keys, not a prison: native code passes it, and then, on Linux, meets the kernel's refusal (see `landlock`).
"""

from __future__ import annotations

import errno
import mmap
import os
import sys
from collections.abc import Callable, Sequence
from types import FrameType

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
SOCKETS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
PROGRAMS = frozenset({
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.forkpty",
    "pty.spawn", "webbrowser.open",
})  # fmt: skip
SPAWNERS = frozenset({"multiprocessing.popen_spawn_posix", "multiprocessing.popen_forkserver"})
"""Modules that start a fresh Python, which would run without this hook; processes made by fork keep it."""
CHANGES: dict[str, tuple[tuple[int, int | None], ...]] = {
    "os.remove": ((0, 1),), "os.rmdir": ((0, 1),), "os.mkdir": ((0, 2),), "os.symlink": ((1, 2),),
    "os.rename": ((0, 2), (1, 3)), "os.link": ((0, 2), (1, 3)), "os.truncate": ((0, None),), "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),), "os.utime": ((0, 3),), "os.setxattr": ((0, None),), "os.removexattr": ((0, None),),
    "shutil.rmtree": ((0, 1),),
}  # fmt: skip
"""Which arguments of an event are paths that change, and which one names the folder that a relative path begins at."""
FOLLOWED = frozenset({"os.truncate", "os.chmod", "os.chown", "os.utime", "os.setxattr", "os.removexattr"})
IMPORTER = "<frozen importlib"
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/tty", "/dev/stdout", "/dev/stderr", "/dev/fd/", "/dev/nvidia")
NOT_HERE = (
    "a cell may only write in its own folder, which is its working directory, not to {!r}: what it leaves elsewhere "
    "would change other pages and builds. Write to a relative path, or under tempfile.gettempdir()"
)
NO_NETWORK = (
    "a cell may not use the network (it asked for {!r}): the page would differ from day to day. "
    "Name a package that holds the data in data-requirements.txt, and read it with nlpbook.data"
)
NO_PROGRAMS = (
    "a cell may not start programs ({}): the result would depend on more than the project. "
    "Do it in Python, or freeze the result"
)
BY_THE_KERNEL = (
    "a cell may neither write outside its own folder, which is its working directory, nor use the network. "
    "Write to a relative path"
)
"""Added to a bare "permission denied" that came from native code."""


class Refused(PermissionError):
    """A cell asked for something that would make the page depend on more than the project."""

    def __init__(self, why: str) -> None:
        super().__init__(errno.EACCES, why)  # asyncio and others look into an OSError's number and text

    def __str__(self) -> str:
        return str(self.strerror)


class Guard:
    """Audit hook of one page's process.

    Args:
        path: The page, as its code objects name it.
        root: The project; reads below it are recorded.
        data: Folders beside the project whose files count as its data.
        writable: Folders that may be written to.
        ignored: Folders whose files never count as data (the environment, the cache).
        sources: Folders of the project's own modules, which may start programs no more than the page may.
    """

    def __init__(
        self, path: str, root: str, data: Sequence[str], writable: Sequence[str], ignored: Sequence[str],
        sources: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.ours = (path, *(_folder(name) for name in sources))
        self.data = tuple(_folder(name) for name in (root, *data))
        self.writable = tuple(_folder(name) for name in writable)
        self.ignored = tuple(_folder(name) for name in ignored)
        self.reads: set[str] = set()
        self.open = False
        self.process, self.note = os.getpid(), mmap.mmap(-1, 4096)  # shared with processes that the cell forks
        self.judges: dict[str, Callable[[tuple[object, ...], FrameType], None]] = {
            "open": self._opened, "os.listdir": self._listed, "os.scandir": self._listed, "import": self._imported,
            "os.fork": self._forked, "sqlite3.connect": self._database,
        }  # fmt: skip

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        """Judge one audit event; raising stops what the cell was about to do."""
        if self.open:
            return
        if (judge := self.judges.get(event)) is not None:
            judge(args, sys._getframe(1))
        elif event in CHANGES:
            for index, base in CHANGES[event]:
                self._write(args[index], args[base] if base is not None else -1, follow=event in FOLLOWED)
        elif event in LOOKUPS:
            self._refuse(NO_NETWORK.format(args[0]))
        elif event in SOCKETS and len(args) > 1:
            self._socket(args[1])
        elif event in PROGRAMS and _asked_by(self.ours, sys._getframe(1)):
            self._refuse(NO_PROGRAMS.format(event))

    def refused_elsewhere(self) -> str:
        """What a process that the page forked was refused since the last call; its own traceback is easily lost."""
        said = self.note[:].rstrip(b"\0").decode("utf-8", "replace")
        self.note[:] = bytes(len(self.note))
        return said

    def _opened(self, args: tuple[object, ...], caller: FrameType) -> None:
        if isinstance(args[2], int) and args[2] & WRITING:
            self._write(args[0], follow=True)
        else:
            self._read(args[0], caller)

    def _listed(self, args: tuple[object, ...], caller: FrameType) -> None:
        self._read(args[0] if args[0] is not None else ".", caller, suffix="/")

    def _imported(self, args: tuple[object, ...], caller: FrameType) -> None:
        if args[0] in SPAWNERS:
            self._refuse(NO_PROGRAMS.format('multiprocessing with another start method than "fork"'))

    def _forked(self, args: tuple[object, ...], caller: FrameType) -> None:
        if caller.f_code.co_name == "_spawnvef":  # of the module os, for all of os.spawn*
            self._refuse(NO_PROGRAMS.format("os.spawn"))

    def _database(self, args: tuple[object, ...], caller: FrameType) -> None:
        name = os.fsdecode(args[0]) if isinstance(args[0], (str, bytes, os.PathLike)) else ":memory:"
        place, _, query = name.removeprefix("file:").partition("?")
        if place not in {":memory:", ""} and not {"mode=ro", "mode=memory"} & set(query.split("&")):
            self._write(place, follow=True)

    def _read(self, name: object, caller: FrameType, suffix: str = "") -> None:
        where = _absolute(name, follow=False)
        if where is None or not where.startswith(self.data) or where.startswith((*self.ignored, *self.writable)):
            return
        if not where.endswith((".pyc", "__pycache__")) and not _importing(caller):
            self.reads.add(where + suffix)

    def _write(self, name: object, base: object = -1, *, follow: bool) -> None:
        where = _absolute(name, base, follow=follow)
        if where is not None and not where.startswith(self.writable) and not _device(name, where):
            self._refuse(NOT_HERE.format(name))

    def _socket(self, address: object) -> None:
        """Processes of this page may talk to each other through a socket in its folder."""
        inside = isinstance(address, (str, bytes)) and address[:1] not in {"\0", b"\0"}
        where = _absolute(address, follow=True) if inside else None
        if address and (where is None or not where.startswith(self.writable)):
            self._refuse(NO_NETWORK.format(address))

    def _refuse(self, why: str) -> None:
        if os.getpid() != self.process:
            said = why.encode()[: len(self.note)]
            self.note[: len(said)] = said
        raise Refused(why)


def _folder(name: str) -> str:
    return os.path.realpath(name).rstrip("/") + "/"


def _absolute(name: object, base: object = -1, *, follow: bool) -> str | None:
    """The real path behind the argument of an audit event; None for a descriptor.

    Args:
        name: Path or descriptor.
        base: Descriptor of the folder that a relative path begins at; -1 or None for the working directory.
        follow: Whether what is done is done to a link's target.
    """
    try:
        text = os.fsdecode(name)  # type: ignore[arg-type]
    except TypeError:
        return None
    if isinstance(base, int) and base >= 0 and not os.path.isabs(text):
        text = os.path.join(os.path.realpath(f"/proc/self/fd/{base}"), text)
    if follow:
        return os.path.realpath(text)
    folder, last = os.path.split(os.path.abspath(text))
    return os.path.join(os.path.realpath(folder), last)


def _device(name: object, where: str) -> bool:
    """Files of the kernel that keep nothing; `/dev/shm` is a folder like others."""
    given = os.fsdecode(name) if isinstance(name, (str, bytes, os.PathLike)) else ""
    return where.startswith(DEVICES) or given.startswith(("/dev/stdout", "/dev/stderr", "/dev/fd/"))


def _importing(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith(IMPORTER)


def _asked_by(ours: tuple[str, ...], frame: FrameType | None) -> bool:
    """Whether the first frame that is not the standard library's own belongs to the page or the project."""
    standard = os.path.dirname(os.__file__) + os.sep
    while frame is not None:
        name = frame.f_code.co_filename
        if name == ours[0] or name.startswith(ours[1:]):
            return True
        inside = name.startswith(standard) and "site-packages" not in name
        if not inside and not name.startswith("<frozen"):
            return False
        frame = frame.f_back
    return False
