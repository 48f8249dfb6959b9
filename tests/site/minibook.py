"""A book of two pages in a temporary folder, with the project's own theme, scripts and packages behind it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from nlpbook.site.building import SiteFailed, build_site

SHARED = ("node_modules", "overrides")
CHAPTERS = """\
- part: Meaning as vectors
  chapters:
    - {number: 5, title: Words as points, path: meaning/points.md}
    - {number: 6, title: Learning word vectors}
"""
INDEX = """\
---
template: landing.html
hide: [navigation, toc]
---

<div class="nb-title" markdown>
<div markdown>

# A small book

</div>
<div class="nb-specimen" markdown>

/// exercise | points/product
///

</div>
</div>
"""
FRONT = """\
---
title: Words as points
id: points
requires: []
objectives: [Compute a dot product]
skills: [dot-product]
minutes: 5
lede: A *short* chapter.
---

# Words as points
"""
CHAPTER = (
    FRONT
    + r"""
/// ask | Is **cat** like dog?

- Yes
- No

The answer comes in [](#sec-second).
///

## A first step

The cosine comes later [@firth1957]. Its plural is cosines.

/// note | Where from
Invented numbers.
///

```python exec="on" source="above" title="a.py"
#| label: fig-line
#| caption: A *line* down to {{ y }}.
#| alt: A line that falls to {{ y }}.
import matplotlib.pyplot as plt
y = -0.25
print([1, 2], "<b>")
plt.plot([1, 2, y])
y * 2
```

So y is {{ y:.2f }}, or $y = {{ y:.0%}}$. See [](#fig-line), [](#eq-cosine), [](#ex-product).

| a | b |
| --- | --- |
| {{ y }} | `{{ not a value }}` |

```python exec="on" raises="ZeroDivisionError"
1 / 0
```

```python exec="on" result=""
print("**printed** Markdown")
```

```python exec="on" html="1" source="tabbed-left" tabs="Code|Page"
print("<em>own markup</em>")
```

## Second { #sec-second }

/// formula | eq-cosine
$$
\cos(u, v) = \frac{u \cdot v}{\lVert u \rVert \lVert v \rVert}
$$

Multiply, then divide.

| symbol | shape | meaning |
| --- | --- | --- |
| $u$ | `(D,)` | a vector |
///

/// hand | How alike?

| what | how | result |
| --- | --- | --- |
| product | 0.5 · 0.4 | 0.2 |
| cosine | 0.2 ÷ 1 | {{ y }} |

Nothing else.
///

/// mistake | Dividing once

- [ ] `a / b * c`
- [x] `a / (b * c)`

From left to right.
///

/// bangla
কোসাইন
///

/// exercise | points/product
///

```python source="nlpbook.rooms:GROUND"
```

## To take with you

/// summary

- One "thing"
///
"""
)
EXERCISE = """\
---
title: A product by hand
kind: number
level: 1
skills: [dot-product]
given: {u: [1, 2], v: [3, 4]}
answer: dot(u, v)
accept: exact
---
Find the product of $u = {{ u }}$ and $v = {{ v }}$.

## Hint
Two products.

## Solution
It is {{ answer }}.
"""
REFERENCES = """\
@article{firth1957, author = {Firth, J. R.}, title = {A Synopsis}, journal = {Studies}, year = 1957, pages = {1--32}}
"""
GLOSSARY = """\
- {term: cosine, meaning: Closeness of two directions., bangla: কোসাইন}
"""


@dataclass
class MiniBook:
    """One book on disk."""

    root: Path

    def write(self, path: str, text: str) -> None:
        """Write one file of the book."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def chapter(self, body: str) -> None:
        """Replace the chapter's text below its title."""
        self.write("docs/meaning/points.md", FRONT + "\n" + body)

    def build(self, *, strict: bool = True, run: bool = True) -> Path:
        """Build; returns the site's folder."""
        return build_site(self.root, self.root / "site", strict=strict, run=run, jobs=1)

    def failure(self) -> str:
        """Build a book that must not build; returns what its author is told."""
        try:
            self.build()
        except SiteFailed as error:
            return str(error)
        raise AssertionError("the book was built, though something is wrong with it")


def make_minibook(project: Path, root: Path) -> MiniBook:
    """A whole and healthy book under `root`."""
    for name in SHARED:
        (root / name).symlink_to(project / name)
    (root / ".cache").mkdir()
    (project / ".cache" / "assets").mkdir(parents=True, exist_ok=True)
    (root / ".cache" / "assets").symlink_to(project / ".cache" / "assets")
    for name in ("package-lock.json", "mkdocs.yml"):
        shutil.copyfile(project / name, root / name)
    book = MiniBook(root)
    book.write("docs/chapters.yml", CHAPTERS)
    book.write("docs/index.md", INDEX)
    book.write("docs/meaning/points.md", CHAPTER)
    book.write("docs/references.bib", REFERENCES)
    book.write("docs/glossary.yml", GLOSSARY)
    book.write("exercises/points/product.md", EXERCISE)
    return book


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site, by its address."""
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}
