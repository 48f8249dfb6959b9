// Everything under assets/vendor/ that is not a font of the book: Pyodide with our standard library, the editor, KaTeX, small libraries.
import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { buildEditor } from "./editor.mjs";
import { buildKatex } from "./katex.mjs";
import { buildLibraries } from "./libraries.mjs";
import { commandLine, report } from "./report.mjs";
import { buildStdlib } from "./stdlib.mjs";

const pyodideDir = dirname(createRequire(import.meta.url).resolve("pyodide/pyodide.mjs"));

/** Lay out `pyodide/`, `editor/`, `katex/` and `libraries/` under `outdir`. */
export async function buildVendor(outdir) {
  const target = join(outdir, "pyodide");
  mkdirSync(target, { recursive: true });
  for (const name of ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"]) {
    copyFileSync(join(pyodideDir, name), join(target, name));
    report(join(target, name));
  }
  await buildEditor(join(outdir, "editor"));
  await buildKatex(join(outdir, "katex"));
  await buildLibraries(join(outdir, "libraries"));
  await buildStdlib(target);
}

await commandLine(import.meta.url, buildVendor);
