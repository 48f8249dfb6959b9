// Registers the service worker, tells it which page is open, and says so when the site has a newer version of the book.
import { address } from "../site.mjs";
import { version } from "./version.mjs";

const container = navigator.serviceWorker;
const root = address("");
const CLAIM = 1000;  // milliseconds

/** "" once the worker is at work, else the reason why there is none: "none", "insecure", "writing" or "refused". */
export const registered = register();

async function register() {
  if (!isSecureContext) return "insecure";
  if (!container || !globalThis.caches) return "none";
  if (!version) return leave(true).then(() => "writing", () => "writing");
  const early = !container.controller;
  try {
    if (await vanished()) return await leave(false), "refused";
    await container.register(address("sw.js"), { scope: root, updateViaCache: "none" });
    await container.ready;
  } catch {
    return "refused";
  }
  const say = async (files) => (await container.ready).active.postMessage({ do: "here", version, files });
  container.addEventListener("message", ({ data }) => {
    if (data?.newer && data.newer !== version) import("./newer.mjs").then(({ showNewer }) => showNewer());
  });
  if (early) await sayWhatPassedBy(say);
  else say([]);
  window.document$?.subscribe(() => say([]));
  addEventListener("pageshow", ({ persisted }) => { if (persisted) say([]); });
  return "";
}

/** Tell the worker what came, or was on its way, before it took this page over: none of that passed through it. */
async function sayWhatPassedBy(say) {
  await Promise.race([
    container.controller ?? new Promise((resolve) => { container.addEventListener("controllerchange", resolve, { once: true }); }),
    new Promise((resolve) => { setTimeout(resolve, CLAIM); }),  // a page that was loaded anew by force is never taken over
  ]);
  const until = performance.now();
  const names = (entries) => entries.filter(({ startTime }) => startTime <= until).map(({ name }) => name);
  new PerformanceObserver((list) => {
    const late = names(list.getEntries());
    if (late.length) say(late);
  }).observe({ type: "resource" });
  say([location.href, ...names(performance.getEntriesByType("resource"))]);
}

/** Whether the site has lost its worker's file: a browser would go on with the old one for ever. */
async function vanished() {
  const options = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout?.(3000) };
  const answer = await fetch(address("sw.js"), options).catch(() => null);
  return answer?.status === 404 || answer?.status === 410;
}

/** No worker here any more; what it kept goes too when the site has none on purpose. */
async function leave(erase) {
  const registration = await container.getRegistration(root);
  if (registration?.scope === root) await registration.unregister();
  const names = erase ? await caches.keys() : [];
  await Promise.all(names.filter((name) => /^nlpbook:\w+:/.test(name) && name.endsWith(`:${root}`)).map((name) => caches.delete(name)));
}
