// Node as a browser for the desk's modules: IndexedDB from fake-indexeddb, and the site's vendored libraries from npm.
import "fake-indexeddb/auto";
import { register } from "node:module";

const hook = `
  const idb = ${JSON.stringify(import.meta.resolve("idb"))};
  export const resolve = (specifier, context, next) =>
    specifier.endsWith("/vendor/libraries/idb.mjs") ? { url: idb, shortCircuit: true } : next(specifier, context);
`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
