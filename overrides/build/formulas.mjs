// Renders formulas at build time: JSON lines {tex, display} come in, JSON lines {html} or {error} go out, in order.
// One process renders a whole book; the pages then need KaTeX's style sheet and fonts, but no script.
import { createInterface } from "node:readline";
import katex from "katex";

for await (const line of createInterface({ input: process.stdin })) {
  const { tex, display } = JSON.parse(line);
  let answer;
  try {
    // "strict" would let typing mistakes through with a warning that nobody reads.
    const strict = (code) => (["unicodeTextInMathMode", "unknownSymbol", "newLineInDisplayMode"].includes(code) ? "ignore" : "error");
    answer = { html: katex.renderToString(tex, { displayMode: display, throwOnError: true, strict, trust: false }) };
  } catch (error) {
    answer = { error: String(error?.message ?? error).replace(/^KaTeX parse error: /, "") };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
