// The page's two small libraries, each as one minified ES module: IndexedDB with promises, and the review scheduler.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { commandLine, report } from "./report.mjs";

const LIBRARIES = {
  "idb.mjs": { entry: 'export { openDB, deleteDB } from "idb";', banner: "/* idb, ISC licence, Jake Archibald */" },
  "ts-fsrs.mjs": {
    entry: 'export { createEmptyCard, fsrs, generatorParameters, Rating, State } from "ts-fsrs";',
    banner: "/* ts-fsrs, MIT licence, Open Spaced Repetition */",
  },
};

/** Write each library into `outdir`. */
export async function buildLibraries(outdir) {
  mkdirSync(outdir, { recursive: true });
  for (const [name, { entry, banner }] of Object.entries(LIBRARIES)) {
    const outfile = join(outdir, name);
    await build({
      stdin: { contents: entry, resolveDir: dirname(fileURLToPath(import.meta.url)), sourcefile: "libraries-entry.mjs" },
      bundle: true, format: "esm", target: "es2022", minify: true, legalComments: "none", logLevel: "error", outfile,
      banner: { js: banner },
    });
    report(outfile);
  }
}

await commandLine(import.meta.url, buildLibraries);
