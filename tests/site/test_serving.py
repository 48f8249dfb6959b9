"""Serving while writing: changes show, mistakes show on the last good pages, nothing is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nlpbook.site.building import SiteFailed
from nlpbook.site.serving import BESIDE, Builds
from tests.ports import free_port
from tests.site.lookup_book import FILES
from tests.site.minibook import CHAPTER, CHAPTERS, EXERCISE, GLOSSARY, REFERENCES, MiniBook, contents

PATIENCE = 90.0  # seconds; a busy machine builds slowly


@pytest.fixture
def served(book: MiniBook) -> Iterator[Callable[[Callable[[str], bool]], str]]:
    """Ask for the chapter until it looks as expected."""
    port = free_port()
    arguments = ["--root", str(book.root), "serve", "--port", str(port)]
    start = f"import nlpbook.cli as cli; raise SystemExit(cli.main({arguments!r}))"
    process = subprocess.Popen(
        [sys.executable, "-c", start],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Whoever starts the tests in the background of a script hands down an ignored Ctrl+C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )

    def until(expected: Callable[[str], bool]) -> str:
        end, page = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/meaning/points/", timeout=PATIENCE) as answer:
                    page = answer.read().decode()
            except (urllib.error.URLError, OSError):
                page = ""
            if page and expected(page):
                return page
            time.sleep(0.2)
        raise AssertionError(f"the page never looked as expected: {page[:2000]}")

    yield until
    process.send_signal(signal.SIGINT)
    assert process.wait(30) in (0, 130)


def test_changes_and_mistakes_while_serving(book: MiniBook, served: Callable[[Callable[[str], bool]], str]) -> None:
    served(lambda page: "A first step" in page)
    book.write("docs/meaning/points.md", CHAPTER.replace("A first step", "Another first step"))
    served(lambda page: "Another first step" in page)

    book.write("docs/meaning/points.md", CHAPTER.replace("y = -0.25", "y = -0.25 / 0"))
    page = served(lambda page: "ZeroDivisionError: float division by zero" in page)
    assert "docs/meaning/points.md:" in page
    assert "<strong>printed</strong> Markdown" in page, "the cells that did not change keep their results"

    book.write("docs/meaning/points.md", CHAPTER)
    served(lambda page: "nb-broken" not in page)
    book.write("exercises/points/product.md", EXERCISE.replace("dot(u, v)", "dott(u, v)"))
    page = served(lambda page: "nb-build-error" in page)
    assert "exercises/points/product.md:" in page
    assert "A first step" in page, "the last good page stays"
    book.write("exercises/points/product.md", EXERCISE)
    served(lambda page: "nb-build-error" not in page)


@pytest.fixture
def builds(book: MiniBook, tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """The builds of a server, after the first one."""
    found = Builds(book.root, tmp_path_factory.mktemp("served"))
    assert found.build(()) == "the book"
    return found


def whole(book: MiniBook, home: Path) -> dict[str, bytes]:
    """What a server that starts now shows."""
    afresh = Builds(book.root, home)
    afresh.build(())
    return contents(afresh.shown)


def differing(some: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Files that are not the same in both."""
    return sorted(name for name in some.keys() | other.keys() if some.get(name) != other.get(name))


PAGE = "docs/meaning/points.md"
OTHER = "/// formula | eq-other\n$$\na + b\n$$\n\nAdd.\n///\n\n## To take with you"
ALONE = {
    "prose": ("The cosine comes later", "The cosine, with $z_9$, comes [by and by](../index.md), as cosines do"),
    "lines": ("\n## A first step", "\nOne line more.\n\n## A first step"),
    "heading": ("## A first step", "## Another first step"),
    "formula": ("## To take with you", OTHER),
    "cell": ("y * 2", "y * 3"),
    "value": ("So y is {{ y:.2f }}", "So y is {{ y:.3f }}"),
}
TOGETHER = {
    "its head": (PAGE, CHAPTER.replace("lede: A *short* chapter.", "lede: A chapter.")),
    "exercises placed": (
        PAGE, CHAPTER.replace("/// exercise | points/product\n///\n", "").replace("[](#ex-product)", "it"),
    ),
    "an exercise": ("exercises/points/product.md", EXERCISE.replace("Two products.", "Two products and a sum.")),
    "the glossary": ("docs/glossary.yml", GLOSSARY.replace("Closeness", "Nearness")),
    "a chapter's name": ("docs/chapters.yml", CHAPTERS.replace("Words as points", "Words in space")),
    "references": ("docs/references.bib", REFERENCES.replace("Firth, J. R.", "Firth, John")),
}


@pytest.mark.parametrize("name", ALONE)
def test_a_page_built_alone_is_the_page_that_a_whole_build_makes(
    book: MiniBook, builds: Builds, tmp_path: Path, name: str
) -> None:
    for path, text in FILES.items():
        book.write(path, text)
    assert builds.build(FILES) == "the book", "new files"
    before = contents(builds.shown)
    assert CHAPTER.count(ALONE[name][0]) == 1
    book.write(PAGE, CHAPTER.replace(*ALONE[name]))
    assert builds.build([PAGE]) == PAGE, "this page alone"
    alone = contents(builds.shown)
    assert differing(alone, before) != []
    book.write(PAGE, CHAPTER)
    assert builds.build([PAGE]) == PAGE, "and back again, in the same build"
    assert differing(contents(builds.shown), before) == []
    book.write(PAGE, CHAPTER.replace(*ALONE[name]))
    assert differing(alone, whole(book, tmp_path / "afresh")) == []


@pytest.mark.parametrize("name", TOGETHER)
def test_what_other_pages_may_show_builds_the_book(book: MiniBook, builds: Builds, tmp_path: Path, name: str) -> None:
    path, text = TOGETHER[name]
    before = contents(builds.shown)
    book.write(path, text)
    assert builds.build([path]) == "the book"
    assert differing(contents(builds.shown), whole(book, tmp_path)) == []
    assert differing(contents(builds.shown), before) != []


def test_a_mistake_on_a_page_leaves_the_last_good_pages_and_is_told(book: MiniBook, builds: Builds) -> None:
    before = contents(builds.shown)
    for mistake in ("[nowhere](#no-such-place)", "[@nobody2000]", "$\\frac{1$", "{{ y"):
        book.write(PAGE, CHAPTER.replace("Nothing else.", mistake))
        with pytest.raises(SiteFailed, match=PAGE):
            builds.build([PAGE])
        assert differing(contents(builds.shown), before) == [], mistake
        book.write(PAGE, CHAPTER)
        builds.build([PAGE])


def test_a_place_that_others_lead_to_is_missed_when_it_goes(book: MiniBook, builds: Builds) -> None:
    book.write("docs/about/more.md", "# More\n\nSee [there](../meaning/points.md#sec-second).\n")
    builds.build(["docs/about/more.md"])
    book.write(PAGE, CHAPTER.replace("{ #sec-second }", "{ #sec-two }").replace("(#sec-second)", "(#sec-two)"))
    with pytest.raises(SiteFailed, match=r"docs/about/more\.md:3"):
        builds.build([PAGE])


def test_files_beside_the_book_are_no_change(book: MiniBook) -> None:
    for name in ("docs/.points.md.swp", "docs/meaning/points.md~", "src/nlpbook/__pycache__/a.pyc", "docs/4913"):
        assert BESIDE.search(name), name
    for name in (PAGE, "exercises/points/product.md", "mkdocs.yml", ".data/data/a.txt", "docs/4913.md"):
        assert not BESIDE.search(name), name
