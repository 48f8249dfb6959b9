// The clock of an exam. It follows the wall, but never goes back: setting the device's clock back gains no time.
const MINUTE = 60_000;

/** The minutes at which the time left is said aloud. */
export const SPOKEN = [10, 1];

export class ExamClock {
  #wall;
  #steady;
  #last;      // the latest time it has shown
  #lastSteady;

  /**
   * `seenAt` is the latest time that was seen before a reload. `wall()` is the device's clock, `steady()` one that only
   * counts up while the page lives; both in milliseconds.
   */
  constructor(seenAt = 0, { wall = () => Date.now(), steady = () => performance.now() } = {}) {
    this.#wall = wall;
    this.#steady = steady;
    this.#last = Math.max(seenAt, wall());
    this.#lastSteady = steady();
  }

  /** Now, never earlier than any time before. */
  now() {
    const steady = this.#steady();
    this.#last = Math.max(this.#wall(), this.#last + Math.max(0, steady - this.#lastSteady));
    this.#lastSteady = steady;
    return this.#last;
  }
}

/** The time left as { minutes } or, in the last minute, { seconds }; a minute begun counts. */
export function timeLeft(endsAt, now) {
  const left = Math.max(0, endsAt - now);
  return left > MINUTE ? { minutes: Math.ceil(left / MINUTE) } : { seconds: Math.ceil(left / 1000) };
}

/** Which of the spoken minutes was passed between two looks; null for none. */
export function passed(endsAt, before, now) {
  return SPOKEN.find((minutes) => endsAt - before > minutes * MINUTE && endsAt - now <= minutes * MINUTE) ?? null;
}
