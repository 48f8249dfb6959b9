// When a skill or a card comes back. FSRS does the reckoning; what it is fed is decided here.
import { createEmptyCard, fsrs, generatorParameters, Rating, State } from "../../../vendor/libraries/ts-fsrs.mjs";
import { daysBetween, localDay } from "../desk/days.mjs";

const FRESH = { right: Rating.Good, partial: Rating.Hard, wrong: Rating.Again };

/** FSRS for days and not minutes, the same for everyone: no random shift of a day. */
export const scheduler = (options = {}) => fsrs(generatorParameters({ ...options, enable_fuzz: false, enable_short_term: false }));

const standard = scheduler();
const noon = (day) => new Date(`${day}T12:00:00Z`);  // only whole days count, so one hour is as good as another
const midnight = (day) => new Date(`${day}T00:00:00`).getTime();

/**
 * The grade of a first attempt: what came out, one step down if hints were needed. Null for what grades nothing: an
 * answer after the solution, the reader's own grading, a second try at the same numbers.
 */
export function gradeOf({ state, first, self, seen, hints }) {
  if (!first || self || seen || !(state in FRESH)) return null;
  return state === "right" && hints ? Rating.Hard : FRESH[state];
}

/**
 * Reviews by "skill:…" and "term:…", each [{day, grade}] in the order of days.
 * Several exercises of one skill on one day are one review with the middle of their grades, rounded down: practice in a row
 * says little about next week. Of a flash card the day's first grade counts; what follows is practice.
 */
export function reviews(events, book) {
  const grades = new Map();
  const note = (key, day, grade) => {
    if (!grades.has(key)) grades.set(key, new Map());
    const days = grades.get(key);
    if (days.has(day)) days.get(day).push(grade);
    else days.set(day, [grade]);
  };
  for (const event of events) {
    if (!event.day) continue;  // from before the log: nobody knows when
    if (event.type === "attempt") {
      const grade = gradeOf(event);
      if (grade !== null) for (const skill of book.exercises[event.exercise]?.skills ?? []) note(`skill:${skill}`, event.day, grade);
    } else if (event.type === "card" && event.card.startsWith("term:")) note(event.card, event.day, event.grade);
  }
  const middle = (all) => Math.max(1, Math.floor(all.reduce((sum, grade) => sum + grade, 0) / all.length));
  return new Map([...grades].map(([key, days]) => {
    const grade = key.startsWith("term:") ? (all) => all[0] : middle;
    return [key, [...days].map(([day, all]) => ({ day, grade: grade(all) })).sort((one, other) => (one.day < other.day ? -1 : 1))];
  }));
}

/**
 * The library's card after a history of reviews. Only the last review asks for the whole card; the ones before it only move
 * the memory's two numbers, which is twenty times faster.
 */
export function remembered(history, fsrs = standard) {
  let memory = null;
  for (const [place, { day, grade }] of history.slice(0, -1).entries()) {
    memory = fsrs.next_state(memory, place ? daysBetween(history[place - 1].day, day) : 0, grade);
  }
  const last = history.at(-1), before = history.at(-2);
  const empty = createEmptyCard(noon(before?.day ?? last.day));
  const card = memory ? { ...empty, ...memory, state: State.Review, reps: history.length - 1, last_review: noon(before.day) } : empty;
  return fsrs.next(card, noon(last.day), last.grade).card;
}

/**
 * Everything that was ever reviewed, and what of it is due today or overdue, most forgotten first.
 * Entries: {key, kind: "skill"|"card", id, name, due (ms, the day's beginning), recall (0 to 1), first and day (of the first and last review)}.
 */
export function schedule(events, book, now = Date.now()) {
  const today = localDay(now);
  const terms = new Map(book.terms.map((term) => [`term:${term.id}`, term.term]));
  const all = [];
  for (const [key, history] of reviews(events, book)) {
    const [kind, id] = key.startsWith("skill:") ? ["skill", key.slice(6)] : ["card", key.slice(5)];
    const name = kind === "skill" ? book.skills[id] : terms.get(key);
    if (name === undefined) continue;  // it has left the book
    const card = remembered(history);
    const dueDay = card.due.toISOString().slice(0, 10);
    const recall = standard.get_retrievability(card, today > history.at(-1).day ? noon(today) : card.last_review, false);
    all.push({ key, kind, id, name, due: midnight(dueDay), recall, first: history[0].day, day: history.at(-1).day });
  }
  const due = all.filter((entry) => entry.due <= now).sort((one, other) => one.recall - other.recall || (one.key < other.key ? -1 : 1));
  return { all, due, today };
}
