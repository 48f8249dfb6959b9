// Keeps the log: in memory for the page, written ahead, then in the database, and in step with other tabs.
// An event is never changed, so everything here is a union; the same event arriving twice changes nothing.
import { Ahead } from "./ahead.mjs";
import { readCopy, writeCopy, DeskFileError } from "./copy.mjs";
import { localDay } from "./days.mjs";
import { Derived, derive } from "./derive.mjs";
import { compare, fault, newId, VERSION } from "./events.mjs";
import { Log } from "./log.mjs";
import { eventsOf, forgetOld, oldRecords } from "./migrate.mjs";
import { browserStorage, keysOf, readText, removeText, writeText } from "./storage.mjs";
import { drafts, forgetDrafts, mergeDrafts, moveOldDraft } from "../store.mjs";
import { Tabs } from "./tabs.mjs";
import { words } from "./words.mjs";

const PATIENCE = 3000;   // milliseconds a page waits for the database before it goes on without
const RETRY = 10_000;
const OURS = "nlpbook:";
const SETTINGS = "nlpbook:setting:";  // how the reader likes the page is no progress: erasing leaves it

export class Keeper extends EventTarget {
  events = [];
  state = new Derived();
  storage = "kept";
  problems = [];
  #known = new Map();
  #unsaved = new Map();    // not yet in the database
  #memoryOnly = new Set(); // of these, what could not be written ahead either
  #order = 0;
  #generation = null;      // not known yet
  #reached = false;        // the database has answered at least once
  #saving = null;
  #erasing = null;
  #erased = null;          // what undo brings back
  #retry = 0;
  #now;
  #storageOf;
  #ahead;
  #log;
  #tabs;

  /** `name` is the database's; `storage` opens localStorage and `now` tells the time, for tests of what can go wrong with either. */
  constructor({ name = "nlpbook", storage = browserStorage, now = Date.now } = {}) {
    super();
    this.#now = now;
    this.#storageOf = storage;
    this.#ahead = new Ahead(storage);
    this.#log = new Log(name);
    this.#tabs = new Tabs(`${name}:desk`, storage, (message) => this.#heard(message));
    this.ready = this.#start();
  }

  /** Record what the reader did. The event counts at once; it is written ahead before this returns. */
  add(type, fields = {}) {
    const at = Math.max(0, Math.floor(this.#now()));
    // A Lamport clock that does not fall behind the device's: never back, and two devices that meet late interleave by time.
    const event = { v: VERSION, id: newId(), at, day: localDay(at), order: Math.max(this.#order + 1, at), type, ...fields };
    const why = fault(event);
    if (why) throw new TypeError(`desk.add("${type}"): ${why}`);
    this.#include([event]);
    this.#hold([event]);
    this.#tabs.tell({ kind: "events", events: [event] });
    this.#changed();
    this.save();
    return event;
  }

  /** Bring what is not there yet into the database; resolves to whether all of it is. Runs by itself, and again after a failure. */
  save() {
    this.#saving ??= this.#save().finally(() => { this.#saving = null; });
    return this.#saving;
  }

  /** The whole desk as one readable file. */
  async exportText() {
    await this.ready;
    return writeCopy(this.events, drafts(), new Date(this.#now()));
  }

  /** Merge a file into the desk. Throws DeskFileError, and then nothing has changed. */
  async importText(text) {
    const copy = readCopy(text);
    await this.ready;
    const added = [...new Map(copy.events.map((event) => [event.id, event])).values()].filter(({ id }) => !this.#known.has(id));
    await this.#take(added);
    const left = mergeDrafts(copy.drafts);
    this.#problem("drafts", left && { what: words.draftsLeft(left), why: words.draftsLeftWhy });
    this.#tabs.tell({ kind: "changed" });
    this.#changed();
    this.dispatchEvent(new Event("restore"));
    return { added: added.length, known: copy.events.length - added.length };
  }

  /** Forget everything, drafts included; `undoErase` brings it back as long as this page is there. */
  async erase() {
    await this.ready;
    await this.save();
    this.#erasing = this.#erase();
    try {
      await this.#erasing;
    } finally {
      this.#erasing = null;
    }
    this.save();
  }

  get canUndo() { return this.#erased !== null; }

  /** Bring back what was erased. What was done since stays too. */
  async undoErase() {
    if (!this.#erased) return false;
    const { events, texts, recallDrafts } = this.#erased;
    this.#erased = null;
    for (const [key, text] of texts) if (readText(this.#storageOf, key) === null) writeText(this.#storageOf, key, text);
    recallDrafts();
    this.#hold(this.#include(events));
    await this.save();
    this.#tabs.tell({ kind: "changed" });
    this.#changed();
    this.dispatchEvent(new Event("restore"));
    return true;
  }

  /** Look whether another tab has changed something that it could not tell: it slept, or has no channel. */
  async look() {
    await this.ready;
    const stamp = await this.#log.stamp().catch(() => null);
    const own = this.#known.size - this.#unsaved.size;
    if (stamp && (stamp.generation !== this.#generation || stamp.count !== own)) await this.#reread();
  }

  /** Let go of the database and the other tabs. */
  async close() {
    clearTimeout(this.#retry);
    this.#tabs.close();
    await this.#saving;
    await this.#log.close();
  }

  // Starting

  async #start() {
    const ahead = this.#ahead.list();
    const old = oldRecords(this.#storageOf);
    this.#include(ahead.events);
    for (const event of ahead.events) this.#unsaved.set(event.id, event);
    const reading = this.#log.read();
    const read = await soon(reading).catch((error) => this.#cannotSave(error));
    const migrated = old.records.flatMap(({ exercise, record }) => eventsOf(exercise, record));
    if (read) this.#received(read);
    else reading.then((late) => { this.#received(late); this.#changed(); this.save(); }, () => {});
    this.#hold(this.#include(migrated));
    this.#changed();
    this.#tidy(old, [...ahead.damaged, ...old.damaged, ...(read?.damaged ?? [])], read?.aside ?? 0);
  }

  /** After the start, in nobody's way: finish what an earlier page left, put aside what is damaged, leave the old format. */
  async #tidy(old, damaged, aside) {
    this.#sayAside(damaged, aside);
    const saved = await this.save();
    if (damaged.length && this.#reached) await this.#setAside(damaged).catch(() => {});  // it is tried again at the next start
    if (!saved && this.#memoryOnly.size) return;
    forgetOld(this.#storageOf, old.records.filter(({ exercise, record }) => moveOldDraft(exercise, record)).map(({ key }) => key));
  }

  async #setAside(damaged) {
    await this.#log.setAside(damaged);
    this.#ahead.remove(damaged.flatMap(({ id }) => id ?? []));
    forgetOld(this.#storageOf, damaged.flatMap(({ old }) => old ?? []));
  }

  #sayAside(damaged, aside) {
    const count = damaged.length + aside;
    this.#problem("aside", count && { what: words.aside(count), why: words.asideWhy(damaged[0]?.why ?? "set aside on an earlier visit") });
  }

  // Memory

  /** Take in events that are not known yet; returns those. */
  #include(events) {
    const fresh = events.filter(({ id }) => !this.#known.has(id)).sort(compare);
    if (!fresh.length) return fresh;
    const behind = this.events.length && compare(fresh[0], this.events.at(-1)) < 0;
    for (const event of fresh) {
      this.#known.set(event.id, event);
      this.#order = Math.max(this.#order, event.order);
      this.events.push(event);
      if (!behind) this.state.take(event);
    }
    if (behind) this.state = derive(this.events);
    return fresh;
  }

  #received({ events, generation }) {
    this.#reached = true;
    if (this.#generation !== null && generation !== this.#generation) this.#restart(this.#unsaved.values());
    this.#generation = generation;
    this.#include(events);
  }

  #restart(events) {
    this.events = [];
    this.#known = new Map();
    this.state = new Derived();
    this.#include([...events]);
  }

  // Keeping

  /** Events that are not in the database: written ahead, or remembered as held by memory alone. */
  #hold(events) {
    for (const event of events) {
      this.#unsaved.set(event.id, event);
      if (this.#ahead.write(event)) this.#memoryOnly.delete(event.id);
      else this.#memoryOnly.add(event.id);
    }
  }

  async #save() {
    await this.#erasing;
    clearTimeout(this.#retry);
    while (this.#unsaved.size) {
      const batch = [...this.#unsaved.values()];
      try {
        await this.#log.put(batch);
      } catch (error) {
        this.#cannotSave(error);
        return false;
      }
      this.#reached = true;
      for (const { id } of batch) {
        this.#unsaved.delete(id);
        this.#memoryOnly.delete(id);
      }
      this.#ahead.remove(batch.map(({ id }) => id));
    }
    if (this.#reached) this.#settle("kept", null);
    return true;
  }

  #cannotSave(error) {
    this.#hold([...this.#unsaved.values()].filter(({ id }) => this.#memoryOnly.has(id)));  // there may be room by now
    const kept = this.#memoryOnly.size === 0 && this.#canWrite();
    const what = error?.name === "QuotaExceededError" ? words.noRoom : words.noDatabase;
    const cause = error?.message ? ` (${error.message})` : "";
    this.#settle(kept ? "kept" : "visit", { what: what + cause, why: kept ? words.keptElsewhere : words.notKept });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.save(), RETRY);
    this.#retry.unref?.();
  }

  #canWrite() {
    const key = `${OURS}desk:probe`;
    const can = writeText(this.#storageOf, key, "1");
    removeText(this.#storageOf, key);
    return can;
  }

  #settle(storage, problem) {
    const before = JSON.stringify([this.storage, this.problems]);
    this.storage = storage;
    this.#problem("storage", problem);
    if (JSON.stringify([this.storage, this.problems]) !== before) this.#changed();
  }

  /** At most one problem of a kind. */
  #problem(kind, problem) {
    this.problems = this.problems.filter((one) => one.kind !== kind);
    if (problem) this.problems.push({ kind, ...problem });
  }

  /** Take in the events of a file: all of them or, where there is no room, none. */
  async #take(events) {
    try {
      await this.#log.put(events);
      this.#reached = true;
      this.#include(events);
    } catch (error) {
      if (this.#reached || error.name === "QuotaExceededError") throw new DeskFileError(words.file.noRoom);
      this.#hold(this.#include(events));  // a browser without storage: for this visit
    }
  }

  async #erase() {
    const keys = keysOf(this.#storageOf, OURS).filter((key) => !key.startsWith(SETTINGS));
    const texts = keys.map((key) => [key, readText(this.#storageOf, key)]);
    const events = [...this.events];
    for (const key of keys) removeText(this.#storageOf, key);
    const recallDrafts = forgetDrafts();
    try {
      if (this.#reached) this.#generation = await this.#log.clear();
    } catch {
      for (const [key, text] of texts) writeText(this.#storageOf, key, text);
      recallDrafts();
      throw new DeskFileError(words.notErased);
    }
    for (const { id } of events) {  // what came in the meantime stays
      this.#unsaved.delete(id);
      this.#memoryOnly.delete(id);
    }
    this.#erased = { events, texts, recallDrafts };
    this.#restart(this.#unsaved.values());
    this.problems = [];
    this.#tabs.tell({ kind: "erased" });
    this.#changed();
    this.dispatchEvent(new Event("erase"));
  }

  // Other tabs

  #heard({ kind, events }) {
    if (kind === "events") {
      if (this.#include(events.filter((event) => !fault(event))).length) this.#changed();
    } else {
      this.#reread(kind);
    }
  }

  async #reread(kind = "changed") {
    await this.ready;
    if (kind === "erased") {
      forgetDrafts();
      this.#restart(this.#unsaved.values());
    }
    const read = await this.#log.read().catch(() => null);
    if (read) this.#received(read);
    this.#changed();
    this.dispatchEvent(new Event(kind === "erased" ? "erase" : "restore"));
  }

  #changed() { this.dispatchEvent(new Event("change")); }
}

/** What a promise gives, unless it takes longer than a reader should wait. */
function soon(promise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error()), PATIENCE); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
