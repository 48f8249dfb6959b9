// Saving: an event is written ahead at once, then put into the database, and only then leaves what was written ahead.
// What finds no place is held by the page and tried again; the reader is told.
import { removeText, writeText } from "./storage.mjs";
import { words } from "./words.mjs";

const RETRY = 10_000;
const PROBE = "nlpbook:desk:probe";

export class Saving {
  storage = "kept";
  problem = null;          // why not all is where it should be: { what, why }
  reached = false;         // the database has answered at least once
  #waiting = new Map();    // not yet in the database
  #memoryOnly = new Set(); // of these, what could not be written ahead either
  #pause = null;
  #running = null;
  #retry = 0;
  #log;
  #ahead;
  #storageOf;
  #saved;
  #told;

  /** `saved(stamps)` is called after each write to the database, `told()` when storage or the problem has changed. */
  constructor({ log, ahead, storage, saved, told }) {
    this.#log = log;
    this.#ahead = ahead;
    this.#storageOf = storage;
    this.#saved = saved;
    this.#told = told;
  }

  /** The events that the database has not got yet. */
  get waiting() { return [...this.#waiting.values()]; }

  /** Whether everything would be there after this page is closed. */
  get safe() { return this.#memoryOnly.size === 0; }

  /** Hold events until the database has them, written ahead where there is room. */
  hold(events) {
    for (const event of events) {
      this.#waiting.set(event.id, event);
      if (this.#ahead.write(event)) this.#memoryOnly.delete(event.id);
      else this.#memoryOnly.add(event.id);
    }
  }

  /** Hold events that an earlier page has written ahead. */
  resume(events) { for (const event of events) this.#waiting.set(event.id, event); }

  forget(events) {
    for (const { id } of events) {
      this.#waiting.delete(id);
      this.#memoryOnly.delete(id);
    }
  }

  /** Save nothing before `act` is over. */
  pause(act) { this.#pause = act.catch(() => {}).finally(() => { this.#pause = null; }); }

  /** Bring what waits into the database; resolves to whether all of it is there. */
  save() {
    this.#running ??= this.#save();
    return this.#running;
  }

  async #save() {
    await this.#pause;
    clearTimeout(this.#retry);
    while (this.#waiting.size) {
      const batch = this.waiting;
      try {
        const stamps = await this.#log.put(batch);
        this.reached = true;
        this.forget(batch);
        this.#ahead.remove(batch.map(({ id }) => id));
        this.#saved(stamps);
      } catch (error) {
        this.#running = null;
        this.failed(error);
        return false;
      }
    }
    this.#running = null;  // in the same step as the look at what waits: what is added from now on needs a run of its own
    if (this.reached) this.#tell("kept", null);
    return true;
  }

  /** The database did not do what was asked: find out what that means, say so, try again later. */
  failed(error) {
    this.hold(this.waiting.filter(({ id }) => this.#memoryOnly.has(id)));  // there may be room by now
    const kept = this.safe && this.#canWrite();
    const what = (error.name === "QuotaExceededError" ? words.noRoom : words.noDatabase) + (error.message ? ` (${error.message})` : "");
    this.#tell(kept ? "kept" : "visit", { what, why: kept ? words.keptElsewhere : words.notKept });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.save(), RETRY);
    this.#retry.unref?.();  // no reason to keep a program of tests alive
  }

  async close() {
    clearTimeout(this.#retry);
    await this.#running;
    clearTimeout(this.#retry);
  }

  #canWrite() {
    const can = writeText(this.#storageOf, PROBE, "1");
    removeText(this.#storageOf, PROBE);
    return can;
  }

  #tell(storage, problem) {
    const before = JSON.stringify([this.storage, this.problem]);
    Object.assign(this, { storage, problem });
    if (JSON.stringify([storage, problem]) !== before) this.#told();
  }
}
