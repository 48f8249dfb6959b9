// How the page reaches Python. Everything about *where* Python runs is in this module: a worker started from a blob: address
// inherits the page's Content-Security-Policy, so a program in it can talk to this site only.
import { address } from "./site.mjs";

/**
 * Open a line to a fresh Python.
 * `onMessage(data)` gets each message; `onBroken(text)` is called when the worker dies or cannot be loaded.
 * Returns `send(data)` and `close()`, which ends whatever runs there at once.
 */
export function openLine(onMessage, onBroken) {
  const source = `import ${JSON.stringify(address("assets/nlpbook/js/worker.mjs"))};`;
  const blob = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(blob, { type: "module", name: "nlpbook-python" });
  worker.onmessage = ({ data }) => onMessage(data);
  worker.onerror = (event) => {
    event.preventDefault();
    onBroken(event.message || "the worker could not be loaded");
  };
  worker.onmessageerror = () => onBroken("a message could not be read");
  worker.postMessage({ type: "start", root: address("") });
  return {
    send: (data) => worker.postMessage(data),
    close: () => {
      worker.terminate();
      URL.revokeObjectURL(blob);
    },
  };
}
