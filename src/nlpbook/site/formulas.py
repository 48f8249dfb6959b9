"""Formulas: rendered by KaTeX over the finished pages, so that no page needs a script for them and nothing flashes.

This comes after search indexing, else each formula would stand in the index three times. What was rendered once is
kept in `.cache/formulas.json`; Node starts only for formulas that are new.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nlpbook.site.programs import find_node

FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex"(?P<rest>[^>]*)>(?P<open>\\\(|\\\[)(?P<tex>.*?)(?:\\\)|\\\])</(?P=tag)>'
    r"(?P<after>[.,;:!?)]*)",
    re.S,
)
SCRIPT = "overrides/build/formulas.mjs"
CACHE = ".cache/formulas.json"
SHORT = 12
"""Characters of TeX up to which a formula stays on one line with the punctuation behind it."""


@dataclass(frozen=True)
class Formula:
    """One formula as TeX, set in a line or on a line of its own."""

    tex: str
    display: bool

    @property
    def key(self) -> str:
        """Its name in the cache."""
        return hashlib.sha256(f"{self.display}{self.tex}".encode()).hexdigest()[:24]


class FormulaErrors(Exception):
    """Formulas that KaTeX refuses; `errors` maps each to what KaTeX said."""

    def __init__(self, errors: dict[Formula, str]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{formula.tex}: {error}" for formula, error in errors.items()))


def formulas_in(page: str) -> list[Formula]:
    """The formulas of a finished page, in order."""
    return [_formula(found) for found in FORMULA.finditer(page)]


def _formula(found: re.Match[str]) -> Formula:
    return Formula(html.unescape(found["tex"]).strip(), found["open"] == r"\[")


def put_in(page: str, rendered: dict[str, str]) -> str:
    """The page with its formulas rendered; a line never begins with the comma behind a short one."""

    def shown(found: re.Match[str]) -> str:
        formula = _formula(found)
        tag = "div" if formula.display else "span"
        classes = "nb-math nb-math--display" if formula.display else "nb-math"
        drawn = f'<{tag} class="{classes}">{rendered[formula.key]}</{tag}>{found["after"]}'
        together = found["after"] and not formula.display and len(formula.tex) <= SHORT
        return f'<span class="nb-together">{drawn}</span>' if together else drawn

    return FORMULA.sub(shown, page)


def render(root: Path, wanted: Iterable[Formula]) -> dict[str, str]:
    """HTML by key for all formulas wanted.

    Raises:
        FormulaErrors: Naming every formula that KaTeX refuses.
    """
    cache = _Cache(root)
    missing = sorted({formula for formula in wanted if formula.key not in cache.known}, key=lambda formula: formula.key)
    errors: dict[Formula, str] = {}
    for formula, answer in zip(missing, _ask_katex(root, missing), strict=True):
        if "html" in answer:
            cache.known[formula.key] = answer["html"]
        else:
            errors[formula] = answer["error"]
    if missing:
        cache.save()
    if errors:
        raise FormulaErrors(errors)
    return cache.known


def _ask_katex(root: Path, formulas: list[Formula]) -> list[dict[str, str]]:
    """One Node process for all of them."""
    if not formulas:
        return []
    lines = "\n".join(json.dumps({"tex": formula.tex, "display": formula.display}) for formula in formulas)
    done = subprocess.run(
        [find_node(), str(root / SCRIPT)],
        input=lines + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=root,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        cause = next((line for line in said if "Error" in line), said[-1])
        raise RuntimeError(
            f"KaTeX did not run: {cause}\n    `npm ci` in the project installs it; `make serve` does that for you."
        )
    return [json.loads(line) for line in done.stdout.splitlines()]


class _Cache:
    """Rendered formulas of earlier builds; another version of KaTeX or of the script starts afresh."""

    def __init__(self, root: Path) -> None:
        self.file = root / CACHE
        self.stamp = hashlib.sha256(_text(root / "package-lock.json") + _text(root / SCRIPT)).hexdigest()
        self.known: dict[str, str] = {}
        try:
            data = json.loads(self.file.read_text(encoding="utf-8"))
            if data["stamp"] == self.stamp:
                self.known = {str(key): str(shown) for key, shown in data["formulas"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass  # no cache, or a broken one: everything is rendered again

    def save(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        draft = self.file.with_suffix(".new")
        draft.write_text(
            json.dumps({"stamp": self.stamp, "formulas": self.known}, ensure_ascii=False), encoding="utf-8"
        )
        draft.replace(self.file)


def _text(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""
