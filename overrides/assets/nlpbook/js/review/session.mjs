// One review session, from its first question to what was learnt. It is kept on the device, so that a reload goes on where
// it stopped; what was answered is in the log already.
import { button, GO, make } from "../build.mjs";
import { desk } from "../desk/desk.mjs";
import { placeExercise } from "../place.mjs";
import { readSetting, writeSetting } from "../settings.mjs";
import { makeCard, termSides } from "./card.mjs";
import { Round } from "./round.mjs";
import { remembered, reviewsOf } from "./schedule.mjs";
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

export class Session extends Round {
  #results;

  constructor(book, { items, at = 0, results = [] }, over) {
    super(book, items, over);
    this.at = at;
    this.#results = results;
    this.element.addEventListener("nlp:attempt", ({ detail }) => this.#answered(detail));
  }

  /** Show the question that comes now. */
  async show() {
    this.#keep();
    const item = this.items[this.at];
    if (!item) return this.#showResults();
    const write = () => (item.kind === "card" ? this.#card(item) : this.#exercise(item));
    const place = await this.ask(write, { about: this.#about(item), buttons: this.#buttons() });
    return (place?.querySelector("[data-part='card'] button, [data-part='input']") ?? place)?.focus({ preventScroll: true });
  }

  #about(item) {
    const name = item.kind === "exercise" ? this.#nameOf(item.key) : null;
    return name ? [words.forSkill(name), item.variant ? words.freshNumbers : ""].filter(Boolean).join(", ") : "";
  }

  #buttons() {
    this.nextButton = button("next", this.at + 1 < this.items.length ? words.next : words.finish, () => this.go(), GO);
    this.nextButton.hidden = true;
    this.skipButton = button("skip", words.skip, () => { this.#note({ came: "later" }); this.go(); }, "nx-link");
    return [this.nextButton, this.skipButton];
  }

  async #exercise({ id, variant }) {
    const { number } = this.book.exercises[id];
    return placeExercise(id, { variant, number, slot: "review", uid: `review-${this.at}` });
  }

  #card(item) {
    const term = this.book.terms.find(({ id }) => id === item.id);
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

  #history(key) { return reviewsOf(key, desk.events, this.book); }

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
    if (grade === AGAIN && !item.again) this.items.push({ ...item, again: true, fresh: false });
    this.go();
  }

  /** The first thing noted of a question stays. */
  #note(result) {
    if (!this.items[this.at].again) this.#results[this.at] ??= result;
    this.#keep();
  }

  #keep() { writeSetting(SETTING, JSON.stringify({ day: localDay(), items: this.items, at: this.at, results: this.#results })); }

  #nameOf(key) { return key.startsWith("skill:") ? this.book.skills[key.slice(6)] : this.book.terms.find(({ id }) => `term:${id}` === key)?.term; }

  #showResults() {
    const asked = this.items.map((item, place) => [item, this.#results[place]]).filter(([, result]) => result);
    const right = asked.filter(([, { came, grade }]) => came === "right" || grade >= 3).length;
    const rows = asked.map(([item, result]) => this.#resultRow(item, result));
    this.close(make("p", {}, words.learnt(right, asked.length)),
      make("table", { class: "nb-table nb-results" }, make("thead", {}, make("tr", {}, ...words.results.map((name) => make("th", { scope: "col" }, name)))),
        make("tbody", {}, ...rows)));
  }

  #resultRow(item, { came, grade }) {
    const history = this.#history(item.key);
    const back = history.length ? until(remembered(history).due.getTime() - Date.parse(`${localDay()}T12:00:00Z`)) : words.notScheduled;
    const title = item.kind === "card" ? this.#nameOf(item.key) : `${this.#nameOf(item.key)}: ${this.book.exercises[item.id].title}`;
    return make("tr", {}, make("td", {}, title), make("td", {}, came ? words.came[came] : words.cameCard(grade)), make("td", {}, back));
  }
}
