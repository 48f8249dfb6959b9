"""The same book gives the same site, byte for byte: again, elsewhere, in another order, on another processor."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from nlpbook.execution import Engine
from nlpbook.site.building import build_site
from tests.site.minibook import FRONT, MiniBook, contents, make_minibook

COMMITTED = 1_700_000_000  # 14 November 2023
NOISY = FRONT + r"""
```python exec="on" source="above"
from noise import noisy

w, n, m = noisy(2 / 3), noisy(0.1 + 0.2), noisy(0.3)
print("printed:", w, [w, noisy(2.0)], noisy(1234567.5))
print(f"formatted: {w:.3f} {noisy(1e-9):.2e} {w:.14f}")
{"a": w, "b": (noisy(0.25), noisy(2.0**20))}
```

Rounded, {{ w:.4f }}; as it is, {{ w }}; nothing, {{ n - m:.2f }}; a list, {{ [w, 1 / 1024] }}.

```python exec="on"
noisy(5 / 7)
```

```python exec="on" html="1"
print(f"<p style='width: {w * 100}%'>{w}</p>")
```

```python exec="on"
import torch
torch.tensor([noisy(1 / 3), noisy(250.0)])
```

```python exec="on" raises="ValueError"
raise ValueError(f"{w} is too much")
```

```python exec="on"
#| label: fig-noise
#| caption: Up to {{ w }}.
#| alt: A line, points and an area up to {{ w }}.
import matplotlib.pyplot as plt
import numpy as np

x = np.array([noisy(k / 7) for k in range(8)])
figure, (left, right) = plt.subplots(1, 2, layout="constrained")
left.plot(x, [noisy(v) for v in np.sin(x)], marker="o")
left.fill_between(x, [noisy(v) for v in np.cos(x)])
left.scatter(x, x, s=[noisy(20 + k) for k in range(8)], c=x)
left.annotate(f"{w:.2f}", (noisy(0.5), noisy(0.5)))
right.imshow([[noisy(k * j / 9) for k in range(4)] for j in range(4)])
right.set_xlabel(r"$\alpha^2$")
```
"""
# Each number is off by up to a part in 10^12, thousands of times what another processor does.
NOISE = '''\
"""Stands for another processor."""

import random

chance = random.Random({seed})


def noisy(number):
    """The number, as another processor might have it."""
    return float(number) * (1 + {size} * chance.uniform(-1, 1))
'''


@pytest.fixture(scope="module")
def first(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> MiniBook:
    """Three pages and a commit, built once by one process."""
    book = make_minibook(packages, tmp_path_factory.mktemp("first"))
    for name in "ab":
        book.write(f"docs/{name}.md", f'# {name}\n\n```python exec="on"\nimport random\nrandom.random()\n```\n')
    commit(book)
    book.build()
    return book


def commit(book: MiniBook) -> None:
    """Make the book a repository with one commit of a known day."""
    day = {"GIT_AUTHOR_DATE": f"{COMMITTED} +0000", "GIT_COMMITTER_DATE": f"{COMMITTED} +0000"}
    book.write(".gitignore", "/.cache\n/site\n/node_modules\n/overrides\n")
    author = ["-c", "user.name=A", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "One"]):
        subprocess.run(["git", "-C", str(book.root), *command], env={**os.environ, **day}, check=True)


def clone(book: MiniBook, to: Path) -> MiniBook:
    """The same commit somewhere else, without anything that was built or cached."""
    shutil.copytree(book.root, to, symlinks=True, ignore=shutil.ignore_patterns("site", "execution"))
    return MiniBook(to)


def differing(one: Path, other: Path) -> list[str]:
    before, after = contents(one), contents(other)
    assert len(before) > 50
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def test_two_clean_builds_of_one_commit_are_the_same(first: MiniBook, tmp_path: Path) -> None:
    second = clone(first, tmp_path / "elsewhere")
    assert not (second.root / ".cache/execution").exists()
    assert differing(first.root / "site", second.build()) == []


def test_order_and_number_of_processes_change_nothing(
    first: MiniBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    tell = Engine._tell
    # The longest goes first: now b, then a, then the chapter.
    monkeypatch.setattr(Engine, "_expected_seconds", lambda _, plan: "ab".find(Path(plan.page.path).stem))

    def noted(self: Engine, path: str, state: Any, seconds: float) -> None:
        order.extend([path] if state == "start" else [])
        tell(self, path, state, seconds)

    monkeypatch.setattr(Engine, "_tell", noted)
    second = clone(first, tmp_path / "second")
    assert differing(first.root / "site", build_site(second.root, second.root / "site", strict=True, jobs=3)) == []
    assert order == ["docs/b.md", "docs/a.md", "docs/meaning/points.md"]  # the first book began with a


def test_dates_come_from_the_commit(first: MiniBook) -> None:
    site = first.root / "site"
    day = datetime.datetime.fromtimestamp(COMMITTED, datetime.UTC).date().isoformat()
    assert f"<lastmod>{day}</lastmod>" in (site / "sitemap.xml").read_text(encoding="utf-8")
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    texts = {name: data.decode() for name, data in contents(site).items() if name.endswith((".html", ".xml", ".json"))}
    assert [name for name, text in texts.items() if today in text or str(first.root) in text] == []
    assert "SOURCE_DATE_EPOCH" not in os.environ  # the next build of another book has its own


def test_noise_of_another_processor_is_rounded_away(packages: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    book = make_minibook(packages, tmp_path)
    book.write("docs/index.md", "# Home\n")
    book.write("docs/meaning/points.md", NOISY)
    book.write("src/noise.py", NOISE.format(seed=0, size=0.0))
    before = contents(book.build())
    assert b"0.666667" in before["meaning/points/index.html"]
    book.write("src/noise.py", NOISE.format(seed=1, size=1e-12))
    after = contents(book.build())
    assert [name for name in before if before[name] != after[name]] == []


def test_all_digits_are_shown_where_an_author_asks_for_them(packages: Path, tmp_path: Path) -> None:
    book = make_minibook(packages, tmp_path)
    book.write("docs/index.md", "# Home\n")
    book.chapter('```python exec="on" digits="all"\nprint(0.1 + 0.2)\n1 / 3\n```\n')
    page = contents(book.build())["meaning/points/index.html"].decode()
    assert "0.30000000000000004" in page and "0.3333333333333333" in page
