"""The header files of static hosts, and the policy of the frame that programs run in."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import Path

import pytest

from nlpbook.exercises import kinds
from nlpbook.site.headers import write_headers
from nlpbook.site.policy import page_policy, policy
from nlpbook.site.sandbox import FRAME, frame_document, policy_of_frame, write_frame


@pytest.fixture
def site(project: Path, tmp_path: Path) -> Path:
    for name in ("index.html", "404.html", "meaning/words/index.html", "about/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<p>", encoding="utf-8")
    write_frame(project / "overrides", tmp_path)
    write_headers(tmp_path, ["'sha256-b'", "'sha256-a'", "'sha256-a'"])
    return tmp_path


def rules(site: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    place = ""
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            assert name not in found[place], line
            found[place][name] = value
        else:
            place = line
            found[place] = {}
    return found


def test_every_page_has_the_policy_as_a_header_and_the_frame_its_own(site: Path) -> None:
    found = rules(site)
    named = {place for place, headers in found.items() if "Content-Security-Policy" in headers}
    assert named == {"/", "/404.html", "/about/*", "/index.html", "/meaning/*", f"/{FRAME}"}
    expected = page_policy(["'sha256-a'", "'sha256-b'"]) + "; frame-ancestors 'self'"
    assert found["/"]["Content-Security-Policy"] == expected
    assert "wasm-unsafe-eval" not in found["/"]["Content-Security-Policy"]
    assert "connect-src" not in found[f"/{FRAME}"]["Content-Security-Policy"]
    assert found["/*"]["X-Content-Type-Options"] == "nosniff"
    assert found["/assets/vendor/pyodide/pyodide.asm.wasm"]["Content-Type"] == "application/wasm"


def test_apache_gets_the_same(site: Path) -> None:
    text = (site / ".htaccess").read_text(encoding="utf-8")
    found = rules(site)
    for headers in found.values():
        for name in ("Content-Security-Policy", "Permissions-Policy", "Referrer-Policy"):
            if name in headers:
                assert f'Header set {name} "{headers[name]}"' in text
    assert "AddType text/javascript .mjs" in text
    assert text.index("FilesMatch") < text.index(f'<Files "{Path(FRAME).name}">')  # the later rule holds


def test_pages_allow_no_webassembly_no_eval_and_no_other_source() -> None:
    found = policy("<script>theme()</script>")
    assert not re.search(r"wasm|unsafe-eval|blob:|https?:|\*", found)
    assert "'unsafe-inline'" not in found.partition("style-src")[0]


def test_the_frame_is_one_script_by_hash_in_an_inner_frame_without_the_sites_origin(project: Path) -> None:
    text = frame_document(project / "overrides/assets/nlpbook/js/sandbox")
    (inner,) = re.findall(r'srcdoc="([^"]*)"', text)
    (script,) = re.findall(r"<script[^>]*>(.*?)</script>", html.unescape(inner), re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    start = f"default-src 'none'; script-src 'sha256-{digest}' blob: 'wasm-unsafe-eval';"
    assert policy_of_frame(text).startswith(start)
    assert 'sandbox="allow-scripts"' in text
    assert "<script" not in text.replace(inner, "")


def test_the_page_knows_which_kinds_run_what_a_reader_wrote(project: Path) -> None:
    folder = Path(kinds.__file__).parent
    running = {file.stem for file in folder.glob("*.py") if "run_program" in file.read_text(encoding="utf-8")}
    script = (project / "overrides/assets/nlpbook/js/python.mjs").read_text(encoding="utf-8")
    (named,) = re.findall(r"RUNS_PROGRAMS = new Set\(\[(.*?)\]\)", script)
    assert set(re.findall(r'"(\w+)"', named)) == running
