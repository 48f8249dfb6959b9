// Thousands of histories of a desk on two devices: tabs that die between any two steps, full disks, jumping clocks, damaged
// records, records of version 1, files merged in any order. Whatever happens, no pass is lost, and what the desk shows
// follows from the set of its events. A program, not a node:test, whose watch over every promise would cost a third of the time.
import assert from "node:assert/strict";
import fc from "fast-check";
import { Device } from "./device.mjs";

const js = new URL("../../overrides/assets/nlpbook/js/desk/", import.meta.url);
const { derive } = await import(new URL("derive.mjs", js));
const { readCopy } = await import(new URL("copy.mjs", js));
const RUNS = Number(process.env.DESK_RUNS ?? 10_000);
const SEED = Number(process.env.DESK_SEED ?? 1);  // another one, other histories; the long job takes a new one each time
const EXERCISES = ["a/one", "a/two", "b/one"];
const OLD = "nlpbook:exercise:";

// What may happen

const small = fc.nat({ max: 7 });
const steps = fc.option(fc.nat({ max: 9 }), { nil: Infinity, freq: 2 });
const place = { device: fc.nat({ max: 1 }), tab: small };
const happens = (name, fields = {}) => fc.record({ name: fc.constant(name), ...place, ...fields });
const attempt = happens("attempt", {
  exercise: fc.constantFrom(...EXERCISES), state: fc.constantFrom("right", "right", "partial", "wrong"), seen: fc.boolean(), steps, waits: fc.boolean(),
});
const ACTS = fc.oneof(
  { arbitrary: attempt, weight: 8 },
  { arbitrary: happens("open", { steps }), weight: 3 },
  { arbitrary: happens("flag", { exercise: fc.constantFrom(...EXERCISES), type: fc.constantFrom("bookmark", "seen", "hint", "later-type"), on: fc.boolean() }), weight: 2 },
  { arbitrary: happens("clock", { by: fc.integer({ min: -40, max: 40 }) }), weight: 2 },
  { arbitrary: happens("full", { on: fc.boolean() }), weight: 2 },
  { arbitrary: happens("refused", { on: fc.boolean() }), weight: 1 },
  { arbitrary: happens("room", { puts: fc.option(fc.nat({ max: 3 })) }), weight: 2 },
  { arbitrary: happens("damage", { where: fc.constantFrom("events", "bundles", "ahead", "old"), nth: small, cut: fc.boolean() }), weight: 2 },
  { arbitrary: happens("old", {
    exercise: fc.constantFrom(...EXERCISES), mark: fc.constantFrom("", "tried", "half", "full", "seen"), tries: small, seen: fc.boolean(),
    bookmark: fc.boolean(), seed: fc.option(small) }), weight: 2 },
  { arbitrary: happens("tidy", { steps }), weight: 2 },
  { arbitrary: happens("write"), weight: 2 },
  { arbitrary: happens("merge", { nth: small, steps }), weight: 3 },
  { arbitrary: happens("erase", { steps }), weight: 1 },
  { arbitrary: happens("undo"), weight: 1 },
  { arbitrary: happens("look"), weight: 1 },
  { arbitrary: happens("deaf"), weight: 1 },
);

// How it happens

class World {
  devices = [new Device(), new Device()];
  files = [];

  async run({ name, device: number, tab: nth, ...fields }) {
    const device = this.devices[number];
    if (name === "open" || !device.live.length) await device.open(name === "open" ? fields.steps : Infinity);
    if (name === "open" || !device.live.length) return;
    const tab = device.live[nth % device.live.length];
    tab.use();
    tab.steps = fields.steps ?? Infinity;
    await this[name](tab, fields, device);
    tab.steps = Infinity;
    this.#noneForgotten();
  }

  async attempt(tab, { exercise, state, seen, waits }, device) {
    const event = tab.keeper.add("attempt", {
      exercise, revision: "r1", seed: null, state, self: false, first: false, hints: 0, seen, tries: 1, said: "", slot: "",
    });
    tab.known.add(event.id);
    if (waits) await tab.settles(tab.keeper.save());
    else if (device.time % 2) await Promise.resolve();
  }

  async flag(tab, { exercise, type, on }) {
    tab.known.add(tab.keeper.add(type, { exercise, on, seed: null, n: 1 }).id);
  }

  clock(tab, { by }, device) { device.time = Math.max(1, device.time + by * 6 * 3_600_000 + by); }
  full(tab, { on }, device) { device.full = on; }
  refused(tab, { on }, device) { device.refused = on; }
  room(tab, { puts }, device) { device.room = puts; }
  tidy(tab) { return tab.settles(tab.log.tidy().catch(() => {})); }
  look(tab) { return tab.settles(tab.keeper.look()); }
  deaf(tab) { tab.deafen(); }

  /** The device's oldest format appears, as a tab of an older book would write it. */
  old(tab, { exercise, ...record }, device) {
    if (device.full || device.refused) return;
    device.texts.set(OLD + exercise, JSON.stringify({ version: 1, revision: "r0", variant: 0, shown: null, answer: "1", ...record }));
    device.passed.delete(`old ${exercise}`);
    if (record.mark === "full") device.passed.set(`old ${exercise}`, exercise);
  }

  async damage(tab, { where, nth, cut }, device) {
    if (where === "events" || where === "bundles") return device.meddle((db) => damageRecord(db, where, nth, cut, device));
    const prefix = where === "old" ? OLD : "nlpbook:desk:ahead:";
    const keys = [...device.texts.keys()].filter((key) => key.startsWith(prefix));
    if (!keys.length) return undefined;
    const key = keys[nth % keys.length];
    device.release(key.slice(prefix.length), device.texts.get(key));
    device.texts.set(key, cut ? device.texts.get(key).slice(0, -7) : "[]");
    device.passed.delete(`old ${key.slice(prefix.length)}`);
    return undefined;
  }

  async write(tab) { this.files.push(await tab.keeper.exportText()); }

  async merge(tab, { nth }) {
    if (!this.files.length) return;
    const text = this.files[nth % this.files.length];
    if (!(await tab.settles(tab.keeper.look()))) return;  // what others did meanwhile is not the file's doing
    const before = idsOf(tab.keeper);
    for (const { id } of readCopy(text).events) tab.device.erased.delete(id);
    try {
      if (await tab.settles(tab.keeper.importText(text))) for (const { id } of readCopy(text).events) tab.known.add(id);
    } catch (error) {
      assert.equal(error.name, "DeskFileError");
      assert.deepEqual(idsOf(tab.keeper), before, "a refused file changes nothing");
    }
  }

  async erase(tab, _fields, device) {
    const promised = [device.kept, device.passed];
    const known = new Map(device.live.map((one) => [one, one.known]));
    const gone = new Set(device.live.flatMap(({ keeper }) => keeper.events.map(({ id }) => id)));
    device.promise(new Map(), new Map(), gone);
    for (const one of device.live) one.known = new Set();
    try {
      if (!(await tab.settles(tab.keeper.erase()))) return;
      tab.undo = { promised, known: known.get(tab) };
      device.wasErased();
    } catch (error) {
      assert.equal(error.name, "DeskFileError");
      device.promise(...promised, new Set());
      for (const [one, ids] of known) one.known = ids;
    }
  }

  async undo(tab, _fields, device) {
    device.erased = new Set();
    const undone = await tab.keeper.undoErase();
    if (!undone || !tab.undo) return;
    const { promised: [, passed], known } = tab.undo;
    for (const id of known) tab.known.add(id);  // what it could save is promised by the device itself
    if (!device.full && !device.refused) for (const [key, exercise] of passed) device.passed.set(key, exercise);
    tab.undo = null;
  }

  /** A page never forgets what it has been told, whatever happens below it. */
  #noneForgotten() {
    for (const tab of this.devices.flatMap(({ live }) => live)) {
      const ids = new Set(tab.keeper.events.map(({ id }) => id));
      for (const id of tab.known) assert.ok(ids.has(id), "an open page has forgotten an event");
    }
  }

  /** Room is made, the tabs that live save what they hold; then the power goes. */
  async end(device) {
    Object.assign(device, { full: false, refused: false, room: null });
    for (const tab of device.live) tab.steps = Infinity;  // one that was opened to die had some left
    for (const tab of device.live) {
      tab.use();
      assert.ok((await tab.keeper.save()) || (await tab.keeper.save()), "a page could not save");  // the first may have met the full disk
      const stored = new Set((await tab.log.read()).events.map(({ id }) => id));
      for (const id of tab.known) assert.ok(stored.has(id) || device.damaged.has(id), "a page has not saved what it held");
      tab.die();
    }
  }
}

async function damageRecord(db, store, nth, cut, device) {
  const keys = await db.getAllKeys(store);
  if (!keys.length) return;
  const key = keys[nth % keys.length];
  if (store === "events") {
    device.lose(key, JSON.stringify(await db.get(store, key)));
    return db.put(store, { id: key, order: cut ? -1 : "x" });
  }
  const lines = String(await db.get(store, key)).split("\n");
  const hit = nth % lines.length;
  const lose = (line) => {
    const id = /"id":"([^"]+)"/.exec(line)?.[1];
    if (id) device.lose(id, line);  // a line that was cut before has none: it was lost then
  };
  if (!cut) {
    lines.forEach(lose);
    return db.put(store, 7, key);
  }
  lose(lines[hit]);
  lines[hit] = lines[hit].slice(0, lines[hit].length / 2);
  return db.put(store, lines.join("\n"), key);
}

// What must hold

const shape = ({ exercises, days }) => ({ exercises: [...exercises].sort(([one], [other]) => (one < other ? -1 : 1)), days: [...days].sort() });
const idsOf = (keeper) => keeper.events.map(({ id }) => id).sort();

function assertPasses(state, device) {
  for (const { type, exercise, state: verdict, seen } of device.kept.values()) {
    if (type === "attempt" && verdict === "right" && !seen) assert.equal(state.of(exercise).mark, "full", `the pass of ${exercise} is lost`);
  }
  for (const exercise of device.passed.values()) assert.equal(state.of(exercise).mark, "full", `the old pass of ${exercise} is lost`);
}

/** After the power came back: twice, because the first start may still be mending. */
async function assertWhole(device, random) {
  const first = await device.open();
  assertPasses(first.keeper.state, device);
  const ids = new Set(idsOf(first.keeper));
  for (const id of device.kept.keys()) assert.ok(ids.has(id), "an event that was accepted is lost");
  assert.equal(ids.size, first.keeper.events.length, "an event is there twice");
  const shuffled = first.keeper.events.map((event) => [random(), event]).sort(([one], [other]) => one - other).map(([, event]) => event);
  assert.deepEqual(shape(derive(shuffled)), shape(first.keeper.state), "the state depends on how it came about");
  assert.equal(await first.keeper.save(), true);
  await new Promise((resolve) => setImmediate(resolve));
  first.die();
  const second = await device.open();
  assert.deepEqual(idsOf(second.keeper), [...ids].sort(), "the second start shows something else");
  assert.equal(second.keeper.storage, "kept");
  return second;
}

/** Each device's file into the other: both know the same, and a second time changes nothing. */
async function assertMerged(one, other) {
  const file = async (tab) => { tab.use(); return tab.keeper.exportText(); };
  const [first, second] = [await file(one), await file(other)];
  const take = async (tab, text) => { tab.use(); return tab.keeper.importText(text); };
  await take(one, second);
  await take(other, first);
  assert.deepEqual(idsOf(one.keeper), idsOf(other.keeper));
  assert.deepEqual(shape(one.keeper.state), shape(other.keeper.state));
  assert.equal((await take(one, first)).added, 0);
  assert.equal((await take(other, second)).added, 0);
  for (const tab of [one, other]) for (const { device } of [one, other]) assertPasses(tab.keeper.state, device);
}

async function history(acts, random) {
  const world = new World();
  try {
    for (const act of acts) await world.run(act);
    const tabs = [];
    for (const device of world.devices) {
      await world.end(device);
      tabs.push(await assertWhole(device, random));
    }
    await assertMerged(...tabs);
  } finally {
    for (const device of world.devices) device.leave();
  }
}

let lived = 0;
const lives = fc.asyncProperty(fc.array(ACTS, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (acts, stream) => {
  lived += 1;
  return history(acts, () => stream.next().value);
});
await fc.assert(lives, { numRuns: RUNS, seed: SEED });
assert.ok(lived >= RUNS);
console.log(`${lived} histories, no pass lost, ${Math.round(process.cpuUsage().user / 1e6)} s of processor time`);
process.exit(0);  // dead tabs still wait for a database that never answers them
