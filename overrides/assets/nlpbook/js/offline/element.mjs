// <nlp-offline>: how much the book takes on this device, what is there already, and buttons to save all of it or none.
import { button, GO, make } from "../build.mjs";
import { ask } from "./ask.mjs";
import { registered } from "./register.mjs";
import { inventory, room, saveAll } from "./saving.mjs";
import { words } from "./words.mjs";

class Offline extends HTMLElement {
  #stop = null;

  async connectedCallback() {
    const why = await registered;
    if (why) return this.replaceChildren(make("p", { class: "nb-offline-say" }, words.why[why]));
    this.#say = make("p", { class: "nb-offline-say", role: "status" });
    await this.#show();
  }

  disconnectedCallback() {
    this.#stop?.abort();
  }

  #say = null;

  async #show() {
    const book = await inventory().catch(() => null);
    if (!book) return this.replaceChildren(make("p", { class: "nb-offline-say" }, words.why.network));
    const all = book.missing.length === 0;
    const buttons = make("div", { class: "nb-offline-do" });
    if (!all) buttons.append(button("save", words.save(book.bytes - book.saved), () => this.#save(book), GO));
    if (book.saved) buttons.append(button("remove", words.remove, () => this.#remove()));
    if (all) this.#say.textContent = words.saved;
    this.replaceChildren(table(book), buttons, this.#say);
    this.dataset.state = all ? "whole" : "part";
  }

  async #save({ missing, bytes, saved }) {
    const free = await room();
    if (free < bytes - saved) {
      this.#say.textContent = words.room(bytes - saved, free);
      return;
    }
    navigator.storage?.persist?.().catch(() => {});  // what was saved on purpose should not be cleared for want of space
    this.#stop = new AbortController();
    let done = saved;
    const bar = make("progress", { max: bytes, value: done, "aria-label": words.saving(done, bytes) });
    const text = make("p", { class: "nb-offline-say" }, words.saving(done, bytes));
    const stop = button("stop", words.stop, () => this.#stop.abort());
    this.replaceChildren(text, bar, make("div", { class: "nb-offline-do" }, stop), this.#say);
    this.#say.textContent = "";
    this.dataset.state = "saving";
    stop.focus();
    const why = await saveAll(missing, (more) => {
      done += more;
      bar.value = done;
      text.textContent = words.saving(done, bytes);
      bar.setAttribute("aria-label", text.textContent);
    }, this.#stop.signal);
    this.#stop = null;
    this.#say.textContent = why === "stopped" ? words.stopped : (words.why[why] ?? "");
    await this.#show();
    this.querySelector("button")?.focus();
  }

  async #remove() {
    await ask({ do: "remove" });
    this.#say.textContent = words.removed;
    await this.#show();
    this.querySelector("button")?.focus();
  }
}

function table({ rows, bytes, saved }) {
  const line = (tag, ...cells) => make("tr", {}, ...cells.map((text, place) => make(place ? "td" : tag, place ? { class: "r" } : { scope: "row" }, text)));
  const [first, ...others] = words.head;
  const head = make("tr", {}, make("th", { scope: "col" }, first), ...others.map((text) => make("th", { scope: "col", class: "r" }, text)));
  return make("table", { class: "nb-table nb-offline-table" },
    make("thead", {}, head),
    make("tbody", {},
      ...rows.map((row) => line("th", words.groups[row.group], words.megabytes(row.bytes), words.part(row.saved, row.bytes))),
      line("th", words.all, words.megabytes(bytes), words.part(saved, bytes))));
}

customElements.define("nlp-offline", Offline);
