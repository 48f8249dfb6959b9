// The schedule against the library it uses and the vectors that library is tested with.
import assert from "node:assert/strict";
import { test } from "node:test";

const assets = process.env.NLPBOOK_ASSETS;  // the site's assets, vendor files included
const { gradeOf, intervalAfter, remembered, replay, reviewsOf, scheduler } = await import(`${assets}/nlpbook/js/review/schedule.mjs`);
const { schedule } = await import(`${assets}/nlpbook/js/review/plan.mjs`);
const { addDays } = await import(`${assets}/nlpbook/js/desk/days.mjs`);
const { createEmptyCard } = await import(`${assets}/vendor/libraries/ts-fsrs.mjs`);

const [AGAIN, HARD, GOOD, EASY] = [1, 2, 3, 4];
const START = "2022-12-29";
// Weights, grades, and what the library's own test of its long-term scheduler expects of them.
const W = [0.4197, 1.1869, 3.0412, 15.2441, 7.1434, 0.6477, 1.0007, 0.0674, 1.6597, 0.1712, 1.1178, 2.0225, 0.0904, 0.3025, 2.1214, 0.2498, 2.9466, 0.4891, 0.6468];
const VECTORS = [
  { grades: [GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, AGAIN, AGAIN, GOOD, GOOD, GOOD, GOOD, GOOD],
    days: [3, 13, 48, 155, 445, 1158, 17, 3, 11, 37, 112, 307, 773], stability: 772.94026648, difficulty: 4.26464541 },
  { grades: [AGAIN, HARD, GOOD, EASY, AGAIN, HARD, GOOD, EASY],
    days: [1, 2, 6, 41, 4, 7, 21, 133], stability: 132.81849454, difficulty: 5.36588547 },
  { grades: [HARD, GOOD, EASY, AGAIN, HARD, GOOD, EASY, AGAIN],
    days: [2, 7, 54, 5, 8, 26, 171, 8], stability: 8.11072373, difficulty: 5.71619151 },
  { grades: [GOOD, EASY, AGAIN, HARD, GOOD, EASY, AGAIN, HARD],
    days: [3, 33, 4, 7, 26, 193, 9, 14], stability: 14.31323867, difficulty: 5.34697075 },
  { grades: [EASY, AGAIN, HARD, GOOD, EASY, AGAIN, HARD, GOOD],
    days: [15, 3, 6, 27, 240, 10, 17, 60], stability: 59.59547542, difficulty: 4.24020203 },
];

for (const [place, { grades, days, stability, difficulty }] of VECTORS.entries()) {
  test(`reference vector ${place + 1}`, () => {
    const fsrs = scheduler({ w: W });
    const history = [];
    let day = START, card;
    for (const [index, grade] of grades.entries()) {
      history.push({ day, grade });
      card = remembered(history, fsrs);
      assert.equal(card.scheduled_days, days[index]);
      day = addDays(day, card.scheduled_days);
    }
    assert.equal(card.stability, stability);
    assert.equal(card.difficulty, difficulty);
  });
}

test("with the weights that we use: the memory that the Rust implementation, too, is tested for", () => {
  let day = START;
  const history = [0, 0, 1, 3, 8, 21].map((days, place) => ({ day: (day = addDays(day, days)), grade: place ? GOOD : AGAIN }));
  const { stability, difficulty } = remembered(history);
  assert.ok(Math.abs(stability - 53.335106) < 1e-4 && Math.abs(difficulty - 6.3574867) < 1e-4, `${stability} ${difficulty}`);
});

test("a history replayed by memory alone is the library's own card after every review", () => {
  const fsrs = scheduler();
  let seed = 20260722;
  const draw = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 300; round += 1) {
    const history = [];
    let day = START, own = createEmptyCard(new Date(`${START}T12:00:00Z`));
    for (let length = 1 + draw(8); length > 0; length -= 1) {
      const grade = 1 + draw(4);
      history.push({ day, grade });
      own = fsrs.next(own, new Date(`${day}T12:00:00Z`), grade).card;
      day = addDays(day, 1 + draw(40));
    }
    const { due, stability, difficulty, scheduled_days } = remembered(history, fsrs);
    assert.deepEqual({ due, stability, difficulty, scheduled_days },
      { due: own.due, stability: own.stability, difficulty: own.difficulty, scheduled_days: own.scheduled_days });
    const after = replay(history, fsrs);
    assert.deepEqual(after.memory, { stability: own.stability, difficulty: own.difficulty });
    assert.equal(intervalAfter(after, history.at(-1).grade, fsrs), own.scheduled_days);
  }
});

const attempt = (fields) => ({ type: "attempt", day: START, exercise: "a/one", state: "right", first: true, self: false, seen: false, hints: 0, ...fields });
const BOOK = {
  skills: { dot: "dot product", cosine: "cosine" }, terms: [{ id: "vector", term: "vector", chapter: 1 }],
  exercises: { "a/one": { skills: ["dot"] }, "a/two": { skills: ["dot", "cosine"] } },
};

test("only graded first attempts count", () => {
  assert.equal(gradeOf(attempt({})), GOOD);
  assert.equal(gradeOf(attempt({ hints: 1 })), HARD);
  assert.equal(gradeOf(attempt({ state: "partial" })), HARD);
  assert.equal(gradeOf(attempt({ state: "wrong" })), AGAIN);
  for (const fields of [{ first: false }, { self: true }, { seen: true }, { state: "revealed" }, { state: "malformed" }]) assert.equal(gradeOf(attempt(fields)), null);
});

const graded = (history) => history.map(({ day, grade }) => ({ day, grade }));

test("exercises of a skill on one day are one review, whose grade is their middle rounded down", () => {
  const events = [attempt({}), attempt({ exercise: "a/two", state: "wrong" }), attempt({ day: "2023-01-05" })];
  assert.deepEqual(graded(reviewsOf("skill:dot", events, BOOK)), [{ day: START, grade: HARD }, { day: "2023-01-05", grade: GOOD }]);
  assert.deepEqual(graded(reviewsOf("skill:cosine", events, BOOK)), [{ day: START, grade: AGAIN }]);
});

test("a card's first grade of a day counts, and events out of the order of days are sorted", () => {
  const card = (day, grade) => ({ type: "card", card: "term:vector", day, grade });
  const found = reviewsOf("term:vector", [card("2023-02-01", EASY), card(START, AGAIN), card(START, GOOD), attempt({})], BOOK);
  assert.deepEqual(graded(found), [{ day: START, grade: AGAIN }, { day: "2023-02-01", grade: EASY }]);
});

test("what was forgotten comes first, what has left the book not at all", () => {
  const now = new Date("2023-03-01T09:00:00").getTime();
  const events = [attempt({}), attempt({ exercise: "a/two", state: "wrong", day: "2023-01-10" }), { type: "card", card: "term:gone", day: START, grade: GOOD }, attempt({ exercise: "gone/one" })];
  const { all, due, today } = schedule(events, BOOK, now);
  assert.equal(today, "2023-03-01");
  assert.deepEqual(all.map(({ key }) => key).sort(), ["skill:cosine", "skill:dot"]);
  assert.deepEqual(due.map(({ recall }) => recall), due.map(({ recall }) => recall).sort((one, other) => one - other));
  for (const { recall, due: at } of due) assert.ok(recall > 0 && recall < 1 && at <= now);
});
