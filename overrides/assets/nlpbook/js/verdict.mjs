// The verdict slip: a glyph, a word, and the sentence that helps.
import { draw, make } from "./build.mjs";
import { drawFormulas } from "./formulas.mjs";
import { clean } from "./sanitize.mjs";

const RING = ["circle", { cx: 12, cy: 12, r: 10 }];
const GLYPHS = {
  right: [RING, ["path", { d: "m7.5 12.4 3.1 3.1 6-6.7" }]],
  partial: [RING, ["path", { d: "M12 2a10 10 0 0 0 0 20z", class: "nx-half" }]],
  wrong: [RING, ["path", { d: "M8 12h8" }]],
  malformed: [
    ["circle", { cx: 12, cy: 12, r: 10, "stroke-dasharray": "3.2 2.6" }],
    ["path", { d: "M9.6 9.4a2.5 2.5 0 1 1 3.4 2.4c-.7.3-1 .8-1 1.5v.2M12 16.6v.1" }],
  ],
  revealed: [["path", { d: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z" }], ["circle", { cx: 12, cy: 12, r: 2.8 }]],
  failed: [["path", { d: "M9 7V3m6 4V3M6.5 7h11v4.5a5.5 5.5 0 0 1-11 0zM12 17v4" }]],
};

/** Whether Python's answer is a verdict at all: what a program has rewritten may answer anything. */
export const isVerdict = (result) => Object.hasOwn(GLYPHS, result?.state) && typeof result.headline === "string";

/**
 * Draw a verdict into `slip` (a live region, so it is read out).
 * `headline`, `message` and `note` are text; `html` is markup from our Python, cleaned; `action` is one button.
 */
export function drawVerdict(slip, { state, headline, message = "", html = "", note = "", action = null }) {
  const body = make("div", { class: "nx-message" });
  if (html) body.append(clean(html));
  else if (message) body.append(make("p", {}, message));
  slip.replaceChildren(
    draw(GLYPHS[state] ?? GLYPHS.malformed),
    make("p", { class: "nx-word" }, headline),
    ...(body.childNodes.length ? [body] : []),
    ...(note ? [make("p", { class: "nx-note" }, note)] : []),
    ...(action ? [action] : []),
  );
  drawFormulas(slip);
}
