// One review session, from its first question to what was learnt. It is kept on the device, so that a reload goes on where
// it stopped; what was answered is in the log already.
import { make } from "../build.mjs";
import { desk } from "../desk/desk.mjs";
import { placeExercise } from "../place.mjs";
import { readSetting, writeSetting } from "../settings.mjs";
import { makeCard, termSides } from "./card.mjs";
import { reviews, remembered } from "./schedule.mjs";
import { localDay } from "../desk/days.mjs";
import { until, words } from "./words.mjs";

const SETTING = "review";
const AGAIN = 1;

/** The session left unfinished today, or null. */
export function unfinished(book) {
  try {
    const kept = JSON.parse(readSetting(SETTING));
    const known = ({ kind, id }) => (kind === "card" ? book.terms.some((term) => term.id === id) : book.exercises[id]);
    if (kept?.day === localDay() && kept.items.every(known) && kept.at < kept.items.length) return kept;
  } catch {
    // none was kept, or it cannot be read
  }
  return null;
}

export class Session {
  element = make("div", { class: "nb-session" });
  #items;
  #at;
  #results;
  #book;
  #over;

  /** `over()` is called when the reader has seen the results and goes back. */
  constructor(book, { items, at = 0, results = [] }, over) {
    this.#book = book;
    this.#items = items;
    this.#at = at;
    this.#results = results;
    this.#over = over;
    this.element.addEventListener("nlp:attempt", ({ detail }) => this.#answered(detail));
  }

  /** Show the question that comes now. */
  async show() {
    this.#keep();
    const item = this.#items[this.#at];
    if (!item) return this.#showResults();
    const place = make("div", { "data-part": "question", tabindex: "-1" }, make("p", { class: "nb-quiet", role: "status" }, words.loading));
    this.element.replaceChildren(this.#head(item), place, this.#foot());
    place.focus({ preventScroll: true });
    try {
      place.replaceChildren(item.kind === "card" ? this.#card(item) : await this.#exercise(item));
    } catch (error) {
      const retry = make("button", { type: "button", class: "nx-btn", "data-part": "retry" }, words.retry);
      retry.addEventListener("click", () => this.show());
      place.replaceChildren(make("p", { role: "alert" }, words.broken(error.message)), retry);
      return undefined;
    }
    (place.querySelector("[data-part='card'] button, [data-part='input']") ?? place).focus({ preventScroll: true });
    return undefined;
  }

  #head(item) {
    const name = item.kind === "exercise" ? this.#nameOf(item.key) : null;
    const about = name ? [words.forSkill(name), item.variant ? words.freshNumbers : ""].filter(Boolean).join(", ") : "";
    return make("p", { class: "nb-session-head" }, make("b", {}, words.progress(this.#at + 1, this.#items.length)), " ", make("span", {}, about));
  }

  #foot() {
    this.nextButton = make("button", { type: "button", class: "nx-btn nx-btn--go", "data-part": "next", hidden: true },
      this.#at + 1 < this.#items.length ? words.next : words.finish);
    this.nextButton.addEventListener("click", () => this.#go());
    const skip = make("button", { type: "button", class: "nx-link", "data-part": "skip" }, words.skip);
    skip.addEventListener("click", () => { this.#note({ came: "later" }); this.#go(); });
    const end = make("button", { type: "button", class: "nx-link", "data-part": "end" }, words.end);
    end.addEventListener("click", () => { this.#items.length = this.#at; this.show(); });
    this.skipButton = skip;
    return make("div", { class: "nb-btns nb-session-foot" }, this.nextButton, skip, end);
  }

  async #exercise({ id, variant }) {
    const { number } = this.#book.exercises[id];
    return placeExercise(id, { variant, number, slot: "review", uid: `review-${this.#at}` });
  }

  #card(item) {
    const term = this.#book.terms.find(({ id }) => id === item.id);
    const { front, back } = termSides(term);
    const grades = words.grades.map((label, place) => ({ label, note: this.#whenBack(item, place + 1) }));
    return makeCard({
      eyebrow: item.fresh ? words.newCard : words.card, front, back, ask: words.think, grades, keys: words.gradeKeys,
      done: (place) => this.#graded(item, place + 1),
    });
  }

  /** When a card returns if it gets this grade now. */
  #whenBack(item, grade) {
    if (grade === AGAIN) return words.backSoon;
    const today = localDay();
    const history = this.#history(item.key);
    const before = history.at(-1)?.day === today ? history : [...history, { day: today, grade }];
    return words.backIn(until(remembered(before).due.getTime() - Date.parse(`${today}T12:00:00Z`)));
  }

  #history(key) { return reviews(desk.events, this.#book).get(key) ?? []; }

  /** A first attempt decides; further tries at the same question are practice. */
  #answered({ state, hints, first }) {
    if (state === "malformed") return;
    if (first) this.#note({ came: state === "right" && hints ? "helped" : state });
    this.nextButton.hidden = false;
    this.skipButton.hidden = true;
    if (state === "right") this.nextButton.focus({ preventScroll: true });
  }

  #graded(item, grade) {
    desk.add("card", { card: item.key, grade, how: "flash" });
    this.#note({ grade });
    if (grade === AGAIN && !item.again) this.#items.push({ ...item, again: true, fresh: false });
    this.#go();
  }

  /** The first thing noted of a question stays. */
  #note(result) {
    if (!this.#items[this.#at].again) this.#results[this.#at] ??= result;
    this.#keep();
  }

  #go() {
    this.#at += 1;
    this.show();
  }

  #keep() { writeSetting(SETTING, JSON.stringify({ day: localDay(), items: this.#items, at: this.#at, results: this.#results })); }

  #nameOf(key) { return key.startsWith("skill:") ? this.#book.skills[key.slice(6)] : this.#book.terms.find(({ id }) => `term:${id}` === key)?.term; }

  #showResults() {
    const asked = this.#items.map((item, place) => [item, this.#results[place]]).filter(([, result]) => result);
    const right = asked.filter(([, { came, grade }]) => came === "right" || grade >= 3).length;
    const rows = asked.map(([item, result]) => this.#resultRow(item, result));
    const again = make("button", { type: "button", class: "nx-btn nx-btn--go", "data-part": "again" }, words.again);
    again.addEventListener("click", () => this.#over());
    const title = make("h2", { tabindex: "-1" }, words.done);
    this.element.replaceChildren(title, make("p", {}, words.learnt(right, asked.length)),
      make("table", { class: "nb-table nb-results" }, make("thead", {}, make("tr", {}, ...words.results.map((name) => make("th", { scope: "col" }, name)))),
        make("tbody", {}, ...rows)),
      make("div", { class: "nb-btns" }, again));
    title.focus();
  }

  #resultRow(item, { came, grade }) {
    const history = this.#history(item.key);
    const back = history.length ? until(remembered(history).due.getTime() - Date.parse(`${localDay()}T12:00:00Z`)) : words.notScheduled;
    const title = item.kind === "card" ? this.#nameOf(item.key) : `${this.#nameOf(item.key)}: ${this.#book.exercises[item.id].title}`;
    return make("tr", {}, make("td", {}, title), make("td", {}, came ? words.came[came] : words.cameCard(grade)), make("td", {}, back));
  }
}
