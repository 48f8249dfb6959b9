"""Where a reader can edit a page: the book's public home, as the environment or git knows it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

# https://forge/owner/book(.git), git@forge:owner/book(.git), ssh://git@forge/owner/book(.git)
REMOTE = re.compile(r"^(?:https://(?:[^@/]*@)?|(?:ssh://)?git@)(?P<host>[\w.-]+)[:/](?P<path>[\w./-]+?)(?:\.git)?/?$")


def edit_address(root: Path) -> str:
    """The address below which docs/ can be edited, ending in a slash; empty when no public home is known.

    NLPBOOK_REPOSITORY names the home, and NLPBOOK_EDIT_URI the way from there if it is another one than
    `edit/main/docs/`; without them, git's `origin` tells. Material's own `repo_url` is left alone: with it, pages ask
    the forge for star counts.
    """
    way = os.environ.get("NLPBOOK_EDIT_URI") or "edit/main/docs/"
    if named := os.environ.get("NLPBOOK_REPOSITORY"):
        return f"{named.rstrip('/')}/{way.strip('/')}/"
    asked = subprocess.run(
        ["git", "-C", str(root), "remote", "get-url", "origin"], capture_output=True, text=True, check=False
    )
    return edit_address_of(asked.stdout.strip())


def edit_address_of(remote: str) -> str:
    """The same for a remote of git; a path on this machine is no public home.

    >>> edit_address_of("git@forge.example:team/book.git")
    'https://forge.example/team/book/edit/main/docs/'
    >>> edit_address_of("../book")
    ''
    """
    found = REMOTE.match(remote)
    return f"https://{found['host']}/{found['path']}/edit/main/docs/" if found else ""
