"""Python in the page wherever the book lies: in a folder, on plain http, and without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from nlpbook.site.programs import CHROMIUM_FLAGS

from .cards import READY, Card
from .probes import REFUSED
from .sample_site import build_sample_site
from .sandboxed import recording

# Keeps every file it sees: enough to show that nothing of the sandbox has to come from the network.
KEEPER = """
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
self.addEventListener("fetch", (event) => event.respondWith((async () => {
  const kept = await caches.open("kept");
  try {
    const answer = await fetch(event.request.url);
    await kept.put(event.request.url, answer.clone());
    return answer;
  } catch (error) {
    return (await kept.match(event.request.url)) ?? Response.error();
  }
})()));
"""


@pytest.fixture(scope="module")
def host(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A host with the sample site in a folder."""
    host = tmp_path_factory.mktemp("host")
    (host / "books").mkdir()
    build_sample_site(project, host / "books/nlp")
    (host / "books/nlp/keeper.js").write_text(KEEPER, encoding="utf-8")
    yield host
    shutil.rmtree(host)


def judges(page: Page) -> None:
    card = Card(page, "number")
    for answer, state in (("0.94", "wrong"), ("0.98", "right")):
        card.set(answer)
        card.check(state)


def test_in_a_folder_without_a_network(browser: Browser, host: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    with recording(host) as (site, _):
        page.goto(f"{site}books/nlp/index.html")
        page.evaluate("navigator.serviceWorker.register('keeper.js').then(() => navigator.serviceWorker.ready)")
        page.reload()
        judges(page)
    page.reload()  # the server is gone
    judges(page)
    card = Card(page, "code")
    card.set(f"import js\ntry: {REFUSED['Cache Storage']}\nexcept AttributeError: print('refused')")
    card.part("run").click()
    expect(card.part("output")).to_contain_text("refused", timeout=READY)
    context.close()


def test_on_plain_http_where_the_browser_offers_no_hashes(browser: Browser, chromium: Path, host: Path) -> None:
    flags = [*CHROMIUM_FLAGS, "--host-resolver-rules=MAP book.test 127.0.0.1"]
    with recording(host) as (site, _), browser.browser_type.launch(executable_path=chromium, args=flags) as other:
        page = other.new_page()
        page.goto(site.replace("127.0.0.1", "book.test") + "books/nlp/index.html")
        assert page.evaluate("[isSecureContext, Boolean(crypto.subtle)]") == [False, False]
        judges(page)
