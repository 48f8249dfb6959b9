// The glossary's filter: what is typed leaves the terms whose names hold it, in English or in Bangla. Without this script the
// page is simply whole, and its letters lead to the terms.
const WORDS = {
  label: "Find a term",
  none: "No term is called so.",
  some: (shown, all) => `${shown} of ${all} terms`,
  hint: "English or Bangla",
};

/** Text in one form: letters alike look alike, however they were typed. */
export const plain = (text) => text.normalize("NFKC").toLowerCase().trim();

class Glossary extends HTMLElement {
  connectedCallback() {
    if (this.querySelector(".nb-filter")) return;  // a page that the browser kept and brought back
    this.entries = [...this.querySelectorAll(".nb-entry")].map((entry) => ({ entry, words: plain(entry.dataset.words) }));
    this.letters = [...this.querySelectorAll(".nb-letter")];
    this.prepend(this.box());
  }

  box() {
    const box = make("div", "nb-filter");
    const label = make("label", "");
    label.append(make("span", "", WORDS.label));
    this.field = make("input", "nx-input");
    Object.assign(this.field, { type: "search", autocomplete: "off", spellcheck: false, placeholder: WORDS.hint });
    label.append(this.field);
    this.told = make("p", "nb-filter-told");
    this.told.setAttribute("role", "status");
    this.field.addEventListener("input", () => this.filter());
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.field.value) return;
      event.preventDefault();
      this.field.value = "";
      this.filter();
    });
    box.append(label, this.told);
    return box;
  }

  filter() {
    const wanted = plain(this.field.value);
    let shown = 0;
    for (const { entry, words } of this.entries) {
      entry.hidden = !words.includes(wanted);
      if (!entry.hidden) shown += 1;
    }
    for (const letter of this.letters) letter.hidden = !letter.querySelector(".nb-entry:not([hidden])");
    this.told.textContent = !wanted ? "" : shown ? WORDS.some(shown, this.entries.length) : WORDS.none;
  }
}

function make(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

if (!customElements.get("nlp-glossary")) customElements.define("nlp-glossary", Glossary);
