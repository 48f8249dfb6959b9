"""A small project in a temporary folder, and an engine for it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from nlpbook.execution import Engine, PageResult, PageSource, Progress, parse_page

# A busy machine is no failure of the code under test.
settings.register_profile("nlpbook", deadline=None)
settings.load_profile("nlpbook")


class Book:
    """A project of its own: pages are texts, results come from real processes."""

    def __init__(self, root: Path, *, one_engine: bool = False) -> None:
        self.root = root
        self.one_engine = one_engine
        self.news: list[Progress] = []
        self.engines: list[Engine] = []

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    def page(self, text: str, name: str = "a") -> PageSource:
        return parse_page(f"docs/{name}.md", textwrap.dedent(text))

    def cell(self, code: str, name: str = "a", options: str = "") -> PageSource:
        return self.page(f'# Page\n\n```python exec="on" {options}\n{textwrap.dedent(code).strip()}\n```\n', name)

    def engine(self, **settings: Any) -> Engine:
        engine = Engine(self.root, on_progress=self.news.append, **settings)
        self.engines.append(engine)
        return engine

    def run(self, *pages: PageSource, **settings: Any) -> dict[str, PageResult]:
        """A whole build: a new engine, as after starting the program again."""
        self.news.clear()
        if self.one_engine and not settings:
            return (self.engines or [self.engine()])[0].run(pages)
        with self.engine(**settings) as engine:
            return engine.run(pages)

    def one(self, page: PageSource, **settings: Any) -> PageResult:
        return self.run(page, **settings)[page.path]

    def states(self) -> dict[str, str]:
        return {news.path: news.state for news in self.news if news.state != "start"}


@pytest.fixture(scope="module")
def drawing_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """One engine for a whole module, so that matplotlib is imported once."""
    pytest.importorskip("matplotlib")
    made = Book(tmp_path_factory.mktemp("drawing"), one_engine=True)
    yield made
    for engine in made.engines:
        engine.close()


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    for name in ("NLPBOOK_DEVICE", "NLPBOOK_DATA", "NLPBOOK_TIME_LIMIT"):
        monkeypatch.delenv(name, raising=False)
    made = Book(tmp_path)
    yield made
    for engine in made.engines:
        engine.close()
