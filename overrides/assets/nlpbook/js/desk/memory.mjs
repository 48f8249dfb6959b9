// The log in memory: every event once, in order, and what they add up to.
import { Derived, derive } from "./derive.mjs";
import { compare } from "./events.mjs";

export class Memory {
  events = [];
  state = new Derived();
  order = 0;  // the largest seen: a Lamport clock
  #ids = new Set();
  #hearsay = new Set();

  get ids() { return new Set(this.#ids); }
  has(id) { return this.#ids.has(id); }

  /** Whether all we know of an event is that another tab told of it: it may hold it in memory alone. */
  isHearsay(id) { return this.#hearsay.has(id); }

  /** Take in what another tab told; returns what was not known. */
  hear(events) {
    const fresh = this.include(events);
    for (const { id } of fresh) this.#hearsay.add(id);
    return fresh;
  }

  /** These are in the database. */
  confirm(events) {
    if (this.#hearsay.size) for (const { id } of events) this.#hearsay.delete(id);
  }

  /** Take in events that are not known yet; returns those. */
  include(events) {
    const fresh = events.filter(({ id }) => !this.#ids.has(id) && this.#ids.add(id)).sort(compare);
    if (!fresh.length) return fresh;
    const behind = this.events.length && compare(fresh[0], this.events.at(-1)) < 0;
    for (const event of fresh) {
      this.events.push(event);
      if (!behind) this.state.take(event);
    }
    if (behind) this.state = derive(this.events);
    this.order = Math.max(this.order, this.events.at(-1).order);
    return fresh;
  }

  /** Know nothing but these. The clock goes on. */
  restart(events) {
    this.events = [];
    this.#ids.clear();
    this.state = new Derived();
    this.include([...events]);
  }
}
