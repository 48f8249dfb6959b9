// What the reader has set, on this device only. Listen on window for "nlp:setting"; its detail is { name, value }. A browser that
// refuses storage keeps a setting for this visit.
const PREFIX = "nlpbook:setting:";
const memory = new Map();

const announce = (name, value) => dispatchEvent(new CustomEvent("nlp:setting", { detail: { name, value } }));

/** The value of a setting, or `fallback` when the reader has not set it. */
export function setting(name, fallback) {
  try {
    return localStorage.getItem(PREFIX + name) ?? memory.get(name) ?? fallback;
  } catch {
    return memory.get(name) ?? fallback;
  }
}

/** Set it, and let everyone know. */
export function choose(name, value) {
  memory.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // refused or full: kept in memory
  }
  announce(name, value);
}

globalThis.addEventListener?.("storage", ({ key, newValue }) => {  // set in another tab
  if (key?.startsWith(PREFIX) && newValue !== null) announce(key.slice(PREFIX.length), newValue);
});
