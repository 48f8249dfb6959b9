// The site's one Python: started when it is first needed, kept over page changes, asked one thing at a time, ended when it
// does not answer, and replaced after a reader's program before anything else is judged there. Pages listen for "change" to
// show how far a start has come.
import { Standby } from "./standby.mjs";
import { openLine } from "./transport.mjs";

const START_LIMIT = 20_000;  // milliseconds without any sign of life: a blocked start never settles by itself
const RUN_LIMIT = 10_000;
const BEGIN_LIMIT = 500;  // a Python that has run a program and does not begin by then is still busy with what that one left
const BEHIND = 1_000;  // so long after a program has begun, or last answered, a fresh Python is made ready behind it
const RUNS_PROGRAMS = new Set(["code", "bugline"]);  // kinds whose answers are programs

/** Whether answering runs what a reader wrote, which may leave the interpreter other than it was. */
const runsProgram = ({ do: what, item }) => what === "run" || (what === "grade" && RUNS_PROGRAMS.has(item?.kind));

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
  #standby = new Standby(() => this.#next());
  #usedBy = null;  // the exercise whose program this Python has run: it answers for no other
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
    this.#usedBy = null;
    const waiting = this.#standby.take((data) => this.#hear(data), (text) => this.#broken(text));
    this.#line = waiting?.line ?? openLine((data) => this.#hear(data), (text) => this.#broken(text));
    if (waiting?.ready) {
      this.#settleStart();
      return Promise.resolve();
    }
    this.#become("starting");
    this.#watch();
    return this.#starting;
  }

  /** Ask for one thing; `request` is plain JSON. Rejects with a PythonError. */
  ask(request, { limit = RUN_LIMIT } = {}) {
    const { promise, resolve, reject } = Promise.withResolvers?.() ?? deferred();
    const job = {
      id: ++this.#lastId, json: JSON.stringify(request), item: request.item?.id, program: runsProgram(request), limit, resolve, reject,
    };
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

  /** Take up the next job; a Python that has run a program gives way to a fresh one, and what it left running ends with it. */
  #next() {
    if (this.#current || this.state !== "ready") return;
    const another = this.#queue.length && this.#usedBy !== this.#queue[0].item;
    if (this.#usedBy !== null && (this.#standby.ready || another)) {
      this.#replace();
      return;
    }
    if (!this.#queue.length) return;
    const job = (this.#current = this.#queue.shift());
    this.#awaitBegin(job, this.#usedBy !== null);
    if (job.program) this.#usedBy = job.item ?? "";
    this.#line.send({ type: "ask", id: job.id, json: job.json });
  }

  /** Until the job has begun its time does not run: a Python that an earlier program keeps busy is replaced, and asked anew. */
  #awaitBegin(job, used) {
    const anew = () => {
      this.#current = null;
      this.#queue.unshift(job);
      this.#replace();
    };
    const silent = () => this.#end(new PythonError("silent", "", START_LIMIT));
    clearTimeout(this.#timer);
    this.#timer = used ? setTimeout(anew, BEGIN_LIMIT) : setTimeout(silent, START_LIMIT);
  }

  #begun(job) {
    clearTimeout(this.#timer);
    if (job.program) this.#standby.prepare(BEHIND);
    this.#timer = setTimeout(() => this.#end(new PythonError("endless", "", job.limit)), job.limit);
  }

  #hear(data) {
    if (typeof data !== "object" || data === null) return;
    if (this.state === "starting") this.#hearStart(data);
    else if (data.type === "died") this.#end(new PythonError("broken", String(data.cause ?? "")));
    else if (!this.#current || data.id !== this.#current.id) return;
    else if (data.type === "begun") this.#begun(this.#current);
    else if (data.type === "answer" && typeof data.json === "string") this.#hearAnswer(this.#current, data.json);
  }

  #hearAnswer(job, json) {
    this.#current = null;
    clearTimeout(this.#timer);
    if (this.#usedBy !== null) this.#standby.prepare(BEHIND);
    try {
      const answer = JSON.parse(json);
      if (answer && Object.keys(answer).join() === "error") job.reject(new PythonError("answer", String(answer.error)));
      else job.resolve(answer);
    } catch {
      job.reject(new PythonError("broken", "the answer could not be read"));
    }
    this.#next();
  }

  #hearStart(data) {
    if (data.type === "progress" && [data.step, data.loaded, data.total].every(Number.isFinite)) {
      this.progress = { step: data.step, loaded: data.loaded, total: data.total };
      this.#watch();
      this.dispatchEvent(new Event("change"));
    } else if (data.type === "ready") {
      this.#settleStart();
    } else if (data.type === "failed" || data.type === "died") {
      this.#fail(new PythonError("start", String(data.cause ?? "")));
    }
  }

  #settleStart() {
    clearTimeout(this.#timer);
    this.#starting = null;
    this.#become("ready");
    this.#settle.resolve();
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
    job?.reject(error);
    this.#replace();
  }

  #replace() {
    this.#hangUp();
    this.state = "off";
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
