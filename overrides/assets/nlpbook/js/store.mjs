// Drafts: what is typed into an exercise, on this device only. Written at once, because a closing page waits for nothing.
// Marks and attempts are not here but in the desk's log. A browser that refuses storage gets a memory for this visit.
import { oldRecord } from "./desk/old.mjs";
import { browserStorage, keysOf, readText, removeText, writeText } from "./desk/storage.mjs";

const PREFIX = "nlpbook:draft:";
const DAMAGED = "nlpbook:damaged:";
const VERSION = 2;
const memory = new Map();

/** The name of a draft: an exercise in its chapter, or in a slot ("review", "exam") that keeps its own. */
export const draftName = (exercise, slot = "") => (slot ? `${exercise}@${slot}` : exercise);

/** The draft of that name, or null. One that cannot be read is set aside, so that the next does not overwrite it. */
export function recall(name) {
  const text = readText(browserStorage, PREFIX + name);
  if (text === null) return memory.get(name) ?? draftOf(oldRecord(browserStorage, name));
  const draft = sound(text);
  if (!draft) setAside(name, text);
  return draft ?? memory.get(name) ?? null;
}

/** Keep a draft. Returns false when it will not outlive this visit (storage refused or full). */
export function remember(name, draft) {
  const whole = { ...draft, saved: Date.now(), version: VERSION };
  memory.set(name, whole);
  return writeText(browserStorage, PREFIX + name, JSON.stringify(whole));
}

/** All drafts by name, also those that only memory holds. */
export function drafts() {
  const found = Object.fromEntries(memory);
  for (const key of keysOf(browserStorage, PREFIX)) {
    const name = key.slice(PREFIX.length);
    const draft = recall(name);
    if (draft) found[name] = draft;
  }
  return found;
}

/** Take in the drafts of a file; of two under one name the later stays. Returns how many found no room. */
export function mergeDrafts(incoming) {
  let left = 0;
  for (const [name, draft] of Object.entries(incoming)) {
    const own = recall(name);
    if (own && !later(draft, own)) continue;
    memory.set(name, draft);
    if (!writeText(browserStorage, PREFIX + name, JSON.stringify(draft))) left += 1;
  }
  return left;
}

/** Give the draft inside a version-1 record its own place. Returns false when there was no room. */
export function moveOldDraft(exercise, record) {
  if (readText(browserStorage, PREFIX + exercise) !== null) return true;  // typed since
  return writeText(browserStorage, PREFIX + exercise, JSON.stringify(draftOf(record)));
}

/** Forget what memory holds; the caller has emptied the storage. Returns what undoes it. */
export function forgetDrafts() {
  const held = [...memory];
  memory.clear();
  return () => { for (const [name, draft] of held) if (!memory.has(name)) memory.set(name, draft); };
}

const later = (one, other) => {
  const difference = (Number(one.saved) || 0) - (Number(other.saved) || 0);
  return difference ? difference > 0 : JSON.stringify(one) > JSON.stringify(other);
};

function sound(text) {
  try {
    const draft = JSON.parse(text);
    return typeof draft === "object" && draft !== null && draft.version === VERSION ? draft : null;
  } catch {
    return null;
  }
}

function draftOf(record) {
  if (!record) return null;
  const { answer = null, seed = null, variant = 0, shown = null, tries = 0, revision = "" } = record;
  return { answer, seed, variant, shown, tries, revision, saved: 0, version: VERSION };
}

function setAside(name, text) {
  if (writeText(browserStorage, DAMAGED + name, text)) removeText(browserStorage, PREFIX + name);
}
