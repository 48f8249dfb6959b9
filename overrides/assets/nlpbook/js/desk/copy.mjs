// The desk as one readable file, and back. Reading checks everything before anything is changed.
import { DeskFileError } from "./errors.mjs";
import { compare, fault } from "./events.mjs";
import { words } from "./words.mjs";

const FORMAT = "nlpbook desk";
const VERSION = 1;
const LIMIT = 20_000_000;  // characters; 25,000 attempts are about 6 million
const DEPTH = 24;

/** The file: one event and one draft a line, so that it can be read and compared. */
export function writeCopy(events, drafts, made = new Date()) {
  const lines = (list) => (list.length ? `\n  ${list.join(",\n  ")}\n ` : "");
  const named = Object.keys(drafts).sort().map((name) => `${JSON.stringify(name)}: ${JSON.stringify(drafts[name])}`);
  return `{
 "format": ${JSON.stringify(FORMAT)},
 "version": ${VERSION},
 "made": ${JSON.stringify(made.toISOString())},
 "events": [${lines([...events].sort(compare).map((event) => JSON.stringify(event)))}],
 "drafts": {${lines(named)}}
}
`;
}

/** The file's events and drafts. Throws DeskFileError for anything that is not a whole, sound copy of a desk. */
export function readCopy(text) {
  if (text.length > LIMIT) throw new DeskFileError(words.file.huge(Math.round(text.length / 1e6), LIMIT / 1e6));
  if (depth(text) > DEPTH) throw new DeskFileError(words.file.deep);
  const copy = parsed(text.replace(/^\uFEFF/, ""));
  if (copy?.format !== FORMAT || !Array.isArray(copy.events)) throw new DeskFileError(words.file.foreign);
  if (!(Number.isInteger(copy.version) && copy.version >= 1)) throw new DeskFileError(words.file.foreign);
  if (copy.version > VERSION) throw new DeskFileError(words.file.newer(copy.version));
  copy.events.forEach((event, place) => {
    const why = fault(event);
    if (why) throw new DeskFileError(words.file.event(place + 1, why));
  });
  return { events: copy.events, drafts: soundDrafts(copy.drafts ?? {}) };
}

function soundDrafts(drafts) {
  if (typeof drafts !== "object" || Array.isArray(drafts)) throw new DeskFileError(words.file.foreign);
  for (const [name, draft] of Object.entries(drafts)) {
    const sound = name.length < 400 && typeof draft === "object" && draft !== null && !Array.isArray(draft);
    if (!sound) throw new DeskFileError(words.file.draft(name.slice(0, 60)));
  }
  return drafts;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DeskFileError(words.file.broken(error.message.slice(0, 120)));
  }
}

/** How deeply brackets are nested, outside strings; found before parsing, which could exhaust the stack. */
function depth(text) {
  let deepest = 0, level = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[{]|[\]}]/gs)) {
    if (token === "[" || token === "{") deepest = Math.max(deepest, level += 1);
    else if (token === "]" || token === "}") level -= 1;
  }
  return deepest;
}
