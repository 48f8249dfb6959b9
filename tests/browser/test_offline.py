"""Without a network, and from one build to the next: the real worker, on a real site, in a folder of its host."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from nlpbook.site.offline import publish_offline

from .cards import READY, Card
from .offline_book import PAGES, Host, build_edition

OWN = b"content-autofill.googleapis.com"
"""The one host that Chromium asks of its own accord when a page has a field."""
WORKER = """async () => (await navigator.serviceWorker.getRegistrations()).length"""
KEPT = """async () => {
  const notes = await caches.open((await caches.keys()).find((name) => name.startsWith("nlpbook:notes:")));
  const names = (await notes.keys()).map(({ url }) => url.split(".notes/")[1]);
  const state = await (await notes.match((await notes.keys()).find(({ url }) => url.endsWith("/state")))).json();
  return { lists: names.filter((name) => name.startsWith("list/")).map((name) => name.slice(5)), ...state };
}"""
FILES = """async () => {
  const name = (await caches.keys()).find((name) => name.startsWith("nlpbook:files:"));
  return name ? (await (await caches.open(name)).keys()).map(({ url }) => url.split("/").pop()) : [];
}"""


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    host = Host()
    yield host
    host.down()


@pytest.fixture(scope="module")
def editions(project: Path, host: Host, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two builds of one book, for the same address."""
    work = tmp_path_factory.mktemp("editions")
    return {edition: build_edition(project, work, edition, host.address) for edition in "AB"}


LISTED = r"""async () => {
  const manifest = document.querySelector("link[rel=manifest]").href;
  const { files } = await (await fetch(new URL("assets/nlpbook/files.json", manifest))).json();
  return Object.entries(files).map(([path, [hash]]) => hash + (/\.\w+$/.exec(path)?.[0] ?? ""));
}"""


def until(true: Callable[[], bool]) -> None:
    """Wait for what no locator can see."""
    end = time.monotonic() + READY / 1000
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)


class Outside:
    """A proxy that everything but this machine would go through; it counts who tries."""

    def __init__(self) -> None:
        self.tried: list[bytes] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            line = connection.recv(200).split(b"\r\n")[0]
            if OWN not in line:
                self.tried.append(line)
            connection.close()


class Reader:
    """A browser profile on the small book."""

    def __init__(self, context: BrowserContext, host: Host) -> None:
        self.context, self.host = context, host
        self.page = context.new_page()

    def goto(self, path: str = "") -> Page:
        self.page.goto(self.host.address + path)
        return self.page

    def visit(self, path: str = "") -> Page:
        """Open a page and stay until everything it needs is kept."""
        page = self.goto(path)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.settle()
        return page

    def settle(self) -> None:
        """Wait until the worker has nothing left to do."""
        self.page.evaluate("""async () => {
          const { active } = await navigator.serviceWorker.ready;
          const { port1, port2 } = new MessageChannel();
          const done = new Promise((resolve) => { port1.onmessage = resolve; });
          const scripts = document.querySelector('script[src$="main.mjs"]').src;
          await (await import(scripts.replace("book/main", "offline/register"))).registered;
          const { version } = await import(scripts.replace("book/main", "offline/version"));
          active.postMessage({ do: "here", version, files: [] }, [port2]);
          await done;
        }""")

    def cut(self) -> None:
        """No network and no host."""
        self.host.down()
        self.context.set_offline(True)

    def back(self) -> None:
        self.host.up()
        self.context.set_offline(False)

    def edition(self) -> str:
        """The edition of text, style, script and version together; "mixed" if they do not agree."""
        expect(self.page.locator("html")).to_have_attribute("data-edition", re.compile("."))
        found = self.page.evaluate("""() => [
          document.querySelector(".edition").textContent,
          getComputedStyle(document.documentElement).getPropertyValue("--edition").trim().replaceAll('"', ""),
          document.documentElement.dataset.edition]""")
        return str(found[0]) if len(set(found)) == 1 else f"mixed: {found}"

    def solve(self) -> None:
        """Answer the exercise of the page."""
        card = Card(self.page, "number")
        card.set("12")
        card.check("wrong")
        card.set("11")
        card.check("right")


@pytest.fixture
def outside() -> Iterator[Outside]:
    outside = Outside()
    yield outside
    outside.socket.close()


@pytest.fixture
def new_reader(
    browser: Browser, host: Host, editions: dict[str, Path], outside: Outside
) -> Iterator[Callable[..., Reader]]:
    """Profiles of their own, on edition A; in the end nobody has asked another host for anything."""
    host.let_go()
    host.serve(editions["A"])
    host.asked.clear()
    contexts: list[BrowserContext] = []
    proxy = {"server": f"http://127.0.0.1:{outside.socket.getsockname()[1]}", "bypass": "127.0.0.1"}

    def make(**options: object) -> Reader:
        contexts.append(browser.new_context(viewport={"width": 1440, "height": 800}, proxy=proxy, **options))
        return Reader(contexts[-1], host)

    yield make
    host.let_go()
    for context in contexts:
        context.close()
    assert outside.tried == []


def test_a_visited_page_and_its_exercise_work_offline(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    reader.visit("meaning/points/")
    assert reader.host.count("pyodide.asm.wasm") == 0, "reading alone loads no Python"
    reader.solve()
    reader.settle()
    reader.cut()
    reader.goto("meaning/points/")
    assert reader.edition() == "A"
    Card(reader.page, "number").reset()
    reader.solve()


def test_the_very_first_page_is_kept_with_what_it_loaded_before_the_worker(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    page = reader.visit("meaning/points/")
    reader.cut()
    page.reload()
    assert reader.edition() == "A"
    # The fallback faces are those of the system, which need not have them.
    lost = page.evaluate("""document.fonts.ready.then(() => [...document.fonts]
        .filter(({ status, family }) => status === "error" && !family.includes("Fallback"))
        .map(({ family, style, weight }) => `${family} ${style} ${weight}`))""")
    assert lost == []


def test_an_unvisited_page_says_what_is_saved(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    reader.visit("meaning/points/")
    reader.visit()
    reader.cut()
    page = reader.goto("meaning/more/")
    expect(page.get_by_role("heading", name="This page is not saved on this device")).to_be_visible()
    links = page.locator("nlp-saved a")
    expect(links).to_have_text(["A small book", "Words as points"])
    links.nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Words as points")
    reader.goto("meaning/more/")
    reader.back()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("More words")


def test_the_whole_book_is_saved_and_removed(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    page = reader.visit("about/how-to-read/")
    element = page.locator("nlp-offline")
    expect(element.locator("tbody tr")).to_have_count(5)
    expect(element.locator("tbody tr").nth(1)).to_contain_text(re.compile(r"Python, for the exercises\s*14 MB\s*none"))
    save = element.locator("[data-part='save']")
    expect(save).to_have_text(re.compile(r"Save the whole book \(1\d MB\)"))
    save.click()
    expect(element).to_have_attribute("data-state", "whole", timeout=READY)
    expect(element.locator("tbody td:last-child")).to_have_text(["all"] * 5)
    reader.cut()
    for path in PAGES:
        reader.goto(path)
        assert reader.edition() == "A", path
    reader.goto("meaning/points/")
    reader.solve()

    reader.goto("about/how-to-read/")
    element.locator("[data-part='remove']").click()
    expect(element).to_contain_text("Removed.")
    assert page.evaluate(FILES) == []
    reader.back()
    reader.goto("meaning/points/")
    expect(Card(page, "number").inputs).to_have_value("11")


def test_saving_can_be_stopped_and_goes_on_where_it_was(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    page = reader.visit("about/how-to-read/")
    element = page.locator("nlp-offline")
    reader.host.hold("pyodide.asm.wasm")
    element.locator("[data-part='save']").click()
    bar = element.locator("progress")
    expect(bar).to_have_attribute("aria-label", re.compile(r"Saving: 6\.\d MB of 1\d MB"), timeout=READY)
    element.locator("[data-part='stop']").click()
    expect(element).to_contain_text("Stopped. What is saved stays", timeout=READY)
    reader.host.let_go()
    before = len(reader.host.asked)
    element.locator("[data-part='save']").click()
    expect(element).to_have_attribute("data-state", "whole", timeout=READY)
    assert "python_stdlib.zip" not in " ".join(reader.host.asked[before:])


def test_an_update_never_mixes_and_reload_brings_it(
    new_reader: Callable[..., Reader], editions: dict[str, Path]
) -> None:
    reader = new_reader()
    page = reader.visit()
    old = page.evaluate(KEPT)["current"]
    reader.host.serve(editions["B"])

    # The open page stays what it is. What it does not have yet is of the other version, and is refused.
    page.evaluate("window.same = true")
    for path in ("meaning/more/", "assets/exercises/points/product.json"):
        assert page.evaluate("path => fetch(path).then(() => 'mixed', () => 'refused')", path) == "refused"
    reader.settle()

    # A visit tells of it; the note offers a reload and nothing is forced.
    other = reader.context.new_page()
    other.goto(reader.host.address + "meaning/points/")
    expect(page.locator(".nb-newer")).to_contain_text("A newer version of the book is here.")
    assert reader.edition() == "A"
    assert page.evaluate("window.same") is True
    expect(other.locator(".edition")).to_have_text("B")
    expect(other.locator(".nb-newer")).to_have_count(0)

    page.get_by_role("button", name="Reload").click()
    expect(page.locator(".edition")).to_have_text("B")
    assert reader.edition() == "B"
    expect(page.locator(".nb-newer")).to_have_count(0)

    def old_is_gone() -> bool:
        reader.settle()
        kept = page.evaluate(KEPT)
        return kept["current"] == kept["complete"] != old and kept["lists"] == [kept["current"]]

    until(old_is_gone)
    assert set(page.evaluate(FILES)) <= set(page.evaluate(LISTED)), "no file of the old version alone is left"
    assert reader.host.count("bundle.a5f9d56c.min.js") <= 1, "what did not change was not fetched again"


def test_instant_navigation_into_another_version_is_a_whole_one(
    new_reader: Callable[..., Reader], editions: dict[str, Path]
) -> None:
    reader = new_reader()
    page = reader.visit()
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Words as points").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Words as points"))
    assert page.evaluate("window.same") is True, "within a version pages are swapped"
    assert reader.edition() == "A"
    reader.host.serve(editions["B"])
    page.get_by_role("link", name="More words").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("More words"))
    expect(page.locator(".edition")).to_have_text("B")
    assert page.evaluate("window.same") is None
    assert reader.edition() == "B"


def test_instant_navigation_works_offline(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    reader.visit("meaning/points/")
    page = reader.visit()
    reader.cut()
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Words as points").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Words as points"))
    assert page.evaluate("window.same") is True
    page.get_by_role("link", name="More words").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not saved on this device")


def test_a_reader_who_closes_in_the_middle_of_an_update(
    new_reader: Callable[..., Reader], editions: dict[str, Path]
) -> None:
    reader = new_reader()
    reader.visit("meaning/more/")
    reader.visit("meaning/points/")
    reader.host.serve(editions["B"])
    reader.host.hold("/names.mjs")  # the update cannot be completed
    other = reader.context.new_page()
    other.goto(reader.host.address + "about/how-to-read/", wait_until="commit")
    expect(other.locator(".edition")).to_have_text("B")
    other.close()
    reader.cut()
    reader.host.let_go()
    for path in ("meaning/more/", "meaning/points/"):
        reader.goto(path)
        assert reader.edition() == "A", "the whole old version, as long as the new one is not whole"
    reader.back()
    reader.visit("meaning/points/")
    assert reader.edition() == "B"
    reader.cut()
    reader.goto("meaning/more/")
    assert reader.edition() == "B", "brought up to date without being opened"


def test_a_slow_network_does_not_keep_a_saved_page_waiting(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    reader.visit("meaning/more/")
    reader.host.hold("/meaning/more/")
    reader.goto("meaning/more/")
    assert reader.edition() == "A"


def test_a_site_without_a_worker_removes_the_one_there_was(
    new_reader: Callable[..., Reader], editions: dict[str, Path], project: Path, tmp_path: Path
) -> None:
    served = tmp_path / "served"
    shutil.copytree(editions["B"], served)
    publish_offline(project, served / "book", [], on=False)
    (served / "book" / "sw.js").unlink()
    reader = new_reader()
    page = reader.visit("meaning/points/")
    reader.host.serve(served)
    reader.goto("meaning/points/")
    assert reader.edition() == "B"
    until(lambda: page.evaluate(WORKER) == 0)
    until(lambda: page.evaluate("caches.keys()") == [])
    reader.goto("meaning/more/")
    expect(page.locator(".edition")).to_have_text("B")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    # Without a worker the browser's own cache answers, which may hold B's scripts for as long as it thinks right.
    reader.context.new_cdp_session(page).send("Network.clearBrowserCache")
    reader.goto("about/how-to-read/")
    expect(page.locator("nlp-offline")).to_contain_text("Nothing is kept while the book is being written")


def test_a_vanished_worker_file_does_no_harm(
    new_reader: Callable[..., Reader], editions: dict[str, Path], tmp_path: Path
) -> None:
    without = tmp_path / "without"
    shutil.copytree(editions["A"], without)
    (without / "book" / "sw.js").unlink()
    reader = new_reader()
    page = reader.visit("meaning/points/")
    reader.host.serve(without)
    reader.goto("meaning/points/")
    until(lambda: page.evaluate(WORKER) == 0)
    reader.goto("meaning/points/")
    assert reader.edition() == "A"
    reader.solve()


def test_a_full_disk_is_told_and_the_book_goes_on(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    page = reader.visit("about/how-to-read/")
    element = page.locator("nlp-offline")
    page.evaluate("navigator.storage.estimate = async () => ({ quota: 5e6, usage: 2e6 })")
    element.locator("[data-part='save']").click()
    expect(element).to_contain_text(re.compile(r"The book needs 1\d MB, and the browser gives this site 3\.0 MB"))
    page.evaluate("() => { delete navigator.storage.estimate; }")  # Chromium's own leaves the real limit out
    session = reader.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": page.evaluate("origin"), "quotaSize": 3_000_000})
    element.locator("[data-part='save']").click()
    expect(element).to_contain_text("The browser gives this site no more room.", timeout=READY)
    page.get_by_role("link", name="Words as points").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Words as points"))
    reader.solve()


@pytest.mark.parametrize("without", ["serviceWorker", "caches"])
def test_a_browser_that_keeps_nothing_reads_the_book(new_reader: Callable[..., Reader], without: str) -> None:
    reader = new_reader()
    if without == "serviceWorker":
        reader.context.add_init_script("delete Navigator.prototype.serviceWorker")
    else:
        reader.context.add_init_script("delete window.caches; delete Window.prototype.caches")
    page = reader.goto("about/how-to-read/")
    expect(page.locator("nlp-offline")).to_contain_text("This browser keeps no files for the site")
    reader.goto("meaning/points/")
    reader.solve()


def test_a_page_is_kept_once_for_two_tabs_of_two_versions(
    new_reader: Callable[..., Reader], editions: dict[str, Path]
) -> None:
    reader = new_reader()
    page = reader.visit("meaning/points/")
    reader.host.serve(editions["B"])
    other = reader.context.new_page()
    other.goto(reader.host.address + "meaning/points/")
    expect(other.locator(".edition")).to_have_text("B")
    for tab, title in ((page, "Edition A"), (other, "Edition B")):
        said = tab.evaluate("fetch('../../assets/exercises/points/product.json').then((answer) => answer.text())")
        assert title in said, "each tab has the exercise of its own version"
