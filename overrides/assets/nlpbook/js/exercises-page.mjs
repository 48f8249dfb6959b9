// <nlp-exercises>: the list of all exercises, filtered by chapter, skill, kind, stars and state, and by words of the title.
// The filter stands in the address, so that a filtered list can be kept and sent.
import { make } from "./build.mjs";
import { catalogue } from "./catalogue.mjs";
import { desk } from "./desk/desk.mjs";
import { drawMark } from "./mark.mjs";

const words = {
  find: "Filter the exercises",
  title: "In the title", chapter: "Chapter", skill: "Skill", kind: "Kind", level: "Stars", state: "State",
  any: "all",
  states: { open: "open", tried: "tried", half: "partly right", full: "done", seen: "solution seen", bookmark: "bookmarked" },
  shown: (n, of) => (n === of ? `All ${of} exercises.` : n === 1 ? `1 of ${of} exercises.` : `${n} of ${of} exercises.`),
  none: "No exercise is like that. Loosen one of the filters.",
  clear: "Clear the filter",
};
const FIELDS = ["title", "chapter", "skill", "kind", "level", "state"];

class NlpExercises extends HTMLElement {
  #rows = [];
  #form;
  #mark = () => { this.#drawMarks(); this.#filter(); };

  async connectedCallback() {
    this.#rows = [...this.querySelectorAll("li[data-id]")].map((row) => ({ row, chapter: row.closest("section").dataset.chapter, title: row.querySelector("a").textContent.toLowerCase() }));
    if (!this.#form) this.#makeForm(await catalogue().catch(() => null));
    desk.addEventListener("change", this.#mark);
    await desk.ready;
    this.#mark();
    this.dataset.drawn = "";
  }

  disconnectedCallback() { desk.removeEventListener("change", this.#mark); }

  #makeForm(book) {
    const wanted = new URLSearchParams(location.search);
    const chapters = book?.chapters.map(({ number, title }) => [String(number), `${number} ${title}`]) ?? [];
    const skills = Object.entries(book?.skills ?? {}).sort(([, one], [, other]) => one.localeCompare(other));
    const kinds = [...new Set(this.#rows.map(({ row }) => row.dataset.kind))].map((kind) => [kind, this.querySelector(`li[data-kind="${kind}"] .c`).textContent]);
    const field = (name, control) => make("label", {}, make("span", {}, words[name]), control);
    const choice = (name, options) => field(name, make("select", { name, class: "nb-select" }, make("option", { value: "" }, words.any),
      ...options.map(([value, text]) => make("option", { value, selected: wanted.get(name) === value }, text))));
    this.#form = make("form", { class: "nb-sift", role: "search", "aria-label": words.find },
      field("title", make("input", { type: "search", name: "title", value: wanted.get("title") ?? "", autocomplete: "off" })),
      choice("chapter", chapters), choice("skill", skills), choice("kind", kinds),
      choice("level", [1, 2, 3, 4].map((level) => [String(level), "★".repeat(level)])),
      choice("state", Object.entries(words.states)),
      make("button", { type: "reset", class: "nx-link", "data-part": "clear" }, words.clear));
    this.#form.addEventListener("input", () => this.#filter());
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("reset", () => setTimeout(() => {
      for (const control of this.#form.elements) if (control.name) control.value = "";
      this.#filter();
    }));
    this.found = make("p", { class: "nb-quiet", role: "status", "data-part": "found" });
    this.prepend(this.#form, this.found);
  }

  #drawMarks() {
    for (const { row } of this.#rows) drawMark(row.querySelector(".nb-mark"), desk.state.exercises.get(row.dataset.id)?.mark ?? "");
  }

  #filter() {
    const wanted = Object.fromEntries(FIELDS.map((name) => [name, this.#form.elements[name].value.trim()]));
    let shown = 0;
    for (const entry of this.#rows) {
      entry.row.hidden = !fits(entry, wanted);
      if (!entry.row.hidden) shown += 1;
    }
    for (const section of this.querySelectorAll("section")) section.hidden = !section.querySelector("li:not([hidden])");
    this.found.textContent = shown ? words.shown(shown, this.#rows.length) : words.none;
    this.#keepInAddress(wanted);
  }

  #keepInAddress(wanted) {
    const search = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString();
    history.replaceState(history.state, "", `${location.pathname}${search && "?"}${search}${location.hash}`);
  }
}

function fits({ row, chapter, title }, wanted) {
  const known = desk.state.exercises.get(row.dataset.id);
  const state = known?.mark || "open";
  return title.includes(wanted.title.toLowerCase()) && (!wanted.chapter || chapter === wanted.chapter)
    && (!wanted.skill || row.dataset.skills.split(" ").includes(wanted.skill)) && (!wanted.kind || row.dataset.kind === wanted.kind)
    && (!wanted.level || row.dataset.level === wanted.level)
    && (!wanted.state || (wanted.state === "bookmark" ? known?.bookmark === true : state === wanted.state));
}

if (!customElements.get("nlp-exercises")) customElements.define("nlp-exercises", NlpExercises);
