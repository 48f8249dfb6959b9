// The clock that cannot be turned back, and the phases of a sitting: plain data, no page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ExamClock, passed, timeLeft } from "../../overrides/assets/nlpbook/js/exam/clock.mjs";
import {
  attemptOf, begin, examOf, finished, flagged, handIn, isOver, marked, minutesUsed, openNumbers, slotOf, sound, ungraded, unmarked, withVerdict,
} from "../../overrides/assets/nlpbook/js/exam/sitting.mjs";
import { seedIn } from "../../overrides/assets/nlpbook/js/exam/seed.mjs";

const MINUTE = 60_000;

/** A device whose clocks the test sets. */
function device(wall) {
  const hands = { wall, steady: 0 };
  return { hands, clocks: { wall: () => hands.wall, steady: () => hands.steady } };
}

test("the clock follows the wall, also through sleep", () => {
  const { hands, clocks } = device(1_000_000);
  const clock = new ExamClock(0, clocks);
  assert.equal(clock.now(), 1_000_000);
  hands.wall += 5000;
  hands.steady += 5000;
  assert.equal(clock.now(), 1_005_000);
  hands.wall += 60_000;  // the device slept: its steady clock stood still
  assert.equal(clock.now(), 1_065_000);
});

test("a clock set back gains no time, in the page and after a reload", () => {
  const { hands, clocks } = device(10 * MINUTE);
  const clock = new ExamClock(0, clocks);
  hands.wall -= 8 * MINUTE;
  hands.steady += 30_000;
  assert.equal(clock.now(), 10 * MINUTE + 30_000);
  const again = new ExamClock(clock.now(), clocks);  // a reload, with the wall still behind
  hands.steady += 15_000;
  assert.equal(again.now(), 10 * MINUTE + 45_000);
});

test("whatever the device's clocks do, the clock never goes back", () => {
  let random = 12345;
  const next = () => (random = (random * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  for (let round = 0; round < 200; round += 1) {
    const { hands, clocks } = device(next() * 1e12);
    let clock = new ExamClock(0, clocks);
    let before = clock.now();
    for (let step = 0; step < 50; step += 1) {
      hands.wall += (next() - 0.5) * 1e7;
      hands.steady += next() * 1e4;
      if (next() < 0.1) clock = new ExamClock(before, clocks);
      const now = clock.now();
      assert.ok(now >= before);
      before = now;
    }
  }
});

test("minutes are said, and seconds only in the last one", () => {
  assert.deepEqual(timeLeft(30 * MINUTE, 0), { minutes: 30 });
  assert.deepEqual(timeLeft(30 * MINUTE, 1), { minutes: 30 });
  assert.deepEqual(timeLeft(2 * MINUTE, 1), { minutes: 2 });
  assert.deepEqual(timeLeft(61_000, 1000), { seconds: 60 });
  assert.deepEqual(timeLeft(1500, 1000), { seconds: 1 });
  assert.deepEqual(timeLeft(1000, 9000), { seconds: 0 });
});

test("ten minutes and one are said once each", () => {
  const said = [];
  for (let second = 0; second < 30 * 60; second += 1) {
    const minutes = passed(30 * MINUTE, (second - 1) * 1000, second * 1000);
    if (minutes) said.push([minutes, second]);
  }
  assert.deepEqual(said, [[10, 20 * 60], [1, 29 * 60]]);
  assert.equal(passed(30 * MINUTE, 29.5 * MINUTE, 29.6 * MINUTE), null);
});

const item = (number, id, kind = "number") => ({ number, id, kind, title: id, variant: 0, points: 2, skills: ["s"] });
const PAPER = {
  exam: "check", title: "Check", seed: 7, paper: "0a", minutes: 30, of: 6,
  sections: [{ title: "A", say: "", points: 2, of: 4, items: [item(1, "a/one"), item(2, "a/two")] }, { title: "B", say: "", points: 2, of: 2, items: [item(3, "a/words", "text")] }],
};
const MARKS = { points: 2, of: 6, sections: [], skills: {}, items: {} };
const start = () => begin(PAPER, { slug: "check" }, 1000, "abcd");

test("a sitting survives being stored, and foreign records are refused", () => {
  const sitting = flagged(start(), "a/two", true);
  assert.deepEqual(sound(JSON.parse(JSON.stringify(sitting))), sitting);
  for (const bad of [null, 3, "x", {}, { ...sitting, version: 9 }, { ...sitting, phase: "other" }, { ...sitting, paper: null }]) assert.equal(sound(bad), null);
  assert.equal(slotOf(sitting), "exam:check:7:abcd");
});

test("flags and open questions go by number", () => {
  let sitting = flagged(flagged(start(), "a/two", true), "a/two", true);
  assert.deepEqual(openNumbers(sitting, new Set(["a/one"])), { open: [2, 3], flagged: [2] });
  sitting = flagged(sitting, "a/two", false);
  assert.deepEqual(openNumbers(sitting, new Set(["a/one", "a/two", "a/words"])), { open: [], flagged: [] });
});

test("handing in happens once, and never later than the end", () => {
  const late = handIn(start(), { "a/one": "1" }, 99 * MINUTE);
  assert.equal(late.byTime, true);
  assert.equal(late.handedAt, late.endsAt);
  assert.equal(minutesUsed(late), 30);
  assert.equal(isOver(start(), start().endsAt), true);
  const early = handIn(start(), { "a/one": "1" }, 1000 + 61_000);
  assert.equal(early.byTime, false);
  assert.equal(minutesUsed(early), 2);
  assert.equal(handIn(early, {}, 5 * MINUTE), early);
});

test("marking goes on where it broke off, and words are graded before it is done", () => {
  let sitting = handIn(start(), { "a/one": "1", "a/words": { text: "so", points: null } }, 5 * MINUTE);
  assert.deepEqual(unmarked(sitting).map((one) => one.id), ["a/one", "a/words"]);
  const programs = { ...sitting, paper: { ...PAPER, sections: [{ ...PAPER.sections[0], items: [item(1, "a/one", "code"), item(2, "a/words", "text")] }] } };
  assert.deepEqual(unmarked(programs).map((one) => one.id), ["a/words", "a/one"]);  // programs last
  sitting = withVerdict(sitting, "a/one", { state: "right" });
  assert.deepEqual(unmarked(JSON.parse(JSON.stringify(sitting))).map((one) => one.id), ["a/words"]);
  sitting = marked(withVerdict(sitting, "a/words", { state: "revealed" }), MARKS);
  assert.equal(sitting.phase, "grading");
  assert.deepEqual(ungraded(sitting).map((one) => one.id), ["a/words"]);
  sitting = marked(withVerdict(sitting, "a/words", { state: "partial", self_graded: true }), MARKS);
  assert.equal(sitting.phase, "grading");  // the reader may still change their mind
  assert.equal(finished(sitting).phase, "done");
  const plain = marked(withVerdict(handIn(start(), { "a/one": "1" }, 5000), "a/one", { state: "wrong" }), MARKS);
  assert.equal(plain.phase, "done");
});

test("the log hears of every question: open ones as not known, void ones not at all", () => {
  let sitting = handIn(start(), { "a/one": "1", "a/two": "2" }, 5 * MINUTE);
  sitting = withVerdict(withVerdict(sitting, "a/one", { state: "partial" }), "a/two", { state: "void" });
  const tell = (place) => attemptOf(sitting, PAPER.sections.flatMap((section) => section.items)[place], { seed: 5, revision: "r", said: "1", seen: false });
  assert.deepEqual(tell(0), {
    exercise: "a/one", revision: "r", seed: 5, state: "partial", self: false, first: true, hints: 0, seen: false, tries: 1, said: "1", slot: "exam", sitting: "abcd",
  });
  assert.equal(tell(1), null);
  assert.equal(tell(2).state, "wrong");
  const told = examOf({ ...sitting, marks: MARKS });
  assert.deepEqual([told.exam, told.seed, told.paper, told.points, told.of, told.minutes], ["check", 7, "0a", 2, 6, 5]);
});

test("a seed is a whole number in range, or nothing", () => {
  assert.equal(seedIn("", 99), null);
  assert.equal(seedIn(" 7 ", 99), 7);
  for (const bad of ["0", "100", "-1", "1.5", "x", "1e3", "99999999999"]) assert.equal(seedIn(bad, 99), undefined);
});
