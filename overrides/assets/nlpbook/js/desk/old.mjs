// Version 1 of what the book kept: one record per exercise in localStorage, its draft and marks without a history.
import { keysOf, readText } from "./storage.mjs";

const PREFIX = "nlpbook:exercise:";

/** The version-1 record of an exercise, or null. */
export const oldRecord = (storage, exercise) => parsed(readText(storage, PREFIX + exercise));

/** The record that a text under this key is, as { exercise, record }; null when it is none. */
export function oldRecordIn(key, text) {
  const record = key.startsWith(PREFIX) ? parsed(text) : null;
  return record && { exercise: key.slice(PREFIX.length), record };
}

/** All records of version 1: { records: [{ key, text, exercise, record }], damaged: [{ old, what, why }] }. */
export function oldRecords(storage) {
  const found = { records: [], damaged: [] };
  for (const key of keysOf(storage, PREFIX)) {
    const text = readText(storage, key);
    const old = oldRecordIn(key, text);
    if (old) found.records.push({ key, text, ...old });
    else if (text !== null) found.damaged.push({ old: key, what: text, why: "it is not a record of version 1" });
  }
  return found;
}

function parsed(text) {
  try {
    const record = JSON.parse(text);
    return record?.version === 1 && typeof record === "object" ? record : null;
  } catch {
    return null;
  }
}
