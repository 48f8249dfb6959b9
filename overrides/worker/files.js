// Files: kept by their hash, fetched when they are not, and refused when the site has another version of them.

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
      const found = (await kept(version, path)) ? "" : (await download(version, path)).why;
      why ||= found;
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return why;
}

/** Keep what a page names and will load, though perhaps later: its exercises, and pictures further down. */
async function keepNamed(version, path) {
  const page = path?.endsWith(".html") && (await kept(version, path));
  if (!page) return "";
  const base = new URL(path, scope);
  const names = Array.from((await page.text()).matchAll(NAMED), ([found, name]) => (
    found.startsWith(" data-") ? `assets/exercises/${name}.json` : pathOf(new URL(name, base))
  ));
  return keepAll(version, names.filter((name) => name && LOADED.test(name)));
}
