"""Read one fenced block as pymdown's superfences does: in lists, admonitions and quotes, with either kind of info."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlpbook.execution.errors import SourceError

OPENING = re.compile(r"([ \t>]*)(`{3,}|~{3,})([^\n]*)")
INFO = re.compile(r"\s*(?:\.?([\w#.+-]+)(?=\s|$))?\s*(.*?)\s*$")
OPTIONS = re.compile(r"(?:\s*[A-Za-z][\w-]*(?:=(?:\"[^\"]*\"|'[^']*'))?(?=\s|$))*\s*$")
OPTION = re.compile(r"([A-Za-z][\w-]*)(?:=(?:\"([^\"]*)\"|'([^']*)'))?")
BRACED = re.compile(r"""([^\s=}]+)=(?:"([^"]*)"|'([^']*)'|([^\s}]+))|([^\s=}]+)""")


@dataclass(frozen=True)
class Fence:
    """A fenced block: 1-based `line` of its opening, offsets `start` and `end` of the whole, code without indent."""

    line: int
    start: int
    end: int
    language: str
    options: dict[str, str]
    code: tuple[str, ...]

    @property
    def executed(self) -> bool:
        """Whether markdown-exec would run it."""
        return self.options.get("exec", "no").lower() not in {"", "no", "off", "false", "0"}


def read_fence(text: str, start: int, line: int, path: str) -> Fence | None:
    """The fence that opens at offset `start` (the beginning of a line), or None when that line opens none.

    Raises:
        SourceError: It is never closed, or its options make an executed fence that nobody would execute.
    """
    opening = OPENING.match(text, start)
    if opening is None or (opening[2][0] == "`" and "`" in opening[3]):
        return None
    language, options = read_info(opening[3], line, path)
    code, end = _read_body(text, opening, line, path)
    return Fence(line, start, end, language, options, tuple(code))


def read_info(info: str, line: int, path: str) -> tuple[str, dict[str, str]]:
    """Language and options of an info string, plain or in braces.

    Examples:
        >>> read_info('python exec="on" html="1"', 1, "a.md")
        ('python', {'exec': 'on', 'html': '1'})
        >>> read_info('{.python exec="on" #fig}', 1, "a.md")
        ('python', {'exec': 'on', 'id': 'fig'})
    """
    match = INFO.match(info)
    language, rest = (match[1] or "", match[2]) if match else ("", info)
    if rest.startswith("{"):
        return _read_braced(language, rest[1:].rstrip().removesuffix("}"))
    if not OPTIONS.match(rest):
        if re.search(r"\bexec\s*=", rest):
            raise SourceError(
                path, line, f'cannot read the options `{rest}`; write each one as name="value", in quotes'
            )
        return language, {}
    options: dict[str, str] = {}
    for name, double, single in OPTION.findall(rest):
        options[name] = double or single or ("" if f"{name}=" in rest else name)
    return language, options


def _read_braced(language: str, inside: str) -> tuple[str, dict[str, str]]:
    options: dict[str, str] = {}
    for name, double, single, bare, word in BRACED.findall(inside):
        if word.startswith("."):
            language = language or word[1:]
        elif word.startswith("#"):
            options["id"] = word[1:]
        else:
            options[name or word] = double or single or bare
    return language, options


def _read_body(text: str, opening: re.Match[str], line: int, path: str) -> tuple[list[str], int]:
    """The code lines, and the offset behind the closing line."""
    width = len(opening[1].expandtabs(4))
    code: list[str] = []
    position = opening.end() + 1
    while position <= len(text) - 1:
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        content, short = _without_prefix(text[position:stop].rstrip("\r"), width)
        if content.rstrip(" \t") == opening[2] and not short:
            return code, min(stop + 1, len(text))
        if short and content.strip():
            break
        code.append(content)
        position = stop + 1
    marks = "```" if opening[2][0] == "`" else "~~~"
    raise SourceError(
        path,
        line,
        f"the fence that opens here is never closed; add a line {opening[2]} with the same indentation below its last "
        f"line (it must have exactly as many {marks[0]}, and a fence may not open on the line of a list marker)",
    )


def _without_prefix(row: str, width: int) -> tuple[str, bool]:
    """Take up to `width` columns of spaces, tabs and `>` away; also whether there were fewer."""
    column = taken = 0
    for character in row:
        if column >= width or character not in " \t>":
            break
        column += 4 - column % 4 if character == "\t" else 1
        taken += 1
    return " " * (column - width) + row[taken:], column < width
