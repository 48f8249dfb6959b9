"""What code imports, found by reading it: the project's own modules (transitively) and the third-party libraries."""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

DYNAMIC = frozenset({"import_module", "__import__"})


@dataclass(frozen=True)
class Imports:
    """What some code imports.

    Attributes:
        files: Dotted name to file, for each module of the project.
        libraries: Top-level names from elsewhere.
        trains: Whether any of it speaks of optimizers, whose first use in torch takes seconds of importing.
    """

    files: dict[str, Path]
    libraries: frozenset[str]
    trains: bool = False

    def digests(self, read: Callable[[str], str] = str) -> dict[str, str]:
        """SHA-256 of each module's source, by name; `read` may leave out what does not matter."""
        texts = {name: path.read_text(encoding="utf-8") for name, path in sorted(self.files.items())}
        return {name: hashlib.sha256(read(text).encode()).hexdigest() for name, text in texts.items()}


class Project:
    """Finds modules below the project's `src/`, and those of nlpbook wherever it is installed.

    Reads each file once, unless its size or time changes. Cost: about 1 ms a file.
    """

    def __init__(self, root: Path) -> None:
        installed = Path(__file__).resolve().parents[2]
        self.places = [place for place in dict.fromkeys([(root / "src").resolve(), installed]) if place.is_dir()]
        self.installed = installed
        self.sources = list(dict.fromkeys([(root / "src").resolve(), installed / "nlpbook"]))
        self._known: dict[Path, tuple[tuple[int, int], frozenset[str], bool]] = {}

    def imports(self, sources: Iterable[str]) -> Imports:
        """Everything that the sources import, function-level imports and literal `import_module` calls included."""
        sources = list(sources)
        files: dict[str, Path] = {}
        libraries: set[str] = set()
        trains = any("optim" in source for source in sources)
        todo = [name for source in sources for name in imported_names(source, "")]
        seen = set(todo)
        while todo:
            name = todo.pop()
            path = self.find(name)
            if path is None:
                if self.find(name.split(".")[0]) is None:
                    libraries.add(name.split(".")[0])
                continue
            files[name] = path
            names, optimizes = self._read(path, name)
            trains |= optimizes
            todo += names - seen
            seen |= names
        libraries -= sys.stdlib_module_names
        return Imports(files, frozenset(libraries), trains and "torch" in libraries)

    def find(self, name: str) -> Path | None:
        """The file of a project module (a package's is its `__init__.py`), or None."""
        parts = name.split(".")
        for place in self.places:
            if place == self.installed and parts[0] != "nlpbook":
                continue
            base = place.joinpath(*parts)
            for path in (base / "__init__.py", base.with_name(base.name + ".py")):
                if path.is_file():
                    return path
        return None

    def _read(self, path: Path, name: str) -> tuple[frozenset[str], bool]:
        stat = path.stat()
        mark = (stat.st_size, stat.st_mtime_ns)
        known = self._known.get(path)
        if known is None or known[0] != mark:
            package = name if path.name == "__init__.py" else name.rpartition(".")[0]
            text = path.read_text(encoding="utf-8")
            known = self._known[path] = (mark, frozenset(imported_names(text, package)), "optim" in text)
        return known[1:]


def imported_names(source: str, package: str) -> set[str]:
    """Dotted names that importing this source may load; `package` resolves relative imports.

    Examples:
        >>> sorted(imported_names("from a.b import c", ""))
        ['a', 'a.b', 'a.b.c']
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return set()  # running it says so, with its line
    names: set[str] = set()
    for node in _running(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names |= _with_parents(alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            for alias in node.names:
                names |= _with_parents(f"{base}.{alias.name}" if alias.name != "*" else base)
        elif isinstance(node, ast.Call):
            names |= _dynamic(node)
    return names


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those below `if TYPE_CHECKING:`, which never run."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in {
            getattr(node.test, "id", ""),
            getattr(node.test, "attr", ""),
        }:
            todo += node.orelse
        else:
            todo += ast.iter_child_nodes(node)


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parents = package.split(".")
    base = ".".join(parents[: len(parents) - node.level + 1])
    return f"{base}.{node.module}" if node.module else base


def _dynamic(call: ast.Call) -> set[str]:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    first = call.args[0] if call.args else None
    if called in DYNAMIC and isinstance(first, ast.Constant) and isinstance(first.value, str):
        return _with_parents(first.value) if first.value.replace(".", "").isidentifier() else set()
    return set()


def _with_parents(name: str) -> set[str]:
    parts = name.split(".")
    return {".".join(parts[: count + 1]) for count in range(len(parts))}


@cache
def version_of(library: str) -> str:
    """Installed version of an importable library; `"none"` when it is not installed."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        owners = _owners().get(library, [])
        return ",".join(f"{owner}-{metadata.version(owner)}" for owner in sorted(set(owners))) or "none"


@cache
def _owners() -> dict[str, list[str]]:
    return dict(metadata.packages_distributions())


def versions(libraries: Iterable[str]) -> dict[str, str]:
    """Versions of the libraries, and of numpy with any of them: most compute with it."""
    names = set(libraries)
    return {name: version_of(name) for name in sorted(names | {"numpy"})} if names else {}
