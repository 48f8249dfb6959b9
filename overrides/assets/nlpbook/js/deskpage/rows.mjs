// Small things that several parts of the desk are made of.
import { make } from "../build.mjs";
import { address } from "../site.mjs";
import { words } from "./words.mjs";

/** A section with its heading. */
export const part = (name, title, ...children) =>
  make("section", { "data-part": name, "aria-labelledby": `desk-${name}` }, make("h2", { id: `desk-${name}` }, title), ...children);

/** The mark of one exercise, with its word. */
export const mark = (is, says = words.marks[is]) => make("span", { class: "nb-mark", "data-is": is, role: "img", "aria-label": says });

/** A link to a place in the book. */
export const link = (place, text) => make("a", { href: address(place) }, text);

/** Of these exercises: how many there are, are done, were tried, and what share was right at once (null before any try). */
export function tally(ids, state) {
  const known = ids.map((id) => state.exercises.get(id)).filter(Boolean);
  const tried = known.filter((one) => one.firstTry !== null);
  const first = tried.filter((one) => one.firstTry).length;
  return {
    all: ids.length,
    done: known.filter((one) => one.mark === "full").length,
    firstTry: tried.length ? first / tried.length : null,
  };
}
