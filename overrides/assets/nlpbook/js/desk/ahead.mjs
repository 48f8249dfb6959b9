// Written ahead: each event goes to localStorage at once, one entry per event so that two tabs never write the same one,
// and leaves it when the database has it. What a closed tab left behind is found here at the next start.
import { fault } from "./events.mjs";
import { keysOf, readText, removeText, writeText } from "./storage.mjs";

const PREFIX = "nlpbook:desk:ahead:";

export class Ahead {
  #storage;

  constructor(storage) { this.#storage = storage; }

  /** Returns false when storage is refused or full. */
  write(event) { return writeText(this.#storage, PREFIX + event.id, JSON.stringify(event)); }

  remove(ids) { for (const id of ids) removeText(this.#storage, PREFIX + id); }

  /** What was written ahead and not taken over: events, and what cannot be read as [{ ahead (its id), what, why }]. */
  list() {
    const found = { events: [], damaged: [] };
    for (const key of keysOf(this.#storage, PREFIX)) {
      const text = readText(this.#storage, key);
      if (text === null) continue;  // another tab was quicker
      const event = parsed(text);
      const why = fault(event);
      if (why) found.damaged.push({ ahead: key.slice(PREFIX.length), what: text, why });
      else found.events.push(event);
    }
    return found;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
