// The book as the desk knows it: chapters, exercises, skills and terms. Fetched once a visit.
import { fetchJson } from "./site.mjs";

let coming = null;

/** The parsed assets/nlpbook/book.json. A failed fetch is forgotten, so that it can be tried again. */
export function catalogue() {
  if (!coming) {
    coming = fetchJson("assets/nlpbook/book.json");
    coming.catch(() => { coming = null; });
  }
  return coming;
}
