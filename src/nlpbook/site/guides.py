"""Decision guides: a `/// guide` block holds questions, and advice at their ends, as plain headings and lists.

## Must it be the same every time? { #same }

- [Yes](#greedy): tests, extraction
- [No](#open)

## Take the likeliest token { #greedy }

Because ...

A heading that asks is a question; the items of its list are links to what comes next. Any other heading is advice. What
is written is a drawing of boxes and arrows, so it is checked like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nlpbook.site.blocksyntax import CLOSE, Opened
from nlpbook.site.lines import Line, read_lines
from nlpbook.site.problems import Problem, nearest

HEADING = re.compile(r"^## +(?P<title>.+?)\s*(?:\{(?P<attributes>[^{}]*)\})?\s*$")
ANCHOR = re.compile(r"#([\w-]+)")
ANSWER = re.compile(r"^[-*+] +\[(?P<text>[^\]]+)\]\(#(?P<to>[\w-]+)\)")


@dataclass(frozen=True)
class Answer:
    """One way on from a question; `to` is the name of a node."""

    to: str
    line: int


@dataclass
class Node:
    """One heading of a guide with what stands below it."""

    title: str
    name: str
    line: int
    answers: list[Answer] = field(default_factory=list)
    says: bool = False

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.title.endswith("?")


def guide_problems(path: str, text: str, blocks: Sequence[Opened]) -> list[Problem]:
    """What is wrong with the guides of a page."""
    lines = list(read_lines(text))
    guides = [block for block in blocks if block.name == "guide"]
    return [problem for guide in guides for problem in _wrong(path, guide, read_nodes(lines, guide))]


def read_nodes(lines: Sequence[Line], block: Opened) -> list[Node]:
    """The questions and pieces of advice of one guide, in order."""
    nodes: list[Node] = []
    for line in lines:
        if line.number <= block.line:
            continue
        closes = None if line.fenced else CLOSE.match(line.text)
        if closes and closes["mark"] == block.mark:
            break
        found = None if line.fenced else HEADING.match(line.text)
        if found:
            anchor = ANCHOR.search(found["attributes"] or "")
            nodes.append(Node(found["title"], anchor[1] if anchor else "", line.number))
        elif nodes and (answer := ANSWER.match(line.text)) and not line.fenced:
            nodes[-1].answers.append(Answer(answer["to"], line.number))
        elif nodes and line.text.strip():
            nodes[-1].says = True
    return nodes


def _wrong(path: str, block: Opened, nodes: Sequence[Node]) -> Iterator[Problem]:
    if not nodes:
        fix = "Give it headings such as `## Must it be fast? { #fast }`."
        yield Problem(path, block.line, "this guide asks nothing", fix)
        return
    known = {node.name: node for node in nodes}
    for node in nodes:
        yield from _wrong_node(path, node, known)
    reached: set[str] = set()
    yield from _cycles(path, nodes[0], known, reached, [])
    for node in nodes:
        if node.name and node.name not in reached:
            fix = f"Link to #{node.name} from a question, or remove it."
            yield Problem(path, node.line, f"no answer leads to {node.title!r}", fix)


def _wrong_node(path: str, node: Node, known: dict[str, Node]) -> Iterator[Problem]:
    if not node.name:
        fix = "Answers lead to names: write `{ #name }` behind it."
        yield Problem(path, node.line, f"{node.title!r} has no name", fix)
    if node.asks and len(node.answers) < 2:
        some = "only one answer" if node.answers else "no answer: a dead end"
        yield Problem(path, node.line, f"the question {node.title!r} has {some}", "Answers are items `- [Yes](#name)`.")
    if not node.asks and node.answers:
        fix = "End the heading with a question mark."
        yield Problem(path, node.answers[0].line, f"{node.title!r} is no question, yet it has answers", fix)
    if not node.asks and not node.answers and not node.says:
        fix = "Say why, below the heading."
        yield Problem(path, node.line, f"the advice {node.title!r} says nothing: a dead end", fix)
    for answer in node.answers:
        if answer.to not in known:
            fix = nearest(answer.to, filter(None, known))
            yield Problem(path, answer.line, f"this guide has no {answer.to!r}", fix)


def _cycles(
    path: str, node: Node, known: dict[str, Node], reached: set[str], way: list[str]
) -> Iterator[Problem]:
    """Walk every way through the guide; an answer that leads back to a question on the way is a problem."""
    reached.add(node.name)
    for answer in node.answers:
        following = known.get(answer.to)
        if answer.to in (*way, node.name):
            fix = "A guide must come to an end."
            yield Problem(path, answer.line, f"this answer leads back to {answer.to!r}: a circle", fix)
        elif following is not None and answer.to not in reached:
            yield from _cycles(path, following, known, reached, [*way, node.name])
