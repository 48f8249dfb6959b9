// CodeMirror 6 as one ES module. Only the library is bundled; what we do with it is in assets/nlpbook/js.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { commandLine, report } from "./report.mjs";

const ENTRY = `
export { EditorState, Prec, Compartment } from "@codemirror/state";
export { EditorView, keymap, lineNumbers, highlightActiveLine, highlightSpecialChars, drawSelection } from "@codemirror/view";
export { defaultKeymap, history, historyKeymap, indentMore, indentLess } from "@codemirror/commands";
export { HighlightStyle, syntaxHighlighting, indentOnInput, indentUnit, bracketMatching } from "@codemirror/language";
export { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
export { python } from "@codemirror/lang-python";
export { tags } from "@lezer/highlight";
`;

/** Write `editor.mjs` into `outdir`. */
export async function buildEditor(outdir) {
  mkdirSync(outdir, { recursive: true });
  const outfile = join(outdir, "editor.mjs");
  await build({
    stdin: { contents: ENTRY, resolveDir: dirname(fileURLToPath(import.meta.url)), sourcefile: "editor-entry.mjs" },
    bundle: true, format: "esm", target: "es2022", minify: true, legalComments: "none", logLevel: "error", outfile,
    banner: { js: "/* CodeMirror 6, MIT licence, https://codemirror.net */" },
  });
  report(outfile);
}

await commandLine(import.meta.url, buildEditor);
