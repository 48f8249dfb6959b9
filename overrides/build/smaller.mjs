// Style sheets and scripts that are no modules without comments and blanks, for the site: {path: text} comes in as JSON, the same
// goes out.
import { text } from "node:stream/consumers";
import { transform } from "esbuild";

const files = JSON.parse(await text(process.stdin));
const smaller = await Promise.all(Object.entries(files).map(async ([path, code]) => {
  const loader = path.split(".").pop();
  const { code: short } = await transform(code, { loader, minify: true, charset: "utf8", target: "es2022", legalComments: "none", sourcefile: path });
  return [path, short];
}));
process.stdout.write(JSON.stringify(Object.fromEntries(smaller)));
