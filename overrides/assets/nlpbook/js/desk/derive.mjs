// What the events add up to. A function of their set: sorted here, so that it never matters when one arrived.
import { localDay, streak } from "./days.mjs";
import { compare } from "./events.mjs";

const RANK = { "": 0, seen: 1, tried: 1, half: 2, full: 3 };
const AFTER = { right: "full", partial: "half", wrong: "tried", revealed: "seen" };

/** The mark after a verdict. What was reached is never lost, and an answer given after its solution does not count as solved. */
export function markAfter(mark, state, solutionSeen) {
  if (solutionSeen) return mark === "full" || mark === "half" ? mark : "seen";
  const next = AFTER[state] ?? "";
  return RANK[next] > RANK[mark] || (next === "tried" && mark === "seen") ? next : mark;
}

/** What is known of an exercise nobody has touched. */
export const untouched = () => ({
  mark: "", tries: 0, hints: 0, firstTry: null, selfGraded: false, bookmark: false, last: null, passedAt: null,
  seenSeeds: [], triedSeeds: [],
});

const ACTS = {
  attempt(exercise, event) {
    const first = exercise.last === null && event.first !== false && !event.self;
    if (first) exercise.firstTry = event.state === "right" && !event.seen;
    exercise.mark = markAfter(exercise.mark, event.state, event.seen);
    if (exercise.mark === "full") exercise.passedAt ??= event.at;
    exercise.tries += event.times ?? 1;
    exercise.selfGraded ||= event.self;
    exercise.last = { at: event.at, day: event.day, state: event.state, said: event.said ?? "" };
    note(exercise.triedSeeds, event.seed);
  },
  hint(exercise) { exercise.hints += 1; },
  seen(exercise, event) {
    exercise.mark = markAfter(exercise.mark, "revealed", true);
    note(exercise.seenSeeds, event.seed);
  },
  bookmark(exercise, event) { exercise.bookmark = event.on; },
};
const DONE = new Set(["attempt", "card", "exam"]);  // what makes a day count

const note = (seeds, seed) => { if (!seeds.includes(seed)) seeds.push(seed); };

export class Derived {
  exercises = new Map();
  days = new Map();

  /** The streak is asked for on some day, today unless told. */
  streakOn(today = localDay()) { return streak(this.days.keys(), today); }
  get streak() { return this.streakOn(); }

  /** What is known of one exercise, also when that is nothing. */
  of(id) { return this.exercises.get(id) ?? untouched(); }

  /** Take in an event that comes after all so far. */
  take(event) {
    const act = ACTS[event.type];
    if (act) {
      if (!this.exercises.has(event.exercise)) this.exercises.set(event.exercise, untouched());
      act(this.exercises.get(event.exercise), event);
    }
    if (DONE.has(event.type) && event.day) this.days.set(event.day, (this.days.get(event.day) ?? 0) + 1);
  }
}

/** Sort events in place and derive everything from them. */
export function derive(events) {
  const state = new Derived();
  for (const event of events.sort(compare)) state.take(event);
  return state;
}
