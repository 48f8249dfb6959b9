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

// Notes: what must outlive the worker's own short life.
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
