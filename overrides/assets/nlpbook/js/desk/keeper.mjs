// Keeps the log of one page: in memory, saved, and in step with other tabs.
// An event is never changed, so everything here is a union: the same event arriving twice changes nothing.
import { Ahead } from "./ahead.mjs";
import { localDay } from "./days.mjs";
import { fault, newId, VERSION } from "./events.mjs";
import { Log } from "./log.mjs";
import { Memory } from "./memory.mjs";
import { oldRecords } from "./old.mjs";
import { Saving } from "./saving.mjs";
import { browserStorage, removeSame } from "./storage.mjs";
import { Tabs } from "./tabs.mjs";
import { words } from "./words.mjs";

const PATIENCE = 3000;  // milliseconds a page waits for the database before it goes on without
const MANY = 300;       // loose events after which the log is tidied

export class Keeper extends EventTarget {
  #memory = new Memory();
  #problems = {};
  #stamp = null;  // of the database as it was last read
  #undo = null;
  #now;
  #storageOf;
  #ahead;
  #log;
  #saving;
  #tabs;

  /** `storage` opens localStorage and `now` tells the time; they are named, as is the log, for tests of what can go wrong with them. */
  constructor({ name = "nlpbook", log = new Log(name), storage = browserStorage, now = Date.now } = {}) {
    super();
    this.#now = now;
    this.#storageOf = storage;
    this.#ahead = new Ahead(storage);
    this.#log = log;
    const saved = (stamps) => this.#follow(stamps);
    this.#saving = new Saving({ log: this.#log, ahead: this.#ahead, storage, saved, told: () => this.#changed() });
    this.#tabs = new Tabs(`${name}:desk`, storage, (message) => this.#heard(message));
    this.ready = this.#start();
  }

  get events() { return this.#memory.events; }
  get state() { return this.#memory.state; }
  get storage() { return this.#saving.storage; }
  get problems() { return [this.#saving.problem, ...Object.values(this.#problems)].filter(Boolean); }

  /** Record what the reader did. The event counts at once; it is written ahead before this returns. */
  add(type, fields = {}) {
    const at = Math.max(0, Math.floor(this.#now()));
    // A Lamport clock that does not fall behind the device's: never back, and two devices that meet late interleave by time.
    const order = Math.max(this.#memory.order + 1, at);
    const event = JSON.parse(JSON.stringify({ v: VERSION, id: newId(), at, day: localDay(at), order, type, ...fields }));
    const why = fault(event);
    if (why) throw new TypeError(`desk.add("${type}"): ${why}`);
    this.#saving.hold(this.#memory.include([event]));
    this.#tabs.tell({ kind: "events", events: [event] });
    this.#changed();
    this.save();
    return event;
  }

  /** Bring what is not there yet into the database; resolves to whether all of it is. Runs by itself, and again after a failure. */
  save() { return this.#saving.save(); }

  /** The whole desk as one readable file. */
  async exportText() {
    await this.#catchUp();
    return (await import("./whole.mjs")).exportText(this.#parts, this.#now());
  }

  /** Merge a file into the desk. Throws DeskFileError, and then nothing has changed. */
  async importText(text) {
    const { importText } = await import("./whole.mjs");
    await this.#catchUp();
    const { added, known, left, stamps } = await importText(this.#parts, text);
    if (stamps) this.#follow(stamps);
    this.#problems.drafts = left ? { what: words.draftsLeft(left), why: words.draftsLeftWhy } : null;
    this.#replaced();
    return { added, known };
  }

  /** Forget everything, drafts included; `undoErase` brings it back as long as this page is there. */
  async erase() {
    const { erase } = await import("./whole.mjs");
    await this.#catchUp();
    await this.save();
    const act = erase(this.#parts);
    this.#saving.pause(act);
    const { stamp, undo } = await act;
    this.#stamp = stamp;
    this.#undo = undo;
    this.#problems = {};
    this.#tabs.tell({ kind: "erased" });
    this.#changed();
    this.dispatchEvent(new Event("erase"));
    this.save();
  }

  get canUndo() { return this.#undo !== null; }

  /** Bring back what was erased; what was done since stays too. Returns whether there was anything to bring back. */
  async undoErase() {
    const undo = this.#undo;
    if (!undo) return false;
    this.#undo = null;
    undo();
    await this.save();
    this.#replaced();
    return true;
  }

  /** Look whether another tab has changed something that it could not tell: this one slept, or there is no channel. */
  async look() {
    await this.ready;
    const stamp = await this.#log.stamp().catch(() => null);
    if (stamp && !same(stamp, this.#stamp)) await this.#reread();
  }

  /** Before an act on the whole desk: know what other tabs did, also those that this one did not hear. */
  async #catchUp() {
    await this.ready;
    await soon(this.look()).catch(() => {});  // without an answer in time, what we know is all there is
  }

  /** Let go of the database and the other tabs. */
  async close() {
    this.#tabs.close();
    await this.ready;
    await this.#saving.close();
    await this.#log.close();
  }

  get #parts() { return { memory: this.#memory, saving: this.#saving, log: this.#log, storage: this.#storageOf }; }

  // Starting

  async #start() {
    const ahead = this.#ahead.list();
    const old = oldRecords(this.#storageOf);
    this.#saving.resume(this.#memory.include(ahead.events));
    const reading = this.#read();
    const read = await soon(reading).catch((error) => { this.#saving.failed(error); });
    if (!read) reading.then(() => { this.#changed(); this.save(); }, () => {});
    await this.#migrate(old.records).catch(() => {});  // they stay as they are, for the next start
    this.#changed();
    this.#tidy(read, [...ahead.damaged, ...old.damaged, ...(read?.damaged ?? [])]);
  }

  /** Turn what version 1 kept into events and drafts; only then does it go. */
  async #migrate(records) {
    if (!records.length) return;
    const [{ eventsOf }, { moveOldDraft }] = await Promise.all([import("./migrate.mjs"), import("../store.mjs")]);
    this.#saving.hold(this.#memory.include(records.flatMap(({ exercise, record }) => eventsOf(exercise, record))));
    this.save().then((saved) => {
      if (!saved && !this.#saving.safe) return;
      for (const { key, text, exercise, record } of records) if (moveOldDraft(exercise, record)) removeSame(this.#storageOf, key, text);
    });
  }

  /** After the start, in nobody's way: save what an earlier page left, set aside what is damaged, bundle what is loose. */
  async #tidy(read, damaged) {
    const count = damaged.length + (read?.aside ?? 0);
    const why = damaged[0]?.why ?? words.asideBefore;
    this.#problems.aside = count ? { what: words.aside(count), why: words.asideWhy(why) } : null;
    if (count) this.#changed();
    await this.save();
    if (!read) return;
    try {
      if (damaged.length) await this.#setAside(damaged);
      if (read.loose > MANY) await this.#log.tidy();
    } catch {
      // the next start tries again
    }
  }

  async #setAside(damaged) {
    await this.#log.setAside(damaged);
    this.#ahead.remove(damaged.flatMap(({ ahead }) => ahead ?? []));
    for (const { old, what } of damaged) if (old) removeSame(this.#storageOf, old, what);
  }

  /** Take in what the database holds. `erased`: another tab says that it emptied it. */
  async #read({ erased = false } = {}) {
    const settled = this.#memory.ids;
    for (const { id } of this.#saving.waiting) settled.delete(id);
    const { events, stamp, ...rest } = await this.#log.read();
    this.#saving.reached = true;
    const before = this.#stamp?.generation ?? stamp.generation;
    if (stamp.generation < before) return rest;  // read before an erasing, arrived after it
    // What an erased generation left in memory goes. What waited or came while we read stays: it may have been saved since.
    if (erased || stamp.generation > before) this.#memory.restart(this.#memory.events.filter(({ id }) => !settled.has(id)));
    this.#stamp = stamp;
    this.#memory.include(events);
    this.#memory.confirm(events);
    return rest;
  }

  // Other tabs

  /** After a write of our own: if nobody wrote in between, what we know is still all there is. */
  #follow({ before, after }) {
    if (same(before, this.#stamp)) this.#stamp = after;
  }

  #heard({ kind, events }) {
    if (kind !== "events") this.#reread(kind);
    else if (this.#memory.hear(events.filter((event) => !fault(event))).length) this.#changed();
  }

  async #reread(kind = "changed") {
    await this.ready;
    const erased = kind === "erased";
    if (erased) (await import("../store.mjs")).forgetDrafts();
    await this.#read({ erased }).catch(() => {});  // the next look tries again
    this.#changed();
    this.dispatchEvent(new Event(erased ? "erase" : "restore"));
  }

  /** Much has changed at once, drafts too: tell everybody. */
  #replaced() {
    this.#tabs.tell({ kind: "changed" });
    this.#changed();
    this.dispatchEvent(new Event("restore"));
  }

  #changed() { this.dispatchEvent(new Event("change")); }
}

const same = (one, other) => one?.generation === other?.generation && one?.changes === other?.changes;

/** What a promise gives, unless it takes longer than a reader should wait. */
function soon(promise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(words.slow)), PATIENCE); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
