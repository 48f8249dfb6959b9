// The log in the browser's database: events by id, and beside them what could not be read. One transaction per act.
import { openDB } from "../../../vendor/libraries/idb.mjs";
import { fault } from "./events.mjs";

// The n-th step takes the database from version n to n + 1; steps are added, never changed.
const UPGRADES = [
  (db) => {
    db.createObjectStore("events", { keyPath: "id" });
    db.createObjectStore("aside", { autoIncrement: true });
    db.createObjectStore("meta");
  },
];

export class Log {
  #name;
  #opening = null;

  constructor(name) { this.#name = name; }

  /** Every event that can be read, and what cannot: { events, damaged: [{ key, what, why }], aside (how many lie there), generation }. */
  async read() {
    const db = await this.#open();
    const transaction = db.transaction(["events", "aside", "meta"]);
    const [all, aside, generation] = await Promise.all([
      records(transaction.objectStore("events")), transaction.objectStore("aside").count(), transaction.objectStore("meta").get("generation"),
    ]);
    const found = { events: [], damaged: [], aside, generation: generation ?? 0 };
    for (const { key, value } of all) {
      const why = fault(value);
      if (why) found.damaged.push({ key: key ?? value?.id, what: value, why });
      else found.events.push(value);
    }
    return found;
  }

  /** Add events, all or none. One that is there already is written over by itself. */
  async put(events) {
    const transaction = (await this.#open()).transaction("events", "readwrite", { durability: "strict" });
    await all(transaction, events.map((event) => transaction.store.put(event)));
  }

  /** Move what cannot be read out of the way: [{ key (when it is in the log), what, why }]. */
  async setAside(damaged) {
    const transaction = (await this.#open()).transaction(["events", "aside"], "readwrite");
    await all(transaction, damaged.flatMap(({ key, what, why }) => [
      transaction.objectStore("aside").put({ what, why }),
      ...(key === undefined ? [] : [transaction.objectStore("events").delete(key)]),
    ]));
  }

  /** Empty the log. The generation tells other tabs that what they hold is gone, not merely unknown. */
  async clear() {
    const transaction = (await this.#open()).transaction(["events", "aside", "meta"], "readwrite", { durability: "strict" });
    const meta = transaction.objectStore("meta");
    const generation = ((await meta.get("generation")) ?? 0) + 1;
    await all(transaction, [
      meta.put(generation, "generation"), transaction.objectStore("events").clear(), transaction.objectStore("aside").clear(),
    ]);
    return generation;
  }

  /** What changes whenever another tab changed something: { count, generation }. */
  async stamp() {
    const transaction = (await this.#open()).transaction(["events", "meta"]);
    const [count, generation] = await Promise.all([
      transaction.objectStore("events").count(), transaction.objectStore("meta").get("generation"),
    ]);
    return { count, generation: generation ?? 0 };
  }

  async close() {
    const opening = this.#opening;
    this.#opening = null;
    (await opening?.catch(() => null))?.close();
  }

  #open() {
    if (this.#opening) return this.#opening;
    const forget = () => { if (this.#opening === opening) this.#opening = null; };  // the next act tries again
    const opening = openDB(this.#name, UPGRADES.length, {
      upgrade: (db, from) => { for (const step of UPGRADES.slice(from)) step(db); },
      blocking: (_current, _wanted, event) => { event.target.close(); forget(); },  // a newer book wants to upgrade
      terminated: forget,
    });
    opening.catch(forget);
    this.#opening = opening;
    return opening;
  }
}

/** Wait for the requests and the transaction together, so that neither fails unseen. */
async function all(transaction, requests) {
  await Promise.all([...requests, transaction.done]);
}

/** All records as { key, value }; where the browser cannot read them in one go, those that it can read one by one. */
async function records(store) {
  try {
    return (await store.getAll()).map((value) => ({ value }));
  } catch {
    const keys = await store.getAllKeys();
    return Promise.all(keys.map((key) => store.get(key).then((value) => ({ key, value }), () => ({ key, value: null }))));
  }
}
