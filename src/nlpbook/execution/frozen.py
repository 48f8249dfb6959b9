"""GPU cells' results in the repository: `docs/frozen/<page stem>/<cell id>.json`, and one SVG file a figure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlpbook.execution.errors import CellError
from nlpbook.execution.imports import Imports, Project
from nlpbook.execution.keys import frozen_key
from nlpbook.execution.model import Cell, PageSource, Provenance
from nlpbook.execution.store import write_whole

FOLDER = Path("docs/frozen")
FIELDS = ("stdout", "stderr", "value", "html", "raised", "texts", "seconds", "keep")


@dataclass(frozen=True)
class GpuResult:
    """What a GPU cell gave, as a page's process reports it, and where that was."""

    raw: dict[str, Any]
    provenance: Provenance


def place_of(root: Path, page: str, cell: str) -> Path:
    """The file of a frozen result.

    Examples:
        >>> place_of(Path("."), "docs/pretraining/scaling.md", "train").as_posix()
        'docs/frozen/scaling/train.json'
    """
    return root / FOLDER / Path(page).stem / f"{cell}.json"


def load(root: Path, page: str, cell: Cell, imports: Imports, *, accept_stale: bool) -> GpuResult:
    """Read a cell's frozen result.

    Raises:
        CellError: It is missing, damaged or belongs to another page; or it is stale and that is not acceptable.
    """
    place = place_of(root, page, cell.id)
    record = _read(root, place, page, cell)
    stale = record["key"] != frozen_key(cell, imports)
    if stale and not accept_stale:
        raise _wrong(page, cell, f"the frozen result {_short(root, place)} belongs to an older version of this cell")
    raw = {name: record[name] for name in FIELDS}
    raw["figures"] = [_figure(root, place, page, cell, figure) for figure in record["figures"]]
    if stale:
        raw["texts"] = raw["texts"][: sum(len(template.values) for template in cell.templates)]
    provenance = Provenance(record["device"], record["versions"], record["date"], record["seconds"], stale=stale)
    return GpuResult(raw, provenance)


def write(root: Path, page: str, cell: Cell, imports: Imports, result: GpuResult) -> Path:
    """Freeze a result: figures first, so that the JSON file never names one that is not there."""
    place = place_of(root, page, cell.id)
    figures = []
    for number, svg in enumerate(result.raw["figures"], 1):
        path = place.with_name(f"{cell.id}-{number}.svg")
        write_whole(path, (svg + "\n").encode())
        figures.append({"file": path.name, "sha256": hashlib.sha256(svg.encode()).hexdigest()})
    for old in place.parent.glob(f"{cell.id}-*.svg"):
        if old.name not in {figure["file"] for figure in figures} and old.stem.removeprefix(f"{cell.id}-").isdigit():
            old.unlink()
    made = result.provenance
    record = {
        "key": frozen_key(cell, imports), "page": page, "device": made.device, "versions": dict(made.versions),
        "date": made.date, **{name: result.raw[name] for name in FIELDS}, "seconds": made.seconds, "figures": figures,
    }  # fmt: skip
    write_whole(place, (json.dumps(record, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode())
    return place


def check_frozen(root: Path, pages: Sequence[PageSource]) -> list[str]:
    """Problems with the frozen results of these pages, each `path:line: …`; empty when all is well.

    Reports results that are missing, damaged or stale, and files beside them that belong to no cell of these pages.
    """
    problems: list[str] = []
    project = Project(root.resolve())
    owned: set[Path] = set()
    for page in pages:
        for cell in page.cells:
            if cell.device:
                owned.add(place_of(root, page.path, cell.id))
                try:
                    load(root, page.path, cell, project.imports([cell.source]), accept_stale=False)
                except CellError as error:
                    problems.append(str(error).split("\n", 1)[0])
    stems = {Path(page.path).stem for page in pages}
    return problems + list(_orphans(root, owned, stems))


def _orphans(root: Path, owned: set[Path], stems: set[str]) -> Iterable[str]:
    for stem in sorted(stems):
        for path in sorted((root / FOLDER / stem).glob("*.json")):
            if path not in owned:
                yield f"{_short(root, path)}:1: no cell of {stem}.md has this id; delete the file or rename the cell"


def _read(root: Path, place: Path, page: str, cell: Cell) -> Mapping[str, Any]:
    try:
        record = json.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _wrong(page, cell, f"no GPU here, and no frozen result {_short(root, place)}") from None
    except (OSError, ValueError) as error:
        raise _wrong(page, cell, f"the frozen result {_short(root, place)} cannot be read ({error})") from None
    needed = {"key", "page", "device", "versions", "date", "figures", *FIELDS}
    if not isinstance(record, dict) or needed - set(record):
        missing = sorted(needed - set(record)) if isinstance(record, dict) else sorted(needed)
        raise _wrong(page, cell, f"the frozen result {_short(root, place)} lacks {', '.join(missing)}")
    if record["page"] != page:
        raise _wrong(page, cell, f"the frozen result {_short(root, place)} belongs to {record['page']}")
    return record


def _figure(root: Path, place: Path, page: str, cell: Cell, figure: Mapping[str, str]) -> str:
    path = place.with_name(Path(figure["file"]).name)
    try:
        svg = path.read_text(encoding="utf-8").removesuffix("\n")
    except (OSError, ValueError) as error:
        raise _wrong(page, cell, f"the frozen figure {_short(root, path)} cannot be read ({error})") from None
    if hashlib.sha256(svg.encode()).hexdigest() != figure["sha256"]:
        raise _wrong(page, cell, f"the frozen figure {_short(root, path)} is not the one that was frozen")
    return svg


def _wrong(page: str, cell: Cell, what: str) -> CellError:
    how = f"run `nlpbook freeze {page}` where there is a GPU and commit what it writes"
    return CellError(page, cell.line - 1, f"FrozenResult: {what}; {how}", f'id="{cell.id}"')


def _short(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
