"""Fixtures for all tests."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from nlpbook.site.programs import find_chromium

# Two torch threads on a busy machine are ten times slower than one; set before anything imports torch.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# How long an example takes says nothing on a busy machine.
settings.register_profile("book", deadline=None)
settings.load_profile("book")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def project() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, object], None]:
    """Compare `value` with tests/golden/<module>/<name>.json; UPDATE_GOLDEN=1 rewrites it."""
    folder = Path(__file__).parent / "golden" / request.path.stem

    def check(name: str, value: object) -> None:
        path = folder / f"{name}.json"
        text = json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        if os.environ.get("UPDATE_GOLDEN") == "1":
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if not path.exists():
            pytest.fail(f"{path} is missing; UPDATE_GOLDEN=1 writes it")
        assert text == path.read_text(encoding="utf-8")

    return check


@pytest.fixture(scope="session")
def chromium() -> Path:
    """A headless Chromium; without one browser tests are skipped, except where `make test` has promised one."""
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium found: run `make test`, which installs one, or set NLPBOOK_CHROMIUM")
    return found
