// The desk's single promises, one by one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Device } from "./device.mjs";

const js = new URL("../../overrides/assets/nlpbook/js/desk/", import.meta.url);
const { streak, calendar, isDay } = await import(new URL("days.mjs", js));
const { markAfter } = await import(new URL("derive.mjs", js));
const { readCopy } = await import(new URL("copy.mjs", js));
const PASS = { exercise: "a/one", revision: "r", seed: null, state: "right", self: false, first: true, hints: 0, seen: false, tries: 1, said: "1", slot: "" };

test("a streak goes over one missed day, not over two", () => {
  assert.deepEqual(streak(["2026-03-01", "2026-03-03", "2026-03-04"], "2026-03-06"), { now: 3, best: 3 });
  assert.deepEqual(streak(["2026-03-01", "2026-03-04"], "2026-03-04"), { now: 1, best: 1 });
  assert.deepEqual(streak(["2026-03-01", "2026-03-02"], "2026-03-05"), { now: 0, best: 2 });
});

test("a traveller who is a day ahead keeps the streak", () => {
  assert.equal(streak(["2026-03-01", "2026-03-02"], "2026-03-01").now, 2);
});

test("a calendar ends with the week of today", () => {
  const rows = calendar(new Map([["2026-03-04", 3]]), "2026-03-05");
  assert.equal(rows.length, 12);
  assert.deepEqual(rows.at(-1)[0], { day: "2026-03-02", count: 0 });
  assert.deepEqual(rows.at(-1).map(({ count }) => count), [0, 0, 3, 0, null, null, null]);
});

test("only days of the calendar are days", () => {
  assert.deepEqual(["2026-02-28", "2026-02-30", "2026-2-1", "", null].map(isDay), [true, false, false, false, false]);
});

test("a mark never falls from full", () => {
  for (const state of ["right", "partial", "wrong", "revealed", "malformed"]) {
    for (const seen of [true, false]) assert.equal(markAfter("full", state, seen), "full");
  }
});

test("a pass written ahead is there after the tab has died before the database had it", async () => {
  const device = new Device();
  const tab = await device.open();
  tab.steps = 1;
  tab.keeper.add("attempt", PASS);
  await tab.death;
  assert.equal((await device.open()).keeper.state.of("a/one").mark, "full");
  device.leave();
});

test("what is added while a save is just ending is saved too", async () => {
  const device = new Device();
  const tab = await device.open();
  for (let turns = 0; turns < 12; turns += 1) {
    tab.keeper.save();
    for (let turn = 0; turn < turns; turn += 1) await null;
    tab.keeper.add("attempt", PASS);
    assert.equal(await tab.keeper.save(), true);
    assert.equal((await tab.log.read()).events.length, turns + 1);
  }
  device.leave();
});

test("files that are no desk are refused and change nothing", async () => {
  const wrong = ["", "{", "[]", "{\"format\":\"other\"}", "[".repeat(100_000), "{\"format\":\"nlpbook desk\",\"version\":2,\"events\":[]}",
    "{\"format\":\"nlpbook desk\",\"version\":1,\"events\":[{}]}", " ".repeat(20_000_001)];
  for (const text of wrong) assert.throws(() => readCopy(text), { name: "DeskFileError" });
});

test("without any storage the desk says that it lasts for this visit", async () => {
  const device = new Device();
  Object.assign(device, { refused: true, room: -1 });
  const tab = await device.open();
  tab.keeper.add("attempt", PASS);
  await tab.keeper.save();
  assert.equal(tab.keeper.storage, "visit");
  assert.equal(tab.keeper.problems.length, 1);
  assert.equal(tab.keeper.state.of("a/one").mark, "full");
  device.leave();
});

test("what is erased comes back with undo", async () => {
  const device = new Device();
  const tab = await device.open();
  tab.keeper.add("attempt", PASS);
  await tab.keeper.erase();
  assert.equal(tab.keeper.events.length, 0);
  assert.equal(await tab.keeper.undoErase(), true);
  assert.equal((await device.open()).keeper.state.of("a/one").mark, "full");
  device.leave();
});

test("an erasing that the database refuses touches nothing", async () => {
  const device = new Device();
  const tab = await device.open();
  tab.keeper.add("attempt", PASS);
  await tab.keeper.save();
  device.texts.set("nlpbook:draft", "a thought");
  Object.assign(device, { room: 0, full: true });
  await assert.rejects(tab.keeper.erase(), { name: "DeskFileError" });
  assert.equal(device.texts.get("nlpbook:draft"), "a thought");
  tab.die();
  assert.equal((await device.open()).keeper.state.of("a/one").mark, "full");
  device.leave();
});

test("a tab that slept while another erased has what it is given then, and no more", async () => {
  const device = new Device();
  const [tab, sleeper] = [await device.open(), await device.open()];
  tab.keeper.add("attempt", PASS);
  await tab.keeper.save();
  const file = await tab.keeper.exportText();
  await sleeper.keeper.look();
  sleeper.deafen();
  await tab.keeper.erase();
  sleeper.use();
  assert.deepEqual(await sleeper.keeper.importText(file), { added: 1, known: 0 });
  await sleeper.keeper.look();
  assert.equal((await sleeper.log.read()).events.length, 1);
  device.leave();
});

test("what a tab has saved since another erased is never out of its sight", async () => {
  const device = new Device();
  const [tab, other] = [await device.open(), await device.open()];
  await tab.log.clear();  // its message is on the way
  other.use();
  other.keeper.add("attempt", PASS);
  await other.keeper.save();
  tab.use();
  new BroadcastChannel(`${device.name}:desk`).postMessage({ kind: "erased" });
  for (let turn = 0; turn < 50; turn += 1) {
    await new Promise((resolve) => { setImmediate(resolve); });
    assert.equal(other.keeper.events.length, 1);
  }
  device.leave();
});

test("a merge keeps what another tab has told of but not saved", async () => {
  const device = new Device();
  const [tab, other] = [await device.open(), await device.open()];
  Object.assign(device, { room: 0, full: true });
  tab.use();
  tab.keeper.add("attempt", PASS);
  assert.equal(await tab.keeper.save(), false);
  const file = await tab.keeper.exportText();
  tab.die();
  Object.assign(device, { room: null, full: false });
  other.use();
  assert.deepEqual(await other.keeper.importText(file), { added: 0, known: 1 });
  other.die();
  assert.equal((await device.open()).keeper.state.of("a/one").mark, "full");
  device.leave();
});

test("undo brings back an old record's pass where an older book has written since", async () => {
  const device = new Device();
  const tab = await device.open();
  const old = (mark) => JSON.stringify({ version: 1, revision: "r0", variant: 0, shown: null, answer: "1", mark, tries: 1, seen: false });
  device.texts.set("nlpbook:exercise:a/one", old("full"));
  await tab.keeper.erase();
  device.texts.set("nlpbook:exercise:a/one", old(""));
  assert.equal(await tab.keeper.undoErase(), true);
  assert.equal((await device.open()).keeper.state.of("a/one").mark, "full");
  device.leave();
});
