// The desk as a whole: out to a file, in from one, erased, and brought back. Loaded when a reader asks for one of these.
import { drafts, forgetDrafts, mergeDrafts } from "../store.mjs";
import { readCopy, writeCopy } from "./copy.mjs";
import { DeskFileError } from "./errors.mjs";
import { eventsOf } from "./migrate.mjs";
import { oldRecordIn } from "./old.mjs";
import { keysOf, readText, removeSame, writeText } from "./storage.mjs";
import { words } from "./words.mjs";

const OURS = "nlpbook:";
const SETTINGS = "nlpbook:setting:";  // how the reader likes the page is no progress: erasing leaves it

/** `parts` here and below: { memory, saving, log, storage } of a Keeper. */
export const exportText = ({ memory }, now) => writeCopy(memory.events, drafts(), new Date(now));

/** Merge a file. Returns { added, known, left (drafts that found no room), stamps }; throws DeskFileError, and then nothing has changed. */
export async function importText({ memory, saving, log }, text) {
  const copy = readCopy(text);
  const unique = new Map(copy.events.map((event) => [event.id, event]));
  const wanting = [...unique.values()].filter(({ id }) => !memory.has(id) || memory.isHearsay(id));  // the tab that told may die unsaved
  const added = wanting.filter(({ id }) => !memory.has(id)).length;
  const stamps = wanting.length ? await take({ memory, saving, log }, wanting) : null;
  return { added, known: unique.size - added, left: mergeDrafts(copy.drafts), stamps };
}

async function take({ memory, saving, log }, events) {
  try {
    const stamps = await log.put(events);
    memory.include(events);
    memory.confirm(events);
    return stamps;
  } catch (error) {
    if (saving.reached || error.name === "QuotaExceededError") throw new DeskFileError(words.file.noRoom);
    memory.include(events);
    saving.hold(events);  // a browser without storage: for this visit
    return null;
  }
}

/** Erase events, drafts and whatever else the book keeps. Returns { stamp, undo }. */
export async function erase({ memory, saving, log, storage }) {
  const events = [...memory.events];
  const keys = keysOf(storage, OURS).filter((key) => !key.startsWith(SETTINGS));
  const texts = keys.map((key) => [key, readText(storage, key)]);
  const stamp = await emptied(saving, log).catch(() => { throw new DeskFileError(words.notErased); });  // nothing is touched before
  for (const [key, text] of texts) removeSame(storage, key, text);
  const recallDrafts = forgetDrafts();
  saving.forget(events);
  const since = new Set(events.map(({ id }) => id));
  memory.restart(memory.events.filter(({ id }) => !since.has(id)));
  const undo = () => {
    for (const [key, text] of texts) if (readText(storage, key) === null) writeText(storage, key, text);
    recallDrafts();
    // A tab of an older book may have written again where a record lay: what that stood for comes back in any case.
    const records = texts.map(([key, text]) => oldRecordIn(key, text)).filter(Boolean);
    saving.hold(memory.include([...events, ...records.flatMap(({ exercise, record }) => eventsOf(exercise, record))]));
  };
  return { stamp, undo };
}

/** The database's new stamp; null where there is no database, and so nothing to empty. */
async function emptied(saving, log) { return saving.reached ? log.clear() : null; }
