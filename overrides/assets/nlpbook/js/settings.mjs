// What the reader has set, one small text each, on this device. A browser that refuses storage forgets them with the visit.
// Listen on window for "nlp:setting"; its detail is { name, value }.
const PREFIX = "nlpbook:setting:";
const memory = new Map();

const announce = (name, value) => globalThis.dispatchEvent?.(new CustomEvent("nlp:setting", { detail: { name, value } }));

/** A setting's text, or null. */
export function readSetting(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

export function writeSetting(name, text) {
  memory.set(name, text);
  try {
    localStorage.setItem(PREFIX + name, text);
  } catch {
    // kept for this visit
  }
  announce(name, text);
}

globalThis.addEventListener?.("storage", ({ key, newValue }) => {  // set in another tab
  if (key?.startsWith(PREFIX) && newValue !== null) announce(key.slice(PREFIX.length), newValue);
});
