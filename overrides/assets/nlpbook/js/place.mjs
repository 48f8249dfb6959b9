// An exercise outside its chapter: in a review, in an exam. Python writes its card; the element does the rest.
import "./exercise.mjs";
import { drawFormulas } from "./formulas.mjs";
import { fetchItem } from "./items.mjs";
import { python } from "./python.mjs";
import { clean } from "./sanitize.mjs";

/**
 * Make the element of an exercise; whoever asks puts it into the page.
 * `variant` 0 is the book's own numbers, the n-th is the same for every reader. `slot` keeps its drafts apart from those of
 * the chapter; with `mode` "exam" it takes an answer and judges nothing. Rejects with what Python or the fetch said.
 */
export async function placeExercise(id, { variant = 0, slot = "", mode = "", number = "", uid = `placed-${id.replace("/", "-")}` } = {}) {
  const item = await fetchItem(id);
  const { html, seed } = await python.ask({ do: "card", item, variant, number, uid }).answer;
  const element = clean(html, "nlp-exercise").querySelector("nlp-exercise");
  for (const [name, value] of Object.entries({ slot, mode, seed, variant })) {
    if (value !== "" && value !== null) element.dataset[name] = value;
  }
  drawFormulas(element);
  return element;
}
