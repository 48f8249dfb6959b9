"""Programs that try to get out of the sandbox. Each is refused, and the page goes on as if nothing had been tried."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from nlpbook.site.sandbox import FRAME, frame_document

from .cards import READY, Card
from .probes import FORGED, IN_THE_FRAME, LIARS, READY_AT_ONCE, REFUSED, VANDALS
from .sample_site import build_sample_site
from .sandboxed import RIGHT, Lab, recording

PROBE = """
import js
try:
    got = {probe}
except BaseException as error:
    print("refused", type(error).__name__)
else:
    print("REACHED", repr(got)[:200])
"""


@pytest.fixture(scope="module")
def lab(browser: Browser, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("escape-site")
    build_sample_site(project, folder)
    empty = tmp_path_factory.mktemp("stranger")
    with recording(folder) as (site, asked), recording(empty) as (stranger, asked_stranger):
        context = browser.new_context()
        context.add_cookies([{"name": "mine", "value": "1", "url": site}])
        page = context.new_page()
        page.goto(site)
        page.evaluate("localStorage.setItem('mine', '1')")
        yield Lab(page, site, stranger, asked, asked_stranger, folder, browser)
        context.close()


def written(lab: Lab, text: str) -> str:
    """A probe with this run's addresses in it; a request that got out would be known by the word in its path."""
    port = lab.stranger.rstrip("/").rpartition(":")[2]
    forged = {"FORGED_TEXT": repr(json.dumps(FORGED)), "FORGED": repr(FORGED)}
    for name, value in {"STRANGERprobe": f"{lab.stranger}probe", "SITEprobe": f"{lab.site}probe", **forged}.items():
        text = text.replace(name, value)
    return text.replace("STRANGER", f"{lab.stranger}probe").replace("SITE", f"{lab.site}probe").replace("PORT", port)


def nothing_got_out(lab: Lab) -> None:
    assert [path for path in lab.asked if "probe" in path] == []
    assert lab.asked_stranger == []
    assert lab.page.url == lab.site
    assert len(lab.page.context.pages) == 1
    kept = lab.page.evaluate(
        "async () => [localStorage.mine, localStorage.probe, document.cookie, (await caches.keys()).length,"
        " (await indexedDB.databases()).filter((one) => one.name === 'probe').length]"
    )
    assert kept == ["1", None, "mine=1", 0, 0]


@pytest.mark.parametrize("name", REFUSED)
def test_a_program_is_refused(lab: Lab, name: str) -> None:
    told = lab.run(PROBE.format(probe=written(lab, REFUSED[name])))
    assert "refused" in told
    assert "REACHED" not in told


def test_after_all_that_was_refused_nothing_has_got_out_and_exercises_are_judged(lab: Lab) -> None:
    nothing_got_out(lab)
    lab.still_judges()
    lab.code_still_runs()


@pytest.mark.parametrize("name", VANDALS)
def test_what_a_program_breaks_is_broken_for_itself_alone(lab: Lab, name: str) -> None:
    lab.run(written(lab, VANDALS[name]) + "\nprint('done')")
    lab.still_judges()


def test_after_all_the_damage_nothing_has_got_out_and_programs_are_judged(lab: Lab) -> None:
    nothing_got_out(lab)
    lab.code_still_runs()


@pytest.mark.parametrize("name", IN_THE_FRAME)
def test_even_the_frames_own_script_could_not_get_out(lab: Lab, name: str) -> None:
    frame = inner_frame(lab)
    probe = written(lab, IN_THE_FRAME[name])
    said = frame.evaluate(f"async () => {{ try {{ {probe} }} catch {{ return 'refused'; }} return 'REACHED'; }}")
    if name == "cookies":  # an assignment is silently ignored
        assert lab.page.evaluate("document.cookie") == "mine=1"
    else:
        assert said == "refused", name


def test_after_that_too_nothing_has_got_out(lab: Lab) -> None:
    nothing_got_out(lab)
    lab.still_judges()


def inner_frame(lab: Lab) -> Frame:
    if not any(frame.url == "about:srcdoc" for frame in lab.page.frames):
        lab.still_judges()
    return next(frame for frame in lab.page.frames if frame.url == "about:srcdoc")


def test_a_frame_that_has_lost_its_sandbox_runs_nothing(lab: Lab) -> None:
    whole = (lab.folder / FRAME).read_text(encoding="utf-8")
    page = with_frame(lab, whole.replace(' sandbox="allow-scripts"', ""))
    card = Card(page, "number")
    card.set("0.98")
    card.check("failed")
    expect(card.part("verdict")).to_contain_text("the sandbox does not answer")
    page.context.close()


def test_a_frame_in_another_site_takes_no_line(lab: Lab) -> None:
    page = lab.browser.new_page()
    page.set_content(f'<iframe id="stolen" src="{lab.site}{FRAME}"></iframe>')
    page.frame_locator("#stolen").locator("iframe").wait_for(state="attached")
    heard = page.evaluate(
        """() => new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(true);
          setTimeout(() => resolve(false), 1500);
          document.querySelector("iframe").contentWindow[0].postMessage("line", "*", [port2]);
        })"""
    )
    assert heard is False
    page.context.close()


def with_frame(lab: Lab, document: str) -> Page:
    """The page in a profile of its own, with another document in place of the sandbox's frame."""
    context = lab.browser.new_context()
    context.route(f"**/{FRAME}", lambda route: route.fulfill(body=document, content_type="text/html"))
    page = context.new_page()
    page.goto(lab.site)
    return page


@pytest.mark.parametrize("name", LIARS)
def test_a_worker_that_lies_leaves_the_page_working(lab: Lab, project: Path, tmp_path: Path, name: str) -> None:
    scripts = project / "overrides/assets/nlpbook/js/sandbox"
    (tmp_path / "guard.mjs").write_text((scripts / "guard.mjs").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "worker.mjs").write_text(READY_AT_ONCE % LIARS[name], encoding="utf-8")
    page = with_frame(lab, frame_document(tmp_path))
    page.evaluate("() => { window.hit = () => { window.wasHit = true; }; }")
    card = Card(page, "number")
    card.set("0.98")
    card.part("check").click()
    expect(card.part("verdict")).not_to_be_empty(timeout=READY)
    state = card.state()
    assert state["state"] in ("failed", "wrong"), state
    assert state["answer"] == "0.98"
    assert page.evaluate("window.wasHit") is None
    assert page.evaluate("({}).state") is None
    page.context.close()


def test_an_honest_program_is_right_after_everything(lab: Lab) -> None:
    card = Card(lab.page, "code")
    card.set(RIGHT)
    card.check("right")
