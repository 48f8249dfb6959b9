// Where the folded reviews lie between two pages: one record in a database of its own. It holds nothing that the log does not say,
// so whatever fails here only costs time; and it goes when the log is erased.
import { openDB } from "../../../vendor/libraries/idb.mjs";
import { desk } from "../desk/desk.mjs";
import { version } from "../offline/version.mjs";

const NAME = "nlpbook-plan";
const STORE = "folds";
const REST = 200;  // milliseconds of quiet before it is written: readers leave soon
const PATIENCE = 500;  // milliseconds after which reckoning anew is quicker
const open = async () => openDB(NAME, 1, { upgrade: (db) => { db.createObjectStore(STORE); } });
let waiting = 0;

/** What was kept by this build of the book (another may have other skills), or null. */
export async function recall() {
  if (!version) return null;
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, null); });
  return Promise.race([read().catch(() => null), late]);
}

async function read() {
  const db = await open();
  const text = await db.get(STORE, version);
  db.close();
  return text ? JSON.parse(text) : null;
}

/** Keep what `made()` gives, a while after the last call. */
export function shelve(made) {
  clearTimeout(waiting);
  if (version) waiting = setTimeout(() => write(made).catch(() => {}), REST);
}

async function write(made) {
  const kept = made();
  if (!kept) return;
  const db = await open();
  const transaction = db.transaction(STORE, "readwrite");
  await Promise.all([transaction.store.clear(), transaction.store.put(JSON.stringify(kept), version), transaction.done]);
  db.close();
}

desk.addEventListener("erase", () => {
  clearTimeout(waiting);
  open().then(async (db) => {
    await db.clear(STORE);
    db.close();
  }).catch(() => {});
});
