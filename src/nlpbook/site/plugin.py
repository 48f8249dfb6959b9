"""The MkDocs plugin: it wires the book's parts into MkDocs and has no logic of its own.

A move to another generator means another file like this one.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from markdown_exec import MarkdownConverter
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from nlpbook.execution import ExecutionFailed, Progress
from nlpbook.site.assets import build_assets
from nlpbook.site.bundled import bundle_scripts
from nlpbook.site.cards import write_card, write_items
from nlpbook.site.catalogue import counts, write_catalogue
from nlpbook.site.cells import CellFormatter
from nlpbook.site.exams import write_exams
from nlpbook.site.extension import BookExtension
from nlpbook.site.finish import finish_site
from nlpbook.site.joined import join_styles
from nlpbook.site.labs import add_labs, clean_lab, publish_labs
from nlpbook.site.links import Site
from nlpbook.site.loading import WATCHED, load_site
from nlpbook.site.navigation import navigation, number_contents, published
from nlpbook.site.pagehtml import finish_page
from nlpbook.site.problems import SiteError
from nlpbook.site.progress import progress_line
from nlpbook.site.repository import edit_address
from nlpbook.site.scripts import AssetError
from nlpbook.site.sheets import add_sheets, fill_sheets, sheet_sources
from nlpbook.site.smaller import make_smaller
from nlpbook.site.state import SiteState
from nlpbook.site.trimmed import trim_theme

log = logging.getLogger("mkdocs.plugins.nlpbook")


class NlpbookConfig(Config):
    """The plugin's entries in mkdocs.yml."""

    run = config_options.Type(bool, default=True)
    keep_going = config_options.Type(bool, default=False)
    jobs = config_options.Optional(config_options.Type(int))
    result = config_options.Type(str, default="")


class NlpbookPlugin(BasePlugin[NlpbookConfig]):
    """Turns the Markdown of the book into pages."""

    state: SiteState
    serving = False
    # What MkDocs made of the book, kept for `again`, which renders single pages in it.
    env: Environment
    files: Files
    nav: Navigation
    site: Site

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keep the plugin's object while serving."""
        self.serving = command == "serve"

    @event_priority(-50)  # after markdown-exec, which notes the extensions that its inner conversions use
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and run the whole book; a mistake in it stops the build here."""
        root = Path(config.config_file_path).parent
        try:
            self.state = load_site(
                root,
                run=self.config.run,
                keep_going=self.config.keep_going or self.serving,
                serving=self.serving,
                jobs=self.config.jobs,
                on_progress=_report,
            )
            self.state.result = self.config.result
        except (SiteError, ExecutionFailed) as error:
            raise PluginError(str(error)) from error
        for result in self.state.results.values():
            if result.error is not None:
                log.info("%s", result.error)
        config.nav = config.nav or navigation(self.state, root)
        config.edit_uri = config.edit_uri or edit_address(root)
        extension = BookExtension(self.state, lambda identifier: write_card(self.state, identifier))
        config.markdown_extensions.append(extension)
        CellFormatter(self.state).install()
        return config

    @event_priority(50)  # before mkdocs-jupyter, which turns notebooks into pages
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Labs become notebooks, chapters get cheat sheets; what only the build reads is not published."""
        try:
            return add_sheets(self.state, add_labs(self.state, published(files), config), config)
        except SiteError as error:
            raise PluginError(str(error)) from error

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """What templates of the book know besides MkDocs' own; and the sheets, since every page is rendered by now."""
        fill_sheets(self.state, files.documentation_pages())
        self.env, self.files = env, files
        env.globals.update(
            nb_book=self.state.book,
            nb_counts=counts(self.state),
            nb_desk=files.get_file_from_path("desk.md") is not None,
        )
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The page as prepared: cells, values, references and citations are in it."""
        self.state.current = self.state.pages.get(f"docs/{page.file.src_uri}")
        MarkdownConverter.counter = 0  # what markdown-exec numbers on a page must not depend on other pages
        return markdown if self.state.current is None else self.state.current.markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Opener, values, terms and references."""
        current, self.state.current = self.state.pages.get(f"docs/{page.file.src_uri}"), None
        if current is None:
            return clean_lab(self.state, page, html)
        number_contents(page, current)
        html, problems = finish_page(self.state, current, html)
        if problems:
            raise PluginError(str(SiteError(problems)))
        return html

    @event_priority(-100)  # after the search index is written
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Files for the browser, then the pass over the finished pages."""
        site = Path(config.site_dir)
        try:
            build_assets(self.state.root, site)
            if not self.serving:
                bundle_scripts(self.state.root, site)
                make_smaller(self.state.root, site)
                trim_theme(self.state.root, site)
                join_styles(site)
            write_items(self.state, site)
            write_exams(self.state, site)
            write_catalogue(self.state, site)
            publish_labs(self.state, site)
            self.site = finish_site(self.state, site, self.sources)
        except (AssetError, SiteError) as error:
            raise PluginError(str(error)) from error

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """`mkdocs serve` watches what our own server watches."""
        for place in WATCHED:
            if (self.state.root / place).exists():
                server.watch(str(self.state.root / place))
        return server

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Note which page file comes from which source, for messages about the finished site."""
        self.sources = {file.dest_uri: f"docs/{file.src_uri}" for file in files.documentation_pages()}
        self.sources |= sheet_sources(self.state)
        self.nav = nav
        return nav


def _report(progress: Progress) -> None:
    """One line a page."""
    if line := progress_line(progress):
        log.info(line)
