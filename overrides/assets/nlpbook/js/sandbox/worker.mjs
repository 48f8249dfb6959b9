// Python in a worker: Pyodide, the book's wheel, one function. The build writes this module into the sandbox's frame, which
// starts it from a data: address, in an origin of its own. Nothing is fetched here: every file comes in the first message.
// Messages in: {type: "start", files, lock, compiled}, {type: "ask", id, json}.
// Messages out: {type: "ready"}, {type: "begun", id}, {type: "answer", id, json}, {type: "failed", cause}, {type: "died", cause}.
const BOOT = `
from nlpbook.exercises.page import respond
respond
`;
const NOWHERE = "http://sandbox.invalid/";  // Pyodide wants an address for its files; nothing is ever asked there
const MOST_PAGES = 512 * 16;  // of 64 KiB: 512 MB, after which Python raises MemoryError instead of the tab dying

// What stays of the worker's global names once Python runs: the language, clocks, text, random numbers. All else could only
// be of use to reach out. The origin and the policy forbid that anyway; this is the second fence.
const KEPT = new Set(`
  AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date
  DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity Int16Array
  Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp
  Set SharedArrayBuffer String SuppressedError Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array
  Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI decodeURIComponent encodeURI encodeURIComponent escape
  eval globalThis isFinite isNaN parseFloat parseInt undefined unescape constructor self console performance crypto
  setTimeout clearTimeout setInterval clearInterval queueMicrotask atob btoa structuredClone TextDecoder TextEncoder
  AbortController AbortSignal DOMException Event EventTarget MessageChannel MessageEvent MessagePort
  addEventListener removeEventListener dispatchEvent
`.trim().split(/\s+/));

const post = self.postMessage.bind(self);
const say = (type, more = {}) => post({ type, ...more });
const short = (error) => String(error?.message ?? error).slice(-600);
let respond = null;

function closeDoors() {
  for (let layer = self; layer && layer !== Object.prototype; layer = Object.getPrototypeOf(layer)) {
    for (const name of Object.getOwnPropertyNames(layer)) {
      if (!KEPT.has(name)) Reflect.deleteProperty(layer, name);
    }
  }
  const navigator = Object.freeze({ userAgent: "", platform: "", language: "en", languages: ["en"], hardwareConcurrency: 1 });
  Object.defineProperty(self, "navigator", { value: navigator });
}

/** Let the memory grow up to a bound: a list without end then ends in a MemoryError. */
function boundMemory() {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength / 65536 + pages > MOST_PAGES) throw new RangeError("no more memory");
    return grow.call(this, pages);
  };
}

async function importBlob(blob) {
  const url = URL.createObjectURL(blob);
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** What Pyodide asks for by name comes from the files at hand, and its WebAssembly from the frame, which has compiled it. */
function serveFrom(files, compiled) {
  WebAssembly.instantiateStreaming = async (response, imports) => ({
    module: compiled, instance: await WebAssembly.instantiate(compiled, imports),
  });
  self.fetch = async (resource) => {
    const name = String(resource?.url ?? resource).split("/").pop();
    if (!files[name]) throw new TypeError(`${name} is not here`);
    if (name.endsWith(".wasm")) return new Response();
    return new Response(files[name]);
  };
}

async function start({ files, lock, compiled }) {
  boundMemory();
  serveFrom(files, compiled);
  const [{ loadPyodide }, { default: createPyodideModule }, wheel] = await Promise.all([
    importBlob(files["pyodide.mjs"]), importBlob(files["pyodide.asm.mjs"]), files["nlpbook.whl"].arrayBuffer(),
  ]);
  const pyodide = await loadPyodide({
    createPyodideModule,
    indexURL: NOWHERE,
    stdLibURL: `${NOWHERE}python_stdlib.zip`,
    lockFileContents: lock,
    stdout: () => {},
    stderr: () => {},
  });
  pyodide.unpackArchive(wheel, "whl");
  const answer = pyodide.runPython(BOOT);
  closeDoors();
  respond = answer;
}

self.addEventListener("message", async ({ data, isTrusted }) => {
  if (!isTrusted) return;  // a program can make events, not trusted ones
  if (data?.type === "start" && !respond) {
    try {
      await start(data);
      say("ready");
    } catch (error) {
      say("failed", { cause: short(error) });
    }
  } else if (data?.type === "ask") {
    say("begun", { id: data.id });  // what an earlier program left running would have kept us from getting here
    try {
      say("answer", { id: data.id, json: respond(data.json) });
    } catch (error) {
      say("died", { cause: short(error) });  // what reaches JavaScript has ended the interpreter itself
    }
  }
});
