"""Results on disk: written whole or not at all, checked when read, thrown away when anything is odd."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

MAGIC = b"nlpbook-result-1 "
KEPT_PER_PAGE = 6
SECONDS = "seconds.json"
RACY = 2_000_000_000
"""Nanoseconds: a file changed so recently could change again without a new time stamp."""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that readers see the old or the new content, never a part; also when two builds do it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


class Files:
    """Digests of data files, remembered by size and time so that large files are read once.

    Args:
        root: The project; names in records are relative to it where possible.
        memory: File to remember in between runs.
    """

    def __init__(self, root: Path, memory: Path) -> None:
        self.root, self.memory = root, memory
        self._known: dict[str, list[Any]] = {}
        self._changed = False
        with suppress(OSError, ValueError):
            loaded = json.loads(memory.read_text(encoding="utf-8"))
            self._known = loaded if isinstance(loaded, dict) else {}

    def name(self, path: str) -> str:
        """How a record names the file."""
        inside = os.path.relpath(path, self.root)
        kept = path if inside.startswith("..") else Path(inside).as_posix()
        return kept.rstrip("/") + "/" if path.endswith("/") else kept

    def digest(self, name: str) -> str | None:
        """SHA-256 of a file, or of a folder's names when `name` ends in a slash; None when there is none."""
        path = self.root / name
        try:
            if name.endswith("/"):
                names = sorted(name for name in os.listdir(path) if name != "__pycache__")
                return hashlib.sha256("\0".join(names).encode()).hexdigest()
            stat = path.stat()
            mark = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
            known = self._known.get(name)
            if isinstance(known, list) and known[:3] == mark and isinstance(known[-1], str):
                return known[-1]
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
        if time.time_ns() - stat.st_mtime_ns > RACY:
            self._known[name], self._changed = [*mark, found], True
        return found

    def remember(self) -> None:
        """Keep what was learnt for the next run."""
        if self._changed:
            write_whole(self.memory, json.dumps(self._known, sort_keys=True).encode())
            self._changed = False


class Store:
    """The cache of one project, in `<root>/.cache/execution/`."""

    def __init__(self, root: Path) -> None:
        self.folder = root / ".cache" / "execution"
        self.files = Files(root, self.folder / "files.json")

    def load(self, page: str, key: str) -> dict[str, Any] | None:
        """The result filed under `key`, if it is whole and the data files it read are as they were."""
        path = self._page(page) / f"{key}.json"
        payload = _read(path)
        if payload is None or payload.get("key") != key:
            return None
        if any(self.files.digest(name) != found for name, found in payload["reads"].items()):
            return None
        with suppress(OSError):
            os.utime(path)  # the newest is the last good one
        return payload

    def save(self, page: str, key: str, payload: dict[str, Any], reads: list[str]) -> dict[str, Any]:
        """File a result with digests of what it read; older results of the page beyond a few are dropped."""
        names = sorted({self.files.name(path) for path in reads})
        whole = {**payload, "key": key, "reads": {name: self.files.digest(name) for name in names}}
        body = json.dumps(whole, sort_keys=True).encode()
        write_whole(self._page(page) / f"{key}.json", MAGIC + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        self._prune(self._page(page))
        return whole

    def latest(self, page: str) -> dict[str, Any] | None:
        """The last good result of a page, whatever it depended on."""
        for path in _newest_first(self._page(page)):
            payload = _read(path)
            if payload is not None:
                return payload
        return None

    def seconds(self) -> dict[str, float]:
        """What each page took, as of the last build of the whole book."""
        try:
            known = json.loads((self.folder / SECONDS).read_text(encoding="utf-8"))
            return {str(page): float(took) for page, took in known.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def note_seconds(self, took: dict[str, float]) -> None:
        """Keep what each page took. Shards leave this alone, so that all of them divide the book in the same way."""
        rounded = {page: round(seconds, 1) for page, seconds in took.items()}
        if rounded != self.seconds():
            write_whole(self.folder / SECONDS, json.dumps(rounded, sort_keys=True).encode())

    def forget_others(self, pages: set[str], older_than: float = 30 * 86400.0) -> None:
        """Drop the results of pages that have not been built for `older_than` seconds."""
        known = {self._page(page) for page in pages}
        for folder in (self.folder / "pages").glob("*"):
            entries = _newest_first(folder)
            if folder not in known and (not entries or time.time() - entries[0].stat().st_mtime > older_than):
                for path in folder.iterdir():
                    path.unlink(missing_ok=True)
                with suppress(OSError):
                    folder.rmdir()

    def _page(self, page: str) -> Path:
        short = hashlib.sha256(page.encode()).hexdigest()[:8]
        return self.folder / "pages" / f"{re.sub(r'[^A-Za-z0-9]+', '-', page).strip('-')[-60:]}-{short}"

    def _prune(self, folder: Path) -> None:
        for path in _newest_first(folder)[KEPT_PER_PAGE:]:
            path.unlink(missing_ok=True)
        for path in folder.glob(".part-*"):  # left by a build that was killed
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > 3600:
                    path.unlink()


def _newest_first(folder: Path) -> list[Path]:
    found = []
    for path in folder.glob("*.json"):
        with suppress(OSError):
            found.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(found, reverse=True)]


def _read(path: Path) -> dict[str, Any] | None:
    """A payload, or None when the file is missing, cut short or altered."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head, _, body = data.partition(b"\n")
    if head != MAGIC + hashlib.sha256(body).hexdigest().encode():
        return None
    try:
        payload = json.loads(body)
    except ValueError:
        return None
    return payload if isinstance(payload, dict) and isinstance(payload.get("reads"), dict) else None
