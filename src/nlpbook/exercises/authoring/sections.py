"""Split the body of an exercise into its prompt and its `##` sections, and read the lists and programs in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlpbook.exercises.authoring.exercise import Text
from nlpbook.exercises.authoring.problems import Report

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})\s*([\w+-]*)")
HEADING = re.compile(r"^##[ \t]+(.*?)[ \t]*#*$")
TASK = re.compile(r"^[-*+]\s+\[([ xX])\]\s+(.*)$")
BULLET = re.compile(r"^[-*+]\s+(.*)$")
NUMBERED = re.compile(r"^\d+[.)]\s+(.*)$")
QUOTE = re.compile(r"^\s*>\s?(.*)$")


@dataclass(frozen=True)
class Section:
    """One section: its heading ("" for the prompt), the line of that, and its lines with the number of the first."""

    heading: str
    line: int
    lines: tuple[str, ...]
    first: int

    @property
    def field(self) -> str:
        """The section as a place in messages."""
        return f"## {self.heading}" if self.heading else "prompt"

    def text(self, inline: bool = False) -> Text:
        """Its content, with the line on which it really starts."""
        blank = next((at for at, line in enumerate(self.lines) if line.strip()), 0)
        return Text("\n".join(self.lines[blank:]).rstrip(), self.first + blank, inline)


@dataclass
class Entry:
    """One entry of a list: its text, its mark (x or blank in a task list), and the quote below it."""

    line: int
    text: list[str]
    mark: str = ""
    why: list[str] = field(default_factory=list)
    why_line: int = 0


@dataclass(frozen=True)
class Program:
    """A fenced program, with the line of its first code line and its language ("" if none is said)."""

    source: str
    line: int
    language: str


def fenced_lines(lines: tuple[str, ...] | list[str]) -> list[bool]:
    """For each line, whether it belongs to a fenced block (the fences included)."""
    inside, flags = "", []
    for line in lines:
        match = FENCE.match(line)
        if not inside and match:
            inside = match[1]
            flags.append(True)
        elif inside and match and match[1].startswith(inside) and not line.strip(" `~"):
            inside = ""
            flags.append(True)
        else:
            flags.append(bool(inside))
    return flags


def split_sections(body: str, first: int) -> list[Section]:
    """The prompt and the sections, in order; headings inside fenced code are code."""
    lines = body.split("\n")
    flags = fenced_lines(lines)
    cuts = [at for at, line in enumerate(lines) if not flags[at] and HEADING.match(line)]
    bounds = [*cuts, len(lines)]
    sections = [Section("", first, tuple(lines[: bounds[0]]), first)]
    for cut, end in zip(cuts, bounds[1:], strict=True):
        match = HEADING.match(lines[cut])
        title = match[1] if match else ""
        sections.append(Section(title, first + cut, tuple(lines[cut + 1 : end]), first + cut + 1))
    return sections


def programs(section: Section) -> list[Program]:
    """The fenced blocks of a section."""
    found: list[Program] = []
    flags = fenced_lines(section.lines)
    at = 0
    while at < len(section.lines):
        match = FENCE.match(section.lines[at]) if flags[at] else None
        if match is None:
            at += 1
            continue
        end = at + 1
        while end < len(section.lines) and not (
            section.lines[end].strip().startswith(match[1]) and not section.lines[end].strip(" `~")
        ):
            end += 1
        found.append(Program("\n".join(section.lines[at + 1 : end]) + "\n", section.first + at + 1, match[2].lower()))
        at = end + 1
    return found


def entries(section: Section, pattern: re.Pattern[str], report: Report) -> list[Entry]:
    """The entries of a list, each with its indented lines and the quote below it."""
    found: list[Entry] = []
    for at, line in enumerate(section.lines):
        number = section.first + at
        match, quote = pattern.match(line), QUOTE.match(line)
        if match:
            groups = match.groups()
            found.append(Entry(number, [groups[-1].strip()], groups[0].strip().lower() if len(groups) > 1 else ""))
        elif not line.strip():
            continue
        elif quote and found:
            found[-1].why_line = found[-1].why_line or number
            found[-1].why.append(quote[1])
        elif line[:2] == "  " and found and not found[-1].why:
            found[-1].text.append(line.strip())
        elif found and found[-1].why and line[:2] == "  ":
            found[-1].why.append(line.strip())
        else:
            report.add(
                number,
                section.field,
                f"{line.strip()[:40]!r} does not belong to the list; indent it by two spaces or take it out",
            )
    return found


def cut_prompt(prompt: Section, pattern: re.Pattern[str]) -> tuple[Section, Section]:
    """Split the prompt before the first line that starts a list of this form."""
    flags = fenced_lines(prompt.lines)
    at = next((at for at, line in enumerate(prompt.lines) if not flags[at] and pattern.match(line)), len(prompt.lines))
    return Section("", prompt.line, prompt.lines[:at], prompt.first), Section(
        "", prompt.line, prompt.lines[at:], prompt.first + at
    )
