// <nlp-print>: where a chapter is printed from. What writes the sheets comes only when they are asked for.
const HANDOUTS = { exercises: false, solutions: true };

class NlpPrint extends HTMLElement {
  #status;
  #busy = false;
  #click = ({ target }) => {
    const way = target.closest?.("button[data-part]")?.dataset.part;
    if (way === "chapter") this.#printChapter();
    else if (way in HANDOUTS) this.#printHandout(HANDOUTS[way]);
  };
  #leave = (event) => {
    if (event.type === "keydown" ? event.key === "Escape" : !this.contains(event.target)) this.#close(event.type === "keydown");
  };

  connectedCallback() {
    this.#status = this.querySelector("[role=status]");
    this.addEventListener("click", this.#click);
    document.addEventListener("click", this.#leave);
    document.addEventListener("keydown", this.#leave);
    this.dataset.drawn = "";
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#leave);
    document.removeEventListener("keydown", this.#leave);
  }

  #close(byKey) {
    const box = this.firstElementChild;
    if (!box.open) return;
    if (byKey && box.contains(document.activeElement)) box.querySelector("summary").focus();
    box.open = false;
  }

  /** What waits until one scrolls to it would be missing on paper: figures, exercises, and the typefaces of what is far away. */
  async #printChapter() {
    const whole = new CSSStyleSheet();
    whole.replaceSync("* { content-visibility: visible !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, whole];
    if (document.querySelector("nlp-exercise")) await import("../exercise.mjs").catch(() => {});
    const figures = [...document.querySelectorAll("article img")];
    for (const figure of figures) figure.loading = "eager";
    await Promise.allSettled(figures.map((figure) => figure.decode()));
    document.body.getBoundingClientRect();  // lays all of it out, which asks for the typefaces
    await document.fonts.ready;
    this.#close(false);
    print();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== whole);
  }

  async #printHandout(solutions) {
    if (this.#busy) return;
    this.#busy = true;
    const { printHandout, why } = await import("./handout.mjs");
    const { words } = await import("./words.mjs");
    const tell = (text) => { this.#status.textContent = text; };
    tell(words.writing);
    try {
      tell(words.done(await printHandout(this.dataset.chapter, solutions, tell)));
    } catch (error) {
      tell(words.failed(why(error)));
    } finally {
      this.#busy = false;
    }
  }
}

if (!customElements.get("nlp-print")) customElements.define("nlp-print", NlpPrint);
