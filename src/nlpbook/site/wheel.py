"""The wheel for the reader's browser: ground rooms and grader, packed so that the same files give the same bytes."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from pathlib import Path

from pyodide_lock import PackageSpec

from nlpbook.rooms import GROUND

VERSION = "0"  # it is served with the site it belongs to; no one installs it by number
DAY_ONE = (1980, 1, 1, 0, 0, 0)


def wheel_files(package: Path) -> dict[str, bytes]:
    """Path in the wheel and content: `__init__`, `rooms`, the ground rooms, `exercises` without its authoring part."""
    chosen = [package / "__init__.py", package / "rooms.py"]
    for room in (*GROUND, "exercises"):
        chosen += [file for file in sorted((package / room).rglob("*.py")) if "authoring" not in file.parts]
    return {f"nlpbook/{file.relative_to(package).as_posix()}": file.read_bytes() for file in chosen}


def build_wheel(package: Path) -> bytes:
    """The wheel as bytes, with metadata and record as the format asks."""
    files = wheel_files(package)
    info = f"nlpbook-{VERSION}.dist-info"
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: nlpbook\nVersion: {VERSION}\n".encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: nlpbook\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, DAY_ONE)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, data, compresslevel=9)
    return packed.getvalue()


def lock_entry(wheel: bytes) -> dict[str, object]:
    """The wheel's entry in a Pyodide lock file, as pyodide-lock writes it."""
    spec = PackageSpec(
        name="nlpbook",
        version=VERSION,
        file_name="nlpbook.whl",
        install_dir="site",
        sha256=hashlib.sha256(wheel).hexdigest(),
        imports=["nlpbook"],
    )
    return dict(spec.model_dump())


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
