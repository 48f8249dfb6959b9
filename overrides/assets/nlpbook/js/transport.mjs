// How the page reaches Python. Everything about *where* Python runs is in this module and in sandbox/: a worker inside a frame
// of opaque origin, which can reach no storage, no network and no page. The frame is a file of the site with a policy of its
// own, so that pages need not allow what Python needs. It stays over changes of page; each line has a worker of its own.
import { make } from "./build.mjs";
import { runtime } from "./runtime.mjs";
import { address } from "./site.mjs";

const FRAME = "assets/nlpbook/sandbox.htm";
const TAKEN_LIMIT = 8_000;  // milliseconds after which a frame that does not take a line counts as crashed
// One pixel inside the window: browsers slow down frames that nobody could see.
const PLACE = "position: fixed; inset: auto auto 0 0; width: 1px; height: 1px; border: 0; opacity: 0; pointer-events: none";

let sandbox = null;

/** The frame, and a promise of it that fails when it could not be loaded. */
function openSandbox() {
  const frame = make("iframe", {
    src: address(FRAME), title: "Python", style: PLACE, tabindex: -1, "aria-hidden": "true", marginwidth: 0, marginheight: 0,
  });
  const loaded = new Promise((resolve, reject) => {
    frame.addEventListener("load", () => {
      if (frame.contentWindow?.length) resolve(frame.contentWindow[0]);
      else reject(new Error("the sandbox could not be loaded"));
    }, { once: true });
  });
  loaded.catch(() => closeSandbox(frame));
  document.body.append(frame);
  return { frame, loaded };
}

function closeSandbox(frame) {
  frame.remove();
  if (sandbox?.frame === frame) sandbox = null;
}

/** A port to a new worker in the frame; a frame that has crashed is replaced, once. */
async function connect(again = true) {
  sandbox ??= openSandbox();
  const { frame, loaded } = sandbox;
  const inside = await loaded;
  const { port1: port, port2: farEnd } = new MessageChannel();
  const taken = await new Promise((resolve) => {
    port.onmessage = () => resolve(true);
    setTimeout(() => resolve(false), TAKEN_LIMIT);
    inside.postMessage("line", "*", [farEnd]);  // its origin is opaque: "*" is the only name it has
  });
  if (taken) return port;
  closeSandbox(frame);
  if (again) return connect(false);
  throw new Error("the sandbox does not answer");
}

/**
 * Open a line to a fresh Python.
 * `onMessage(data)` gets each message; `onBroken(text)` is called when the sandbox cannot be loaded.
 * Returns `send(data)` and `close()`, which ends whatever runs there at once.
 */
export function openLine(onMessage, onBroken) {
  let open = true;
  let port = null;
  const say = (data) => { if (open) onMessage(data); };
  const progress = (step) => (loaded, total) => say({ type: "progress", step, loaded, total });
  const connected = connect().then((found) => {
    port = found;
    port.onmessage = ({ data }) => say(data);
    if (!open) port.postMessage({ type: "close" });
  });
  connected.catch((error) => { if (open) onBroken(error.message); });

  runtime(progress(1)).then(async ({ files, lock }) => {
    const total = Object.values(files).reduce((sum, file) => sum + file.size, 0);
    progress(2)(total, total);
    await connected;
    if (open) port.postMessage({ type: "start", files, lock });
  }).catch((error) => say({ type: "failed", cause: error.message }));

  return {
    send: (data) => port.postMessage(data),
    close: () => {
      open = false;
      port?.postMessage({ type: "close" });
    },
  };
}
