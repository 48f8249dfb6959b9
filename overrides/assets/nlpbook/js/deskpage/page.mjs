// <nlp-desk>: the reader's desk. Everything on it is drawn from the log, again whenever the log grows.
import { make } from "../build.mjs";
import { catalogue } from "../catalogue.mjs";
import { desk } from "../desk/desk.mjs";
import { plan as planned, recalled } from "../review/kept.mjs";
import { rememberDue } from "../review/due.mjs";
import { chaptersPart } from "./chapters.mjs";
import { DataPart } from "./data.mjs";
import { duePart, ledeLine } from "./due.mjs";
import { leftPart } from "./left.mjs";
import { skillsPart } from "./skills.mjs";
import { weeksPart } from "./weeks.mjs";

catalogue().catch(() => {});  // whoever brings this module will need it; who draws hears of a failure

class NlpDesk extends HTMLElement {
  #data = null;  // made once: it holds what the reader is doing with a file
  #draw = () => this.#drawSoon();
  #waiting = false;

  async connectedCallback() {
    desk.addEventListener("change", this.#draw);
    this.#data ??= new DataPart();
    try {
      [this.book] = await Promise.all([catalogue(), desk.ready, recalled]);
      this.#drawNow();
    } catch (error) {
      this.replaceChildren(make("p", { class: "nb-quiet", role: "alert" }, `The desk could not be laid out: ${error.message}`));
    }
  }

  disconnectedCallback() { desk.removeEventListener("change", this.#draw); }

  #drawSoon() {
    if (this.#waiting || !this.book) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      if (this.isConnected) this.#drawNow();
    });
  }

  #drawNow() {
    const now = Date.now();
    const plan = planned(desk.events, this.book, now);
    rememberDue(plan);
    const view = { book: this.book, state: desk.state, plan, now };
    const open = this.querySelector("[data-part='skills'][data-all]") !== null;
    this.#data.update();
    const main = make("div", {}, duePart(view), chaptersPart(view), leftPart(view));
    const side = make("div", {}, weeksPart(view), skillsPart(view, open), this.#data.element);
    this.replaceChildren(make("p", { class: "nb-lede" }, ledeLine(view)), make("div", { class: "nb-desk" }, main, side));
    this.dataset.drawn = "";
  }
}

if (!customElements.get("nlp-desk")) customElements.define("nlp-desk", NlpDesk);
