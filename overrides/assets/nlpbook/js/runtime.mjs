// The files Python is started from: fetched by the page, checked, counted as they come, and kept for the next start.
// The page fetches them, because the sandbox has no network, and so that they are there offline too.
import { address, fetchJson } from "./site.mjs";

const TYPES = { mjs: "text/javascript", wasm: "application/wasm" };
const SAY_EVERY = 60;  // milliseconds
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

let kept = null;

/** Everything the sandbox needs: `{ files: { name: Blob }, lock }`. `onProgress(loaded, total)` is called while it comes. */
export function runtime(onProgress) {
  if (!kept || kept.failed) kept = new Fetching();
  return kept.follow(onProgress);
}

class Fetching {
  failed = false;
  #total = 0;
  #loaded = 0;
  #saidAt = 0;
  #tell = () => {};
  #done;

  constructor() {
    this.#done = this.#fetchAll();
    this.#done.catch(() => { this.failed = true; });
  }

  follow(onProgress) {
    this.#tell = onProgress;
    if (this.#total) this.#say();
    return this.#done;
  }

  async #fetchAll() {
    const { files, lock } = await fetchJson("assets/nlpbook/runtime.json", { cache: "no-cache" });
    this.#total = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
    this.#say();
    const blobs = await Promise.all(Object.entries(files).map(async ([name, file]) => [name, await this.#checked(name, file)]));
    return { files: Object.fromEntries(blobs), lock };
  }

  /** The whole file, checked against its hash where the browser can (it cannot on plain http). */
  async #checked(name, file) {
    const blob = (await this.#read(name, file, {})) ?? (await this.#read(name, file, { cache: "reload" }));  // an old copy is replaced
    if (!blob) throw new Error(`the file ${name} is not the one that belongs to this page`);
    return blob;
  }

  async #read(name, file, options) {
    const response = await fetch(address(file.url), options).catch((error) => error);
    if (!response.ok) {
      const why = response instanceof Error ? response.message : `${response.status} ${response.statusText}`.trim();
      throw new Error(`the file ${name} could not be read (${why})`);
    }
    const bytes = await this.#counted(response).arrayBuffer();
    const same = globalThis.crypto?.subtle ? hex(await crypto.subtle.digest("SHA-256", bytes)) === file.sha256 : true;
    return same ? new Blob([bytes], { type: TYPES[name.split(".").pop()] ?? "application/octet-stream" }) : null;
  }

  /** The response again, with its bytes counted as they arrive. */
  #counted(response) {
    const count = (chunk, controller) => {
      this.#loaded = Math.min(this.#loaded + chunk.byteLength, this.#total);
      if (performance.now() - this.#saidAt > SAY_EVERY || this.#loaded === this.#total) this.#say();
      controller.enqueue(chunk);
    };
    return new Response(response.body.pipeThrough(new TransformStream({ transform: count })));
  }

  #say() {
    this.#saidAt = performance.now();
    this.#tell(this.#loaded, this.#total);
  }
}
