// What comes back when: the plan that the desk shows and a review asks from.
import { addDays, daysBetween, localDay } from "../desk/days.mjs";
import { Fold } from "./fold.mjs";
import { standard } from "./schedule.mjs";

/** The plan of these events, of a book, at some time. */
export function schedule(events, book, now = Date.now()) {
  const fold = new Fold(book);
  fold.take(events);
  return planOf(fold, book, now);
}

/**
 * Everything that was ever reviewed, and what of it is due today or overdue, most forgotten first.
 * Entries: {key, kind: "skill"|"card", id, name, due (ms, the day's beginning), recall (0 to 1), first and day (of the first and last review)}.
 */
export function planOf(fold, book, now) {
  const today = localDay(now);
  const terms = new Map(book.terms.map((term) => [`term:${term.id}`, term.term]));
  const midnights = new Map();
  const midnight = (day) => midnights.get(day) ?? midnights.set(day, new Date(`${day}T00:00:00`).getTime()).get(day);
  const all = [];
  for (const [key, { first, day, memory, interval }] of fold.reviewed) {
    const [kind, id] = key.startsWith("skill:") ? ["skill", key.slice(6)] : ["card", key.slice(5)];
    const name = kind === "skill" ? book.skills[id] : terms.get(key);
    if (name === undefined) continue;  // it has left the book
    const remembered = standard.forgetting_curve(Math.max(0, daysBetween(day, today)), memory.stability);
    all.push({ key, kind, id, name, due: midnight(addDays(day, interval)), recall: remembered, first, day });
  }
  const due = all.filter((entry) => entry.due <= now).sort((one, other) => one.recall - other.recall || (one.key < other.key ? -1 : 1));
  return { all, due, today };
}
