// What every build script says when it is done, and how it fails.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** Print `bytes sha256 path` for each file written, so that two builds can be compared by eye. */
export function report(...paths) {
  for (const path of paths) {
    const bytes = readFileSync(path);
    console.log(`${bytes.length} ${createHash("sha256").update(bytes).digest("hex")} ${path}`);
  }
}

/** Run `build(outdir)` when the module at `url` is the script that Node was started with; errors become one short line. */
export async function commandLine(url, build) {
  if (url !== pathToFileURL(process.argv[1] ?? "").href) return;
  const outdir = process.argv[2];
  try {
    if (!outdir) throw new Error("say where to write: node SCRIPT OUTDIR");
    mkdirSync(outdir, { recursive: true });
    await build(outdir);
  } catch (error) {
    // Pyodide's own errors quote its whole source, a megabyte on one line.
    const text = String(error?.message ?? error);
    console.error(`${url.split("/").pop()}: ${text.length > 2000 ? `${text.slice(0, 2000)} …` : text}`);
    process.exitCode = 1;
  }
}
