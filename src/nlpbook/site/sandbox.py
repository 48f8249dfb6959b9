"""The frame that programs run in: one file, made from the scripts in `js/sandbox`, with a policy of its own.

Outside is a document without any script, of the site's own origin; inside is a frame of opaque origin whose only script
keeps the worker. The inner frame is written into the outer one, for two reasons: it inherits the outer one's policy and
not the page's, so pages need not allow WebAssembly; and the outer one, having the site's origin, is served by a service
worker, which a sandboxed frame with an address would not be.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from pathlib import Path

FRAME = "assets/nlpbook/sandbox.htm"
"""Its place in the site. Not `.html`: it is no page of the book, and no host should shorten its address."""
SCRIPTS = "assets/nlpbook/js/sandbox"
SLOT = '"WORKER"'


def frame_policy(script: str) -> str:
    """What the frame and everything in it may do: this script, WebAssembly, modules handed to it. No network at all."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'sha256-{digest}' blob: 'wasm-unsafe-eval'",
            "worker-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def frame_document(scripts: Path) -> str:
    """The frame's HTML, from the folder with `guard.mjs` and `worker.mjs`."""
    guard = (scripts / "guard.mjs").read_text(encoding="utf-8")
    worker = json.dumps((scripts / "worker.mjs").read_text(encoding="utf-8")).replace("</", "<\\/")
    if guard.count(SLOT) != 1:
        raise ValueError(f"{scripts / 'guard.mjs'}: {SLOT} should stand there once, where the worker's source goes")
    head, _, tail = guard.partition(SLOT)
    script = f"\n{head}{worker}{tail}"
    inner = f'<!doctype html><meta charset="utf-8"><title>Python</title><script type="module">{script}</script>'
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{frame_policy(script)}">\n'
        "<title>Where Python runs</title>\n"
        f'<iframe title="Python" frameborder="0" sandbox="allow-scripts" srcdoc="{html.escape(inner)}"></iframe>\n'
        "</html>\n"
    )


def policy_of_frame(document: str) -> str:
    """The policy that a frame's document states."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', document)
    if found is None:
        raise ValueError(f"{FRAME}: there is no policy in it")
    return found[1]


def write_frame(overrides: Path, out: Path) -> None:
    """Put the frame into the site."""
    place = out / FRAME
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(frame_document(overrides / SCRIPTS), encoding="utf-8")
