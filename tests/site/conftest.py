"""The mini book, whole and freshly made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.minibook import MiniBook, make_minibook


@pytest.fixture(scope="session")
def packages(project: Path) -> Path:
    """The project with its npm packages; `make test` installs them."""
    if not (project / "node_modules" / "katex").exists():
        pytest.skip("the npm packages are not installed: run `make test`, or `npm ci`")
    return project


@pytest.fixture
def book(packages: Path, tmp_path: Path) -> MiniBook:
    """A healthy book for a test to spoil."""
    return make_minibook(packages, tmp_path)


@pytest.fixture(scope="session")
def built(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> MiniBook:
    """A healthy book, built once for all tests that only look."""
    book = make_minibook(packages, tmp_path_factory.mktemp("mini"))
    book.build()
    return book
