// <nlp-saved>: the pages that are on this device, as links; what a reader gets who opens another one without a network.
import { make } from "../build.mjs";
import { address, fetchJson } from "../site.mjs";
import { ask } from "./ask.mjs";
import { words } from "./words.mjs";

class Saved extends HTMLElement {
  async connectedCallback() {
    const [{ titles }, { paths }] = await Promise.all([fetchJson("assets/nlpbook/files.json"), ask({ do: "saved" })]);
    const here = new Set(paths);
    const pages = titles.filter(([path]) => here.has(path));
    const links = pages.map(([path, title]) => make("li", {}, make("a", { href: address(path.replace(/index\.html$/, "")) }, title)));
    this.replaceChildren(links.length ? make("ul", {}, ...links) : make("p", {}, words.none));
  }
}

customElements.define("nlp-saved", Saved);
