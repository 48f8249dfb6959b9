// Our modules as readers get them: few files instead of a hundred, without comments and blanks. What several entries need is in
// files of its own, so every module still runs once. In comes {folder, entries, apart} as JSON, out goes {path: text}.
import { relative } from "node:path";
import { text } from "node:stream/consumers";
import { build } from "esbuild";

const { folder, entries, apart } = JSON.parse(await text(process.stdin));

// Stays a file of its own, named from the folder's root, where all files lie that are not entries.
const keepApart = {
  name: "keep-apart",
  setup(all) {
    all.onResolve({ filter: new RegExp(`${apart.split("/").pop().replaceAll(".", "\\.")}$`) }, () => ({ path: `./${apart}`, external: true }));
  },
};

const { outputFiles } = await build({
  absWorkingDir: folder, entryPoints: entries, outdir: folder, outbase: folder, outExtension: { ".js": ".mjs" }, chunkNames: "[name]-[hash]",
  bundle: true, splitting: true, format: "esm", target: "es2022", minify: true, charset: "utf8", legalComments: "none",
  treeShaking: true, write: false, logLevel: "error", plugins: [keepApart],
});
process.stdout.write(JSON.stringify(Object.fromEntries(outputFiles.map((file) => [relative(folder, file.path), file.text]))));
