"""The same protection as HTTP headers, in the files that static hosts read: `_headers` and `.htaccess`.

A browser obeys the header and the meta tag together, so a host that reads neither file loses little: the headers add
who may frame the book, and that types and permissions are never guessed. Every rule names each header at most once,
because hosts differ in what they do with two.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nlpbook.site.policy import page_policy
from nlpbook.site.sandbox import FRAME, policy_of_frame

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer bluetooth camera display-capture geolocation gyroscope hid magnetometer microphone midi "
            "payment serial usb"
        ).split()
    ),
}
"""For every file. SAMEORIGIN and not DENY: the page shows the frame that Python runs in."""
SELF_ONLY = "; frame-ancestors 'self'"
POLICY = "Content-Security-Policy"
TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm", ".whl": "application/zip", ".htm": "text/html"}


def write_headers(folder: Path, hashes: Iterable[str]) -> None:
    """Write both files into the finished site.

    Args:
        folder: The site.
        hashes: Of the inline scripts of all its pages.
    """
    pages = page_policy(sorted(set(hashes))) + SELF_ONLY
    frame = policy_of_frame((folder / FRAME).read_text(encoding="utf-8")) + SELF_ONLY
    (folder / "_headers").write_text(_headers(_places(folder), pages, frame), encoding="utf-8")
    (folder / ".htaccess").write_text(_htaccess(pages, frame), encoding="utf-8")


def _places(folder: Path) -> list[str]:
    """Patterns that cover every page and not the frame: a header for all would be one more policy for the frame."""
    inner = {file.relative_to(folder).parts[0] for file in folder.rglob("*.html")} - {"assets"}
    return ["/", *(f"/{name}/*" if (folder / name).is_dir() else f"/{name}" for name in sorted(inner))]


def _headers(places: list[str], pages: str, frame: str) -> str:
    """The file that Netlify and Cloudflare Pages read, which serve a site from the root of a host."""
    rules: dict[str, dict[str, str]] = {"/*": ALWAYS}
    rules |= {place: {POLICY: pages} for place in places}
    rules[f"/{FRAME}"] = {POLICY: frame}
    rules["/assets/nlpbook/js/*"] = {"Content-Type": "text/javascript; charset=utf-8"}
    rules["/assets/vendor/pyodide/pyodide.asm.wasm"] = {"Content-Type": TYPES[".wasm"]}
    return "\n".join(_rule(place, headers) for place, headers in rules.items()) + "\n"


def _rule(place: str, headers: dict[str, str]) -> str:
    return "\n".join([place, *(f"  {name}: {value}" for name, value in headers.items())])


def _htaccess(pages: str, frame: str) -> str:
    """The file that Apache reads, wherever on its host the book lies."""
    lines = [f"AddType {kind} {ending}" for ending, kind in TYPES.items()]
    lines += ["<IfModule mod_headers.c>"]
    lines += [f'  Header set {name} "{value}"' for name, value in ALWAYS.items()]
    lines += ['  <FilesMatch "\\.html$">', f'    Header set {POLICY} "{pages}"', "  </FilesMatch>"]
    lines += [f'  <Files "{Path(FRAME).name}">', f'    Header set {POLICY} "{frame}"', "  </Files>", "</IfModule>"]
    return "\n".join(lines) + "\n"
