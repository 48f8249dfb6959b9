"""The house rules of the package, held by reading imports: an arrow between rooms only ever points down."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from nlpbook.rooms import GROUND

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "nlpbook"
ENGINE = {"execution", "exercises", "site", "cli", "__main__"}
# What a room may import beyond the standard library and itself, by the top name of the module.
THIRD_PARTY = {
    "ground": set(),
    "exercises": set(),
    "authoring": {"yaml", "markdown", "pymdownx", "pygments"},
    "execution": {"matplotlib", "numpy", "torch", "nbformat", "jupytext"},
}
HEAVY = {"matplotlib", "numpy", "torch", "nbformat", "jupytext"}
LONGEST_FILE = 320
LONGEST_FUNCTION = 45


@dataclass(frozen=True)
class Import:
    """One import statement's target; `lazy` when it stands inside a function or under TYPE_CHECKING."""

    path: Path
    line: int
    module: str
    lazy: bool

    def __str__(self) -> str:
        return f"{self.path.relative_to(PACKAGE.parent.parent)}:{self.line} imports {self.module}"


def room_of(path: Path) -> str:
    """The room a file belongs to: its folder inside the package, or its own name when it stands alone."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "authoring" if parts[:2] == ("exercises", "authoring") else parts[0]


def room_of_module(module: str) -> str:
    """The room that a dotted name inside the package belongs to ("" for the package itself)."""
    parts = module.split(".")[1:]
    return "authoring" if parts[:2] == ["exercises", "authoring"] else parts[0] if parts else ""


def level_of(room: str) -> str:
    """ground, engine or models."""
    if room in GROUND:
        return "ground"
    return "engine" if room in ENGINE or room == "authoring" else "models"


def imports_in(path: Path) -> Iterator[Import]:
    """Every import of a file, those inside functions included."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    deferred = {id(child) for node in ast.walk(tree) if _defers(node) for child in ast.walk(node) if child is not node}
    for node in ast.walk(tree):
        lazy = id(node) in deferred
        if isinstance(node, ast.Import):
            yield from (Import(path, node.lineno, alias.name, lazy) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(path, node)
            inside = [f"{base}.{alias.name}" for alias in node.names if is_module(f"{base}.{alias.name}")]
            # `from nlpbook.execution import frozen` names a module of the package, not the package.
            names = inside if len(inside) == len(node.names) else [base, *inside]
            yield from (Import(path, node.lineno, name, lazy) for name in names)


def is_module(name: str) -> bool:
    """Whether a dotted name is one of our modules or packages."""
    top, *rest = name.split(".")
    place = PACKAGE.joinpath(*rest)
    return top == "nlpbook" and bool(rest) and (place.with_suffix(".py").is_file() or (place / "__init__.py").is_file())


def _defers(node: ast.AST) -> bool:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return True
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def _base(path: Path, node: ast.ImportFrom) -> str:
    """The module named by a `from` import, relative ones resolved."""
    if not node.level:
        return node.module or ""
    package = ("nlpbook", *path.relative_to(PACKAGE).parent.parts)
    above = package[: len(package) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


FILES = sorted(PACKAGE.rglob("*.py"))
IMPORTS = [found for path in FILES for found in imports_in(path)]


def ours(found: Import) -> bool:
    return found.module.split(".")[0] == "nlpbook"


def standard(found: Import) -> bool:
    return found.module.split(".")[0] in sys.stdlib_module_names


def complain(broken: list[Import], rule: str) -> None:
    assert not broken, rule + "\n" + "\n".join(map(str, broken))


def test_the_package_itself_imports_nothing() -> None:
    complain(list(imports_in(PACKAGE / "__init__.py")), "nlpbook/__init__.py must import nothing")
    complain(list(imports_in(PACKAGE / "rooms.py")), "nlpbook/rooms.py must import nothing")


def test_every_ground_room_exists() -> None:
    assert [room for room in GROUND if not (PACKAGE / room / "__init__.py").exists()] == []


def test_ground_imports_the_standard_library_and_lower_ground_only() -> None:
    order = {room: place for place, room in enumerate(GROUND)}
    broken = []
    for found in IMPORTS:
        room = room_of(found.path)
        if room not in order or standard(found):
            continue
        other = room_of_module(found.module) if ours(found) else None
        if other not in order or order[other] > order[room]:
            broken.append(found)
    complain(broken, "a ground room imports the standard library and the ground rooms before it, nothing else")


def test_exercises_run_in_the_browser() -> None:
    allowed = {*GROUND, "exercises", "rooms"}
    broken = [
        found
        for found in IMPORTS
        if room_of(found.path) == "exercises"
        and not (standard(found) or (ours(found) and room_of_module(found.module) in allowed))
    ]
    complain(broken, "nlpbook.exercises imports the standard library and ground rooms only: it also runs in Pyodide")


@pytest.mark.parametrize(("room", "may_use"), [
    ("authoring", {*GROUND, "authoring", "exercises", "rooms"}),
    ("execution", {"execution", "rooms"}),
])
def test_the_engine_knows_nothing_above_it(room: str, may_use: set[str]) -> None:
    broken = []
    for found in IMPORTS:
        if room_of(found.path) != room or standard(found):
            continue
        top = found.module.split(".")[0]
        if not (room_of_module(found.module) in may_use if ours(found) else top in THIRD_PARTY[room]):
            broken.append(found)
    complain(broken, f"nlpbook.{room} may import {sorted(may_use)} and {sorted(THIRD_PARTY[room])}")


def test_mkdocs_is_known_to_the_site_alone() -> None:
    outside = {"mkdocs", "material", "mkdocs_jupyter", "markdown_exec"}
    broken = [f for f in IMPORTS if f.module.split(".")[0] in outside and room_of(f.path) != "site"]
    complain(broken, "only nlpbook.site may know MkDocs, so that a move to another generator touches it alone")


def test_the_engine_never_imports_models() -> None:
    broken = [
        found
        for found in IMPORTS
        if level_of(room_of(found.path)) == "engine"
        and ours(found)
        and room_of_module(found.module) not in {"", "rooms"}
        and level_of(room_of_module(found.module)) == "models"
    ]
    complain(broken, "the book engine never imports the models' rooms")


def test_models_do_not_import_the_engine() -> None:
    broken = [
        found
        for found in IMPORTS
        if level_of(room_of(found.path)) == "models"
        and ours(found)
        and level_of(room_of_module(found.module)) == "engine"
    ]
    complain(broken, "an arrow only ever points down: the models' rooms know nothing of the engine")


def test_heavy_packages_are_imported_lazily_by_the_engine() -> None:
    broken = [
        found
        for found in IMPORTS
        if level_of(room_of(found.path)) == "engine" and found.module.split(".")[0] in HEAVY and not found.lazy
    ]
    complain(broken, "text is edited without torch: the engine imports heavy packages inside functions")


def module_name(path: Path) -> str:
    parts = ("nlpbook", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_module_imports_itself_by_a_detour() -> None:
    names = {module_name(path) for path in FILES}
    arrows: dict[str, set[str]] = {name: set() for name in names}
    for found in IMPORTS:
        name = module_name(found.path)
        if ours(found) and not found.lazy and found.module in names and found.module != name:
            arrows[name].add(found.module)
    cycles = [cycle for name in sorted(names) if (cycle := _way_back(name, arrows))]
    assert not cycles, "modules import each other in a circle:\n" + "\n".join(" -> ".join(cycle) for cycle in cycles)


def _way_back(start: str, arrows: dict[str, set[str]]) -> list[str]:
    """A path from a module back to itself, empty when there is none."""
    waiting, seen = [[start]], set()
    while waiting:
        path = waiting.pop()
        for after in sorted(arrows[path[-1]]):
            if after == start:
                return [*path, after]
            if after not in seen:
                seen.add(after)
                waiting.append([*path, after])
    return []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE, f"{path.name} is longer than {LONGEST_FILE} lines: split it by idea"
    long = [
        f"{path.name}:{node.lineno} {node.name}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _body_lines(node) > LONGEST_FUNCTION
    ]
    assert not long, f"functions longer than {LONGEST_FUNCTION} lines without their docstring: {', '.join(long)}"


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body, its docstring not counted."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
