"""YAML front matter with the line of every field, read the way authors expect.

YAML 1.1, which PyYAML reads, takes `no` and `on` for truth values, `1:30` for a number and 2024-01-01 for a date, and
`1e-3` for a word. Here `true` and `false` alone are truth values, numbers are numbers, and everything else is text.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from nlpbook.exercises.authoring.problems import Report


class _Loader(yaml.SafeLoader):
    """The core schema of YAML 1.2."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|false|False", "tTfF"),
    ("null", r"~|null|Null|", ["~", "n", "N", ""]),
    ("int", r"[-+]?\d+", "-+0123456789"),
    ("float", r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?", "-+.0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def _int(loader: _Loader, node: yaml.ScalarNode) -> int:
    return int(node.value)


def _float(loader: _Loader, node: yaml.ScalarNode) -> float:
    return float(node.value)


_Loader.add_constructor("tag:yaml.org,2002:int", _int)
_Loader.add_constructor("tag:yaml.org,2002:float", _float)


def read_front_matter(text: str, report: Report) -> tuple[dict[str, Any], dict[str, int], str, int] | None:
    """Split a file into front matter and body.

    Args:
        text: The file.
        report: Gets the problems.

    Returns:
        Fields, line of each field by dotted name (`mistakes[0].say`), body, line on which the body starts; None if
        there is nothing to read.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        report.add(1, "", "the file must start with a line --- and YAML front matter")
        return None
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        report.add(1, "", "the front matter has no closing line ---")
        return None
    found = read_fields("\n".join(lines[1:end]), report, 2, "the front matter")
    return None if found is None else (*found, "\n".join(lines[end + 1 :]), end + 2)


def read_fields(
    source: str, report: Report, first: int = 1, name: str = "the file"
) -> tuple[dict[str, Any], dict[str, int]] | None:
    """Read fields written in YAML.

    Args:
        source: The YAML.
        report: Gets the problems.
        first: The line of the file on which it starts.
        name: What it is called in messages.

    Returns:
        Fields, and the line of each by dotted name (`mistakes[0].say`); None if it is not fields.
    """
    try:
        loader = _Loader(source)
        node = loader.get_single_node()
        where: dict[str, int] = {}
        if node is not None:
            _walk(node, "", where, report, first)
        fields = loader.construct_document(node) if node is not None else {}
    except (yaml.YAMLError, ValueError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        hint = "; quote a value that contains a colon and a space, or starts with one of { [ * & ! % @ `"
        report.add((mark.line if mark else 0) + first, "", f"{name} is not YAML: {reason}{hint}")
        return None
    if not isinstance(fields, dict):
        report.add(first, "", f"{name} must be fields, one a line: name: value")
        return None
    return fields, where


def _walk(node: yaml.Node, name: str, where: dict[str, int], report: Report, first: int) -> None:
    """Note the line of every field, and fields that are given twice."""
    if name:
        where.setdefault(name, node.start_mark.line + first)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            inner = f"{name}.{key.value}" if name else str(key.value)
            if inner in seen:
                report.add(key.start_mark.line + first, inner, "this field is given twice")
            seen.add(inner)
            where[inner] = key.start_mark.line + first
            _walk(value, inner, where, report, first)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, f"{name}[{index}]", where, report, first)
