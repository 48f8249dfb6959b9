// Older formats. Version 1 kept one record per exercise in localStorage: its draft, and marks without a history.
import { keysOf, readText, removeText } from "./storage.mjs";
import { VERSION } from "./events.mjs";

const PREFIX = "nlpbook:exercise:";
const STATES = { full: "right", half: "partial", tried: "wrong" };

/** The version-1 record of an exercise, or null. */
export function oldRecord(storage, exercise) {
  return parsed(readText(storage, PREFIX + exercise));
}

/** All records of version 1: { records: [{ key, exercise, record }], damaged: [{ old, what, why }] }. */
export function oldRecords(storage) {
  const found = { records: [], damaged: [] };
  for (const key of keysOf(storage, PREFIX)) {
    const text = readText(storage, key);
    const record = parsed(text);
    if (record) found.records.push({ key, exercise: key.slice(PREFIX.length), record });
    else if (text !== null) found.damaged.push({ old: key, what: text, why: "it is not a record of version 1" });
  }
  return found;
}

export function forgetOld(storage, keys) { for (const key of keys) removeText(storage, key); }

/**
 * The events a version-1 record stands for. When it all happened is not known: time 0, no day, before everything else.
 * The ids come from the content, so that a migration that is broken off and repeated adds nothing twice.
 */
export function eventsOf(exercise, record) {
  const base = { v: VERSION, at: 0, day: "", exercise };
  const name = `v1-${fingerprint(exercise + JSON.stringify([record.mark, record.seed, record.tries, record.seen, record.bookmark]))}`;
  const seed = Number.isSafeInteger(record.seed) && record.seed >= 0 ? record.seed : null;
  const tries = Number.isSafeInteger(record.tries) && record.tries > 0 ? record.tries : 0;
  const events = [];
  const add = (order, fields) => events.push({ ...base, id: `${name}-${order}`, order, ...fields });
  if (STATES[record.mark] || tries) {
    add(1, {
      type: "attempt", revision: String(record.revision ?? ""), seed, state: STATES[record.mark] ?? "wrong", self: false,
      first: record.mark === "full" && tries === 1, hints: 0, seen: record.mark === "seen", tries: tries || 1, times: tries || 1, said: "", slot: "",
    });
  }
  if (record.seen || record.mark === "seen") add(2, { type: "seen", seed: record.seen ? seed : null });
  if (record.bookmark) add(3, { type: "bookmark", on: true });
  return events;
}

function parsed(text) {
  try {
    const record = JSON.parse(text);
    return record?.version === 1 && typeof record === "object" ? record : null;
  } catch {
    return null;
  }
}

/** FNV-1a in two halves: short, and the same everywhere. */
function fingerprint(text) {
  let one = 0x811c9dc5, two = 0x01000193;
  for (const char of text) {
    const code = char.codePointAt(0);
    one = Math.imul(one ^ code, 0x01000193) >>> 0;
    two = Math.imul(two ^ code ^ one, 0x85ebca6b) >>> 0;
  }
  return (one.toString(16).padStart(8, "0") + two.toString(16).padStart(8, "0"));
}
