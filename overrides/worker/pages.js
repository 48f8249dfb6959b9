// What pages say to the worker, and the events that everything starts from.

/** A page is here, with the files it loaded before the worker was. */
async function hear({ version, files }, client) {
  await update(false);
  if (state.retired) return {};
  const noted = await versionOf(client.id);
  const own = versions.has(client.id) ? noted : version === state.current ? version : "";
  await remember(client.id, own);
  if (state.current && version !== state.current) client.postMessage({ newer: state.current });
  if (own && own === state.current) {
    const shell = shelled.has(own) ? [] : lists.get(own).shell;
    if (!(await keepAll(own, [...files.map(pathOf), ...shell]))) shelled.add(own);
    for (const file of files) await keepNamed(own, pathOf(file));
  }
  await bringUpToDate();
  return {};
}

let busy = Promise.resolve(); // pages are heard one after the other, so that two do not bring up to date at once

const replies = {
  here(said, client) {
    return (busy = busy.then(() => hear(said, client)).catch(() => ({})));
  },
  /** What of the page's version is kept. */
  async saved(_, client) {
    const version = (await versionOf(client.id)) || state.current;
    const keys = new Set((await (await caches.open(FILES)).keys()).map(({ url }) => url));
    const paths = Object.keys(lists.get(version)?.files ?? {}).filter((path) => keys.has(keyOf(version, path)));
    return { version, paths, whole: state.whole };
  },
  async save({ path }, client) {
    const version = (await versionOf(client.id)) || state.current;
    return { why: entry(version, path) ? await keepAll(version, [path]) : "gone" };
  },
  async whole({ on }) {
    state.whole = on;
    await writeState();
    return {};
  },
  async remove() {
    await replies.whole({ on: false });
    await caches.delete(FILES);
    shelled.clear();
    return {};
  },
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const reply = replies[event.data?.do];
  if (reply) event.waitUntil(ready.then(() => reply(event.data, event.source)).then((said) => event.ports[0]?.postMessage(said)));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  const page = request.mode === "navigate" && request.destination === "document";
  if (page && state.retired) return;
  event.respondWith(page ? open(event) : answer(event));
});
