"""While serving: a page whose text changed is rendered again within the last build, and the rest of the book is not.

MkDocs reads, renders and writes every page for one changed word. Here the objects of its last build are kept, and only
the page itself goes through the same functions once more, with the sheets that gather from it and the search index.
Whatever might show on any other page is `NotAlone`: then the whole book is built, as ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

# What `mkdocs build` does with each page; there are no public names for it, and the version of MkDocs is pinned.
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from markdown_exec import markdown_config  # isort: skip

from nlpbook.execution import Engine, PageResult, PageSource, parse_page
from nlpbook.site.ahead import runner_of
from nlpbook.site.exams import exam_problems
from nlpbook.site.finish import finish_pages, link_problems
from nlpbook.site.loading import place_exercises
from nlpbook.site.plugin import NlpbookPlugin
from nlpbook.site.policy import inline_hashes
from nlpbook.site.prepare import check_page, prepare_page
from nlpbook.site.problems import Problem, SiteError
from nlpbook.site.sheets import fill_sheets, mark
from nlpbook.site.state import SitePage

INDEX = "search/search_index.json"


class NotAlone(Exception):
    """This change may show on other pages, or something is wrong with it: the whole book must be built."""


class LastBuild:
    """A finished build for serving, in which single pages are renewed."""

    def __init__(self, config: MkDocsConfig) -> None:
        plugin = config.plugins["nlpbook"]
        assert isinstance(plugin, NlpbookPlugin)
        self.config, self.plugin, self.state = config, plugin, plugin.state
        self.folder = Path(config.site_dir)
        self.docs = plugin.files.documentation_pages()
        self.search: Any = next((one for one in config.plugins.values() if hasattr(one, "search_index")), None)

    def knows(self, path: str) -> bool:
        """Whether a path, relative to the project, is a page of the book."""
        return path in self.state.pages

    def renew(self, paths: Sequence[str]) -> None:
        """Bring the site on disk to the state of these pages' sources; a page that cannot be finished stays as it was.

        Raises:
            NotAlone: Build the whole book, this object is spent.
        """
        changed = [file for file in self.docs if f"docs/{file.src_uri}" in paths]
        if len(changed) != len(set(paths)) or self.plugin.state is not self.state:
            raise NotAlone("a page is not in the site, or MkDocs, which keeps its plugins, has built another since")
        before: dict[Path, bytes] = {}
        try:
            for path in paths:
                self._read(path)
            _stop(place_exercises(self.state) + exam_problems(self.state))
            self._render(changed)
            files = [*changed, *self._gathering(paths, changed)]
            fill_sheets(self.state, files)
            before = {file: file.read_bytes() for file in (*self._pages(files), self.folder / INDEX) if file.exists()}
            self._write(files)
        except Exception as error:  # whatever it is, the whole build meets it as well, and tells it
            for file, data in before.items():
                file.write_bytes(data)
            raise NotAlone(str(error)) from error

    def _read(self, path: str) -> None:
        """Parse, check and prepare a page, with the results of its cells; nothing that other pages tell may differ."""
        old = self.state.pages[path]
        source = parse_page(path, (self.state.root / path).read_text(encoding="utf-8"))
        page, problems = check_page(self.state, source)
        _stop(problems)
        if _told(page) != _told(old):
            raise NotAlone("its head, or the exercises on it, changed")
        self.state.pages[path] = page
        _stop(prepare_page(self.state, page, self._result(source, old)))

    def _result(self, source: PageSource, old: SitePage) -> PageResult:
        """What the page computed: as before when none of its cells changed, else from the engine."""
        if old.result.error is not None:
            raise NotAlone("a cell of it failed, and the message names a line")
        if _cells(source) != _cells(old.source):
            with Engine(self.state.root, run=self.state.run, runner=runner_of(self.state.root)) as engine:
                self.state.results = {**self.state.results, **engine.run([source], whole=False)}
        return self.state.results.get(source.path, old.result)

    def _render(self, files: Iterable[File]) -> None:
        """Markdown to HTML, by all plugins; the page's title, which navigation shows, must come out the same."""
        markdown_config.save(self.config.markdown_extensions, self.config.mdx_configs)
        for file in files:
            assert file.page is not None
            title = file.page.title
            _populate_page(file.page, self.config, self.plugin.files)
            if file.page.title != title:
                raise NotAlone("its title changed")

    def _gathering(self, paths: Sequence[str], changed: Sequence[File]) -> list[File]:
        """Pages that gather text from the changed ones, put back to the state before anything was gathered."""
        marks = [mark(what, self.state.pages[path]) for path in paths for what in ("formulas", "sheet")]
        found = []
        for file in self.docs:
            content = self.state.gathering.get(file.src_uri, "")
            if file not in changed and file.page is not None and any(one in content for one in marks):
                file.page.content = content
                found.append(file)
        return found

    def _write(self, files: Sequence[File]) -> None:
        """Templates, search index, formulas and policies, and the check of links."""
        names = [page.relative_to(self.folder).as_posix() for page in self._pages(files)]
        hashes = {name: inline_hashes(self.plugin.site.pages[name]) for name in names}
        if self.search is not None:
            earlier, self.search.search_index.entries = self.search.search_index.entries, []
        for file in files:
            assert file.page is not None
            _build_page(file.page, self.config, self.docs, self.plugin.nav, self.plugin.env)
        if self.search is not None:
            self._index(earlier, {file.page.url for file in files if file.page is not None})
        pages = {page: page.read_text(encoding="utf-8") for page in self._pages(files)}
        finish_pages(self.state, self.folder, self.plugin.sources, pages)
        lost = self.plugin.site.renew(names)
        if any(hashes[name] != inline_hashes(self.plugin.site.pages[name]) for name in names):
            raise NotAlone("the inline scripts of a page changed, which the host's files name")
        dead = self.plugin.site.dead_links() if lost else self.plugin.site.dead_links_on(names)
        _stop(link_problems(self.state, self.plugin.sources, dead))

    def _index(self, earlier: list[dict[str, Any]], renewed: set[str]) -> None:
        """New entries take the place of the old ones of their page, in the order of the site's files."""
        index = self.search.search_index
        kept = [entry for entry in earlier if _page_of(entry) not in renewed]
        by_page = {url: list(entries) for url, entries in groupby([*kept, *index.entries], _page_of)}
        pages = [file.page for file in self.docs if file.page is not None]
        index.entries = [entry for page in pages for entry in by_page.get(page.url, [])]
        (self.folder / INDEX).write_text(index.generate_search_index(None), encoding="utf-8")

    def _pages(self, files: Iterable[File]) -> list[Path]:
        return [Path(os.fspath(file.abs_dest_path)) for file in files]


def _told(page: SitePage) -> tuple[object, ...]:
    """What the rest of the book is told of a page before it is rendered."""
    exams = [block.argument for block in page.blocks if block.name == "exam"]
    return page.meta, page.chapter, exams, list(page.numbers.exercises.items())


def _cells(source: PageSource) -> list[object]:
    """All that a page computes, wherever on the page it stands."""
    cells = [replace(cell, line=0) for cell in source.cells]
    return [*cells, *(replace(value, line=0, start=0, end=0) for value in source.values)]


def _page_of(entry: dict[str, Any]) -> str:
    return str(entry["location"]).partition("#")[0]


def _stop(problems: list[Problem]) -> None:
    if problems:
        raise SiteError(problems)
