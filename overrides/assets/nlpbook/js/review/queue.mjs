// What a session asks: for each due skill an exercise with fresh numbers, due cards between them, a few new cards at the end.
import { freshVariant } from "./variants.mjs";

export const NEW_CARDS = 5;  // a day

/**
 * The items of a session, at most `size`: {kind: "exercise", id, variant, key} and {kind: "card", id, key, fresh}.
 * The most forgotten come first; neighbours are of different chapters where that can be; one exercise serves all the due
 * skills that it practises.
 */
export function queue(plan, book, state, { size = 10, entries = plan.due } = {}) {
  const byskill = exercisesBySkill(book, state);
  const served = new Set(), taken = new Set();
  const items = [];
  for (const entry of entries) {
    if (items.length >= size) break;
    if (entry.kind === "card") items.push({ kind: "card", id: entry.id, key: entry.key, fresh: false });
    else if (!served.has(entry.id)) {
      const id = byskill(entry.id).find((one) => !taken.has(one));
      if (!id) continue;
      taken.add(id);
      for (const skill of book.exercises[id].skills) served.add(skill);
      items.push({ kind: "exercise", id, variant: variantOf(id, book, state), key: entry.key });
    }
  }
  const fresh = newCards(plan, book, state).slice(0, Math.max(0, size - items.length));
  return [...mixed(items, book), ...fresh.map((term) => ({ kind: "card", id: term.id, key: `term:${term.id}`, fresh: true }))];
}

/** Terms of chapters that the reader has begun and that no card has shown yet, at most NEW_CARDS a day. */
export function newCards(plan, book, state) {
  const begun = new Set([...state.exercises.keys()].map((id) => book.exercises[id]?.chapter));
  const known = new Map(plan.all.filter(({ kind }) => kind === "card").map((entry) => [entry.id, entry]));
  const today = [...known.values()].filter(({ first }) => first === plan.today).length;
  const waiting = book.terms.filter(({ id, chapter }) => begun.has(chapter) && !known.has(id));
  return waiting.slice(0, Math.max(0, NEW_CARDS - today));
}

/** The n-th fresh variant; an exercise without variants is asked as it stands in the book. */
const variantOf = (id, book, state) => (book.exercises[id].vary ? freshVariant(id, seedsOf(id, state)) : 0);

const seedsOf = (id, state) => {
  const known = state.exercises.get(id);
  return known ? [...known.triedSeeds, ...known.seenSeeds] : [];
};

/**
 * Gives the exercises of a skill, best first: those that can vary, of chapters already begun, not asked for the longest time.
 * What the reader must grade is left out; so is what was once done and cannot vary, unless nothing else is there.
 */
function exercisesBySkill(book, state) {
  const begun = new Set([...state.exercises.keys()].map((id) => book.exercises[id]?.chapter));
  const rank = (id) => {
    const { vary, chapter, level } = book.exercises[id];
    const last = state.exercises.get(id)?.last;
    return [vary ? 0 : last ? 2 : 1, begun.has(chapter) ? 0 : 1, last?.at ?? 0, level];
  };
  const found = new Map();
  for (const [id, { skills, kind }] of Object.entries(book.exercises)) {
    if (kind === "text") continue;
    for (const skill of skills) {
      if (found.has(skill)) found.get(skill).push(id);
      else found.set(skill, [id]);
    }
  }
  const ranked = (ids) => ids.map((id) => [id, rank(id)]).sort(([, one], [, other]) => firstDifference(one, other)).map(([id]) => id);
  return (skill) => ranked(found.get(skill) ?? []);
}

function firstDifference(one, other) {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place < 0 ? 0 : one[place] - other[place];
}

/** The same items with neighbours of different chapters where that can be, otherwise in their order. */
function mixed(items, book) {
  const chapters = new Map(book.terms.map(({ id, chapter }) => [id, chapter]));
  const chapter = ({ kind, id }) => (kind === "card" ? `card ${chapters.get(id)}` : book.exercises[id].chapter);
  const waiting = [...items], out = [];
  while (waiting.length) {
    const last = out.length ? chapter(out.at(-1)) : null;
    const place = Math.max(0, waiting.findIndex((item) => chapter(item) !== last));
    out.push(...waiting.splice(place, 1));
  }
  return out;
}
