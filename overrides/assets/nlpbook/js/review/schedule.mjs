// When a skill or a card comes back. FSRS does the reckoning; what it is fed is decided here.
import { createEmptyCard, fsrs, generatorParameters, Rating, State } from "../../../vendor/libraries/ts-fsrs.mjs";
import { addDays, daysBetween, localDay } from "../desk/days.mjs";

const FRESH = { right: Rating.Good, partial: Rating.Hard, wrong: Rating.Again };

/** FSRS for days and not minutes, the same for everyone: no random shift of a day. */
export const scheduler = (options = {}) => fsrs(generatorParameters({ ...options, enable_fuzz: false, enable_short_term: false }));

const standard = scheduler();
const noon = (day) => new Date(`${day}T12:00:00Z`);  // only whole days count, so one hour is as good as another

/**
 * The grade of a first attempt: what came out, one step down if hints were needed. Null for what grades nothing: an
 * answer after the solution, the reader's own grading, a second try at the same numbers.
 */
export function gradeOf({ state, first, self, seen, hints }) {
  if (!first || self || seen || !(state in FRESH)) return null;
  return state === "right" && hints ? Rating.Hard : FRESH[state];
}

/**
 * Reviews by "skill:…" and "term:…", or of one of them alone, each [{day, grade}] in the order of days.
 * Several exercises of one skill on one day are one review with the middle of their grades, rounded down: practice in a row
 * says little about next week. Of a flash card the day's first grade counts; what follows is practice.
 */
export function reviews(events, book, only = null) {
  const found = new Map();    // key -> [{ day, grade, first, sum, n }]
  const skillsOf = new Map(); // exercise -> the lists of its skills
  const listOf = (key) => found.get(key) ?? found.set(key, []).get(key);
  const keysOf = (exercise) => (book.exercises[exercise]?.skills ?? []).map((skill) => `skill:${skill}`);
  const listsOf = (exercise) => keysOf(exercise).filter((key) => only === null || key === only).map(listOf);
  for (const event of events) {
    if (!event.day) continue;  // from before the log: nobody knows when
    if (event.type === "attempt") {
      const grade = gradeOf(event);
      if (grade === null) continue;
      const lists = skillsOf.get(event.exercise) ?? skillsOf.set(event.exercise, listsOf(event.exercise)).get(event.exercise);
      for (const list of lists) note(list, event.day, grade);
    } else if (event.type === "card" && event.card.startsWith("term:") && (only === null || event.card === only)) {
      note(listOf(event.card), event.day, event.grade);
    }
  }
  for (const [key, list] of found) settle(list, key.startsWith("term:"));
  return found;
}

/** Note a grade under its day; most events come in the order of days. */
function note(list, day, grade) {
  const last = list.at(-1);
  const known = last?.day === day ? last : last?.day > day && list.find((one) => one.day === day);
  if (!known) list.push({ day, grade, first: grade, sum: grade, n: 1 });
  else {
    known.sum += grade;
    known.n += 1;
  }
}

/** Give each day its grade, in place: there are tens of thousands. */
function settle(list, card) {
  let sorted = true, before = "";
  for (const one of list) {
    one.grade = card ? one.first : Math.max(1, Math.floor(one.sum / one.n));
    sorted &&= before < one.day;
    before = one.day;
  }
  if (!sorted) list.sort((one, other) => (one.day < other.day ? -1 : 1));
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
 * What of that card a schedule needs: { stability, interval (days until it comes back) }. The same numbers, from the library's
 * own formulas, without a card and four dates for each: a page that plans 5,000 things has no time for those.
 */
export function memoryAfter(history, fsrs = standard) {
  let before = null, memory = null, days = 0, last = null;
  for (const one of history) {
    before = memory;
    days = last ? daysBetween(last.day, one.day) : 0;
    last = one;
    memory = fsrs.next_state(before, days, one.grade);
  }
  const recall = before && fsrs.forgetting_curve(days, before.stability);
  const stabilityAfter = (grade) => {
    if (grade === last.grade) return memory.stability;
    if (before && grade !== Rating.Again) return fsrs.next_recall_stability(before.difficulty, before.stability, recall, grade);
    return fsrs.next_state(before, days, grade, recall ?? undefined).stability;
  };
  const intervalOf = (grade) => fsrs.next_interval(stabilityAfter(grade), days);
  return { stability: memory.stability, interval: inOrder(intervalOf, last.grade) };
}

/** The library's rule: a better grade brings a thing back later, by a day at least, and Again no later than Hard. */
function inOrder(intervalOf, grade) {
  const hard = intervalOf(Rating.Hard);
  let interval = Math.min(intervalOf(Rating.Again), hard);
  if (grade >= Rating.Hard) interval = Math.max(hard, interval + 1);
  if (grade >= Rating.Good) interval = Math.max(intervalOf(Rating.Good), interval + 1);
  if (grade >= Rating.Easy) interval = Math.max(intervalOf(Rating.Easy), interval + 1);
  return interval;
}

/**
 * Everything that was ever reviewed, and what of it is due today or overdue, most forgotten first.
 * Entries: {key, kind: "skill"|"card", id, name, due (ms, the day's beginning), recall (0 to 1), first and day (of the first and last review)}.
 */
export function schedule(events, book, now = Date.now()) {
  const today = localDay(now);
  const terms = new Map(book.terms.map((term) => [`term:${term.id}`, term.term]));
  const midnights = new Map();
  const midnight = (day) => midnights.get(day) ?? midnights.set(day, new Date(`${day}T00:00:00`).getTime()).get(day);
  const all = [];
  for (const [key, history] of reviews(events, book)) {
    const [kind, id] = key.startsWith("skill:") ? ["skill", key.slice(6)] : ["card", key.slice(5)];
    const name = kind === "skill" ? book.skills[id] : terms.get(key);
    if (name === undefined) continue;  // it has left the book
    const { stability, interval } = memoryAfter(history);
    const { day } = history.at(-1);
    const recall = standard.forgetting_curve(Math.max(0, daysBetween(day, today)), stability);
    all.push({ key, kind, id, name, due: midnight(addDays(day, interval)), recall, first: history[0].day, day });
  }
  const due = all.filter((entry) => entry.due <= now).sort((one, other) => one.recall - other.recall || (one.key < other.key ? -1 : 1));
  return { all, due, today };
}
