// Formulas that the build could not render: hints, solutions, messages and fresh numbers. KaTeX comes when the first one does.
import { address } from "./site.mjs";

let coming;

const library = () => {
  coming ??= import(address("assets/vendor/katex/katex.mjs")).then((module) => module.default);
  coming.catch(() => { coming = undefined; });
  return coming;
};

/** Draw every `.arithmatex` inside `root` that is not drawn yet. Without KaTeX the source stays readable. */
export async function drawFormulas(root) {
  const waiting = [...root.querySelectorAll(".arithmatex")].filter((span) => !span.querySelector(".katex"));
  if (!waiting.length) return;
  let katex;
  try {
    katex = await library();
  } catch {
    return;
  }
  for (const span of waiting) {
    if (span.querySelector(".katex")) continue;  // another call was waiting too, and has drawn it
    const source = span.textContent.trim();
    const displayMode = source.startsWith("\\[");
    const formula = source.replace(/^\\[[(]/, "").replace(/\\[\])]$/, "");
    katex.render(formula, span, { displayMode, throwOnError: false, trust: false, output: "htmlAndMathml" });
  }
}
