// Other tabs of the same browser. Where there is no BroadcastChannel, a change of localStorage carries the message.
import { writeText, removeText } from "./storage.mjs";

const SIGNAL = "nlpbook:desk:signal";

export class Tabs {
  #channel = null;
  #storage;

  /** `heard(message)` is called with what another tab told. */
  constructor(name, storage, heard) {
    this.#storage = storage;
    if (globalThis.BroadcastChannel) {
      this.#channel = new BroadcastChannel(name);
      this.#channel.onmessage = ({ data }) => heard(data);
    } else {
      globalThis.addEventListener?.("storage", ({ key, newValue }) => {
        if (key === SIGNAL && newValue) heard(JSON.parse(newValue).message);
      });
    }
  }

  tell(message) {
    if (this.#channel) return this.#channel.postMessage(message);
    writeText(this.#storage, SIGNAL, JSON.stringify({ message, once: Math.random() }));
    return removeText(this.#storage, SIGNAL);
  }

  close() { this.#channel?.close(); }
}
