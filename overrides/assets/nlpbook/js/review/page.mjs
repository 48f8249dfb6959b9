// <nlp-review>: choose how long, answer, see what was learnt and when it comes back.
import { button, make } from "../build.mjs";
import { catalogue } from "../catalogue.mjs";
import { desk } from "../desk/desk.mjs";
import { rememberDue } from "./due.mjs";
import { newCards, queue } from "./queue.mjs";
import { decks, QuickCheck } from "./quick.mjs";
import { plan as planned, recalled } from "./kept.mjs";
import { Session, unfinished } from "./session.mjs";
import { words } from "./words.mjs";

const LENGTHS = [5, 10, 20, Infinity];
const USUAL = 10;

class NlpReview extends HTMLElement {
  #book;
  #note = () => { if (this.#book) rememberDue(planned(desk.events, this.#book)); };

  async connectedCallback() {
    desk.addEventListener("change", this.#note);
    try {
      [this.#book] = await Promise.all([catalogue(), desk.ready, recalled]);
      this.#choose();
    } catch (error) {
      this.replaceChildren(make("p", { class: "nb-quiet", role: "alert" }, `The review could not be made: ${error.message}`));
    }
  }

  disconnectedCallback() { desk.removeEventListener("change", this.#note); }

  #choose() {
    const plan = planned(desk.events, this.#book);
    rememberDue(plan);
    this.replaceChildren(make("p", { class: "nb-lede" }, ...this.#lede(plan)), this.#lengths(plan), this.#quick());
    this.dataset.drawn = "";
  }

  #lede(plan) {
    const cards = plan.due.filter(({ kind }) => kind === "card").length;
    if (!plan.all.length) return [words.nothing];
    const fresh = newCards(plan, this.#book, desk.state).length;
    return [plan.due.length ? words.ripe(plan.due.length - cards, cards) : words.calm, fresh ? words.newCards(fresh) : ""];
  }

  #lengths(plan) {
    const entries = plan.due.length ? plan.due : [...plan.all].sort((one, other) => one.recall - other.recall);
    const form = make("form", { class: "nb-choose", "data-part": "lengths" });
    const kept = unfinished(this.#book);
    if (kept) form.append(make("p", {}, button("resume", words.resume(kept.at + 1, kept.items.length), () => this.#run(new Session(this.#book, kept, () => this.#choose())))));
    if (!entries.length) return form;
    const lengths = make("div", { class: "nb-btns", role: "radiogroup", "aria-label": words.howMany }, ...LENGTHS.map((length) => make("label", { class: "nb-pick" },
      make("input", { type: "radio", name: "length", value: length, checked: length === USUAL }), Number.isFinite(length) ? String(length) : words.all)));
    const go = make("button", { type: "submit", class: "nx-btn nx-btn--go", "data-part": "start" }, words.start);
    form.append(make("p", {}, words.howMany), lengths, make("p", {}, go));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const size = Number(new FormData(form).get("length"));
      this.#run(new Session(this.#book, { items: queue(plan, this.#book, desk.state, { size, entries }) }, () => this.#choose()));
    });
    return form;
  }

  #quick() {
    const all = decks(this.#book);
    const select = make("select", { id: "quick-deck", class: "nb-select" }, ...all.map(({ value, label }) => make("option", { value }, label)));
    const go = button("quick", words.quickStart, () => {
      const { items } = all.find(({ value }) => value === select.value);
      this.#run(new QuickCheck(this.#book, items, () => this.#choose()));
    });
    return make("section", { class: "nb-quick" }, make("h2", {}, words.quickTitle), make("p", {}, words.quickSay),
      make("p", {}, make("label", { for: "quick-deck" }, words.quickWhat), " ", select), make("p", {}, go));
  }

  #run(session) {
    this.replaceChildren(session.element);
    session.show();
  }
}

if (!customElements.get("nlp-review")) customElements.define("nlp-review", NlpReview);
