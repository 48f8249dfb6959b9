// What the reader has set, one small text each, on this device. A browser that refuses storage forgets them with the visit.
// Listen on window for "nlp:setting"; its detail is { name, value }.
import { browserStorage, readText, writeText } from "./desk/storage.mjs";

const PREFIX = "nlpbook:setting:";
const memory = new Map();

const announce = (name, value) => globalThis.dispatchEvent?.(new CustomEvent("nlp:setting", { detail: { name, value } }));

/** A setting's text, or null. */
export function readSetting(name) {
  return readText(browserStorage, PREFIX + name) ?? memory.get(name) ?? null;
}

export function writeSetting(name, text) {
  memory.set(name, text);
  writeText(browserStorage, PREFIX + name, text);
  announce(name, text);
}

globalThis.addEventListener?.("storage", ({ key, newValue }) => {  // set in another tab
  if (key?.startsWith(PREFIX) && newValue !== null) announce(key.slice(PREFIX.length), newValue);
});
