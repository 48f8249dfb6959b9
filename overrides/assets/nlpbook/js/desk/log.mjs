// The log in the browser's database: new events one by one, older ones in bundles, and beside them what could not be read.
// Every act is one transaction.
import { openDB } from "../../../vendor/libraries/idb.mjs";
import { bundle, sift, unbundle } from "./bundles.mjs";

// The n-th step takes the database from version n to n + 1; steps are added, never changed.
const UPGRADES = [
  (db) => {
    db.createObjectStore("events", { keyPath: "id" });
    db.createObjectStore("aside", { autoIncrement: true });
    db.createObjectStore("meta");
  },
  (db) => db.createObjectStore("bundles", { autoIncrement: true }),
];
const ALL = ["events", "bundles", "aside", "meta"];
const MANY = 300;  // loose events from which bundling is worth it

export class Log {
  #name;
  #opening = null;

  constructor(name) { this.#name = name; }

  /** All that is there: { events, damaged: [{ store, key, what, why }], aside (how many lie there), stamp, loose (not bundled yet) }. */
  async read() {
    const transaction = await this.#begin("readonly");
    const store = (name) => transaction.objectStore(name);
    const [loose, bundles, aside, stamp] = await Promise.all([
      records(store("events")), records(store("bundles")), store("aside").count(), stampOf(store("meta")),
    ]);
    const found = { events: [], damaged: [], aside, stamp, loose: loose.length };
    const add = (name, key, { events, damaged }) => {
      for (const event of events) found.events.push(event);
      for (const one of damaged) found.damaged.push({ store: name, key, ...one });
    };
    for (const { key, value } of bundles) add("bundles", key, unbundle(value));
    for (const { key, value } of loose) add("events", key, sift([value]));
    return found;
  }

  /** Add events, all or none; one that is there already changes nothing. Returns the stamps before and after. */
  async put(events) {
    const transaction = await this.#begin("readwrite");
    const store = transaction.objectStore(events.length < MANY ? "events" : "bundles");
    const values = events.length < MANY ? events : bundle(events);
    const before = await stampOf(transaction.objectStore("meta"));
    const after = { ...before, changes: before.changes + 1 };
    await all(transaction, [...values.map((value) => () => store.put(value)), () => transaction.objectStore("meta").put(after, "stamp")]);
    return { before, after };
  }

  /** Bundle the loose events. What cannot be read stays where it is. */
  async tidy() {
    const transaction = await this.#begin("readwrite");
    const [loose, bundles] = [transaction.objectStore("events"), transaction.objectStore("bundles")];
    const { events } = sift(await loose.getAll());
    await all(transaction, [...bundle(events).map((text) => () => bundles.put(text)), ...events.map(({ id }) => () => loose.delete(id))]);
  }

  /**
   * Move what cannot be read out of the way: [{ store and key (where it is in the log), what, why }].
   * Each place is read once more: a copy that was written ahead may have mended it since.
   */
  async setAside(damaged) {
    const transaction = await this.#begin("readwrite");
    const aside = transaction.objectStore("aside");
    const places = new Map(damaged.filter(({ store }) => store).map((one) => [`${one.store} ${one.key}`, one]));
    const mended = [...places.values()].map(({ store: name, key }) => async () => {
      const store = transaction.objectStore(name);
      const value = await store.get(key).catch(() => null);
      const { events } = name === "events" ? sift([value]) : unbundle(value);
      if (name === "events") return events.length ? undefined : store.delete(key);
      return events.length ? store.put(bundle(events).join("\n"), key) : store.delete(key);
    });
    await all(transaction, [...damaged.map(({ what, why }) => () => aside.put({ what, why })), ...mended]);
  }

  /** Empty the log; returns its stamp, whose generation tells other tabs that what they hold is gone, not merely unknown. */
  async clear() {
    const transaction = await this.#begin("readwrite");
    const meta = transaction.objectStore("meta");
    const { generation } = await stampOf(meta);
    const stamp = { generation: generation + 1, changes: 0 };
    const empty = ["events", "bundles", "aside"].map((name) => () => transaction.objectStore(name).clear());
    await all(transaction, [() => meta.put(stamp, "stamp"), ...empty]);
    return stamp;
  }

  /** What differs whenever another tab has changed something: { generation, changes }. */
  async stamp() { return stampOf((await this.#begin("readonly")).objectStore("meta")); }

  async close() {
    const opening = this.#opening;
    this.#opening = null;
    (await opening?.catch(() => null))?.close();
  }

  async #begin(mode) {
    const transaction = (await this.#open()).transaction(ALL, mode, { durability: "strict" });
    transaction.done.catch(() => {});  // whoever waits for the acts hears of it
    return transaction;
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

const stampOf = async (meta) => (await meta.get("stamp")) ?? { generation: 0, changes: 0 };

/** Do all acts and wait for them and for the transaction, so that nothing fails unseen; an act on an aborted transaction throws. */
async function all(transaction, acts) {
  await Promise.all([...acts.map(async (act) => act()), transaction.done]);
}

/** All records as { key, value }; where the browser cannot read them in one go, those that it can read one by one. */
async function records(store) {
  const keys = await store.getAllKeys();
  try {
    return (await store.getAll()).map((value, place) => ({ key: keys[place], value }));
  } catch {
    return Promise.all(keys.map((key) => store.get(key).then((value) => ({ key, value }), () => ({ key, value: null }))));
  }
}
