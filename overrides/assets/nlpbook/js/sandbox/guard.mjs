// The one script of the sandbox's frame: takes lines from the book's page, keeps a worker for each, and lets through what the page
// expects and nothing else. The build writes the worker's source where its name stands.
const WORKER = "WORKER";
const LONGEST = 1_000_000;  // characters of an answer
const MOST_STRAYS = 100;  // messages that nobody asked for, after which the worker is ended

const site = new URL(document.baseURI).origin;

/** Whether the worker's message is one that is due; only then is it passed on, rebuilt field by field. */
function passable(data, due) {
  if (typeof data !== "object" || data === null) return null;
  const { type } = data;
  if (type === "ready" && due.start) return { type };
  if (type === "begun" && data.id === due.begun) return { type, id: data.id };
  if (type === "failed" && due.start || type === "died") return { type, cause: String(data.cause).slice(0, 600) };
  const answers = type === "answer" && data.id === due.id && typeof data.json === "string" && data.json.length <= LONGEST;
  return answers ? { type, id: data.id, json: data.json } : null;
}

let compiled = null;  // Python as WebAssembly: translated once, and shared by every worker of this frame

async function begin(worker, { type, files, lock }) {
  compiled ??= files["pyodide.asm.wasm"].arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
  worker.postMessage({ type, files, lock, compiled: await compiled });
}

function keepWorker(port) {
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(WORKER)}`, { type: "module", name: "nlpbook-python" });
  const due = { start: true, begun: 0, id: 0 };
  let strays = 0;
  const end = (cause) => {
    worker.terminate();
    port.postMessage({ type: "died", cause });
  };
  worker.onmessage = ({ data }) => {
    const message = passable(data, due);
    if (message) {
      due.start = false;
      due.begun = 0;
      if (message.type !== "begun") due.id = 0;
      port.postMessage(message);
    } else if (++strays === MOST_STRAYS) {
      end("the program sent messages of its own");
    }
  };
  worker.onmessageerror = () => end("a message could not be read");
  worker.onerror = (event) => {
    event.preventDefault();
    if (due.start) end(event.message || "the worker could not be loaded");
  };
  port.onmessage = ({ data }) => {
    if (data.type === "close") {
      worker.terminate();
      port.close();
    } else if (data.type === "start") {
      begin(worker, data).catch((error) => end(String(error.message)));
    } else {
      due.begun = due.id = data.id;
      worker.postMessage(data);
    }
  };
  port.postMessage({ type: "taken" });
}

// Elsewhere than in an opaque origin a program could reach the site's storage, so nothing runs there at all. Lines are taken
// only from a page of this site, two frames up: the frame between holds no script.
if (self.origin === "null") {
  addEventListener("message", (event) => {
    if (event.source !== parent.parent || event.origin !== site || event.ports.length !== 1) return;
    keepWorker(event.ports[0]);
  });
}
