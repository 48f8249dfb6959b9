// What a session asks.
import assert from "node:assert/strict";
import { test } from "node:test";

const assets = process.env.NLPBOOK_ASSETS;
const { NEW_CARDS, newCards, queue } = await import(`${assets}/nlpbook/js/review/queue.mjs`);
const { freshVariant, variantSeed } = await import(`${assets}/nlpbook/js/review/variants.mjs`);

const exercise = (skills, fields = {}) => ({ skills, kind: "number", vary: true, chapter: 1, level: 1, ...fields });
const BOOK = {
  exercises: {
    "a/one": exercise(["dot"]), "a/fixed": exercise(["dot"], { vary: false }), "a/words": exercise(["dot"], { kind: "text" }),
    "a/both": exercise(["norm", "cosine"]), "b/one": exercise(["bleu"], { chapter: 2 }), "b/two": exercise(["rouge"], { chapter: 2 }), "b/fixed": exercise(["only"], { vary: false, chapter: 2 }),
  },
  terms: [...Array(8).keys()].map((n) => ({ id: `t${n}`, term: `t${n}`, chapter: 1 + (n % 2) })),
};
const due = (skill, recall = 0.5) => ({ key: `skill:${skill}`, kind: "skill", id: skill, recall });
const planOf = (...entries) => ({ all: entries, due: entries, today: "2026-07-22" });
const known = (fields) => ({ triedSeeds: [], seenSeeds: [], last: null, ...fields });
const state = (entries = {}) => ({ exercises: new Map(Object.entries(entries)) });

test("seeds are those that Python draws", () => {
  // nlpbook.exercises.session.variant_seed("words-as-points/cosine", n) for n = 1, 2, 3: see tests/review/test_review.py
  const expected = JSON.parse(process.env.NLPBOOK_SEEDS);
  assert.deepEqual(Object.keys(expected).map((key) => variantSeed(...key.split("#"))), Object.values(expected));
});

test("a variant that was tried or seen is not asked again", () => {
  const used = [variantSeed("a/one", 1), variantSeed("a/one", 3), null];
  assert.equal(freshVariant("a/one", used), 2);
  const plan = planOf(due("dot"));
  const items = queue(plan, BOOK, state({ "a/one": known({ triedSeeds: [variantSeed("a/one", 1)], seenSeeds: [variantSeed("a/one", 2)] }) }), {});
  assert.deepEqual(items[0], { kind: "exercise", id: "a/one", variant: 3, key: "skill:dot" });
});

test("a fixed exercise is asked as it stands, and only when nothing else trains the skill", () => {
  assert.equal(queue(planOf(due("only")), BOOK, state(), {})[0].variant, 0);
  assert.equal(queue(planOf(due("dot")), BOOK, state(), {})[0].id, "a/one");
});

test("one exercise serves all the due skills it practises", () => {
  const items = queue(planOf(due("norm"), due("cosine"), due("bleu")), BOOK, state(), {});
  assert.deepEqual(items.map(({ id }) => id), ["a/both", "b/one"]);
});

test("neighbours are of different chapters where that can be", () => {
  const items = queue(planOf(due("bleu"), due("rouge"), due("dot"), due("norm")), BOOK, state(), {});
  assert.deepEqual(items.map(({ id }) => id[0]), ["b", "a", "b", "a"]);
});

test("a session is no longer than asked for", () => {
  assert.equal(queue(planOf(due("bleu"), due("rouge"), due("dot")), BOOK, state(), { size: 2 }).length, 2);
});

test("new cards come from chapters that were begun, five a day", () => {
  const begun = state({ "a/one": known({}), "b/one": known({}) });
  assert.equal(newCards(planOf(), BOOK, state()).length, 0);
  assert.equal(newCards(planOf(), BOOK, begun).length, NEW_CARDS);
  assert.ok(newCards(planOf(), BOOK, state({ "a/one": known({}) })).every(({ chapter }) => chapter === 1));
  const shown = { key: "term:t0", kind: "card", id: "t0", first: "2026-07-22", recall: 1 };
  assert.equal(newCards({ all: [shown], due: [], today: "2026-07-22" }, BOOK, begun).length, NEW_CARDS - 1);
  assert.equal(newCards({ all: [{ ...shown, first: "2026-07-21" }], due: [], today: "2026-07-22" }, BOOK, begun).length, NEW_CARDS);
});
