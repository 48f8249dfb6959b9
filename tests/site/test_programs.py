"""Finding Node, npm and Chromium, and installing what is not there."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from nlpbook.site import programs
from nlpbook.site.programs import MissingProgram


def program(folder: Path, name: str, script: str) -> Path:
    """A small shell script that passes for a program."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on PATH, no wheel's Node and no browser; returns an empty folder that is on PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv(programs.CHROMIUM_VARIABLE, raising=False)
    monkeypatch.setattr(programs.sysconfig, "get_path", lambda _: str(tmp_path / "scripts"))
    monkeypatch.setattr(programs, "_outside_path", lambda: None)
    return folder


def test_node_comes_from_path_when_it_is_new_enough(bare: Path) -> None:
    node = program(bare, "node", "echo v22.1.0")
    assert programs.find_node() == node
    assert programs.node_major(node) == 22


@pytest.mark.parametrize("old", ["echo v18.19.0", "echo what", "exit 1"])
def test_an_old_or_broken_node_gives_way_to_the_wheels(old: str, bare: Path, tmp_path: Path) -> None:
    program(bare, "node", old)
    with pytest.raises(MissingProgram, match="Node 20 or newer was not found"):
        programs.find_node()
    wheel = program(tmp_path / "scripts", "node", "echo v24.1.0")
    assert programs.find_node() == wheel


def test_npm_runs_with_the_node_beside_it(bare: Path, capfd: pytest.CaptureFixture[str]) -> None:
    program(bare, "node", "echo v22.1.0")
    program(bare, "npm", 'echo "npm $*"; exit 3')
    assert programs.main(["npm", "ci", "--x"]) == 3
    assert capfd.readouterr().out == "npm ci --x\n"


def test_a_missing_npm_is_a_message(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program(bare, "node", "echo v22.1.0")
    assert programs.main(["npm", "ci"]) == 1
    assert capsys.readouterr().err.startswith("nlpbook: npm was not found beside Node")


def test_chromium_is_found_by_variable_then_by_name(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert programs.find_chromium() is None
    chrome = program(bare, "google-chrome", "")
    assert programs.find_chromium() == chrome
    other = program(bare / "deeper", "my-browser", "")
    monkeypatch.setenv(programs.CHROMIUM_VARIABLE, str(other))
    assert programs.find_chromium() == other


def test_a_variable_that_names_no_program_is_not_passed_over(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare, "chromium", "")
    monkeypatch.setenv(programs.CHROMIUM_VARIABLE, "/no/such/browser")
    with pytest.raises(MissingProgram, match="'/no/such/browser', which is not a program"):
        programs.find_chromium()


def test_root_on_debian_gets_debians_package(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare, "apt-get", "")
    monkeypatch.setattr(programs, "_is_debian", lambda: True)
    monkeypatch.setattr(programs.os, "geteuid", lambda: 0)
    asked: list[list[str]] = []

    def install(command: list[str]) -> bool:
        asked.append(command)
        if "install" in command:
            program(bare, "chromium", "")
        return True

    monkeypatch.setattr(programs, "_quietly", install)
    assert programs.install_chromium() == bare / "chromium"
    assert [command[:2] for command in asked] == [["apt-get", "update"], ["apt-get", "install"]]


def test_when_nothing_works_it_says_what_was_tried(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(programs, "_is_debian", lambda: False)
    monkeypatch.setattr(programs, "_quietly", lambda _: False)
    assert programs.main(["chromium"]) == 1
    said = capsys.readouterr().err
    assert "tried: playwright install chromium" in said
    assert programs.CHROMIUM_VARIABLE in said


def test_a_failed_installation_shows_the_end_of_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert programs._quietly(["sh", "-c", "for i in 1 2 3 4 5 6 7; do echo line $i; done; exit 1"]) is False
    shown = capsys.readouterr().err
    assert "line 7" in shown
    assert "line 2" not in shown


def test_misuse_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert programs.main([]) == 2
    assert "usage:" in capsys.readouterr().err
