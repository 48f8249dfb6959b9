// Mastery by chapter: a mark for every exercise, and how many are done.
import { make } from "../build.mjs";
import { link, mark, part, tally } from "./rows.mjs";
import { percent, words } from "./words.mjs";

const SHOWN = ["", "tried", "half", "full", "seen"];
const BLANKS = Object.fromEntries(SHOWN.map((is) => [is, make("span", { class: "nb-mark", "data-is": is })]));  // copying is the quick way to thousands

export function chaptersPart({ book, state }) {
  const rows = book.chapters.map((chapter) => row(chapter, state));
  const key = make("p", { class: "nb-key" }, ...SHOWN.map((is) => make("span", {}, mark(is, ""), words.marks[is])));
  for (const sign of key.querySelectorAll(".nb-mark")) sign.setAttribute("aria-hidden", "true");
  return part("chapters", words.chapters, make("ol", { class: "nb-rows" }, ...rows), key);
}

function row(chapter, state) {
  const { all, done, firstTry } = tally(chapter.exercises, state);
  const line = words.chapterLine(done, all, firstTry);
  const marks = make("span", { class: "nb-marks", role: "img", "aria-label": line },
    ...chapter.exercises.map((id) => BLANKS[state.exercises.get(id)?.mark ?? ""].cloneNode()));
  return make("li", { "data-chapter": chapter.number },
    make("span", { class: "n" }, String(chapter.number)),
    make("span", { class: "two" }, link(chapter.address, chapter.title), marks),
    make("span", { class: "c", title: line }, words.of(done, all),
      all > 0 && make("small", {}, firstTry === null ? percent(done / all) : `${percent(done / all)} · ${words.firstTry(firstTry)}`)));
}
