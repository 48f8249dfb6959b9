// A second Python that starts behind the first and waits to take over: a reader's program may have changed the first one, or
// may never end. There is none as long as only numbers and choices are judged.
import { openLine } from "./transport.mjs";

// The first program makes Python load all that programs may use, which takes half as long as its start: one that does nothing
// is run ahead of time.
const FIRST = { type: "ask", id: -1, json: JSON.stringify({ do: "run", item: { id: "" }, answer: "pass" }) };

export class Standby {
  #next = null;  // { line, ready, hear, broken }
  #timer = 0;
  #onReady;

  /** `onReady` is called when the one that waits has started and loaded everything. */
  constructor(onReady) {
    this.#onReady = onReady;
  }

  get ready() { return Boolean(this.#next?.ready); }

  /** Have one started in so many milliseconds; a later call moves the time, unless it has started by then. */
  prepare(delay) {
    clearTimeout(this.#timer);
    if (!this.#next) this.#timer = setTimeout(() => this.#start(), delay);
  }

  /** Hand it over with those who listen to it from now on, started or still starting; null when there is none. */
  take(hear, broken) {
    clearTimeout(this.#timer);
    const taken = this.#next;
    this.#next = null;
    return taken && Object.assign(taken, { hear, broken });
  }

  #start() {
    const drop = () => {
      next.line.close();
      if (this.#next === next) this.#next = null;
    };
    const hear = ({ type }) => {
      if (type === "ready") {
        next.ready = true;
        next.line.send(FIRST);
      }
      if (type === "answer") this.#onReady();
      if (type === "failed" || type === "died") drop();  // whoever needs one then starts it in sight, and hears why it fails
    };
    const next = { line: null, ready: false, hear, broken: drop };
    next.line = openLine((data) => next.hear(data), (text) => next.broken(text));
    this.#next = next;
  }
}
