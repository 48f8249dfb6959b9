// The progress mark of an exercise: what one attempt makes of it.
import { words } from "./strings.mjs";

const RANK = { "": 0, seen: 1, tried: 1, half: 2, full: 3 };
const AFTER = { right: "full", partial: "half", wrong: "tried", revealed: "seen" };

/**
 * The mark after a verdict. It never falls, and an answer given after its solution was seen does not count as solved.
 */
export function markAfter(mark, state, solutionSeen) {
  if (solutionSeen) return mark === "full" || mark === "half" ? mark : "seen";
  const next = AFTER[state] ?? "";
  return RANK[next] > RANK[mark] || (next === "tried" && mark === "seen") ? next : mark;
}

/** Draw the mark, with its word for readers of speech. */
export function drawMark(element, mark) {
  element.dataset.is = mark;
  element.setAttribute("aria-label", words.mark[mark] ?? "");
}
