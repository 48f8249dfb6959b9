// The fold says the same as going through whole histories, however the events came and wherever a page stopped.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

const assets = process.env.NLPBOOK_ASSETS;
const { Fold } = await import(`${assets}/nlpbook/js/review/fold.mjs`);
const { schedule } = await import(`${assets}/nlpbook/js/review/plan.mjs`);
const { intervalAfter, replay, reviewsOf } = await import(`${assets}/nlpbook/js/review/schedule.mjs`);
const { addDays } = await import(`${assets}/nlpbook/js/desk/days.mjs`);

const BOOK = {
  skills: { dot: "dot product", cosine: "cosine" }, terms: [{ id: "vector", term: "vector", chapter: 1 }],
  exercises: { "a/one": { skills: ["dot"] }, "a/two": { skills: ["dot", "cosine"] }, "a/none": { skills: [] } },
};
const KEYS = ["skill:dot", "skill:cosine", "term:vector", "term:gone"];

const day = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 60 }).map((n) => addDays("2026-01-01", n)) }, { weight: 1, arbitrary: fc.constant("") });
const attempt = fc.record({
  type: fc.constant("attempt"), day, exercise: fc.constantFrom("a/one", "a/two", "a/none", "gone/one"),
  state: fc.constantFrom("right", "partial", "wrong"), first: fc.boolean(), self: fc.constant(false), seen: fc.boolean(), hints: fc.nat({ max: 1 }),
});
const card = fc.record({ type: fc.constant("card"), day, card: fc.constantFrom("term:vector", "term:gone", "other"), grade: fc.integer({ min: 1, max: 4 }) });
const other = fc.record({ type: fc.constantFrom("hint", "seen"), day, exercise: fc.constant("a/one") });
const events = fc.array(fc.oneof({ weight: 5, arbitrary: attempt }, { weight: 3, arbitrary: card }, other), { maxLength: 60 })
  .chain((made) => fc.boolean().map((tidy) => (tidy ? [...made].sort((one, two) => (one.day < two.day ? -1 : Number(one.day > two.day))) : made)))
  .map((made) => made.map((event, place) => ({ id: `event-${place}`, ...event })));

const folded = (all) => {
  const fold = new Fold(BOOK);
  assert.equal(fold.take(all), true);
  return fold;
};
const shown = (fold) => Object.fromEntries([...fold.reviewed].map(([key, { first, day: last, memory, interval }]) => [key, { first, last, memory, interval }]));

test("a fold is what whole histories say", () => {
  fc.assert(fc.property(events, (all) => {
    const expected = {};
    for (const key of KEYS) {
      const history = reviewsOf(key, all, BOOK);
      if (!history.length) continue;
      const after = replay(history);
      expected[key] = { first: history[0].day, last: history.at(-1).day, memory: after.memory, interval: intervalAfter(after, history.at(-1).grade) };
    }
    assert.deepEqual(shown(folded(all)), expected);
  }), { numRuns: 2000, seed: 20261122 });
});

test("what was kept and then gone on with is the same as all at once", () => {
  fc.assert(fc.property(events, fc.array(fc.nat({ max: 60 }), { maxLength: 4 }), (all, stops) => {
    let fold = new Fold(BOOK);
    for (const stop of [...stops.sort((one, two) => one - two), all.length]) {
      assert.equal(fold.take(all.slice(0, stop)), true);
      fold = new Fold(BOOK, JSON.parse(JSON.stringify(fold.kept)));
    }
    assert.deepEqual(shown(fold), shown(folded(all)));
  }), { numRuns: 2000, seed: 20261122 });
});

test("a fold of other events is not gone on with", () => {
  const made = (id, grade) => ({ id, type: "card", card: "term:vector", day: "2026-01-01", grade });
  const fold = folded([made("one", 3), made("two", 3)]);
  const before = shown(fold);
  assert.equal(fold.take([made("one", 3)]), false, "it has become less");
  assert.equal(fold.take([made("new", 1), made("one", 3), made("two", 3)]), false, "something has come in between");
  assert.deepEqual(shown(fold), before);
  assert.equal(fold.take([made("one", 3), made("two", 3), made("three", 1)]), true);
  assert.equal(new Fold(BOOK).take([]), true);
  assert.deepEqual(schedule([], BOOK).all, []);
});
