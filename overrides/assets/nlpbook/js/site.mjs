// Where the site is, found from this module's own address: the book may live at the root of a host or in a folder of it.
const root = new URL("../../../", import.meta.url);

/** The absolute address of a file of the site, given relative to its root. */
export const address = (path) => new URL(path, root).href;

/** Fetch a JSON file of the site; the error names the file. */
export async function fetchJson(path, options = {}) {
  const name = path.split("/").pop();
  const response = await fetch(address(path), options).catch((cause) => {
    throw new Error(`${name}: ${cause.message}`);
  });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${response.statusText}`.trim());
  return response.json();
}
