"""The command line: its grammar, what it suggests, what it prints when something is wrong, and its exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from nlpbook import cli
from nlpbook.site import printing
from nlpbook.site.book import load_book
from nlpbook.site.problems import Problem, SiteError
from tests.site.minibook import make_minibook

CHAPTERS = """\
# In reading order.
- part: Meaning as vectors
  chapters:
    - {number: 5, title: Words as points, path: meaning/words-as-points.md}
    - {number: 6, title: "Learning: word vectors"}  # still to come
    - number: 7
      title: GloVe
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A folder that looks like the project as far as these commands go."""
    (tmp_path / "mkdocs.yml").write_text("site_name: A book\n", encoding="utf-8")
    (tmp_path / "docs" / "meaning").mkdir(parents=True)
    (tmp_path / "docs" / "meaning" / "words-as-points.md").write_text("# Words as points\n", encoding="utf-8")
    (tmp_path / "docs" / "chapters.yml").write_text(CHAPTERS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("arguments", "said"), [
    (["buld"], "Did you mean build?"),
    (["serve", "--prot", "1"], "Did you mean --port?"),
    (["build", "--srict"], "Did you mean --strict?"),
    (["serve", "--port", "x"], "must be a port from 1 to 65535, got 'x'"),
    (["build", "--shard", "4/3"], "must be K/N, such as 2/3 for the second of three shares, got '4/3'"),
    (["build", "--shar", "1/2"], "Did you mean --shard?"),
    (["build", "--jobs", "0"], "must be a whole number from 1, got '0'"),
    (["handout"], "CHAPTER"),
    (["handout", "5", "--solution"], "Did you mean --solutions?"),
    (["new", "exercise", "numbr", "a/b"], "Did you mean number?"),
    (["new", "chapter", "a/b"], "--number"),
    ([], "required: COMMAND"),
])
def test_misuse_is_answered_with_the_nearest_right_word(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == cli.MISUSED
    answer = capsys.readouterr().err
    assert said in answer
    assert "Try: nlpbook" in answer


def test_help_says_how_machines_divide_a_build(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["build", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "--shard K/N run the K-th of N shares of the pages into .cache/execution and render nothing" in said


def test_the_project_is_found_from_a_folder_inside_it(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(book / "docs" / "meaning")
    assert cli.find_root(None) == book.resolve()


def test_outside_a_project_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check"]) == cli.FAILED
    assert "there is no mkdocs.yml in" in capsys.readouterr().err
    assert cli.main(["--root", str(tmp_path / "nowhere"), "check"]) == cli.FAILED


def test_an_error_for_authors_is_a_message(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> int:
        raise SiteError([Problem("docs/a.md", 3, "this is wrong", "Mend it.")])

    monkeypatch.setitem(cli.COMMANDS, "check", fail)
    assert cli.main(["--root", str(book), "check"]) == cli.FAILED
    said = capsys.readouterr().err
    assert said == "nlpbook: docs/a.md:3: this is wrong\n    Mend it.\n"


def test_a_mistake_of_ours_keeps_its_traceback(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise KeyError("ours")

    monkeypatch.setitem(cli.COMMANDS, "check", fail)
    with pytest.raises(KeyError):
        cli.main(["--root", str(book), "check"])


def test_stopping_by_hand_is_quiet(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(cli.COMMANDS, "serve", stop)
    assert cli.main(["--root", str(book), "serve"]) == cli.STOPPED


@pytest.mark.parametrize("kind", cli.KINDS)
def test_new_exercise_writes_a_file_of_each_kind(kind: str, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(book), "new", "exercise", kind, "meaning/first-one"]) == 0
    said = capsys.readouterr().out
    assert "exercises/meaning/first-one.md" in said
    assert "/// exercise | meaning/first-one" in said
    assert f"kind: {kind}" in (book / "exercises" / "meaning" / "first-one.md").read_text(encoding="utf-8")


def test_new_exercise_keeps_what_is_there_and_refuses_a_bad_id(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--root", str(book), "new", "exercise", "number", "No Slash"]) == cli.MISUSED
    assert "cannot be an id" in capsys.readouterr().err
    cli.main(["--root", str(book), "new", "exercise", "number", "meaning/mine"])
    file = book / "exercises" / "meaning" / "mine.md"
    file.write_text("mine", encoding="utf-8")
    assert cli.main(["--root", str(book), "new", "exercise", "number", "meaning/mine"]) == cli.FAILED
    assert file.read_text(encoding="utf-8") == "mine"


def test_whoever_reads_only_the_beginning_gets_no_complaint(project: Path) -> None:
    program = "from nlpbook import cli; cli.COMMANDS['pages'] = lambda *_: print('x\\n' * 100_000); cli.main(['pages'])"
    piped = f'"{sys.executable}" -c "{program}" | head -1'
    done = subprocess.run(piped, shell=True, cwd=project, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("x\n", "")


@pytest.mark.parametrize("number", [6, 7])
def test_new_chapter_writes_a_page_and_enters_it(number: int, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(book), "new", "chapter", "meaning/next-one", "--number", str(number)]) == 0
    page = book / "docs" / "meaning" / "next-one.md"
    assert "docs/meaning/next-one.md" in capsys.readouterr().out
    head = yaml.safe_load(page.read_text(encoding="utf-8").split("---\n")[1])
    chapter = next(c for c in load_book(book).chapters if c.number == number)
    assert (chapter.path, head["title"], head["id"]) == ("meaning/next-one.md", chapter.title, "next-one")
    assert "# In reading order." in (book / "docs" / "chapters.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("place", "number", "said"), [
    ("Meaning/X", 6, "small letters"),
    ("meaning/words-as-points", 6, "exists already"),
    ("meaning/other", 5, "has a page already"),
    ("meaning/other", 9, "still to be written: 6, 7"),
])
def test_new_chapter_refuses_and_changes_nothing(
    place: str, number: int, said: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--root", str(book), "new", "chapter", place, "--number", str(number)]) == cli.FAILED
    assert said in capsys.readouterr().err
    assert (book / "docs" / "chapters.yml").read_text(encoding="utf-8") == CHAPTERS


@pytest.fixture(scope="module")
def minibook(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole small book with one exercise in its chapter 5."""
    return make_minibook(project, tmp_path_factory.mktemp("handouts")).root


def test_help_says_what_a_handout_can_be(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["handout", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "its number, id or path" in said and "with keys, solutions and foreseen mistakes" in said
    assert "the chapter's text as PDF" in said and ".pdf or .html" in said


@pytest.mark.parametrize("name", ["5", "points", "meaning/points.md", "docs/meaning/points.md", "meaning/points/"])
def test_a_handout_is_asked_for_by_number_id_or_path(
    name: str, minibook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "handout.html"
    assert cli.main(["--root", str(minibook), "handout", name, "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    page = out.read_text(encoding="utf-8")
    style, _, body = page.partition("<body")
    assert "A product by hand" in body and "np-key" not in body and "Two products." not in body
    assert 'class="katex"' in body and "size: A4" in style and "url(http" not in style


def test_a_handout_for_teachers_has_the_key(minibook: Path, tmp_path: Path) -> None:
    out = tmp_path / "key.html"
    arguments = ["handout", "5", "--solutions", "--paper", "letter", "--out", str(out)]
    assert cli.main(["--root", str(minibook), *arguments]) == 0
    page = out.read_text(encoding="utf-8")
    assert "<h4>Answer</h4>11" in page and "It is 11." in page and "size: letter" in page


@pytest.mark.parametrize(("name", "said"), [
    ("6", "Written are 5."), ("point", "Did you mean points?"), ("meaning/other.md", "there is no written chapter"),
])
def test_an_unknown_chapter_is_named_with_the_nearest(
    name: str, said: str, minibook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--root", str(minibook), "handout", name]) == cli.FAILED
    assert said in capsys.readouterr().err


def test_without_chromium_it_says_how_to_get_one_and_what_works(
    minibook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(printing, "find_chromium", lambda: None)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["--root", str(minibook), "handout", "5"]) == cli.FAILED
    said = capsys.readouterr().err
    assert "nlpbook.site.programs chromium" in said and "NLPBOOK_CHROMIUM" in said and "ends in .html" in said
    assert not list(tmp_path.iterdir())


def test_text_and_solutions_are_two_handouts(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(book), "handout", "5", "--text", "--solutions"]) == cli.MISUSED
    assert "leave one of them away" in capsys.readouterr().err


def test_the_text_of_a_chapter_is_no_html_handout(minibook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(minibook), "handout", "5", "--text", "--out", "x.html"]) == cli.FAILED
    assert "meaning/points/index.html" in capsys.readouterr().err
    assert not Path("x.html").exists()
