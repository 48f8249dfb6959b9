"""`nlpbook doctor` on a project that lacks things, and on this one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlpbook.site import doctor
from nlpbook.site.doctor import Finding, examine, report


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A clone before `make` has been run."""
    project = '[project]\ndependencies = ["PyYAML>=6", "no-such-package>=1"]\n'
    (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    (tmp_path / "constraints.txt").write_text("pyyaml==0.0.1\nno-such-package==1.0\n", encoding="utf-8")
    (tmp_path / "data-requirements.txt").write_text("some-data==1.2  # MIT\n", encoding="utf-8")
    lock = {"packages": {"": {"dependencies": {"katex": "0.19.1"}}}}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking torch for its device takes seconds; one test does it for real."""
    monkeypatch.setattr(doctor, "_device", lambda: Finding("device for torch", "ok", "cpu (CPU)"))


def by_name(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings}


def test_what_is_missing_comes_with_how_to_get_it(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NLPBOOK_DATA", raising=False)
    found = by_name(examine(empty))
    assert found["packages for rendering"].state == "missing"
    assert "no-such-package" in found["packages for rendering"].detail
    assert found["browser packages"].state == "missing"
    assert "katex" in found["browser packages"].detail
    assert found["data packages"].state == "note"
    assert "some-data 1.2" in found["data packages"].detail
    assert all(finding.fix for finding in found.values() if finding.state != "ok")


def test_another_version_than_the_tested_one_is_noted() -> None:
    found = doctor._packages("packages", {"PyYAML": "0.0.1"}, "missing", "make serve")
    assert found.state == "note"
    assert "tested with 0.0.1" in found.detail


def test_the_report_ends_with_what_to_do() -> None:
    ready, lacking = Finding("Python", "ok", "3.12"), Finding("Node", "missing", "not found", "make serve")
    assert report([ready]).endswith("Ready to build the book.")
    assert report([ready, lacking]).endswith("Missing: Node.")
    assert "-> make serve" in report([ready, lacking])


def test_a_broken_torch_is_a_note_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(doctor, "ASK_DEVICE", "raise ImportError('libtorch.so: no such file')")
    found = doctor._device()
    assert found.state == "note"
    assert "libtorch.so" in found.detail


def test_this_project_can_be_built_here(project: Path) -> None:
    missing = [str(finding) for finding in examine(project) if finding.state == "missing"]
    assert missing == []
