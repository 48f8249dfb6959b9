"""`nlpbook new chapter`: a page to fill in, with every part a chapter has, entered in docs/chapters.yml."""

from __future__ import annotations

import json
import re
from pathlib import Path

from nlpbook.site.book import CHAPTERS, Chapter, load_book
from nlpbook.site.problems import Problem, SiteError

PLACE = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$")

SKELETON = '''\
---
title: TITLE
id: ID
requires: []
objectives:
  - Say here what a reader can do afterwards, beginning with a verb.
skills: []
minutes: 45
sources: []
lede: One or two sentences that say what this chapter is about and why it matters.
---

# TITLE

/// ask | A question that a reader can get wrong?

- The answer most people give first
- The answer that this chapter leads to

The answer comes with the first worked example.
///

## The idea in a picture { #sec-idea }

Say the idea in three sentences, then show it. [](#fig-idea) is drawn by the cell below.

```python exec="on"
#| label: fig-idea
#| caption: Say what to see here, in one sentence.
#| alt: Describe the drawing for a reader who cannot see it: a line from {{ line[0] }} to {{ line[-1] }}.
import matplotlib.pyplot as plt

line = [1, 2, 4]
figure, axes = plt.subplots(figsize=(5, 2))
axes.plot(line, marker="o")
```

## By hand { #sec-by-hand }

Small real numbers, each computed: the line rises by {{ line[-1] - line[0] }}.

/// hand | How far does it rise?

| step | by hand | result |
| --- | --- | --- |
| the last value | | {{ line[-1] }} |
| less the first | | {{ line[0] }} |
| the rise | {{ line[-1] }} − {{ line[0] }} | {{ line[-1] - line[0] }} |

One sentence that says what the result means.
///

## The formula { #sec-formula }

/// formula | eq-rise

$$r = x_n - x_1$$

The rise is the last value less the first.

| symbol | shape | meaning |
| --- | --- | --- |
| $r$ | number | the rise |
| $x_1, x_n$ | numbers | the first and the last value |
///

Explain here where [](#eq-rise) comes from, and where it fails.

## From scratch { #sec-from-scratch }

Show the package's own code with `source="nlpbook.room.module:function"` on a Python fence, then run it.

## On real data { #sec-data }

One experiment with data that somebody measured, and what it shows.

## What goes wrong { #sec-mistakes }

/// mistake | The name of the mistake

- [ ] `line[0] - line[-1]`
- [x] `line[-1] - line[0]`

Why it is tempting, and how to notice it.
///

## In practice { #sec-practice }

What real systems do, with a source for each fact.

## Exercises { #sec-exercises }

Write the first one with `nlpbook new exercise ID/its-name --kind number` and place it here.

/// summary

- The idea in one line.
- What to remember when using it.
///

## Further reading { .nb-nonum }

What to read next, and what it adds.
'''


def new_chapter(root: Path, place: str, number: int) -> Path:
    """Write docs/<place>.md and give the chapter that path in docs/chapters.yml.

    Args:
        root: The project's folder.
        place: `<part>/<chapter>`, such as `meaning/learning-word-vectors`.
        number: The chapter's number; docs/chapters.yml must list it, without a page so far.

    Returns:
        The page that was written.

    Raises:
        SiteError: The place is malformed or taken, or the number is not one still to be written.
    """
    if not PLACE.match(place):
        raise SiteError([Problem(f"docs/{place}.md", 0, "is no place for a chapter: it must be <part>/<chapter>, in "
                                 "small letters, digits and hyphens", "For example: meaning/learning-word-vectors")])
    page = root / "docs" / f"{place}.md"
    if page.exists():
        raise SiteError([Problem(f"docs/{place}.md", 0, "exists already", "Choose another name, or edit that page.")])
    chapter = _still_to_come(root, number)
    page.parent.mkdir(parents=True, exist_ok=True)
    quoted = json.dumps(chapter.title, ensure_ascii=False)  # a JSON string is a YAML string, whatever it holds
    text = SKELETON.replace("ID", page.stem).replace("title: TITLE", f"title: {quoted}").replace("TITLE", chapter.title)
    page.write_text(text, encoding="utf-8")
    _enter(root / CHAPTERS, number, f"{place}.md")
    return page


def _still_to_come(root: Path, number: int) -> Chapter:
    """The chapter of that number, if it has no page yet."""
    chapters = load_book(root).chapters
    chapter = next((chapter for chapter in chapters if chapter.number == number), None)
    free = ", ".join(str(chapter.number) for chapter in chapters if chapter.path is None)
    if chapter is None:
        raise SiteError([Problem(CHAPTERS, 0, f"lists no chapter {number}",
                                 f"Add it to its part there first, or take one still to be written: {free or 'none'}")])
    if chapter.path is not None:
        raise SiteError([Problem(CHAPTERS, 0, f"chapter {number} has a page already: docs/{chapter.path}",
                                 f"Still to be written: {free or 'none'}")])
    return chapter


def _enter(file: Path, number: int, path: str) -> None:
    """Add `path` to one entry, leaving comments and layout of the file as they are."""
    lines = file.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if re.search(rf"\bnumber:\s*{number}\b", line))
    if "{" in lines[at]:
        end = lines[at].rindex("}")
        lines[at] = f"{lines[at][:end].rstrip()}, path: {path}{lines[at][end:]}"
    else:
        lines.insert(at + 1, f"{' ' * lines[at].index('number:')}path: {path}")
    file.write_text("\n".join(lines), encoding="utf-8")
