"""The book divided among machines: three shards, joined, are the book that one machine builds."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from nlpbook import cli
from nlpbook.execution import PageSource, parse_page, share_of
from tests.site.minibook import MiniBook, contents, make_minibook

CELL = '# Page {0}\n\n```python exec="on"\nprint({0} / 7)\n```\n\nIt is {{{{ {0} / 3 }}}}.\n'


def machine(packages: Path, root: Path) -> MiniBook:
    """A clone of one book, with enough pages for three machines."""
    root.mkdir()
    book = make_minibook(packages, root)
    for number in range(5):
        book.write(f"docs/page-{number}.md", CELL.format(number))
    return book


def test_three_joined_shards_give_the_site_of_one_machine(
    packages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = machine(packages, tmp_path / "whole")
    assert cli.main(["--root", str(whole.root), "build", "--strict"]) == 0
    last = machine(packages, tmp_path / "last")
    capsys.readouterr()
    shares = []
    for number in (1, 2, 3):
        shard = machine(packages, tmp_path / f"shard-{number}")
        assert cli.main(["--root", str(shard.root), "build", "--shard", f"{number}/3"]) == 0
        told = capsys.readouterr()
        shares.append(re.findall(r"(docs/\S+)  computed", told.err))
        assert f"Share {number} of 3: {len(shares[-1])} of 6 pages" in told.out
        assert not (shard.root / "site").exists()
        shutil.copytree(shard.root / ".cache/execution", last.root / ".cache/execution", dirs_exist_ok=True)
    assert all(shares)
    assert sorted(page for share in shares for page in share) == sorted(
        ["docs/meaning/points.md", *(f"docs/page-{number}.md" for number in range(5))]
    )
    assert cli.main(["--root", str(last.root), "build", "--strict"]) == 0
    assert "computed" not in capsys.readouterr().err  # every result came from a shard
    assert contents(last.root / "site") == contents(whole.root / "site")


def test_shares_are_even_by_known_seconds_and_everywhere_the_same() -> None:
    pages = [PageSource(f"docs/{name}.md", "") for name in "abcdefgh"]
    took = {page.path: seconds for page, seconds in zip(pages, (40, 3, 9, 20, 11, 2, 1, 30), strict=True)}
    shares = [share_of(pages, took, number, 3) for number in (1, 2, 3)]
    assert [sum(took[page.path] for page in share) for share in shares] == [40, 39, 37]
    assert sorted(page.path for share in shares for page in share) == [page.path for page in pages]
    assert shares == [share_of(pages[::-1], took, number, 3) for number in (1, 2, 3)]
    more = [share_of(pages, took, number, 20) for number in range(1, 21)]
    assert sorted(len(share) for share in more) == [0] * 12 + [1] * 8


def test_a_page_that_was_never_run_is_judged_by_its_cells() -> None:
    cell = '```python exec="on"\n1\n```\n\n'
    frozen = "".join(f'```python exec="on" device="cuda" id="run-{name}"\n1\n```\n\n' for name in "abcdefghi")
    pages = [parse_page(f"docs/{name}.md", text) for name, text in {
        "long": cell * 9, "known": cell * 4, "short": cell, "gpu": cell + frozen,
    }.items()]  # fmt: skip
    shares = [[page.path for page in share_of(pages, {"docs/known.md": 12.5}, number, 2)] for number in (1, 2)]
    assert shares == [["docs/long.md"], ["docs/known.md", "docs/gpu.md", "docs/short.md"]]
    assert shares == [[page.path for page in share_of(pages, {}, number, 2)] for number in (1, 2)]


def test_shards_do_not_change_how_the_next_shard_divides(packages: Path, tmp_path: Path) -> None:
    book = machine(packages, tmp_path / "one")
    for number in (1, 2, 3):
        assert cli.main(["--root", str(book.root), "build", "--shard", f"{number}/3"]) == 0
    assert not (book.root / ".cache/execution/seconds.json").exists()
    entries = list((book.root / ".cache/execution/pages").iterdir())
    assert len(entries) == 6


@pytest.mark.parametrize("share", ["0/3", "4/3", "3", "a/b", "1/0", "-1/3", "1/3/5"])
def test_a_share_that_cannot_be_is_refused(share: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["build", f"--shard={share}"])
    assert stopped.value.code == cli.MISUSED
    assert "must be K/N" in capsys.readouterr().err


@pytest.mark.parametrize("also", [["--out", "x"], ["--no-run"]])
def test_a_shard_writes_no_site(also: list[str], project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(project), "build", "--shard", "1/2", *also]) == cli.MISUSED
    assert "leave --out and --no-run away" in capsys.readouterr().err
