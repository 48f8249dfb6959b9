// The log in memory: every event once, in order, and what they add up to.
import { Derived, derive } from "./derive.mjs";
import { compare } from "./events.mjs";

export class Memory {
  events = [];
  state = new Derived();
  order = 0;  // the largest seen: a Lamport clock
  #ids = new Set();

  has(id) { return this.#ids.has(id); }

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
