// Versions: which one the site has, which one this device has whole, and which one each open page belongs to.

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
