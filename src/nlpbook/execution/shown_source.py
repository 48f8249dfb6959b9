"""Show package code from its source file, by reading it: nothing is imported, so nothing heavy starts."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

from nlpbook.execution.errors import SourceError, nearest
from nlpbook.execution.imports import Project

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def show_source(ref: str, root: Path | None = None, at: tuple[str, int] = ("source", 1)) -> tuple[str, str, int]:
    """The code that `module:name` means.

    Args:
        ref: `"nlpbook.maths.vectors:cosine"`, `"module:Class.method"`, or a module alone. A name that a package
            re-exports is followed to where it is written.
        root: The project; by default the working directory.
        at: Page and line of the reference, for the message.

    Returns:
        The code (decorators included, docstrings cut to their first line, without the indentation of a method), the
        file (relative to the project where it lies below it), and the 1-based line where the code starts.

    Raises:
        SourceError: There is no such module or name; the message lists the nearest one.

    Examples:
        >>> show_source("nlpbook.rooms:GROUND")[0].startswith("GROUND = ")
        True
    """
    root = (root or Path.cwd()).resolve()
    module, _, name = ref.partition(":")
    project = Project(root)
    path = project.find(module.strip()) if module.strip().replace(".", "").isidentifier() else None
    if path is None:
        known = [path.stem for place in project.places for path in (place / "nlpbook").glob("*")]
        raise SourceError(*at, f'source="{ref}": there is no module `{module}`{nearest(module.split(".")[-1], known)}')
    text = path.read_text(encoding="utf-8")
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else f"src/{module.replace('.', '/')}.py"
    if not name:
        return text.rstrip("\n"), shown, 1
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise SourceError(shown, error.lineno or 1, f"cannot be read: {error.msg}") from None
    elsewhere = _reexported(tree, module, path, name.split(".")[0])
    if elsewhere is not None:
        return show_source(":".join([elsewhere[0], ".".join([elsewhere[1], *name.split(".")[1:]])]), root, at)
    first, last = _lines(tree, ref, name, at)
    code = "\n".join(text.split("\n")[first - 1 : last])
    return summarised(textwrap.dedent(code)), shown, first


def summarised(code: str) -> str:
    """The same code with each docstring cut to its first line: on a page, the text around it says the rest."""
    lines = code.split("\n")
    defined = [node for node in ast.walk(ast.parse(code)) if isinstance(node, Definition)]
    documented = [node.body[0] for node in defined if ast.get_docstring(node)]
    for text in sorted(documented, key=lambda text: -text.lineno):
        end = text.end_lineno or text.lineno
        if end > text.lineno:
            quotes = lines[end - 1].strip()[-3:]
            lines[text.lineno - 1 : end] = [lines[text.lineno - 1].rstrip() + quotes]
    return "\n".join(lines)


def _lines(tree: ast.Module, ref: str, name: str, at: tuple[str, int]) -> tuple[int, int]:
    """First and last line of a definition, found by its dotted name."""
    body: list[ast.stmt] = tree.body
    span = (1, 1)
    for part in name.split("."):
        found = {word: number for number, node in enumerate(body) for word in _names(node)}
        if part not in found:
            raise SourceError(*at, f'source="{ref}": there is no `{part}` in it{nearest(part, found)}')
        node = body[found[part]]
        decorators = node.decorator_list if isinstance(node, Definition) else []
        span = (min([node.lineno, *(mark.lineno for mark in decorators)]), node.end_lineno or node.lineno)
        body = node.body if isinstance(node, ast.ClassDef) else []
    return span


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, Definition):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _reexported(tree: ast.Module, module: str, path: Path, name: str) -> tuple[str, str] | None:
    """Module and name behind `from x import name` at the top level, for names of the project."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
                    parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                    return ".".join([*parents, *([node.module] if node.module else [])]), alias.name
    return None
