// A device with what can go wrong on it: storage that fills up or is refused, a database that aborts, a clock that jumps,
// tabs that die between any two steps. The desk's own modules run unchanged on it.
const js = new URL("../../overrides/assets/nlpbook/js/", import.meta.url);
export const { Keeper } = await import(new URL("desk/keeper.mjs", js));
export const { Log } = await import(new URL("desk/log.mjs", js));
const { forgetDrafts } = await import(new URL("store.mjs", js));
const { openDB } = await import("idb");

const AHEAD = "nlpbook:desk:ahead:";
const never = () => new Promise(() => {});
let devices = 0;

// The database of a device with little room: after so many more records, transactions abort in their midst.
const room = new Map();
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...record) {
  const { name } = this.transaction.db;
  const request = put.apply(this, record);
  if (room.has(name)) room.set(name, room.get(name) - 1);
  if (room.get(name) < 0) this.transaction.abort();
  return request;
};

// Tabs of one device hear each other, later; a dead one hears nothing.
const channels = new Set();
let current = null;  // the tab whose globals these are
Object.defineProperty(globalThis, "localStorage", { configurable: true, get: () => current.storage });
globalThis.BroadcastChannel = class {
  constructor(name) {
    Object.assign(this, { name, tab: current });
    channels.add(this);
  }
  postMessage(data) {
    if (this.tab.dead) return;
    for (const other of channels) {
      if (other === this || other.name !== this.name) continue;
      queueMicrotask(() => { if (channels.has(other) && !other.tab.dead) other.onmessage?.({ data: structuredClone(data) }); });
    }
  }
  close() { channels.delete(this); }
};

export class Device {
  texts = new Map();       // localStorage
  full = false;            // no room in localStorage
  refused = false;         // touching localStorage throws
  time = Date.UTC(2026, 2, 1, 12);
  kept = new Map();        // events the device has accepted: nothing may lose them
  stored = new Set();      // ids of what its database took since it was last emptied
  passed = new Map();      // and exercises passed by records of version 1
  damaged = new Map();     // ids of events that were destroyed, which is no loss of ours: how often
  tabs = [];
  name = `device-${devices += 1}`;

  /** The database takes `puts` more records, then every transaction aborts; null: there is room. */
  set room(puts) {
    if (puts === null) room.delete(this.name);
    else room.set(this.name, puts);
  }

  /** Open a tab; with `steps` it may die while it starts. */
  async open(steps = Infinity) {
    const tab = new Tab(this, steps);
    this.tabs.push(tab);
    await tab.settles(tab.keeper.ready);
    return tab;
  }

  get live() { return this.tabs.filter(({ dead }) => !dead); }

  /** Change the stored bytes behind everybody's back: `change(db)`. */
  async meddle(change) {
    if (!(await indexedDB.databases()).some(({ name }) => name === this.name)) return;
    const left = room.get(this.name) ?? null;
    this.room = null;
    const db = await openDB(this.name);
    await change(db);
    db.close();
    this.room = left;
  }

  erased = new Set();      // ids that the reader wanted gone: nothing is promised of them

  /** A record of an event is destroyed, perhaps the only one: nothing is promised of it. `text` is what it was. */
  release(id, text) {
    this.kept.delete(id);
    if (id.startsWith("v1-")) this.passed.delete(`old ${/"exercise":"([^"]+)"/.exec(text)?.[1]}`);
  }

  /** The same, where the database has it. */
  lose(id, text) {
    this.release(id, text);
    this.damaged.set(id, (this.damaged.get(id) ?? 0) + 1);
  }

  /** The reader has erased all there was: nothing is promised of what came to lie there while that was done, either. */
  wasErased() {
    for (const id of this.kept.keys()) if (!this.stored.has(id) && !this.texts.has(AHEAD + id)) this.kept.delete(id);
  }

  promise(kept, passed, erased) { Object.assign(this, { kept, passed, erased }); }

  leave() {
    for (const tab of this.tabs) tab.die();
    this.room = null;
    forgetDrafts();
    indexedDB.deleteDatabase(this.name);
  }
}

/** The event of an entry written ahead; none in one that was damaged and is put back as it was. */
function eventsIn(text) {
  try {
    return [JSON.parse(text)].filter(({ id }) => id);
  } catch {
    return [];
  }
}

export class Tab {
  dead = false;
  known = new Set();  // events it was told of
  undo = null;
  #died;

  constructor(device, steps) {
    Object.assign(this, { device, steps });
    this.death = new Promise((resolve) => { this.#died = resolve; });
    this.use();
    this.log = new TabLog(this);
    this.keeper = new Keeper({ name: device.name, log: this.log, storage: () => this.storage, now: () => device.time });
  }

  /** Count a step; false when the tab has died before it. */
  step() {
    if ((this.steps -= 1) < 0) this.die();
    return !this.dead;
  }

  use() { current = this; }

  /** Wait for what the tab does, or for its end; tells whether it lived to see the result. */
  async settles(act) { return Promise.race([act.then(() => true), this.death]); }

  die() {
    this.dead = true;
    this.#died(false);
    this.deafen();
  }

  /** Hear nothing of other tabs any more, as a tab that sleeps. */
  deafen() { for (const channel of channels) if (channel.tab === this) channels.delete(channel); }

  get storage() {
    const { device } = this;
    if (device.refused || this.dead) throw new DOMException("refused", "SecurityError");
    const { texts } = device;
    return {
      get length() { return texts.size; },
      key: (place) => [...texts.keys()][place] ?? null,
      getItem: (key) => texts.get(key) ?? null,
      setItem: (key, text) => {
        if (!this.step()) throw new DOMException("dead", "SecurityError");
        if (device.full) throw new DOMException("full", "QuotaExceededError");
        texts.set(key, text);
        if (key.startsWith(AHEAD)) this.accept(eventsIn(text));
      },
      removeItem: (key) => { if (this.step()) texts.delete(key); },
    };
  }

  accept(events) {
    const { kept, erased } = this.device;
    for (const event of events) if (!erased.has(event.id)) kept.set(event.id, event);
  }
}

/** The real log, with a step before and after each transaction: a dead tab's acts never end. */
class TabLog extends Log {
  constructor(tab) {
    super(tab.device.name);
    this.tab = tab;
  }

  async #around(act) {
    if (!this.tab.step()) return never();
    const result = await act();
    return this.tab.step() ? result : never();
  }

  read() { return this.#around(() => super.read()); }
  put(events) {
    return this.#around(async () => {
      const { damaged } = this.tab.device;
      const before = new Map(damaged);
      const stamps = await super.put(events);
      for (const { id } of events) this.tab.device.stored.add(id);
      this.tab.accept(events.filter(({ id }) => damaged.get(id) === before.get(id)));  // the rest was destroyed as soon as it was there
      return stamps;
    });
  }
  tidy() { return this.#around(() => super.tidy()); }
  setAside(damaged) { return this.#around(() => super.setAside(damaged)); }
  clear() {
    return this.#around(async () => {
      const stamp = await super.clear();
      this.tab.device.stored.clear();
      this.tab.device.wasErased();
      return stamp;
    });
  }
  stamp() { return this.#around(() => super.stamp()); }
}
