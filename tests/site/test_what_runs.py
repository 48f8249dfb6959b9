"""What runs again after which change: the whole table, in a book with pages, a lab, helpers, data and a library."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from nlpbook.execution import imports, keys
from nlpbook.site.loading import load_site
from tests.site.minibook import MiniBook, make_minibook

DRAWS = """\
# Draws

Some prose.

```python exec="on" source="above" title="draw.py"
#| label: fig-line
#| caption: A line.
#| alt: A line that rises.
import matplotlib.pyplot as plt
plt.plot([1, 2])
```
"""
FILES = {
    "docs/draws.md": DRAWS,
    "docs/near.md": (
        '# Near\n\n```python exec="on"\n#| caption: Near.\nfrom helpers.near import NEAR\nNEAR\n```\n\n'
        "It is {{ NEAR:.1f }}.\n"
    ),
    "docs/far.md": '# Far\n\n```python exec="on"\nfrom helpers.middle import middle\nmiddle()\n```\n',
    "docs/words.md": '# Words\n\n```python exec="on"\nfrom helpers.corpus import words\nwords()\n```\n',
    "docs/library.md": '# Library\n\n```python exec="on"\nimport toylib\ntoylib.N\n```\n',
    "docs/plain.md": "# Plain\n\nNothing runs here.\n",
    "docs/labs/try.py": "# %% [markdown]\n# # Try\n\n# %%\nfrom helpers.deep import DEEP\nDEEP\n",
    "src/helpers/__init__.py": "",
    "src/helpers/near.py": "NEAR = 1\n",
    "src/helpers/middle.py": "def middle():\n    from helpers.deep import DEEP\n    return DEEP\n",
    "src/helpers/deep.py": "DEEP = 1\n",
    "src/helpers/unused.py": "UNUSED = 1\n",
    "src/helpers/corpus.py": (
        "from pathlib import Path\n\n\ndef words():\n"
        "    return (Path(__file__).parents[2] / '.data/corpus/words.txt').read_text()\n"
    ),
    ".data/corpus/words.txt": "one two",
    ".data/other/words.txt": "three four",
    "data-requirements.txt": "corpus==1.0\n",
    "constraints.txt": "toylib==1.0\n",
}
POINTS = "docs/meaning/points.md"
ALL = {"draws", "near", "far", "words", "library", "try", "points"}

# Name of the change: file, what stands there, what it becomes, and the pages that run.
TABLE: dict[str, tuple[str, str, str, set[str]]] = {
    "prose": ("docs/draws.md", "Some prose.", "Other *prose*, of more than a line.\n\nAnd more.", set()),
    "heading": ("docs/draws.md", "# Draws", "# Draws a line", set()),
    "front matter": (POINTS, "lede: A *short* chapter.", "lede: A long chapter.", set()),
    "display option": ("docs/draws.md", 'source="above" title="draw.py"', 'source="below"', set()),
    "digits shown": ("docs/near.md", 'exec="on"', 'exec="on" digits="all"', set()),
    "figure's caption": ("docs/draws.md", "caption: A line.", "caption: One line.", set()),
    "figure's text alternative": ("docs/draws.md", "alt: A line that rises.", "alt: It rises.", set()),
    "figure's label": ("docs/draws.md", "label: fig-line", "label: fig-rise", set()),
    "blank line in a cell": ("docs/near.md", "\nNEAR\n", "\nNEAR\n\n", set()),
    "order of exercises": (POINTS, "/// bangla\nকোসাইন\n///\n\n/// exercise", "/// exercise", set()),
    "cell": ("docs/draws.md", "[1, 2]", "[1, 3]", {"draws"}),
    "cell of a lab": ("docs/labs/try.py", "DEEP\n", "DEEP\nDEEP\n", {"try"}),
    "text of a lab": ("docs/labs/try.py", "# # Try", "# # Try this", set()),
    "inline value": ("docs/near.md", "{{ NEAR:.1f }}", "{{ NEAR + 1:.1f }}", {"near"}),
    "format of a value": ("docs/near.md", ":.1f }}", ":.2f }}", {"near"}),
    "value in a caption": ("docs/near.md", "caption: Near.", "caption: Near {{ NEAR }}.", {"near"}),
    "helper": ("src/helpers/near.py", "1", "2", {"near"}),
    "helper of a helper": ("src/helpers/deep.py", "1", "2", {"far", "try"}),
    "helper in between": ("src/helpers/middle.py", "return DEEP", "return DEEP + 0", {"far"}),
    "package of helpers": ("src/helpers/__init__.py", "", "X = 1\n", {"near", "far", "words", "try"}),
    "helper that no page imports": ("src/helpers/unused.py", "1", "2", set()),
    "new version of data": (".data/corpus/words.txt", "one", "zero", {"words"}),
    "data that no page reads": (".data/other/words.txt", "three", "five", set()),
    # A list of versions says what should be installed; what *is* installed counts, as the tests below show.
    "list of data": ("data-requirements.txt", "1.0", "2.0", set()),
    "list of versions": ("constraints.txt", "1.0", "1.1", set()),
    "lock of the browser's packages": ("package-lock.json", '"lockfileVersion"', ' "lockfileVersion"', set()),
    "exercise": ("exercises/points/product.md", "Two products.", "Two products and a sum.", set()),
    "key of an exercise": ("exercises/points/product.md", "v: [3, 4]", "v: [3, 5]", set()),
    "template": ("overrides/main.html", "{% extends", "{# more #}{% extends", set()),
    "glossary": ("docs/glossary.yml", "Closeness", "Nearness", set()),
    "references": ("docs/references.bib", "A Synopsis", "The Synopsis", set()),
    "table of contents": ("docs/chapters.yml", "Learning word vectors", "Vectors", set()),
    "settings": ("mkdocs.yml", "site_name: nlpbook", "site_name: Book", set()),
}


@dataclass
class Bench:
    """A built book and a way to see which pages a whole new build runs."""

    book: MiniBook

    def runs(self) -> set[str]:
        ran: set[str] = set()
        load_site(
            self.book.root, on_progress=lambda news: ran.add(Path(news.path).stem) if news.state == "done" else None
        )
        return ran


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], None]]:
    """Install one version of a library, called toylib."""
    place = tmp_path_factory.mktemp("library")

    def install(version: str) -> None:
        shutil.rmtree(place)
        info = place / f"toylib-{version}.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: toylib\nVersion: {version}\n")
        (place / "toylib.py").write_text("N = 1\n")
        imports.version_of.cache_clear()

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(place))
        patch.setenv("PYTHONPATH", str(place), prepend=":")
        install("1.0")
        yield install
    imports.version_of.cache_clear()


@pytest.fixture(scope="module")
def bench(packages: Path, library: object, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The book, after its first build."""
    book = make_minibook(packages, tmp_path_factory.mktemp("table"))
    (book.root / "overrides").unlink()
    shutil.copytree(packages / "overrides", book.root / "overrides")
    for name, text in FILES.items():
        book.write(name, text)
    made = Bench(book)
    assert made.runs() == ALL
    assert made.runs() == set()
    return made


@pytest.mark.parametrize("name", TABLE)
def test_a_change_runs_exactly_these_pages(bench: Bench, name: str) -> None:
    path, old, new, pages = TABLE[name]
    before = (bench.book.root / path).read_text(encoding="utf-8")
    assert old in before
    bench.book.write(path, before.replace(old, new, 1) if old else new)
    try:
        assert bench.runs() == pages
        assert bench.runs() == set()
    finally:
        bench.book.write(path, before)
    # Older results are still known. Data are no part of a result's key but noted beside it, so their last state counts.
    assert bench.runs() == (pages if path.startswith(".data") else set())


def test_a_library_of_another_version_runs_the_pages_that_import_it(
    bench: Bench, library: Callable[[str], None]
) -> None:
    library("1.1")
    assert bench.runs() == {"library"}
    library("1.0")
    assert bench.runs() == set()


def test_another_python_runs_every_page(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "sys", SimpleNamespace(version_info=(3, 99, 0), platform=sys.platform))
    assert bench.runs() == ALL
    assert bench.runs() == set()


def test_a_page_under_another_name_runs(bench: Bench) -> None:
    near = bench.book.root / "docs/near.md"
    near.rename(near.with_name("nearer.md"))
    assert bench.runs() == {"nearer"}
    near.with_name("nearer.md").rename(near)
    assert bench.runs() == set()
