// The theme's style sheets without the rules that nothing in the book can meet. In comes {styles: {path: text}, words: [...]}
// as JSON, with every name that a page's tags or a script holds; out goes {path: text}.
import { text } from "node:stream/consumers";
import { PurgeCSS } from "purgecss";

const KEPT = { deep: [/^highlight$/], greedy: [/^md-typeset__/] };  // code comes with fresh exercises, in colours no page may have

const { styles, words } = JSON.parse(await text(process.stdin));
const content = [{ raw: words.join(" "), extension: "txt" }];
const css = Object.entries(styles).map(([name, raw]) => ({ name, raw }));
const extractors = [{ extensions: ["txt"], extractor: (all) => all.split(" ") }];
const trimmed = await new PurgeCSS().purge({ content, css, extractors, safelist: KEPT, keyframes: true, variables: false });
process.stdout.write(JSON.stringify(Object.fromEntries(Object.keys(styles).map((name, place) => [name, trimmed[place].css]))));
