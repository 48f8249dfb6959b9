"""One build: MkDocs with our plugin into a fresh folder, which takes the old one's place when it is complete."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

# Material announces its own end of life on stderr at import.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

CONFIG = "mkdocs.yml"


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
    draft = out.with_name(f"{out.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
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
    os.environ.setdefault("SOURCE_DATE_EPOCH", _last_change(root))
    try:
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


def take_place(draft: Path, out: Path) -> None:
    """Put a complete folder where readers look for it; the old one goes last."""
    old = out.with_name(f"{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    draft.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _last_change(root: Path) -> str:
    """The time of the last commit, for the dates that MkDocs writes: the same book gives the same bytes."""
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
