// When a skill or a card comes back. FSRS does the reckoning; what it is fed is decided here.
import { createEmptyCard, fsrs, generatorParameters, Rating, State } from "../../../vendor/libraries/ts-fsrs.mjs";
import { daysBetween } from "../desk/days.mjs";

const FRESH = { right: Rating.Good, partial: Rating.Hard, wrong: Rating.Again };

/** FSRS for days and not minutes, the same for everyone: no random shift of a day. */
export const scheduler = (options = {}) => fsrs(generatorParameters({ ...options, enable_fuzz: false, enable_short_term: false }));

export const standard = scheduler();
const noon = (day) => new Date(`${day}T12:00:00Z`);  // only whole days count, so one hour is as good as another

/**
 * The grade of a first attempt: what came out, one step down if hints were needed. Null for what grades nothing: an
 * answer after the solution, the reader's own grading, a second try at the same numbers.
 */
export function gradeOf({ state, first, self, seen, hints }) {
  if (!first || self || seen || !(state in FRESH)) return null;
  return state === "right" && hints ? Rating.Hard : FRESH[state];
}

/** Tell `act(key, grade)` what an event says about the skills of its exercise, named by `keysOf(exercise)`, or about its card. */
export function eachGrade(event, keysOf, act) {
  if (!event.day) return;  // from before the log: nobody knows when
  if (event.type === "attempt") {
    const grade = gradeOf(event);
    if (grade !== null) for (const key of keysOf(event.exercise)) act(key, grade);
  } else if (event.type === "card" && event.card.startsWith("term:")) act(event.card, event.grade);
}

/** What `eachGrade` asks for: the skills of an exercise, looked up once. */
export function keysIn(book) {
  const known = new Map();
  const found = (exercise) => (book.exercises[exercise]?.skills ?? []).map((skill) => `skill:${skill}`);
  return (exercise) => known.get(exercise) ?? known.set(exercise, found(exercise)).get(exercise);
}

/** The grade of a day. Of several exercises of a skill the middle, rounded down; of a flash card the first. */
export const gradeOfDay = (key, first, sum, n) => (key.startsWith("term:") ? first : Math.max(1, Math.floor(sum / n)));

/**
 * The reviews of one skill ("skill:…") or card ("term:…"), [{day, grade, first, sum, n}] in the order of days.
 * Several exercises of one skill on one day are one review with the middle of their grades: practice in a row says little about
 * next week. Of a flash card the day's first grade counts; what follows is practice.
 */
export function reviewsOf(key, events, book) {
  const found = [], keysOf = keysIn(book);
  for (const event of events) eachGrade(event, keysOf, (one, grade) => { if (one === key) note(found, event.day, grade); });
  for (const one of found) one.grade = gradeOfDay(key, one.first, one.sum, one.n);
  return found.sort((one, other) => (one.day < other.day ? -1 : 1));
}

/** Note a grade under its day. */
function note(list, day, grade) {
  const known = list.find((one) => one.day === day);
  if (!known) list.push({ day, grade, first: grade, sum: grade, n: 1 });
  else {
    known.sum += grade;
    known.n += 1;
  }
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

/** The memory after a history: { memory, before (that of the review before the last), gap (days between those two) }. */
export function replay(history, fsrs = standard) {
  let before = null, memory = null, gap = 0, last = null;
  for (const one of history) {
    before = memory;
    gap = last ? daysBetween(last.day, one.day) : 0;
    last = one;
    memory = fsrs.next_state(before, gap, one.grade);
  }
  return { before, gap, memory };
}

/**
 * After how many days a thing comes back whose last review, `gap` days after the one before, was graded so. The same as that card
 * says, from the library's own formulas, without a card and four dates for each: a page that plans 5,000 things has no time for those.
 */
export function intervalAfter({ before, gap, memory }, grade, fsrs = standard) {
  const recall = before ? fsrs.forgetting_curve(gap, before.stability) : undefined;
  const stabilityAfter = (other) => {
    if (other === grade) return memory.stability;
    if (before && other !== Rating.Again) return fsrs.next_recall_stability(before.difficulty, before.stability, recall, other);
    return fsrs.next_state(before, gap, other, recall).stability;
  };
  return inOrder((other) => fsrs.next_interval(stabilityAfter(other), gap), grade);
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
