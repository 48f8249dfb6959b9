// What lies half done: recent mistakes, what is partly right, bookmarks; and the next exercise of the open chapter.
import { make } from "../build.mjs";
import { lastTouched } from "./due.mjs";
import { link, part } from "./rows.mjs";
import { words } from "./words.mjs";

const SHOWN = 8;

export function leftPart({ book, state }) {
  const left = leftOver(book, state);
  const rows = left.slice(0, SHOWN).map(([id, says]) => row(book.exercises[id], says));
  const next = nextExercise(book, state);
  const parts = [part("left", words.left, rows.length ? make("ol", { class: "nb-rows" }, ...rows) : make("p", { class: "nb-quiet" }, words.nothingLeft))];
  if (next) parts.unshift(part("next", words.next, make("ol", { class: "nb-rows" }, row(next, ""))));
  return make("div", { class: "nb-desk-parts" }, ...parts);
}

const row = (exercise, says) => make("li", {},
  make("span", { class: "n" }, exercise.number), link(exercise.address, exercise.title), make("span", { class: "c" }, says));

/** [id, what is the matter] of mistakes and half answers, latest first, then of bookmarks. */
export function leftOver(book, state) {
  const known = [...state.exercises].filter(([id]) => book.exercises[id]);
  const open = known.filter(([, { mark }]) => mark === "tried" || mark === "half");
  open.sort(([, one], [, other]) => (other.last?.at ?? 0) - (one.last?.at ?? 0));
  const rows = open.map(([id, { mark, last }]) => [id, mark === "half" ? words.half : words.said(last?.said)]);
  const there = new Set(rows.map(([id]) => id));
  for (const [id, { bookmark }] of known) if (bookmark && !there.has(id)) rows.push([id, words.bookmarked]);
  return rows;
}

/** The first exercise not done after the last one that was touched, else of the first chapter that has some open. */
export function nextExercise(book, state) {
  const open = (id) => (state.exercises.get(id)?.mark ?? "") === "";
  const at = lastTouched(book, state)?.chapter ?? 0;
  const chapters = [...book.chapters].sort((one, other) => Number(one.number < at) - Number(other.number < at) || one.number - other.number);
  for (const { exercises } of chapters) {
    const id = exercises.find(open);
    if (id) return book.exercises[id];
  }
  return null;
}
