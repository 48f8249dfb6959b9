// The quick check: cover the answer, uncover it, grade yourself. Words of the glossary or exercises, in shuffled order.
import { make } from "../build.mjs";
import { desk } from "../desk/desk.mjs";
import { drawFormulas } from "../formulas.mjs";
import { fetchItem } from "../items.mjs";
import { python } from "../python.mjs";
import { clean } from "../sanitize.mjs";
import { makeCard, termSides } from "./card.mjs";
import { Round } from "./round.mjs";
import { words } from "./words.mjs";

const GRADES = [1, 2, 3];  // no, half, yes

/** What can be gone through: [{value, label, items}], items being {kind, id}. */
export function decks(book) {
  const terms = (list) => list.map(({ id }) => ({ kind: "card", id }));
  const found = [{ value: "terms", label: words.everyTerm, items: terms(book.terms) }];
  for (const { number, title, exercises } of book.chapters) {
    const own = book.terms.filter(({ chapter }) => chapter === number);
    if (own.length) found.push({ value: `terms-${number}`, label: words.termsOf(number, title), items: terms(own) });
    const heads = exercises.filter((id) => book.exercises[id].kind !== "code");  // nobody runs a program in the head
    if (heads.length) found.push({ value: `exercises-${number}`, label: words.exercisesOf(number, title), items: heads.map((id) => ({ kind: "exercise", id })) });
  }
  return found;
}

export class QuickCheck extends Round {
  #known = 0;

  constructor(book, items, over, random = Math.random) { super(book, shuffled(items, random), over); }

  async show() {
    const item = this.items[this.at];
    if (!item) return this.close(make("p", {}, words.quickDone(this.#known, this.items.length)));
    const place = await this.ask(() => this.#card(item));
    place?.querySelector("[data-part='reveal']").focus({ preventScroll: true });
    if (place) drawFormulas(place);
    return undefined;
  }

  async #card(item) {
    const sides = item.kind === "card" ? termSides(this.book.terms.find(({ id }) => id === item.id)) : await exerciseSides(item.id);
    const ask = item.kind === "card" ? words.think : words.thinkExercise;
    const eyebrow = item.kind === "card" ? words.card : `${this.book.exercises[item.id].number} ${this.book.exercises[item.id].title}`;
    return makeCard({
      ...sides, eyebrow, ask, keys: words.quickKeys, grades: words.quickGrades.map((label) => ({ label })),
      done: (place) => this.#graded(item, GRADES[place]),
    });
  }

  #graded(item, grade) {
    desk.add("card", { card: item.kind === "card" ? `term:${item.id}` : item.id, grade, how: "quick" });
    if (grade === 3) this.#known += 1;
    this.go();
  }
}

const CHOICES = new Set(["choice", "choices", "order", "bugline", "table"]);  // whose question is half in the answer area

/** The question and the solution of an exercise with the book's own numbers. */
async function exerciseSides(id) {
  const item = await fetchItem(id);
  const [view, solution] = await Promise.all([
    python.ask({ do: "view", item, variant: 0, uid: "quick" }).answer, python.ask({ do: "solution", item, seed: null }).answer]);
  const front = make("div", { class: "nb-card-exercise" }, clean(view.prompt_html));
  if (CHOICES.has(view.kind)) front.append(make("div", { inert: true, class: "nb-card-choices" }, clean(view.answer_html)));
  return { front, back: make("div", {}, clean(solution.html), clean(solution.key)) };
}

export function shuffled(items, random = Math.random) {
  const out = [...items];
  for (let last = out.length - 1; last > 0; last -= 1) {
    const place = Math.floor(random() * (last + 1));
    [out[last], out[place]] = [out[place], out[last]];
  }
  return out;
}
