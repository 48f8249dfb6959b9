// What the page remembers of an exercise, on this device only. A browser that refuses storage gets a memory for this visit.
const PREFIX = "nlpbook:exercise:";
const VERSION = 1;
const memory = new Map();

/** The record of an exercise, or null. What cannot be read is treated as absent, never as an error. */
export function recall(id) {
  try {
    const record = JSON.parse(localStorage.getItem(PREFIX + id));
    if (record?.version === VERSION) return record;
  } catch {
    // refused or damaged
  }
  return memory.get(id) ?? null;
}

/** Keep a record. Returns false when it will not outlive this visit (storage refused or full). */
export function remember(id, record) {
  const whole = { ...record, version: VERSION };
  memory.set(id, whole);
  try {
    localStorage.setItem(PREFIX + id, JSON.stringify(whole));
    return true;
  } catch {
    return false;
  }
}
