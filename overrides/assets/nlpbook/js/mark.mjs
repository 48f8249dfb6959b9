// The progress mark of an exercise, drawn. What it is follows from the reader's log: see desk/derive.mjs.
import { words } from "./strings.mjs";

/** Draw the mark, with its word for readers of speech. */
export function drawMark(element, mark) {
  element.dataset.is = mark;
  element.setAttribute("aria-label", words.mark[mark] ?? "");
}
