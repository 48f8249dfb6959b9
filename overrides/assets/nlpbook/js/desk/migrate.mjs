// From version 1 to events and drafts.
import { VERSION } from "./events.mjs";

const STATES = { full: "right", half: "partial", tried: "wrong" };
const whole = (value) => Number.isSafeInteger(value) && value >= 0;

/**
 * The events a version-1 record stands for. When it all happened is not known: time 0, no day, before everything else.
 * The ids come from the content, so that a migration that is broken off and repeated adds nothing twice.
 */
export function eventsOf(exercise, record) {
  const seed = whole(record.seed) ? record.seed : null;
  const tries = whole(record.tries) ? Math.min(record.tries, 1000) : 0;
  const state = STATES[record.mark] ?? (tries ? "wrong" : "");
  const seen = record.seen === true || record.mark === "seen";
  const facts = [
    state && { type: "attempt", revision: String(record.revision ?? ""), seed, state, self: false, first: state === "right" && tries === 1, hints: 0,
      seen: record.mark === "seen", tries: tries || 1, times: tries || 1, said: "", slot: "" },
    seen && { type: "seen", seed: record.seen ? seed : null },
    record.bookmark === true && { type: "bookmark", on: true },
  ];
  const name = fingerprint(JSON.stringify([exercise, facts]));
  return facts.flatMap((fact, place) => (
    fact ? [{ v: VERSION, id: `v1-${name}-${place}`, at: 0, day: "", order: place + 1, exercise, ...fact }] : []));
}

/** FNV-1a, twice over: short, and the same everywhere. */
function fingerprint(text) {
  let one = 0x811c9dc5, two = 0x01000193;
  for (const char of text) {
    const code = char.codePointAt(0);
    one = Math.imul(one ^ code, 0x01000193) >>> 0;
    two = Math.imul(two ^ code ^ one, 0x85ebca6b) >>> 0;
  }
  return [one, two].map((half) => half.toString(16).padStart(8, "0")).join("");
}
