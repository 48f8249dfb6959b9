// The exercise itself, as Python wants it: fetched when a reader first turns to it, kept for the rest of the visit.
import { fetchJson } from "./site.mjs";

const kept = new Map();

/** The item of an exercise id such as "words-as-points/cosine". A failed fetch is forgotten, so that Retry can work. */
export function fetchItem(id) {
  if (!kept.has(id)) {
    const coming = fetchJson(`assets/exercises/${id}.json`);
    coming.catch(() => kept.delete(id));
    kept.set(id, coming);
  }
  return kept.get(id);
}
