// localStorage as it is met: there, refused (touching it throws), or full (writing throws).

/** The browser's own; reading the property is what throws where storage is refused. */
export const browserStorage = () => globalThis.localStorage;

/** The keys that begin with `prefix`; none where storage is refused. */
export function keysOf(open, prefix) {
  try {
    const storage = open();
    const all = Array.from({ length: storage.length }, (_, place) => storage.key(place));
    return all.filter((key) => key?.startsWith(prefix));
  } catch {
    return [];
  }
}

/** The text under `key`, or null. */
export function readText(open, key) {
  try {
    return open().getItem(key);
  } catch {
    return null;
  }
}

/** Returns false when storage is refused or full. */
export function writeText(open, key, text) {
  try {
    open().setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

export function removeText(open, key) {
  try {
    open().removeItem(key);
  } catch {
    // refused: there was nothing to remove
  }
}

/** Remove what lies under `key` if it is still this text: a tab of an older book may have written there since it was read. */
export function removeSame(open, key, text) {
  if (readText(open, key) === text) removeText(open, key);
}
