// KaTeX for the browser: hints, solutions and fresh numbers bring formulas that the build has not rendered.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { commandLine, report } from "./report.mjs";

const dist = dirname(createRequire(import.meta.url).resolve("katex/dist/katex.mjs"));

/** Write `katex.mjs`, `katex.min.css` and `fonts/*.woff2` into `outdir`. */
export async function buildKatex(outdir) {
  mkdirSync(join(outdir, "fonts"), { recursive: true });
  const script = join(outdir, "katex.mjs");
  await build({
    entryPoints: [join(dist, "katex.mjs")],
    bundle: true, format: "esm", target: "es2022", minify: true, legalComments: "none", logLevel: "error", outfile: script,
    banner: { js: "/* KaTeX, MIT licence, https://katex.org */" },
  });
  const style = join(outdir, "katex.min.css");
  copyFileSync(join(dist, "katex.min.css"), style);
  const fonts = readdirSync(join(dist, "fonts")).filter((name) => name.endsWith(".woff2")).sort();
  for (const name of fonts) copyFileSync(join(dist, "fonts", name), join(outdir, "fonts", name));
  report(script, style);
}

await commandLine(import.meta.url, buildKatex);
