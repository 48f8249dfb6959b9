// What the log is made of: plain records of what a reader did. An event is never changed; all else is derived from their set.
import { isDay } from "./days.mjs";

export const VERSION = 1;
const ORDER_LIMIT = 1e14;  // far above any clock, far below where adding one stops working

const text = (value) => typeof value === "string" && value.length > 0 && value.length <= 200;
const count = (value) => Number.isSafeInteger(value) && value >= 0;
const flag = (value) => typeof value === "boolean";
const seed = (value) => value === null || count(value);
const few = (value) => value === undefined || (count(value) && value < 10_000);
const short = (value) => value === undefined || (typeof value === "string" && value.length <= 400);

// What each type must have for the rest to be derived from it. A type that is not here is from a later book: kept, not read.
const NEEDS = {
  attempt: { exercise: text, seed, state: (value) => ["right", "partial", "wrong"].includes(value), self: flag, seen: flag, hints: count, times: few, said: short },
  hint: { exercise: text },
  seen: { exercise: text, seed },
  bookmark: { exercise: text, on: flag },
  card: { card: text, grade: (value) => [1, 2, 3, 4].includes(value) },
  exam: { exam: text },
};
const FIELDS = new Map(Object.entries(NEEDS).map(([type, fields]) => [type, Object.entries(fields)]));

/** Why this is no event, in a few words; "" when it is one. */
export function fault(event) {
  if (typeof event !== "object" || event === null || Array.isArray(event)) return "it is not a record";
  if (!count(event.v) || event.v < 1) return "it has no version";
  if (typeof event.id !== "string" || !/^[\w-]{8,80}$/.test(event.id)) return "it has no name (id)";
  if (!count(event.at) || event.at > 8.64e15) return "its time (at) is no time";
  if (event.day !== "" && !isDay(event.day)) return "its day is no day";
  if (!count(event.order) || event.order > ORDER_LIMIT) return "its place (order) is no whole number";
  if (!text(event.type)) return "it has no type";
  for (const [name, fits] of FIELDS.get(event.type) ?? []) {
    if (!fits(event[name])) return `“${name}” of this ${event.type} makes no sense`;
  }
  return "";
}

/** Which of two events comes first: by the logical clock, then by the device's clock, then by name. */
export function compare(one, other) {
  return one.order - other.order || one.at - other.at || (one.id < other.id ? -1 : Number(one.id > other.id));
}

/** A name no other event has. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
