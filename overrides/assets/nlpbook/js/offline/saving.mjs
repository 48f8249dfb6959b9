// Saving the whole book: which files are missing, fetched a few at a time through the worker, which keeps them.
import { fetchJson } from "../site.mjs";
import { ask } from "./ask.mjs";

const LANES = 4;

/** What the book consists of and what of it is on this device: rows `{ group, bytes, saved }`, and the files not saved yet. */
export async function inventory() {
  const [{ files, groups }, { paths, whole }] = await Promise.all([fetchJson("assets/nlpbook/files.json"), ask({ do: "saved" })]);
  const here = new Set(paths);
  const rows = groups.map(({ name, bytes }) => ({ group: name, bytes, saved: 0 }));
  const missing = [];
  for (const [path, [, bytes, group]] of Object.entries(files)) {
    if (here.has(path)) rows[group].saved += bytes;
    else missing.push({ path, bytes });
  }
  const sum = (field) => rows.reduce((total, row) => total + row[field], 0);
  return { rows, missing, bytes: sum("bytes"), saved: sum("saved"), whole };
}

/** Save what is missing. `onProgress(bytes)` is told what each file added; resolves to "" or the reason why it ended early. */
export async function saveAll(missing, onProgress, signal) {
  await ask({ do: "whole", on: true });
  const waiting = [...missing];
  let why = "";
  const lane = async () => {
    for (let file; !why && (file = waiting.shift());) {
      const found = (await ask({ do: "save", path: file.path })).why;
      why ||= found;
      if (!why) onProgress(file.bytes);
    }
  };
  const stopped = new Promise((resolve) => { signal.addEventListener("abort", resolve); }).then(() => { why ||= "stopped"; });
  await Promise.race([stopped, Promise.all(Array.from({ length: LANES }, lane))]);  // a file on its way does not hold up a stop
  return why;
}

/** How many bytes the browser would still give this site; Infinity where it does not say. */
export async function room() {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  return quota === undefined ? Infinity : quota - usage;
}
