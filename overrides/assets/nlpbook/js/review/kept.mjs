// The plan of this page's visit: what an earlier page folded is taken up, and kept for the next.
import { desk } from "../desk/desk.mjs";
import { Fold } from "./fold.mjs";
import { planOf } from "./plan.mjs";
import { recall, shelve } from "./shelf.mjs";

let early = null;    // what an earlier page kept
let current = null;  // { book, fold } of this page

/** Settles when it is known whether an earlier page kept something. A plan can be made without; it only takes longer. */
export const recalled = recall().then((kept) => { early = kept; });
desk.addEventListener("erase", () => { early = current = null; });

/** The plan of all events, in their order: see plan.mjs. */
export function plan(events, book, now = Date.now()) {
  if (current?.book !== book || !current.fold.take(events)) current = { book, fold: folded(events, book) };
  shelve(() => current?.fold.kept);
  return planOf(current.fold, book, now);
}

function folded(events, book) {
  const fold = early ? new Fold(book, early) : null;
  early = null;
  if (fold?.take(events)) return fold;
  const anew = new Fold(book);
  anew.take(events);
  return anew;
}
