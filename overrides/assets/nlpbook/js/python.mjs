// The site's one Python: started when it is first needed, kept over page changes, asked one thing at a time, ended when it
// does not answer. Pages listen for "change" to show how far a start has come.
import { openLine } from "./transport.mjs";

const START_LIMIT = 20_000;  // milliseconds without any sign of life: a blocked start never settles by itself
const RUN_LIMIT = 10_000;

/** Why an answer did not come: "start" (Python did not start), "silent" (no sign of it), "endless", "stopped", "answer" (Python could not judge it) or "broken". */
export class PythonError extends Error {
  constructor(kind, message = "", limit = 0) {
    super(message);
    this.kind = kind;
    this.seconds = limit / 1000;
  }
}

class Python extends EventTarget {
  state = "off";  // off, starting, ready, failed
  progress = { step: 0, loaded: 0, total: 0 };
  #line = null;
  #starting = null;
  #settle = null;
  #timer = 0;
  #queue = [];
  #current = null;
  #lastId = 0;

  /** Begin to start; the promise settles when Python is ready or has failed. Calling it again is free. */
  start() {
    if (this.state === "ready") return Promise.resolve();
    if (this.#starting) return this.#starting;
    this.#starting = new Promise((resolve, reject) => { this.#settle = { resolve, reject }; });
    this.#starting.catch(() => {});  // whoever waits gets the error through its own answer
    this.progress = { step: 0, loaded: 0, total: 0 };
    this.#become("starting");
    this.#watch();
    this.#line = openLine((data) => this.#hear(data), (text) => this.#broken(text));
    return this.#starting;
  }

  /** Ask for one thing; `request` is plain JSON. Rejects with a PythonError. */
  ask(request, { limit = RUN_LIMIT } = {}) {
    const { promise, resolve, reject } = Promise.withResolvers?.() ?? deferred();
    const job = { id: ++this.#lastId, json: JSON.stringify(request), limit, resolve, reject };
    this.#queue.push(job);
    this.start().then(() => this.#next(), (error) => this.#drop(job, error));
    const cancel = () => this.#cancel(job);
    return { answer: promise, cancel };
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }

  #watch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(new PythonError("silent", "", START_LIMIT)), START_LIMIT);
  }

  #next() {
    if (this.#current || this.state !== "ready" || !this.#queue.length) return;
    const job = (this.#current = this.#queue.shift());
    this.#timer = setTimeout(() => this.#end(new PythonError("endless", "", job.limit)), job.limit);
    this.#line.send({ type: "ask", id: job.id, json: job.json });
  }

  #hear(data) {
    if (typeof data !== "object" || data === null) return;
    if (this.state === "starting") this.#hearStart(data);
    else if (data.type === "answer" && this.#current && data.id === this.#current.id && typeof data.json === "string") {
      const job = this.#current;
      this.#current = null;
      clearTimeout(this.#timer);
      try {
        const answer = JSON.parse(data.json);
        if (answer && Object.keys(answer).join() === "error") job.reject(new PythonError("answer", String(answer.error)));
        else job.resolve(answer);
      } catch {
        job.reject(new PythonError("broken", "the answer could not be read"));
      }
      this.#next();
    }
  }

  #hearStart(data) {
    if (data.type === "progress" && [data.step, data.loaded, data.total].every(Number.isFinite)) {
      this.progress = { step: data.step, loaded: data.loaded, total: data.total };
      this.#watch();
      this.dispatchEvent(new Event("change"));
    } else if (data.type === "ready") {
      clearTimeout(this.#timer);
      this.#starting = null;
      this.#become("ready");
      this.#settle.resolve();
    } else if (data.type === "failed") {
      this.#fail(new PythonError("start", String(data.cause ?? "")));
    }
  }

  #broken(text) {
    if (this.state === "starting") this.#fail(new PythonError("start", text));
    else this.#end(new PythonError("broken", text));
  }

  /** The start has failed: nobody's answer can come. */
  #fail(error) {
    this.#hangUp();
    this.#starting = null;
    this.#become("failed");
    this.#settle.reject(error);
    for (const job of this.#queue.splice(0)) job.reject(error);
  }

  /** End the running job with its worker, and have a fresh one ready for the next. */
  #end(error) {
    const job = this.#current;
    this.#current = null;
    this.#hangUp();
    this.state = "off";
    job?.reject(error);
    this.start().then(() => this.#next(), () => {});
  }

  #hangUp() {
    clearTimeout(this.#timer);
    this.#line?.close();
    this.#line = null;
  }

  #drop(job, error) {
    this.#queue = this.#queue.filter((other) => other !== job);
    job.reject(error);
  }

  #cancel(job) {
    const stopped = new PythonError("stopped");
    if (this.#current === job) return this.#end(stopped);
    this.#drop(job, stopped);
    if (this.state === "starting" && !this.#queue.length) {  // nobody waits any more: no more bytes either
      this.#hangUp();
      this.#starting = null;
      this.#become("off");
      this.#settle.reject(stopped);
    }
  }
}

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}

export const python = new Python();
