// Answers to requests: a page from the site if it can be had, everything else in the version of the page that asks.

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
    if (answer.version && response.ok) {
      await keep(answer.version, path, file);
      event.waitUntil(keepNamed(answer.version, path));
    }
    return answer;
  }
}

/** As without a worker, but past the browser's own cache, where old files may lie. */
const pass = (request) => fetch(request.mode === "navigate" ? request : new Request(request, { cache: "no-cache" }));

/** Anything else is asked for by a page, and gets the file of that page's version. */
async function answer(event) {
  await ready;
  const path = pathOf(event.request.url);
  const version = state.retired ? "" : await versionOf(event.clientId);
  if (event.resultingClientId) await remember(event.resultingClientId, version);
  if (!version) return pass(event.request);
  if (path === VERSION) return new Response(`export const version = "${version}";\n`, { headers: { "Content-Type": "text/javascript" } });
  if (path === LIST && lists.has(version)) return new Response(JSON.stringify(lists.get(version)), { headers: { "Content-Type": "application/json" } });
  if (!lists.has(version) || !entry(version, path)) return pass(event.request);
  const found = await kept(version, path);
  const file = found ?? (await download(version, path));
  if (!file.body) return Response.error();
  event.waitUntil(keepNamed(version, path));
  return found ?? answerOf(file);
}
