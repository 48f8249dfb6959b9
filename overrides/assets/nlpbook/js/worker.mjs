// Python in a worker: Pyodide, the book's wheel, one function. Messages in: {type: "start", root}, {type: "ask", id, json}.
// Messages out: {type: "progress", step, loaded, total}, {type: "ready"}, {type: "answer", id, json}, {type: "failed", cause}.
const BOOT = `
from nlpbook.exercises.page import respond
respond
`;

let respond = null;

const say = (type, more = {}) => self.postMessage({ type, ...more });
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const short = (error) => String(error?.message ?? error).slice(-600);

class Progress {
  constructor(total) {
    this.total = total;
    this.loaded = 0;
    this.step = 1;
    this.saidAt = 0;
  }

  add(bytes) {
    this.loaded = Math.min(this.loaded + bytes, this.total);
    if (performance.now() - this.saidAt > 60 || this.loaded === this.total) this.say();
  }

  say(step = this.step) {
    this.step = step;
    this.saidAt = performance.now();
    say("progress", { step, loaded: this.loaded, total: this.total });
  }
}

async function open(url, name, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    throw new Error(`the file ${name} could not be read (${error.message})`);
  }
  if (!response.ok) throw new Error(`the file ${name} could not be read (${response.status} ${response.statusText})`);
  return response;
}

/** The response again, with its bytes counted as they arrive. */
function counted(response, progress) {
  const counter = new TransformStream({
    transform(chunk, controller) {
      progress.add(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter));
}

/**
 * Count a copy, and hand on the response itself: only an untouched response lets the browser keep what it compiled, which
 * makes the next visit's start about 0.5 s shorter.
 */
function countedCopy(response, progress) {
  counted(response.clone(), progress).body.pipeTo(new WritableStream()).catch(() => {});
  return response;
}

/** The whole file, checked against its hash where the browser can (it cannot on plain http). */
async function checked(url, name, entry, progress) {
  const read = async (options) => {
    const bytes = await counted(await open(url, name, options), progress).arrayBuffer();
    const same = !self.crypto?.subtle || hex(await crypto.subtle.digest("SHA-256", bytes)) === entry.sha256;
    return same ? bytes : null;
  };
  const bytes = (await read({})) ?? (await read({ cache: "reload" }));  // an old copy in the browser's cache is replaced
  if (!bytes) throw new Error(`the file ${name} is not the one that belongs to this page`);
  return bytes;
}

async function start(root) {
  const runtime = await (await open(new URL("assets/nlpbook/runtime.json", root), "runtime.json", { cache: "no-cache" })).json();
  const { files, lock } = runtime;
  const url = (name) => new URL(files[name].url, root).href;
  const progress = new Progress(Object.values(files).reduce((sum, file) => sum + file.bytes, 0));
  progress.say(1);

  // All files at once; Pyodide would ask for them one after the other.
  const wasm = open(url("pyodide.asm.wasm"), "pyodide.asm.wasm").then((response) => countedCopy(response, progress));
  const library = checked(url("python_stdlib.zip"), "python_stdlib.zip", files["python_stdlib.zip"], progress);
  const wheel = checked(url("nlpbook.whl"), "nlpbook.whl", files["nlpbook.whl"], progress);
  const scripts = Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map(async (name) => {
    const module = await import(url(name)).catch((error) => {
      throw new Error(`the file ${name} could not be read (${error.message})`);
    });
    progress.add(files[name].bytes);
    return module;
  }));
  const [modules, libraryBytes, wheelBytes, wasmResponse] = await Promise.all([scripts, library, wheel, wasm]);
  const [{ loadPyodide }, { default: createPyodideModule }] = modules;

  const fetchFromNet = self.fetch;
  self.fetch = async (resource, options) => {
    const name = String(resource?.url ?? resource).split("/").pop();
    if (name === "pyodide.asm.wasm") return wasmResponse;
    if (name === "python_stdlib.zip") return new Response(libraryBytes);
    return fetchFromNet(resource, options);
  };
  progress.say(2);
  const pyodide = await loadPyodide({
    createPyodideModule,
    indexURL: new URL(".", url("pyodide.mjs")).href,
    stdLibURL: url("python_stdlib.zip"),
    lockFileContents: lock,
    stdout: () => {},
    stderr: () => {},
  });
  self.fetch = fetchFromNet;
  pyodide.unpackArchive(wheelBytes, "whl");
  respond = pyodide.runPython(BOOT);
  progress.say(3);
}

self.addEventListener("message", async ({ data }) => {
  if (data?.type === "start" && !respond) {
    try {
      await start(data.root);
      say("ready");
    } catch (error) {
      say("failed", { cause: short(error) });
    }
  } else if (data?.type === "ask" && Number.isInteger(data.id) && typeof data.json === "string") {
    try {
      say("answer", { id: data.id, json: respond(data.json) });
    } catch (error) {
      say("answer", { id: data.id, json: JSON.stringify({ error: short(error) }) });
    }
  }
});
