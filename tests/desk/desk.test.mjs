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
