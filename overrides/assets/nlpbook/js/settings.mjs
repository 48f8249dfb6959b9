// What the reader has set, one small text each, on this device. A browser that refuses storage forgets them with the visit.
const PREFIX = "nlpbook:setting:";
const memory = new Map();

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
}
