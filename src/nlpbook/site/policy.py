"""The Content-Security-Policy of each page: what may run and be loaded, said in the page itself.

A static host may send no headers of ours, so the policy is a meta tag; `headers` writes the same for hosts that do.
Inline scripts of the theme are allowed by their hash, nothing else inline is. Nothing here allows WebAssembly: Python
runs in a frame with a policy of its own (`sandbox`).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.S)
DATA = re.compile(r"""type=["']?application/(?:ld\+)?json""")
HEAD = re.compile(r'<meta charset="utf-8">', re.I)


def inline_hashes(page: str) -> list[str]:
    """Hashes of a page's inline scripts, as a policy names them."""
    found = {
        base64.b64encode(hashlib.sha256(script["code"].encode()).digest()).decode()
        for script in SCRIPT.finditer(page)
        if "src=" not in script["attributes"] and not DATA.search(script["attributes"])
    }
    return [f"'sha256-{digest}'" for digest in sorted(found)]


def policy(page: str, serving: bool = False) -> str:
    """The policy of one page. While serving, MkDocs adds its reload script to each answer, so hashes cannot do."""
    return page_policy(["'unsafe-inline'"] if serving else inline_hashes(page))


def page_policy(scripts: Sequence[str]) -> str:
    """The policy of pages with these inline scripts."""
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *scripts]),
            "worker-src 'self'",
            "frame-src 'self'",
            "connect-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def with_policy(page: str, serving: bool = False) -> str:
    """The page with its policy right after the character set, before anything it rules."""
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(page, serving)}">'
    return HEAD.sub(lambda found: f"{found[0]}\n      {tag}", page, count=1)
