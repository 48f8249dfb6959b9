"""One build: MkDocs with our plugin into a fresh folder, which takes the old one's place when it is complete."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Material announces its own end of life on stderr at import.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from nlpbook.site.publishing import draft_of, take_place

CONFIG = "mkdocs.yml"
DATE = "SOURCE_DATE_EPOCH"


class SiteFailed(Exception):
    """The site was not built; the message names what is wrong, by file and line."""


def build_site(
    root: Path, out: Path, *, strict: bool = False, run: bool = True, jobs: int | None = None, url: str | None = None
) -> Path:
    """Build into `out` and return it; a failed build leaves `out` as it was.

    Args:
        root: The project.
        out: The folder to write.
        strict: Warnings are errors.
        run: Run cells whose results are not known yet.
        jobs: Pages that run at a time; default: one per core.
        url: Address the site is made for; default: as mkdocs.yml says.

    Raises:
        SiteFailed: With everything that is wrong.
    """
    root, out = root.resolve(), out.resolve()
    draft = draft_of(out)
    try:
        render(root, draft, strict=strict, run=run, jobs=jobs, url=url)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    take_place(draft, out)
    return out


def render(
    root: Path,
    folder: Path,
    *,
    strict: bool = False,
    run: bool = True,
    jobs: int | None = None,
    url: str | None = None,
    serving: bool = False,
) -> None:
    """One MkDocs build into `folder`.

    Raises:
        SiteFailed: With everything that is wrong.
    """
    voice = _speak()
    try:
        with _dated(root):
            config = _config(root, folder, strict, url)
            plugin = config.plugins.get("nlpbook")
            if plugin is None:
                raise SiteFailed(f"{CONFIG}: the plugin nlpbook is not in the list of plugins")
            plugin.config.run, plugin.config.jobs = run, jobs
            config.plugins.on_startup(command="serve" if serving else "build", dirty=False)
            mkdocs_build(config)
            config.plugins.on_shutdown()
    except Abort as error:
        cause = error.__context__
        raise SiteFailed(
            str(cause) if isinstance(cause, BuildError) else "\n".join([*voice.errors, str(error)])
        ) from error
    except BuildError as error:
        raise SiteFailed(str(error)) from error
    except ConfigurationError as error:
        raise SiteFailed(f"{CONFIG}: {error}") from error


def _config(root: Path, folder: Path, strict: bool, url: str | None) -> MkDocsConfig:
    settings: dict[str, Any] = {"site_dir": str(folder), **({"strict": True} if strict else {})}
    config = load_config(config_file=str(root / CONFIG), **settings)
    if url:
        config.site_url = url
    return config


@contextmanager
def _dated(root: Path) -> Iterator[None]:
    """Dates that MkDocs writes come from the last commit, unless the environment gives one: same book, same bytes."""
    given = os.environ.get(DATE)
    os.environ[DATE] = given or _last_change(root)
    try:
        yield
    finally:
        if given is None:
            del os.environ[DATE]


def _last_change(root: Path) -> str:
    """The time of the last commit, in seconds; the first day of 2026 where there is none."""
    asked = subprocess.run(
        ["git", "-C", str(root), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "1767225600"


def _speak() -> _Voice:
    """Progress lines and warnings go to stderr, MkDocs' own chatter does not."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    voice = next((handler for handler in logger.handlers if isinstance(handler, _Voice)), None) or _Voice()
    voice.errors.clear()
    logger.addHandler(voice)
    return voice


class _Voice(logging.Handler):
    """Prints our own news, and warnings of others; keeps errors, which end the build and are told with it."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        if record.levelno >= logging.ERROR:
            self.errors.append(record.getMessage())
        elif record.name == "mkdocs.plugins.nlpbook" or record.levelno == logging.WARNING:
            print(record.getMessage(), file=sys.stderr, flush=True)
