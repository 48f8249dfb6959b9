"""All small changes of a source file: one operator, constant, condition or statement at a time."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.RShift: ast.LShift, ast.LShift: ast.RShift,
}  # fmt: skip
SENTENCES = ("messages", "ENGLISH"), ("bangla", "BANGLA")
"""Tables of wording: a test that repeats every sentence would find no fault, only every change."""


@dataclass(frozen=True)
class Mutant:
    """One change: the file, where, in which top-level statement, and the two texts."""

    file: Path
    line: int
    top: int
    number: int
    what: str
    before: str
    after: str
    within: str = ""

    @property
    def place(self) -> str:
        """File, name and change without the line, which moves with every edit above it."""
        return f"{self.file.parent.name}/{self.file.name}: {self.within}: {self.before} -> {self.after}"

    @property
    def name(self) -> str:
        """File, line and change, as in the list of survivors."""
        return f"{self.file.parent.name}/{self.file.name}:{self.line}: {self.before} -> {self.after}"


def mutants(file: Path) -> list[Mutant]:
    """Every change of one file, in order."""
    found = []
    names = {top.lineno: _name(top) for top in ast.parse(file.read_text(encoding="utf-8")).body}
    for number, (node, changed, what, top) in enumerate(_changes(file)):
        before, after = (" ".join(ast.unparse(one).split())[:90] if one else "(nothing)" for one in (node, changed))
        within = names[top]
        found.append(Mutant(file, getattr(node, "lineno", top), top, number, what, before, after, within))
    return found


def _name(top: ast.stmt) -> str:
    """The function, class or table that a statement at the top of a file makes."""
    target = top.targets[0] if isinstance(top, ast.Assign) else getattr(top, "target", None)
    return getattr(top, "name", "") or (ast.unparse(target) if target is not None else "")


def mutated(mutant: Mutant) -> ast.Module:
    """The file's tree with the change in it."""
    tree = ast.parse(mutant.file.read_text(encoding="utf-8"))
    for number, (node, changed, _, _) in enumerate(_changes(mutant.file, tree)):
        if number == mutant.number:
            _put(tree, node, changed)
            return ast.fix_missing_locations(tree)
    raise IndexError(f"{mutant.file} has no mutant {mutant.number}")


def _put(tree: ast.Module, node: ast.AST, changed: ast.AST | None) -> None:
    """Exchange a node, found by identity, wherever it hangs; a statement that goes leaves a `pass`."""
    if isinstance(node, ast.stmt):
        changed = changed or ast.Pass()
    assert changed is not None
    ast.copy_location(changed, node)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is node:
                setattr(parent, name, changed)
            elif isinstance(value, list):
                value[:] = [changed if entry is node else entry for entry in value]


def _changes(file: Path, tree: ast.Module | None = None) -> Iterator[tuple[ast.AST, ast.AST | None, str, int]]:
    """Node, what it becomes, the kind of change, and the line of the top-level statement around it."""
    tree = tree or ast.parse(file.read_text(encoding="utf-8"))
    for top in tree.body:
        if isinstance(top, ast.Import | ast.ImportFrom) or _is_wording(file, top) or _is_type(top):
            continue
        if isinstance(top, ast.Expr):  # the text under a name
            continue
        skipped = _not_code(top)
        for node in ast.walk(top):
            if id(node) not in skipped:
                for changed, what in _of(node):
                    yield node, changed, what, top.lineno


def _is_wording(file: Path, top: ast.stmt) -> bool:
    names = [name.id for name in getattr(top, "targets", []) if isinstance(name, ast.Name)]
    names += [top.target.id] if isinstance(top, ast.AnnAssign) and isinstance(top.target, ast.Name) else []
    return any((file.stem, name) in SENTENCES for name in names)


def _is_type(top: ast.stmt) -> bool:
    """An alias such as `State = Literal[...]`, which nothing evaluates."""
    value = getattr(top, "value", None)
    return isinstance(top, ast.Assign) and isinstance(value, ast.Subscript) and ast.unparse(value.value) in (
        "Literal", "Mapping", "Callable", "dict", "tuple", "list",
    )  # fmt: skip


def _not_code(top: ast.stmt) -> set[int]:
    """Annotations and docstrings, which nothing runs."""
    skipped: set[int] = set()
    for node in ast.walk(top):
        quiet = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            first = node.body[0]
            quiet += [first] if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else []
        skipped |= {id(inner) for one in quiet if one is not None for inner in ast.walk(one)}
        if isinstance(node, ast.Assert):  # it tells the type checker what holds
            skipped |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(one) for one in node.values if isinstance(one, ast.FormattedValue)}
            skipped |= {id(inner) for one in node.values if isinstance(one, ast.FormattedValue) and one.format_spec
                        for inner in ast.walk(one.format_spec)}  # fmt: skip
    return skipped


def _of(node: ast.AST) -> Iterator[tuple[ast.AST | None, str]]:
    """What one node may become."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARE:
        yield _with(node, ops=[COMPARE[type(node.ops[0])]()]), "comparison"
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And()), "and/or"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield copy.deepcopy(node.operand), "not/minus"
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in ARITHMETIC:
        yield _with(node, op=ARITHMETIC[type(node.op)]()), "arithmetic"
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield _with(node, test=ast.UnaryOp(ast.Not(), copy.deepcopy(node.test))), "condition"
    elif isinstance(node, ast.Constant):
        yield from _constant(node)
    elif isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield ast.Return(ast.Constant(None)), "return"
    elif (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)) or isinstance(node, ast.Raise):
        yield None, "statement"
    elif isinstance(node, ast.Continue | ast.Break):
        yield (ast.Break() if isinstance(node, ast.Continue) else ast.Continue()), "loop"


def _constant(node: ast.Constant) -> Iterator[tuple[ast.AST, str]]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value), "constant"
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1), "constant"
    elif isinstance(value, str):
        yield ast.Constant(f"XX{value}XX"), "text"


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed
