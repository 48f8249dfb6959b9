"""The audit says what is known, and never takes silence for safety."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from nlpbook.site.audit import NotAudited, audit, main, npm_findings, python_findings

# As pip-audit 2.10 and npm 10 write them.
SAFE = {"dependencies": [{"name": "a", "version": "1.0", "vulns": []}], "fixes": []}
UNSAFE = {"dependencies": [
    {"name": "jinja2", "version": "2.10", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.10.1"], "aliases": []}]},
    {"name": "b", "version": "1.0", "vulns": [{"id": "PYSEC-2", "fix_versions": []}]},
]}  # fmt: skip
SKIPPED = {"dependencies": [{"name": "jinja2", "skip_reason": "Dependency not found on PyPI"}]}
NPM_UNSAFE = {"vulnerabilities": {
    "minimist": {"severity": "critical", "via": [{"title": "Prototype pollution"}]},
    "mkdirp": {"severity": "low", "via": ["minimist"]},
}}  # fmt: skip


def test_findings_name_list_package_and_cure() -> None:
    assert python_findings(SAFE) == []
    assert python_findings(UNSAFE) == [
        "constraints.txt: jinja2 2.10: PYSEC-1; mended in 2.10.1",
        "constraints.txt: b 1.0: PYSEC-2; mended in no version yet",
    ]
    assert npm_findings({"vulnerabilities": {}}) == []
    assert npm_findings(NPM_UNSAFE) == [
        "package-lock.json: minimist (critical): Prototype pollution",
        "package-lock.json: mkdirp (low): through minimist",
    ]


def test_packages_that_were_left_out_are_no_good_news() -> None:
    with pytest.raises(NotAudited, match="1 packages: jinja2"):
        python_findings(SKIPPED)
    with pytest.raises(NotAudited, match="405 Method"):
        npm_findings({"message": "405 Method Not Allowed", "statusCode": 405})


def test_a_source_that_calls_everything_safe_is_not_believed(project: Path, tmp_path: Path) -> None:
    program = tmp_path / "pip-audit"  # as behind a mirror that knows packages, but no advisories
    program.write_text(f"#!{sys.executable}\nprint('''{str(SAFE).replace(chr(39), chr(34))}''')\n")
    program.chmod(0o755)
    with pytest.raises(NotAudited, match="knew nothing against it"):
        audit(project, program)


def test_npm_without_a_registry_is_not_believed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(f"#!{sys.executable}\nprint('''{str(UNSAFE).replace(chr(39), chr(34))}''')\n")
    program.chmod(0o755)
    monkeypatch.chdir(project)
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", os.fspath(tmp_path / "npm"))
    assert main([os.fspath(program)]) == 1
    assert "not audited: npm audit could not ask the registry" in capsys.readouterr().err


def test_a_program_that_is_not_there_is_said_to_be_missing(project: Path) -> None:
    with pytest.raises(NotAudited, match="run `make audit`"):
        audit(project, project / "no-such-program")
