// What is ripe for review, in numbers, with the way to it.
import { make } from "../build.mjs";
import { address } from "../site.mjs";
import { ago, until, words } from "./words.mjs";

const SECONDS = { skill: 90, card: 15 };  // what one takes, by experience of our own tries

/** "Sunday, 22 November. Six skills are ripe for review; after that, chapter 5 is open where you left it." */
export function ledeLine({ book, state, plan, now }) {
  const day = `${words.date(new Date(now))}. `;
  const last = lastTouched(book, state);
  if (!last) return day + words.fresh;
  const ripe = plan.due.length > 0;
  const { skills, cards } = count(plan);
  const chapter = book.chapters.find((one) => one.number === last.chapter);
  return day + (ripe ? words.ripe(skills, cards) : words.calm) + words.openAt(`chapter ${chapter.number}`, ripe);
}

export function duePart({ plan, now }) {
  const { skills, cards } = count(plan);
  const go = make("a", { class: "nx-btn nx-btn--go", href: address("review/") }, plan.due.length ? words.start : words.practise);
  const [title, note] = plan.due.length ? ripe(plan, skills, cards, now) : calm(plan, now);
  const box = make("div", { class: "nb-due", "data-part": "ripe" },
    make("span", { class: "nb-big" }, String(plan.due.length)), make("p", {}, title, make("br"), make("small", {}, note)));
  if (plan.due.length || plan.all.length) box.append(go);
  return box;
}

function ripe(plan, skills, cards, now) {
  const minutes = Math.max(1, Math.round((skills * SECONDS.skill + cards * SECONDS.card) / 60));
  const longest = plan.due.reduce((one, other) => (other.due < one.due ? other : one));
  const what = [skills && (skills === 1 ? "skill" : "skills"), cards && (cards === 1 ? "card" : "cards")].filter(Boolean).join(" and ");
  return [`${what} ${words.due}`, words.minutes(minutes) + words.wait(longest.name, ago(now - longest.due).replace(" ago", ""))];
}

function calm(plan, now) {
  if (!plan.all.length) return [words.nothingDue, words.noneYet];
  const next = plan.all.reduce((one, other) => (other.due < one.due ? other : one));
  return [words.nothingDue, words.nextDue(next.name, until(next.due - now))];
}

function count(plan) {
  const skills = plan.due.filter((entry) => entry.kind === "skill").length;
  return { skills, cards: plan.due.length - skills };
}

/** The exercise of the catalogue that was answered last. */
export function lastTouched(book, state) {
  let found = null, at = -Infinity;
  for (const [id, { last }] of state.exercises) {
    if (last && last.at > at && book.exercises[id]) [found, at] = [book.exercises[id], last.at];
  }
  return found;
}
