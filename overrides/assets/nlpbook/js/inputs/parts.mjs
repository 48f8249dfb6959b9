// What all kinds share: finding inputs, and saying of a part how it was judged, in shape and in words.
import { make } from "../build.mjs";
import { drawFormulas } from "../formulas.mjs";
import { clean } from "../sanitize.mjs";
import { words } from "../strings.mjs";

/** All inputs of an answer area, in order. */
export const inputsOf = (area) => [...area.querySelectorAll('[data-part="input"]')];

/** The inputs by their `data-value`. */
export const byValue = (area) => new Map(inputsOf(area).map((input) => [input.dataset.value, input]));

let lastId = 0;

/** Judge a field that is typed into: a foot in `data-judged`, the same in words for readers of speech. */
export function judgeField(input, judged) {
  unjudgeField(input);
  if (!judged) return;
  input.dataset.judged = judged;
  if (judged !== "right") input.setAttribute("aria-invalid", "true");
  const spoken = make("span", { class: "nx-spoken", id: `nx-said-${++lastId}` }, words.judged[judged] ?? judged);
  input.after(spoken);
  input.setAttribute("aria-describedby", spoken.id);
}

/** Take a field's judgement back, as soon as it says something else. */
export function unjudgeField(input) {
  delete input.dataset.judged;
  input.removeAttribute("aria-invalid");
  input.removeAttribute("aria-describedby");
  if (input.nextElementSibling?.matches(".nx-spoken")) input.nextElementSibling.remove();
}

/** Write a reason (our Python's markup, cleaned) under a row, or take it away when `html` is empty. */
export function writeWhy(row, html) {
  row.querySelector(".nx-why")?.remove();
  if (!html) return;
  const why = make("div", { class: "nx-why" });
  why.append(clean(html));
  row.append(why);
  drawFormulas(why);
}
