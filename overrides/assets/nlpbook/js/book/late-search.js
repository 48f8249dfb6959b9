// Material fetches the whole search index, and starts a worker for it, on every page. The index grows with every chapter, and
// most visits search for nothing: both wait until a reader opens the search. A classic script, run before Material's own.
(() => {
  const address = new URLSearchParams(location.search);
  if (address.has("q") || address.has("h")) return;  // a shared search, or words to mark on this page: needed at once

  let begin;
  const wanted = new Promise((resolve) => { begin = resolve; });
  const opened = ({ target }) => { if (target.closest?.(".md-search") || target.id === "__search") begin(); };
  for (const event of ["focusin", "change", "pointerover"]) document.addEventListener(event, opened);

  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (/\/search\/search_index\.json$/.test(url)) this.send = (body) => wanted.then(() => send.call(this, body));
    return open.call(this, method, url, ...rest);
  };

  class LateWorker extends EventTarget {
    constructor(start) {
      super();
      this.start = start;
    }

    postMessage(data) {
      if (!this.worker) {
        this.worker = this.start();
        this.worker.addEventListener("message", (event) => this.dispatchEvent(new MessageEvent("message", { data: event.data })));
      }
      this.worker.postMessage(data);
    }

    terminate() { this.worker?.terminate(); }
  }
  window.Worker = new Proxy(Worker, {
    construct(Real, [address, ...rest]) {
      const search = /\/workers\/search\.\w+\.min\.js$/.test(address);
      const fixed = new URL(address, location.href);  // now: instant navigation may have changed the page by the time it starts
      return search ? new LateWorker(() => new Real(fixed, ...rest)) : new Real(address, ...rest);
    },
  });
})();
