// Our modules as readers get them: few files instead of a hundred, without comments and blanks. What several entries need is in
// files of its own, so every module still runs once. In comes {folder, entries, apart} as JSON, out goes {files: {path: text},
// needs: {module as written: [the files it stands in and imports, itself first]}}.
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

const { outputFiles, metafile } = await build({
  absWorkingDir: folder, entryPoints: entries, outdir: folder, outbase: folder, outExtension: { ".js": ".mjs" }, chunkNames: "[name]-[hash]",
  bundle: true, splitting: true, format: "esm", target: "es2022", minify: true, charset: "utf8", legalComments: "none",
  treeShaking: true, write: false, metafile: true, logLevel: "error", plugins: [keepApart],
});
const { outputs } = metafile;

function needed(path, found = new Set()) {
  if (found.has(path) || !outputs[path]) return found;
  found.add(path);
  for (const { path: next, kind } of outputs[path].imports) if (kind === "import-statement") needed(next, found);
  return found;
}
const files = Object.fromEntries(outputFiles.map((file) => [relative(folder, file.path), file.text]));
const needs = Object.fromEntries(Object.keys(outputs).filter((path) => outputs[path].entryPoint)
  .map((path) => [outputs[path].entryPoint, [...needed(path)]]));
process.stdout.write(JSON.stringify({ files, needs }));
