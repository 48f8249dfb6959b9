// Where a sitting is kept between visits: one record an exam, and the latest time seen, on this device only.
import { browserStorage, keysOf, readText, removeText, writeText } from "../desk/storage.mjs";
import { slotOf, sound } from "./sitting.mjs";

const SITTING = "nlpbook:exam:";
const SEEN = "nlpbook:exam-clock:";
const DRAFT = "nlpbook:draft:";
const memory = new Map();

/** The sitting of an exam, or null. */
export function recallSitting(exam) {
  try {
    const stored = sound(JSON.parse(readText(browserStorage, SITTING + exam)));
    if (stored) return stored;
  } catch {
    // damaged: as if there were none
  }
  return memory.get(exam) ?? null;
}

/** Keep a sitting. Returns false when it will not outlive this visit. */
export function keepSitting(sitting) {
  memory.set(sitting.exam, sitting);
  return writeText(browserStorage, SITTING + sitting.exam, JSON.stringify(sitting));
}

/** Forget what this page holds of an exam; the storage was emptied by others. */
export const forgetSitting = (exam) => memory.delete(exam);

export const recallSeen = (exam) => Number(readText(browserStorage, SEEN + exam)) || 0;
export const keepSeen = (exam, now) => writeText(browserStorage, SEEN + exam, String(Math.round(now)));

/** Drop the drafts of an exam's earlier sittings: what they held was marked. */
export function dropOldDrafts(sitting) {
  const own = `@${slotOf(sitting)}`;
  for (const key of keysOf(browserStorage, DRAFT)) {
    if (key.includes(`@exam:${sitting.exam}:`) && !key.endsWith(own)) removeText(browserStorage, key);
  }
}

/** Slugs of exams that are being written. */
export function runningExams() {
  const slugs = keysOf(browserStorage, SITTING).map((key) => key.slice(SITTING.length));
  return slugs.filter((slug) => recallSitting(slug)?.phase === "writing");
}
