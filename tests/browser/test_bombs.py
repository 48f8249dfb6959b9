"""Programs that never end, ask for too much or end Python: each ends in a message, and the next one is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .bombs import BOMBS, BROKEN
from .cards import READY, Card
from .sample_site import build_sample_site
from .sandboxed import Lab, recording


@pytest.fixture(scope="module")
def lab(browser: Browser, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("bombs-site")
    build_sample_site(project, folder)
    with recording(folder) as (site, asked), recording(tmp_path_factory.mktemp("nobody")) as (stranger, more):
        context = browser.new_context()
        page = context.new_page()
        page.goto(site)
        yield Lab(page, site, stranger, asked, more, folder, browser)
        context.close()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_a_message_and_the_next_program_runs(lab: Lab, name: str) -> None:
    program, expected = BOMBS[name]
    assert re.search(expected, lab.run(program)), name
    assert "and on" in lab.run("print('and on')")


def test_a_program_that_ends_python_while_it_is_judged_is_told_and_the_answer_kept(lab: Lab) -> None:
    card = Card(lab.page, "code")
    program = "import os\ndef dot(a, b):\n    os._exit(0)"
    card.set(program)
    card.part("check").click()
    expect(card.part("verdict")).to_contain_text(BROKEN, timeout=READY)
    assert card.state()["answer"] == program
    lab.code_still_runs()


def test_another_exercise_does_not_wait_for_what_a_program_left_running(lab: Lab) -> None:
    lab.run(
        "import asyncio\nasync def f():\n    while True: pass\n"
        "asyncio.get_event_loop().call_soon(lambda: [None for _ in iter(int, 1)])\nprint('left')"
    )
    lab.still_judges()
