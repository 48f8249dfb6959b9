"""What `nlpbook check` marks as a proof-reader would."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlpbook.site.proofreading import heading_problems, image_problems
from nlpbook.site.spelling import spelling_problems, words_of


def told(problems: list[object]) -> str:
    return "\n".join(map(str, problems))


def test_a_misspelt_word_is_named_with_its_line(tmp_path: Path) -> None:
    text = "---\ntitle: The vectro\n---\n\n# Words\n\nA `catz` and a\nmispeled word; recognisable colours.\n"
    found = spelling_problems(tmp_path, {"docs/a.md": text})
    assert [(problem.path, problem.line) for problem in found] == [("docs/a.md", 2), ("docs/a.md", 8)]
    assert "'vectro'" in told(found) and "'mispeled'" in told(found) and "docs/words.txt" in told(found)


def test_the_projects_own_words_are_known_and_must_be_used(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "words.txt").write_text("# ours\nbahdanau # a name\nunusedword\n", encoding="utf-8")
    found = spelling_problems(tmp_path, {"docs/a.md": "Bahdanau's model and Bahdanau’s words."})
    assert [(problem.path, problem.line) for problem in found] == [("docs/words.txt", 3)]


NO_WORDS = [
    "`wrongg`",
    "``a `wrongg` b``",
    "$wrongg$",
    "$$\nwrongg\n$$",
    "{{ wrongg:.2f }}",
    "[@wrongg2013]",
    "BLEU",
    "camelCase",
    "```python\nwrongg\n```",
    "<span class='wrongg'>",
    "[](#sec-wrongg)",
    "{ .wrongg }",
    "docs/wrongg/index.md",
    "file_wrongg",
]


@pytest.mark.parametrize("text", NO_WORDS)
def test_code_formulas_names_and_addresses_are_no_words(text: str) -> None:
    assert "wrongg" not in [word for word, _ in words_of(text)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("# A\n\n### B\n", "3: 'B' is a heading of level 3"),
        ("# A\n\n# B\n", "3: 'B' is a second heading"),
        ("# A\n## B\n## B\n", "3: the heading 'B' stands here twice"),
        ("## A\n", "1: 'A' is a heading of level 2 right after one of level 0"),
        ("# A\n## B\n### C\n## D\n### C\n```\n#### x\n```\n", ""),
    ],
)
def test_headings_come_in_order(text: str, wrong: str) -> None:
    assert wrong in told(heading_problems("docs/a.md", text))
    assert bool(wrong) == bool(heading_problems("docs/a.md", text))


@pytest.mark.parametrize(
    ("alt", "wrong"),
    [
        ("", "too short"),
        ("A figure", "says that it is a figure"),
        ("Image of a falling line in the plane", "says that it is"),
        ("The diagram showing three boxes", "says that it is"),
        ("A line that falls to minus one quarter", ""),
        ("Plotted against rank, frequency falls", ""),
    ],
)
def test_alternative_texts_say_what_is_to_be_seen(alt: str, wrong: str) -> None:
    assert wrong in told(image_problems("docs/a.md", f"![{alt}](a.png)"))
    assert bool(wrong) == bool(image_problems("docs/a.md", f"![{alt}](a.png)"))
