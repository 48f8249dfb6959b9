// The service worker: what was read is there without a network, and no page mixes two versions of the book.
//
// A version is one build's list of files with their hashes (assets/nlpbook/files.json). Files are kept by hash, so versions
// share what did not change. Each page that opens is noted with the version it came from, and whatever it asks for later is
// looked up in that version's list: the kept file, or a network answer with the right hash, or an error - never the file of
// another version. The worker itself belongs to no version, so a newer one of it can take over at any time.

const scope = self.registration.scope;
const FILES = `nlpbook:files:${scope}`;
const NOTES = `nlpbook:notes:${scope}`;
const LIST = "assets/nlpbook/files.json";
const VERSION = "assets/nlpbook/js/offline/version.mjs";
const PATIENCE = 3000;    // milliseconds for a page that is kept; one that is not may take its time
const ASK_AGAIN = 30_000; // milliseconds between two questions for a newer version
const DAY = 86_400_000;
const NAMED = / (?:src|href|data-exercise)="([^"#?]+)/g;
const LOADED = /\.(?:m?js|css|svg|png|jpe?g|webp|json)$/;

const lists = new Map();    // version -> its list
const versions = new Map(); // client id -> the version of that page, "" when it has none that we know
const coming = new Map();   // key of a file -> the promise of its download
const shelled = new Set();  // versions whose scripts and styles are all kept
const state = { current: "", complete: "", whole: false, retired: false, askedAt: 0 };

// ---------------------------------------------------------------- notes: what must outlive the worker's own short life

const noteAt = (name) => new URL(`.notes/${name}`, scope).href;

async function read(name) {
  const found = await (await caches.open(NOTES)).match(noteAt(name));
  return found?.json();
}

async function write(name, value) {
  const kept = caches.open(NOTES).then((notes) => notes.put(noteAt(name), new Response(JSON.stringify(value))));
  await kept.catch(() => {}); // no room: the note lasts as long as the worker does
}

const ready = (async () => {
  Object.assign(state, await read("state"));
  for (const request of await (await caches.open(NOTES)).keys()) {
    const name = request.url.slice(noteAt("").length);
    if (name.startsWith("list/")) lists.set(name.slice(5), await read(name));
  }
})().catch(() => { state.retired = true; }); // no storage at all: everything goes to the network, as without a worker

const writeState = () => write("state", { current: state.current, complete: state.complete, whole: state.whole });

// ---------------------------------------------------------------- files

const pathOf = (address) => {
  const url = new URL(address);
  if (!url.href.startsWith(scope)) return null;
  const path = url.pathname.slice(new URL(scope).pathname.length);
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
};
const entry = (version, path) => lists.get(version)?.files[path];
const keyOf = (version, path) => new URL(`.files/${entry(version, path)[0]}${/\.\w+$/.exec(path)?.[0] ?? ""}`, scope).href;
const answerOf = ({ body, type }, status = 200) => new Response(body, { status, headers: { "Content-Type": type } });

async function hashOf(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body)).subarray(0, 12);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const kept = async (version, path) =>
  entry(version, path) && (await caches.open(FILES)).match(keyOf(version, path));

async function keep(version, path, file) {
  try {
    await (await caches.open(FILES)).put(keyOf(version, path), answerOf(file));
    return "";
  } catch {
    return "full";
  }
}

/** One file of one version as `{ body, type, why }`; `why` says what is in the way: "network", "gone" or (not kept) "full". */
function download(version, path) {
  const key = keyOf(version, path);
  if (!coming.has(key)) coming.set(key, fetchFile(version, path).finally(() => coming.delete(key)));
  return coming.get(key);
}

async function fetchFile(version, path) {
  const address = new URL(path.replace(/(^|\/)index\.html$/, "$1"), scope);
  for (const cache of ["default", "reload"]) { // the browser's own copy may be an old one
    const response = await fetch(address, { cache }).catch(() => null);
    const body = response?.ok && (await response.arrayBuffer().catch(() => null));
    if (!response || (response.ok && !body)) return { why: "network" };
    if (body && (await hashOf(body)) === entry(version, path)[0]) {
      const file = { body, type: response.headers.get("Content-Type") ?? "" };
      return { ...file, why: await keep(version, path, file) };
    }
  }
  return { why: "gone" };
}

/** Have files kept, a few at a time; ends early, with the reason, at the first that cannot be. */
async function keepAll(version, paths) {
  const waiting = [...new Set(paths)].filter((path) => entry(version, path));
  let why = "";
  const lane = async () => {
    for (let path; !why && (path = waiting.shift());) {
      if (!(await kept(version, path))) why ||= (await download(version, path)).why;
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return why;
}

/** What a page names and will load, though perhaps later: its exercises, and pictures further down. */
function namedOn(path, text) {
  const base = new URL(path, scope);
  return Array.from(text.matchAll(NAMED), ([found, name]) => (
    found.startsWith(" data-") ? `assets/exercises/${name}.json` : pathOf(new URL(name, base))
  )).filter((name) => name && LOADED.test(name));
}

// ---------------------------------------------------------------- versions

/** Ask the site for its version; what this device has is brought up to date behind the reader's back. */
async function update(force) {
  if (!force && Date.now() - state.askedAt < ASK_AGAIN) return;
  state.askedAt = Date.now();
  const signal = AbortSignal.timeout?.(PATIENCE);
  const response = await fetch(new URL(VERSION, scope), { cache: "no-store", signal }).catch(() => null);
  const [, version] = (response?.ok && /version = "(\w*)"/.exec(await response.text().catch(() => ""))) || [];
  if (version === "" || [404, 410].includes(response?.status)) return retire(version === "");
  if (!version || version === state.current || !(await learn(version))) return;
  state.current = version;
  state.complete ||= version;
  await writeState();
  for (const client of await self.clients.matchAll()) client.postMessage({ newer: version });
}

async function learn(version) {
  if (lists.has(version)) return true;
  const response = await fetch(new URL(LIST, scope), { cache: "no-cache" }).catch(() => null);
  const list = response?.ok && (await response.json().catch(() => null));
  if (list?.version !== version) return false; // the site is being replaced just now
  lists.set(version, list);
  await write(`list/${version}`, list);
  return true;
}

/** The site has no worker any more: out of the way. What is kept goes too if the site says so, and not for a mere 404. */
async function retire(erase) {
  state.retired = true;
  await self.registration.unregister();
  if (erase) await Promise.all([caches.delete(FILES), caches.delete(NOTES)]);
}

/** What is kept of an older version is fetched in the current one too; only then the older one is given up. */
async function bringUpToDate() {
  const { complete: old, current } = state;
  if (old !== current && !self.navigator.connection?.saveData) {
    const { files, shell } = lists.get(current);
    const had = await Promise.all(Object.keys(files).map(async (path) => (state.whole || (await kept(old, path)) ? path : "")));
    const why = await keepAll(current, [...shell, ...had]);
    if (why && why !== "full") return; // the network, or a newer version yet: next time
    state.complete = current;
    await writeState();
  }
  await tidy();
}

/** Forget versions that no page belongs to, and files that no version has. */
async function tidy() {
  const living = new Set((await self.clients.matchAll({ includeUncontrolled: true })).map(({ id }) => id));
  const used = new Set([state.current, state.complete]);
  const notes = await caches.open(NOTES);
  for (const request of await notes.keys()) {
    const id = request.url.startsWith(noteAt("client/")) && request.url.slice(noteAt("client/").length);
    if (!id) continue;
    const { version, at } = await read(`client/${id}`);
    if (living.has(id) || Date.now() - at < PATIENCE) used.add(version); // a page being born is not among the living yet
    else if (Date.now() - at > DAY) await notes.delete(request);
  }
  for (const version of lists.keys()) {
    if (used.has(version)) continue;
    lists.delete(version);
    await notes.delete(noteAt(`list/${version}`));
  }
  const wanted = new Set([...lists].flatMap(([version, { files }]) => Object.keys(files).map((path) => keyOf(version, path))));
  const files = await caches.open(FILES);
  for (const request of await files.keys()) if (!wanted.has(request.url)) await files.delete(request);
}

function remember(id, version) {
  if (!id) return undefined;
  versions.set(id, version);
  return write(`client/${id}`, { version, at: Date.now() });
}

/** The version of the page that asks; a frame or a worker has that of the pages, as long as they agree. */
async function versionOf(id) {
  if (!versions.has(id)) {
    const noted = id && (await read(`client/${id}`));
    if (noted) versions.set(id, noted.version);
  }
  if (versions.has(id)) return versions.get(id);
  const client = id && (await self.clients.get(id));
  if (client?.frameType === "top-level") return ""; // open since before the worker; it will say what it is
  const pages = (await self.clients.matchAll({ type: "window" })).filter(({ frameType }) => frameType === "top-level");
  const found = new Set(await Promise.all(pages.map((page) => versionOf(page.id))));
  return found.size === 1 ? [...found][0] : "";
}

// ---------------------------------------------------------------- answers

/** A page is opened: from the site if it answers in time, else as it is kept, else a page that says what is. */
async function open(event) {
  await ready;
  const path = pathOf(event.request.url);
  const here = await keptVersion(path);
  const found = fromSite(event, path);
  const late = new Promise((resolve) => { if (here) setTimeout(resolve, PATIENCE); });
  const answer = await Promise.race([found, late]);
  if (answer && (answer.ok || !here)) {
    await remember(event.resultingClientId, answer.version);
    return answer.response;
  }
  await remember(event.resultingClientId, here || state.complete);
  if (here) return kept(here, path);
  if (entry(state.complete, `${path}/index.html`)) return Response.redirect(new URL(`${path}/`, scope));
  const offline = await kept(state.complete, "503.html");
  return offline ? new Response(offline.body, { status: 503, headers: offline.headers }) : Response.error();
}

/** The newest version whose page is kept; one that is only half brought up to date comes last. */
async function keptVersion(path) {
  for (const version of new Set([state.complete, state.current, ...lists.keys()])) {
    if (await kept(version, path)) return version;
  }
  return "";
}

/** The site's answer and its version, told by its hash; null when there is no answer. */
async function fromSite(event, path) {
  const asked = update(true);
  for (const cache of ["no-cache", "reload"]) {
    const response = await fetch(new Request(event.request, { cache })).catch(() => null);
    if (!response) return null;
    if (response.type === "opaqueredirect" || response.status >= 500) return { response, ok: response.status < 500, version: "" };
    const body = await response.arrayBuffer().catch(() => null);
    if (!body) return null;
    await asked;
    const file = { body, type: response.headers.get("Content-Type") ?? "" };
    const answer = { response: answerOf(file, response.status), ok: true, version: "" };
    if (state.retired) return answer;
    const name = response.status === 404 ? "404.html" : path;
    const hash = await hashOf(body);
    answer.version = [state.current, ...lists.keys()].find((version) => entry(version, name)?.[0] === hash) ?? "";
    if (!answer.version && cache === "no-cache") continue; // between two versions: once more, past every cache
    if (answer.version && response.ok) event.waitUntil(keepPage(answer.version, path, file));
    return answer;
  }
}

async function keepPage(version, path, file) {
  await keep(version, path, file);
  if (path.endsWith(".html")) await keepAll(version, namedOn(path, new TextDecoder().decode(file.body)));
}

/** Anything else is asked for by a page, and gets the file of that page's version. */
async function answer(event) {
  await ready;
  const path = pathOf(event.request.url);
  const version = state.retired ? "" : await versionOf(event.clientId);
  if (event.resultingClientId) await remember(event.resultingClientId, version);
  if (!version) return fetch(event.request);
  if (path === VERSION) return new Response(`export const version = "${version}";\n`, { headers: { "Content-Type": "text/javascript" } });
  if (path === LIST && lists.has(version)) return new Response(JSON.stringify(lists.get(version)), { headers: { "Content-Type": "application/json" } });
  if (!lists.has(version) || !entry(version, path)) return fetch(event.request);
  const found = await kept(version, path);
  if (found && !path.endsWith(".html")) return found;
  const file = found ? { body: await found.arrayBuffer(), type: found.headers.get("Content-Type") } : await download(version, path);
  if (!file.body) return Response.error();
  if (path.endsWith(".html")) event.waitUntil(keepAll(version, namedOn(path, new TextDecoder().decode(file.body))));
  return answerOf(file);
}

// ---------------------------------------------------------------- what pages say

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
  if (state.retired || request.method !== "GET" || !request.url.startsWith(scope)) return;
  event.respondWith(request.mode === "navigate" && request.destination === "document" ? open(event) : answer(event));
});
