// Which paper: the number that a reader types, or one by lot.

/** The seed that was typed: a number, null for one by lot, or undefined for what is no seed. */
export function seedIn(text, most) {
  if (!text.trim()) return null;
  const seed = /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : NaN;
  return seed >= 1 && seed <= most ? seed : undefined;
}

/** A seed that nobody chose. */
export const byLot = (most) => 1 + Math.floor((crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32) * most);
