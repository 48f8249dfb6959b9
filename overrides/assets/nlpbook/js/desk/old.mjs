// Version 1 of what the book kept: one record per exercise in localStorage, its draft and marks without a history.
import { keysOf, readText } from "./storage.mjs";

const PREFIX = "nlpbook:exercise:";

/** The version-1 record of an exercise, or null. */
export const oldRecord = (storage, exercise) => parsed(readText(storage, PREFIX + exercise));

/** All records of version 1: { records: [{ key, text, exercise, record }], damaged: [{ old, what, why }] }. */
export function oldRecords(storage) {
  const found = { records: [], damaged: [] };
  for (const key of keysOf(storage, PREFIX)) {
    const text = readText(storage, key);
    const record = parsed(text);
    if (record) found.records.push({ key, text, exercise: key.slice(PREFIX.length), record });
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
