// All reviews folded down to what a plan needs of them. Two years of answers take a tenth of a second to go through; folded,
// only what is new has to be looked at.
import { daysBetween } from "../desk/days.mjs";
import { eachGrade, gradeOfDay, intervalAfter, keysIn, replay, reviewsOf, standard } from "./schedule.mjs";

export class Fold {
  #book;
  #keysOf;
  #reviewed;  // key -> { first, day (the last), one, sum and n (that day's grades), before, gap, memory, interval }: see schedule.mjs
  #count;     // of the events that are in it
  #last;      // the name of the last of them

  /** Empty, or what `kept` of another gave, for a book with the same skills. */
  constructor(book, { count = 0, last = "", reviewed = [] } = {}) {
    this.#book = book;
    this.#keysOf = keysIn(book);
    this.#count = count;
    this.#last = last;
    this.#reviewed = new Map(reviewed);
  }

  /**
   * Take in what is new; `events` are all that there are, in order. Returns false, and changes nothing, if they do not begin with
   * those that are in it. A log only grows: if as many events end with the same one, they are the same.
   */
  take(events) {
    if (this.#count && events[this.#count - 1]?.id !== this.#last) return false;
    const touched = new Set(), late = new Set();
    for (const event of events.slice(this.#count)) {
      eachGrade(event, this.#keysOf, (key, grade) => {
        touched.add(key);
        if (!this.#note(key, event.day, grade)) late.add(key);
      });
    }
    for (const key of late) this.#reviewed.set(key, whole(reviewsOf(key, events, this.#book)));
    for (const key of touched) this.#settle(key, this.#reviewed.get(key));
    this.#count = events.length;
    this.#last = events.at(-1)?.id ?? "";
    return true;
  }

  /** What was reviewed: [key, { first, day, memory, interval }]. */
  get reviewed() { return this.#reviewed; }

  /** What the constructor takes, to be kept. */
  get kept() { return { count: this.#count, last: this.#last, reviewed: [...this.#reviewed] }; }

  /** Note a grade under its day; false if a later day was noted before. */
  #note(key, day, grade) {
    const known = this.#reviewed.get(key);
    if (!known) {
      this.#reviewed.set(key, { first: day, day, one: grade, sum: grade, n: 1, before: null, gap: 0, memory: null, interval: 0 });
    } else if (day === known.day) {
      known.sum += grade;
      known.n += 1;
    } else if (day > known.day) {
      known.before = standard.next_state(known.before, known.gap, gradeOfDay(key, known.one, known.sum, known.n));
      known.gap = daysBetween(known.day, day);
      known.day = day;
      known.one = known.sum = grade;
      known.n = 1;
    }
    return !known || day >= known.day;
  }

  #settle(key, known) {
    const grade = gradeOfDay(key, known.one, known.sum, known.n);
    known.memory = standard.next_state(known.before, known.gap, grade);
    known.interval = intervalAfter(known, grade);
  }
}

/** The record of a whole history. */
function whole(history) {
  const { day, first: one, sum, n } = history.at(-1);
  return { first: history[0].day, day, one, sum, n, ...replay(history), interval: 0 };
}
