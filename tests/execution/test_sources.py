"""Imports found by reading, package code shown by reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nlpbook.execution import SourceError, show_source
from nlpbook.execution.imports import Project, imported_names, version_of

Book = Any


@pytest.fixture
def package(book: Book) -> Path:
    book.write("src/nlpbook/__init__.py", "")
    book.write(
        "src/nlpbook/maths/__init__.py", "from nlpbook.maths.vectors import cosine\nfrom .vectors import Point as P\n"
    )
    book.write(
        "src/nlpbook/maths/vectors.py",
        '''\
        """Vectors."""

        import math
        import numpy.linalg

        LIMIT: float = 1.0


        # A comment above.
        @staticmethod
        def cosine(u, v):
            """Doc."""
            from ..words import lookup

            return lookup(u) + math.pi


        class Point:
            x = 1

            def norm(self):
                return 1
        ''',
    )
    book.write("src/nlpbook/words.py", "from nlpbook import maths\nimport torch.nn\n")
    return Path(book.root)


def test_code_is_shown_with_file_and_line(package: Path) -> None:
    code, path, line = show_source("nlpbook.maths.vectors:cosine", package)
    assert code.startswith("@staticmethod\ndef cosine(u, v):\n") and code.endswith("math.pi")
    assert (path, line) == ("src/nlpbook/maths/vectors.py", 10)
    assert show_source("nlpbook.maths:cosine", package) == (code, path, line)
    assert show_source("nlpbook.maths:P.norm", package)[0] == "def norm(self):\n    return 1"
    assert show_source("nlpbook.maths.vectors:LIMIT", package) == ("LIMIT: float = 1.0", path, 6)
    assert show_source("nlpbook.words", package)[0] == "from nlpbook import maths\nimport torch.nn"


@pytest.mark.parametrize(
    ("ref", "hint"),
    [
        ("nlpbook.maths.vectors:cosin", 'did you mean "cosine"?'),
        ("nlpbook.maths.vectors:Point.nrm", 'did you mean "norm"?'),
        ("nlpbook.word:x", 'did you mean "words"?'),
        ("nlpbook.maths.vectors:cosine.inner", "there is no `inner`"),
        ("../../secret", "no module"),
        ("", "no module"),
    ],
)
def test_a_bad_reference_says_where_and_what_was_meant(package: Path, ref: str, hint: str) -> None:
    with pytest.raises(SourceError) as caught:
        show_source(ref, package, ("docs/a.md", 12))
    assert str(caught.value).startswith("docs/a.md:12: ") and hint in str(caught.value)


def test_imports_are_followed_to_the_end(package: Path) -> None:
    found = Project(package).imports(["from nlpbook.maths import cosine"])
    assert set(found.files) == {"nlpbook", "nlpbook.maths", "nlpbook.maths.vectors", "nlpbook.words"}
    assert found.libraries == {"numpy", "torch"}
    assert Project(package).imports(["import json, os.path"]).libraries == frozenset()


@pytest.mark.parametrize(
    ("source", "package_name", "names"),
    [
        ("import a.b as c", "", {"a", "a.b"}),
        ("from . import x", "p.q", {"p", "p.q", "p.q.x"}),
        ("from ..r import x", "p.q", {"p", "p.r", "p.r.x"}),
        ("from a import *", "", {"a"}),
        ("def f():\n    if 0:\n        import late", "", {"late"}),
        ("__import__('a.b'); importlib.import_module(name)", "", {"a", "a.b"}),
        ("if TYPE_CHECKING:\n    import torch\nelse:\n    import a", "", {"a"}),
        ("if typing.TYPE_CHECKING:\n    import torch", "", set()),
        ("not python", "", set()),
    ],
)
def test_names_that_a_source_imports(source: str, package_name: str, names: set[str]) -> None:
    assert imported_names(source, package_name) == names


def test_versions_are_those_installed() -> None:
    assert version_of("pytest") == pytest.__version__
    assert version_of("yaml")[0].isalpha() or version_of("yaml")[0].isdigit()
    assert version_of("nosuchlibrary") == "none"


def test_docstrings_are_cut_to_their_first_line(tmp_path: Path) -> None:
    written = tmp_path / "src" / "nlpbook" / "maths"
    written.mkdir(parents=True)
    body = '    r"""Double it.\n\n    Cost: one product.\n    """\n    return 2 * x'
    (written / "__init__.py").write_text(f"def twice(x):\n{body}\n", encoding="utf-8")
    assert show_source("nlpbook.maths:twice", tmp_path)[0] == 'def twice(x):\n    r"""Double it."""\n    return 2 * x'
